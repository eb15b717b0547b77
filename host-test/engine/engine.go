// Package engine is the proxy side of Proxy-Wasm: it answers a plugin's host
// calls, drives the plugin's callbacks, and passes HTTP exchanges through a
// chain of plugins as Envoy's filter manager does. It holds no wasm runtime
// and opens no listener: a [Module] starts the VMs, a [Router] and a [Client]
// carry the bytes.
//
// What is mirrored is Envoy's source/common/http/filter_manager.cc and
// source/extensions/common/wasm/context.cc, and proxy-wasm-cpp-host; README.md
// says what a plugin can see of it and where Higress differs.
package engine

import (
	"context"
	"log/slog"
	"time"

	"aigateway/common/abi"
)

// Flavour says which proxy is played.
type Flavour uint8

const (
	// Envoy is stock Envoy 1.33 or newer.
	Envoy Flavour = iota + 1
	// Higress is Higress' build of Envoy.
	Higress
)

// Marker is the ABI version that a module exports.
type Marker string

const (
	Marker020  Marker = "proxy_abi_version_0_2_0"
	Marker021  Marker = "proxy_abi_version_0_2_1"
	Marker0200 Marker = "proxy_abi_version_0_2_100" // Higress' own
)

// DefaultBodyLimit is how many bytes a filter may hold back of one body, when
// an [Environment] does not say otherwise (Envoy's per_connection_buffer_limit_bytes).
const DefaultBodyLimit = 1 << 20

// DefaultReloadBackoff is how long a VM that trapped stays down at least
// (Envoy's FAIL_RELOAD has the same default).
const DefaultReloadBackoff = time.Second

// Module makes the VMs of one plugin binary.
type Module interface {
	Marker() Marker
	// Start makes one VM, whose calls host answers.
	Start(host *VM) (Instance, error)
}

// Instance is the guest side of one VM. A callback that traps panics; the
// panic's value says why.
type Instance interface {
	abi.Guest
	// Enter is called before each callback, leave after it.
	Enter() (leave func())
	// Memory is the size of the linear memory in bytes, 0 without one.
	Memory() uint64
	Close() error
}

// Plugin is one configured plugin of a chain.
type Plugin struct {
	Name   string
	RootID string
	// Code says which plugins share a VM: those with an equal one.
	Code   string
	Module Module
	Config []byte
	// FailOpen passes exchanges on when the VM is down; otherwise they get a 503.
	FailOpen bool
	// HeadersStopIteration is Envoy's allow_on_headers_stop_iteration.
	HeadersStopIteration bool
}

// Environment is what the workers of a gateway have in common.
type Environment struct {
	Flavour Flavour
	Shared  *SharedData
	Metrics *Metrics
	Log     *slog.Logger
	// LogLevel is the lowest level that is written.
	LogLevel abi.LogLevel
	// Caller carries call-outs; nil knows no cluster.
	Caller Caller
	// Redis resolves a cluster to an address for Higress' Redis calls; nil
	// knows none.
	Redis func(cluster string) (address string, ok bool)
	// RequestLimit and ResponseLimit bound held bodies, in bytes.
	RequestLimit, ResponseLimit int
	ReloadBackoff               time.Duration
	VMConfig                    []byte
	// Node is what the property node.id answers.
	Node string
}

// Call is a call-out to a cluster.
type Call struct {
	Cluster           string
	Headers, Trailers *Headers
	Body              []byte
	Timeout           time.Duration // 0 means none
}

// CallReply is what came back. A cluster that cannot be reached answers 503
// and a late one 504, as Envoy's async client has it; a nil Headers means
// that the call was reset.
type CallReply struct {
	Headers, Trailers *Headers
	Body              []byte
}

// Caller sends call-outs.
type Caller interface {
	// Knows tells whether there is such a cluster.
	Knows(cluster string) bool
	// Call blocks until the answer is there or ctx is done.
	Call(ctx context.Context, c Call) CallReply
}

// Sink takes one message of an exchange. No method may block, or call back
// into the stream before it has returned.
type Sink interface {
	Headers(h *Headers, end bool)
	Data(b []byte, end bool)
	Trailers(h *Headers)
}

// Client is the side that the response goes to.
type Client interface {
	Sink
	// Reset breaks the response off. No Sink method is called afterwards.
	Reset()
	// Done is the last call of a stream: the plugins have logged.
	Done(r Report)
}

// Exchange is the upstream side of a stream.
type Exchange interface {
	Data(b []byte, end bool)
	Trailers(h *Headers)
	// Cancel drops the exchange; it may be over already.
	Cancel()
}

// Route is where a request goes.
type Route struct {
	Name, Cluster string
	// Data is the router's own.
	Data any
}

// Router finds routes and opens upstream exchanges. Like a [Sink] it must
// neither block nor call back.
type Router interface {
	// Route returns the route for h, nil when none matches.
	Route(h *Headers) *Route
	// Open starts the exchange of s. The answer comes through s.Response*.
	Open(s *Stream, r *Route, h *Headers, end bool) (Exchange, *Failure)
	// Hosts returns the endpoints of a cluster as address and JSON metadata.
	Hosts(cluster string) [][2]string
}

// Failure is why an upstream gave no response, as the client is told.
type Failure struct {
	Status        int
	Body, Details string
	Flag          string // Envoy's response flag, such as UF
	Transport     string // why a connection failed
}
