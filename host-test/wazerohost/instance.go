package wazerohost

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"

	"github.com/tetratelabs/wazero/api"

	"aigateway/common/abi"
	"aigateway/host-test/engine"
)

// randomSource is what the guest's random_get reads.
var randomSource io.Reader = rand.Reader

// instance is one VM: the exports of the guest as an [abi.Guest].
type instance struct {
	vm     *engine.VM
	ctx    context.Context
	module api.Module
	memory api.Memory
	alloc  api.Function

	vmStart, configure, create, tick                api.Function
	requestHeaders, requestBody, requestTrailers    api.Function
	responseHeaders, responseBody, responseTrailers api.Function
	httpCallResponse, redisCallResponse             api.Function
	done, log, delete                               api.Function

	// stack carries the arguments and the result of a callback, allocStack
	// those of an allocation inside one.
	stack      [6]uint64
	allocStack [1]uint64
}

var _ engine.Instance = (*instance)(nil)

type instanceKey struct{}

// instanceContext hands the instance to its host functions.
type instanceContext struct {
	context.Context
	instance *instance
}

func withInstance(i *instance) context.Context {
	return instanceContext{context.Background(), i}
}

// Value implements context.Context.
func (c instanceContext) Value(key any) any {
	if _, ok := key.(instanceKey); ok {
		return c.instance
	}
	return c.Context.Value(key)
}

// bind finds the exports; a callback that is missing is nil.
func (i *instance) bind(m api.Module) {
	i.module, i.memory = m, m.Memory()
	i.alloc = m.ExportedFunction("proxy_on_memory_allocate")
	if i.alloc == nil {
		i.alloc = m.ExportedFunction("malloc")
	}
	for name, f := range map[string]*api.Function{
		"proxy_on_vm_start": &i.vmStart, "proxy_on_configure": &i.configure,
		"proxy_on_context_create": &i.create, "proxy_on_tick": &i.tick,
		"proxy_on_request_headers": &i.requestHeaders, "proxy_on_request_body": &i.requestBody,
		"proxy_on_request_trailers": &i.requestTrailers, "proxy_on_response_headers": &i.responseHeaders,
		"proxy_on_response_body": &i.responseBody, "proxy_on_response_trailers": &i.responseTrailers,
		"proxy_on_http_call_response":  &i.httpCallResponse,
		"proxy_on_redis_call_response": &i.redisCallResponse,
		"proxy_on_done":                &i.done, "proxy_on_log": &i.log, "proxy_on_delete": &i.delete,
	} {
		*f = m.ExportedFunction(name)
	}
}

// initialize runs the module's own start: a reactor's _initialize and then
// main if it has one, or a command's _start.
func (i *instance) initialize() error {
	if f := i.module.ExportedFunction("_initialize"); f != nil {
		if _, err := f.Call(i.ctx); err != nil {
			return err
		}
		if main := i.module.ExportedFunction("main"); main != nil {
			_, err := main.Call(i.ctx, 0, 0)
			return err
		}
		return nil
	}
	if f := i.module.ExportedFunction("_start"); f != nil {
		_, err := f.Call(i.ctx)
		return err
	}
	return nil
}

// Enter has nothing to prepare.
func (i *instance) Enter() (leave func()) { return func() {} }

// Memory is the size of the linear memory in bytes.
func (i *instance) Memory() uint64 { return uint64(i.memory.Size()) }

// Close frees the VM.
func (i *instance) Close() error { return i.module.Close(i.ctx) }

// trap is a callback that did not return.
type trap struct{ error }

// WasmTrap tells the engine that the error has the guest's own stack.
func (trap) WasmTrap() {}

func (t trap) Unwrap() error { return t.error }

// call runs an export, and answers missing when there is none.
func (i *instance) call(f api.Function, missing uint64, args ...uint64) uint64 {
	if f == nil {
		return missing
	}
	copy(i.stack[:], args)
	if err := f.CallWithStack(i.ctx, i.stack[:]); err != nil {
		panic(trap{err})
	}
	return i.stack[0]
}

func flag(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

func (i *instance) VMStart(root uint32, size int) bool {
	return uint32(i.call(i.vmStart, 1, uint64(root), uint64(size))) != 0
}

func (i *instance) Configure(root uint32, size int) bool {
	return uint32(i.call(i.configure, 1, uint64(root), uint64(size))) != 0
}

func (i *instance) Create(id, parent uint32) {
	i.call(i.create, 0, uint64(id), uint64(parent))
}

func (i *instance) Tick(root uint32) { i.call(i.tick, 0, uint64(root)) }

func (i *instance) RequestHeaders(id uint32, count int, end bool) abi.Action {
	return abi.Action(uint32(i.call(i.requestHeaders, 0, uint64(id), uint64(count), flag(end))))
}

func (i *instance) RequestBody(id uint32, size int, end bool) abi.Action {
	return abi.Action(uint32(i.call(i.requestBody, 0, uint64(id), uint64(size), flag(end))))
}

func (i *instance) RequestTrailers(id uint32, count int) abi.Action {
	return abi.Action(uint32(i.call(i.requestTrailers, 0, uint64(id), uint64(count))))
}

func (i *instance) ResponseHeaders(id uint32, count int, end bool) abi.Action {
	return abi.Action(uint32(i.call(i.responseHeaders, 0, uint64(id), uint64(count), flag(end))))
}

func (i *instance) ResponseBody(id uint32, size int, end bool) abi.Action {
	return abi.Action(uint32(i.call(i.responseBody, 0, uint64(id), uint64(size), flag(end))))
}

func (i *instance) ResponseTrailers(id uint32, count int) abi.Action {
	return abi.Action(uint32(i.call(i.responseTrailers, 0, uint64(id), uint64(count))))
}

func (i *instance) HTTPCallResponse(root, token uint32, headers, size, trailers int) {
	i.call(i.httpCallResponse, 0, uint64(root), uint64(token), uint64(headers), uint64(size), uint64(trailers))
}

func (i *instance) RedisCallResponse(root, token uint32, status abi.Status, size int) {
	i.call(i.redisCallResponse, 0, uint64(root), uint64(token), uint64(status), uint64(size))
}

func (i *instance) Done(id uint32) bool { return uint32(i.call(i.done, 1, uint64(id))) != 0 }

func (i *instance) Log(id uint32) { i.call(i.log, 0, uint64(id)) }

func (i *instance) Delete(id uint32) { i.call(i.delete, 0, uint64(id)) }

// logWriter turns what a guest prints into log lines.
type logWriter struct {
	vm      *engine.VM
	level   abi.LogLevel
	pending []byte
}

// maxLogLine is where a line that does not end is cut, in bytes.
const maxLogLine = 64 << 10

func (w *logWriter) Write(p []byte) (int, error) {
	w.pending = append(w.pending, p...)
	for {
		line, rest, found := bytes.Cut(w.pending, []byte("\n"))
		if !found && len(line) < maxLogLine {
			return len(p), nil
		}
		w.pending = rest
		if len(line) > 0 {
			w.vm.Log(w.level, string(line))
		}
	}
}
