// Package probe is a plugin that does what a request asks it to: it proves
// hosts, and the life cycle that package plugin promises on top of them.
//
// The header x-probe holds one command:
//
//	panic-PLACE      panics in a callback: request-headers, request-body,
//	                 response-headers, response-body, close, call, render, tick
//	trap             ends the VM
//	hold             holds the headers until the body has come, then tells its size
//	hold-response    the same for the response
//	call CLUSTER     calls out while the request waits, and answers with what came
//	reply STATUS     answers itself
//	reply-twice      tries to answer twice
//	metrics          counts in a counter, a gauge and a histogram
//	shared           adds one to a number that all workers share
//	property NAME    answers with a property
//	collect N        collects garbage N times
package probe

import (
	"runtime"
	"strconv"
	"strings"

	"aigateway/common/clock"
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// Plugin is the probe as a module offers it.
func Plugin() plugin.Definition {
	return plugin.Definition{Name: "probe", New: func(root *plugin.Root) plugin.Plugin { return &probe{root: root} }}
}

// Observer is the probe as a plugin that only watches.
func Observer() plugin.Definition {
	return plugin.Definition{Name: "observer", Observes: true, New: func(root *plugin.Root) plugin.Plugin { return &probe{root: root} }}
}

type probe struct {
	root    *plugin.Root
	counter plugin.Counter
	gauge   plugin.Gauge
	times   plugin.Histogram
	panics  bool
	ticks   int
}

func (p *probe) Configure(raw []byte) error {
	p.counter = p.root.Counter("probe_requests")
	p.gauge = p.root.Gauge("probe_open")
	p.times = p.root.Histogram("probe_size")
	if strings.Contains(string(raw), "tick") {
		p.root.Every(50 * clock.Millisecond)
	}
	return nil
}

// Tick implements plugin.Ticker.
func (p *probe) Tick() {
	p.ticks++
	if p.panics {
		p.panics = false
		panic("probe: tick")
	}
}

func (p *probe) Begin() plugin.Exchange { return &exchange{probe: p} }

type exchange struct {
	probe    *probe
	command  string
	argument string
}

func (x *exchange) RequestHeaders(s *plugin.Stream, end bool) plugin.Action {
	x.command, x.argument, _ = strings.Cut(string(s.RequestHeaders().Value("x-probe")), " ")
	x.panicIn("request-headers")
	switch x.command {
	case "panic-tick":
		x.probe.panics = true
	case "panic-render":
		panic("probe: then render")
	case "trap":
		select {}
	case "hold":
		if !end {
			return plugin.Pause
		}
	case "call", "panic-call":
		return x.call(s)
	case "reply":
		status, _ := strconv.Atoi(x.argument)
		return s.Respond(status, [][2]string{{"content-type", "text/plain"}}, []byte("probe"))
	case "reply-twice":
		s.Respond(418, nil, []byte("first"))
		return s.Respond(419, nil, []byte("second"))
	case "metrics":
		x.probe.counter.Add(1)
		x.probe.gauge.Add(1)
		x.probe.times.Observe(uint64(len(x.argument)))
	case "shared":
		return x.text(s, strconv.Itoa(x.share()))
	case "property":
		return x.text(s, string(x.probe.root.Property(x.argument)))
	case "ticks":
		return x.text(s, strconv.Itoa(x.probe.ticks))
	case "collect":
		n, _ := strconv.Atoi(x.argument)
		for range n {
			runtime.GC()
		}
	}
	return plugin.Continue
}

func (x *exchange) text(s *plugin.Stream, text string) plugin.Action {
	return s.Respond(200, [][2]string{{"content-type", "text/plain"}}, []byte(text))
}

func (x *exchange) panicIn(place string) {
	if x.command == "panic-"+place {
		panic("probe: " + place)
	}
}

func (x *exchange) call(s *plugin.Stream) plugin.Action {
	err := s.Call(plugin.Call{
		Cluster: x.argument, Timeout: clock.Second,
		Headers: [][2]string{{":method", "GET"}, {":path", "/probe"}, {":authority", "probe"}},
	}, func(r *plugin.Reply) {
		x.panicIn("call")
		x.text(s, strconv.Itoa(r.Status)+" "+string(r.Body))
	})
	if err != nil {
		return x.text(s, "refused: "+err.Error())
	}
	return plugin.Wait
}

// share adds one to a shared number by compare and swap.
func (x *exchange) share() int {
	for {
		value, version, err := x.probe.root.SharedData("probe")
		n, _ := strconv.Atoi(string(value))
		if err != nil {
			n = 0
		}
		if x.probe.root.SetSharedData("probe", []byte(strconv.Itoa(n+1)), version) == nil {
			return n + 1
		}
	}
}

func (x *exchange) RequestBody(s *plugin.Stream, end bool) plugin.Action {
	x.panicIn("request-body")
	if x.command == "hold" {
		if !end {
			return plugin.Pause
		}
		s.RequestHeaders().Set("x-probe-size", strconv.Itoa(len(s.Body())))
	}
	return plugin.Continue
}

func (x *exchange) ResponseHeaders(s *plugin.Stream, end bool) plugin.Action {
	x.panicIn("response-headers")
	if x.command == "hold-response" && !end {
		return plugin.Pause
	}
	return plugin.Continue
}

func (x *exchange) ResponseBody(s *plugin.Stream, end bool) plugin.Action {
	x.panicIn("response-body")
	if x.command == "hold-response" {
		if !end {
			return plugin.Pause
		}
		s.ResponseHeaders().Set("x-probe-size", strconv.Itoa(len(s.Body())))
	}
	return plugin.Continue
}

func (x *exchange) Close(*plugin.Stream) {
	x.panicIn("close")
	if x.command == "metrics" {
		x.probe.gauge.Add(-1)
	}
}

func (x *exchange) Render(dst []byte, p *problem.Problem) ([]byte, string) {
	x.panicIn("render")
	return append(append(dst, "problem: "...), p.Message...), "text/plain"
}
