// Package abi is the one door between a plugin and its host: the Proxy-Wasm
// 0.2.1 calls, a file a chapter of the specification, each with its native
// twin beside it. It knows nothing of HTTP semantics, plugins or protocols.
//
// Under GOOS=wasip1 a call is a wasm import. In a native build the same call
// goes to the [Host] that is current, so that plugins run under go test.
//
// A call that returns bytes takes dst as append does: the bytes are written
// into dst's capacity where they fit, and the result is the caller's own.
//
// Source: https://github.com/proxy-wasm/spec/tree/main/abi-versions/v0.2.1
package abi

import "github.com/tetratelabs/proxy-wasm-go-sdk/proxywasm/types"

// Status is what every host call answers (spec v0.2.1, proxy_status_t).
type Status uint32

const (
	OK              Status = 0
	NotFound        Status = 1
	BadArgument     Status = 2
	SerializeFailed Status = 3
	ParseFailed     Status = 4
	InvalidMemory   Status = 6
	Empty           Status = 7
	CASMismatch     Status = 8
	InternalFailure Status = 10
	Unimplemented   Status = 12
)

// String returns the specification's name of s in lower case.
func (s Status) String() string {
	switch s {
	case OK:
		return "ok"
	case NotFound:
		return "not found"
	case BadArgument:
		return "bad argument"
	case SerializeFailed:
		return "serialization failure"
	case ParseFailed:
		return "parse failure"
	case InvalidMemory:
		return "invalid memory access"
	case Empty:
		return "empty"
	case CASMismatch:
		return "cas mismatch"
	case InternalFailure:
		return "internal failure"
	case Unimplemented:
		return "unimplemented"
	}
	return "unknown status"
}

// Err returns s as an error, nil for [OK]. Where the tetratelabs SDK has a
// sentinel for s it is that one, so that errors.Is works across both.
func (s Status) Err() error {
	switch s {
	case OK:
		return nil
	case NotFound:
		return types.ErrorStatusNotFound
	case BadArgument:
		return types.ErrorStatusBadArgument
	case Empty:
		return types.ErrorStatusEmpty
	case CASMismatch:
		return types.ErrorStatusCasMismatch
	case InternalFailure:
		return types.ErrorInternalFailure
	case Unimplemented:
		return types.ErrorUnimplemented
	}
	return statusError(s)
}

type statusError Status

func (e statusError) Error() string { return "host status: " + Status(e).String() }

// Action is what a callback tells the host to do next.
type Action = types.Action

const (
	Continue = types.ActionContinue
	// Pause holds headers or buffers the body until the next callback or
	// [ContinueStream].
	Pause = types.ActionPause
	// PauseNoBuffer keeps a body chunk back and drops it
	// (FilterDataStatus::StopIterationNoBuffer).
	PauseNoBuffer Action = 3
	// PauseAll holds headers and delivers no body until [ContinueStream]
	// (FilterHeadersStatus::StopAllIterationAndWatermark).
	PauseAll Action = 4
)

// MapType names a header map (spec v0.2.1, proxy_map_type_t).
type MapType uint32

const (
	RequestHeaders MapType = iota
	RequestTrailers
	ResponseHeaders
	ResponseTrailers
	GRPCInitialMetadata
	GRPCTrailingMetadata
	HTTPCallHeaders
	HTTPCallTrailers
)

// BufferType names a buffer (spec v0.2.1, proxy_buffer_type_t).
type BufferType uint32

const (
	RequestBody BufferType = iota
	ResponseBody
	DownstreamData
	UpstreamData
	HTTPCallBody
	GRPCMessage
	VMConfiguration
	PluginConfiguration
	ForeignFunctionArguments
	// RedisCallBody is Higress' only.
	RedisCallBody
)

// StreamType names a direction to continue or close.
type StreamType uint32

const (
	RequestStream StreamType = iota
	ResponseStream
	Downstream
	Upstream
)

// LogLevel orders what is logged; a line below the host's level is dropped.
type LogLevel uint32

const (
	Trace LogLevel = iota
	Debug
	Info
	Warn
	Error
	Critical
)

// MetricType says how a metric's values are kept.
type MetricType uint32

const (
	Counter MetricType = iota
	Gauge
	Histogram
)

// Guest is the plugin side: what the host calls. Every method runs on the
// host's only thread for this VM, and none is entered while another runs,
// but for [ContinueStream] and [SendLocalResponse], which some hosts answer
// by calling back at once.
type Guest interface {
	VMStart(root uint32, configSize int) bool
	Configure(root uint32, configSize int) bool
	Create(context, parent uint32)
	Tick(root uint32)
	RequestHeaders(context uint32, count int, end bool) Action
	RequestBody(context uint32, size int, end bool) Action
	RequestTrailers(context uint32, count int) Action
	ResponseHeaders(context uint32, count int, end bool) Action
	ResponseBody(context uint32, size int, end bool) Action
	ResponseTrailers(context uint32, count int) Action
	HTTPCallResponse(root, call uint32, headers, bodySize, trailers int)
	RedisCallResponse(root, call uint32, status Status, size int)
	Done(context uint32) bool
	Log(context uint32)
	Delete(context uint32)
}
