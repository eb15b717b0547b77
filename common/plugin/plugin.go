// Package plugin is what the author of a plugin sees: the life of an exchange,
// its headers and bodies, replies, call-outs, timers, logs and metrics. It
// knows no AI protocol, and plugins never meet package abi.
//
// A host runs several VMs, one a worker thread, and each of them configures
// the plugin anew: nothing that a plugin keeps is seen by another worker.
package plugin

import (
	"aigateway/common/abi"
	"aigateway/common/problem"
)

// Definition is one plugin that a module offers.
type Definition struct {
	// Name selects the plugin where a module offers several: it is the
	// plugin_root_id of the host's configuration.
	Name string
	// New returns a plugin that is about to be configured.
	New func(*Root) Plugin
	// Observes says that the plugin changes nothing: where a callback of it
	// panics, the exchange goes on without it instead of being refused.
	Observes bool
}

// Plugin is a plugin under one configuration. A host that reloads makes a new
// one; exchanges that began under the old one end under it.
type Plugin interface {
	// Configure reads the configuration as the host gives it. An error keeps
	// the host from serving with it: what only some requests need had better
	// be reported and refused there.
	Configure(raw []byte) error
	// Begin returns the state of a new exchange.
	Begin() Exchange
}

// Ticker is a plugin that wants to be called every [Root.Every].
type Ticker interface {
	Tick()
}

// Action says whether the host goes on.
type Action = abi.Action

const (
	// Continue lets headers or the chunk go on.
	Continue = abi.Continue
	// Pause holds the headers, and the body behind them, or gathers the
	// body; the next callback of the same direction still comes.
	Pause = abi.Pause
	// Wait holds everything until [Stream.Resume].
	Wait = abi.PauseAll
	// Drop holds the headers and throws the chunk away, for who answers with
	// something else.
	Drop = abi.PauseNoBuffer
)

// Exchange is the state of one request and its response. Its methods are
// called in the order in which they stand here, each only if there is
// anything to tell. The end of a body is told exactly once, with end true,
// whether a chunk, a trailer or the headers were the last to come.
type Exchange interface {
	// RequestHeaders is called once; end means that there is no body.
	RequestHeaders(s *Stream, end bool) Action
	// RequestBody is called for each chunk. After Pause, [Stream.Body] holds
	// all chunks since.
	RequestBody(s *Stream, end bool) Action
	// ResponseHeaders is called once, for every final response that this
	// plugin did not make itself.
	ResponseHeaders(s *Stream, end bool) Action
	ResponseBody(s *Stream, end bool) Action
	// Close is called once, last, however the exchange ended. The stream's
	// headers can be read in it, but nothing can be changed.
	Close(s *Stream)

	// Render appends p as the client of this exchange expects it, and
	// returns its content type. It may be called from RequestHeaders on.
	Render(dst []byte, p *problem.Problem) (body []byte, contentType string)
}

// Serve offers the plugins to the host. It is called from the one init of a
// module, for a reactor runs no main.
func Serve(definitions ...Definition) { abi.Serve(Guest(definitions...)) }
