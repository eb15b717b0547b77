// Package probe is a plugin that does what its configuration says and logs
// what it sees. The same scripts run on the engine, under wazero and in a
// real Envoy, and their traces are compared.
//
// A line of a script is CALLBACK: COMMAND; COMMAND. CALLBACK#2 is the second
// call of that callback for one exchange only.
package probe

import (
	"fmt"
	"strconv"
	"strings"

	"aigateway/common/abi"
)

// Guest is an [abi.Guest] that follows scripts.
type Guest struct {
	roots   map[uint32]*root
	filters map[uint32]*filter
	calls   map[uint32]uint32 // context that made a call-out
}

type root struct {
	name   string
	script map[string][]string
}

type filter struct {
	*root
	id    uint32
	count map[string]int
}

var _ abi.Guest = (*Guest)(nil)

// New makes a guest.
func New() *Guest {
	return &Guest{roots: map[uint32]*root{}, filters: map[uint32]*filter{}, calls: map[uint32]uint32{}}
}

// Parse reads a script.
func parse(text string) map[string][]string {
	script := map[string][]string{}
	for _, line := range strings.Split(text, "\n") {
		name, commands, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for _, c := range strings.Split(commands, ";") {
			script[name] = append(script[name], strings.TrimSpace(c))
		}
	}
	return script
}

// VMStart accepts.
func (g *Guest) VMStart(uint32, int) bool { return true }

// Configure reads the script.
func (g *Guest) Configure(id uint32, size int) bool {
	config, _ := abi.Buffer(nil, abi.PluginConfiguration, 0, size)
	name, _ := abi.Property(nil, "plugin_root_id")
	r := &root{name: string(name), script: parse(string(config))}
	g.roots[id] = r
	g.run(&filter{root: r, id: id, count: map[string]int{}}, "configure", "")
	return true
}

// Create makes the state of an exchange.
func (g *Guest) Create(id, parent uint32) {
	if r := g.roots[parent]; r != nil {
		g.filters[id] = &filter{root: r, id: id, count: map[string]int{}}
	}
}

// Tick runs the script's tick line.
func (g *Guest) Tick(id uint32) {
	g.run(&filter{root: g.roots[id], id: id, count: map[string]int{}}, "tick", "")
}

func (g *Guest) RequestHeaders(id uint32, _ int, end bool) abi.Action {
	return g.run(g.filters[id], "request_headers", fmt.Sprint("end=", end))
}

func (g *Guest) RequestBody(id uint32, size int, end bool) abi.Action {
	return g.run(g.filters[id], "request_body", fmt.Sprint("size=", size, " end=", end))
}

func (g *Guest) RequestTrailers(id uint32, count int) abi.Action {
	return g.run(g.filters[id], "request_trailers", fmt.Sprint("count=", count))
}

func (g *Guest) ResponseHeaders(id uint32, _ int, end bool) abi.Action {
	return g.run(g.filters[id], "response_headers", fmt.Sprint("end=", end))
}

func (g *Guest) ResponseBody(id uint32, size int, end bool) abi.Action {
	return g.run(g.filters[id], "response_body", fmt.Sprint("size=", size, " end=", end))
}

func (g *Guest) ResponseTrailers(id uint32, count int) abi.Action {
	return g.run(g.filters[id], "response_trailers", fmt.Sprint("count=", count))
}

// HTTPCallResponse acts for the exchange that called, if it is still there.
func (g *Guest) HTTPCallResponse(root, call uint32, _, size, _ int) {
	id := g.calls[call]
	delete(g.calls, call)
	s := abi.SetEffectiveContext(id)
	f := g.filters[id]
	if f == nil {
		f = &filter{root: g.roots[root], id: id, count: map[string]int{}}
	}
	g.run(f, "http_call", fmt.Sprint("size=", size, " effective=", s))
}

func (g *Guest) RedisCallResponse(_, call uint32, status abi.Status, size int) {
	id := g.calls[call]
	abi.SetEffectiveContext(id)
	reply, _ := abi.Buffer(nil, abi.RedisCallBody, 0, size)
	g.run(g.filters[id], "redis", fmt.Sprintf("status=%v reply=%q", status, reply))
}

func (g *Guest) Done(id uint32) bool {
	if f := g.filters[id]; f != nil {
		g.run(f, "done", "")
	}
	return true
}

func (g *Guest) Log(id uint32) { g.run(g.filters[id], "log", "") }

func (g *Guest) Delete(id uint32) {
	if f := g.filters[id]; f != nil {
		g.run(f, "delete", "")
		delete(g.filters, id)
	}
}

func (f *filter) trace(format string, args ...any) {
	abi.WriteLog(abi.Info, "probe "+f.name+" "+fmt.Sprintf(format, args...))
}

// run follows the script for one callback and answers what it returns.
func (g *Guest) run(f *filter, callback, args string) abi.Action {
	if f == nil {
		return abi.Continue
	}
	f.count[callback]++
	if callback != "configure" && callback != "tick" {
		f.trace("%s", strings.TrimSpace(callback+" "+args))
	}
	commands, ok := f.script[callback+"#"+strconv.Itoa(f.count[callback])]
	if !ok {
		commands = f.script[callback]
	}
	result := abi.Continue
	for _, c := range commands {
		if n, ok := strings.CutPrefix(c, "return "); ok {
			v, _ := strconv.Atoi(n)
			result = abi.Action(v)
			continue
		}
		g.do(f, strings.SplitN(c, " ", 4))
	}
	return result
}
