//go:build wasip1

// Command noop is a plugin that does nothing: what any Go plugin costs.
package main

import (
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

func init() {
	plugin.Serve(plugin.Definition{Name: "noop", New: func(*plugin.Root) plugin.Plugin { return noop{} }})
}

func main() {}

type noop struct{}

func (noop) Configure([]byte) error                             { return nil }
func (noop) Begin() plugin.Exchange                             { return noop{} }
func (noop) RequestHeaders(*plugin.Stream, bool) plugin.Action  { return plugin.Continue }
func (noop) RequestBody(*plugin.Stream, bool) plugin.Action     { return plugin.Continue }
func (noop) ResponseHeaders(*plugin.Stream, bool) plugin.Action { return plugin.Continue }
func (noop) ResponseBody(*plugin.Stream, bool) plugin.Action    { return plugin.Continue }
func (noop) Close(*plugin.Stream)                               {}
func (noop) Render(dst []byte, p *problem.Problem) ([]byte, string) {
	return append(dst, p.Message...), "text/plain"
}
