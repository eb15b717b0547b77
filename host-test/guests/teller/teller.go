// Package teller is a plugin that counts and stores what its configuration
// says: it proves how hosts show metrics and filter state. It understands
// nothing of what passes.
//
// Its configuration is a command a line, carried out at one point of every
// exchange:
//
//	WHEN count N NAME       adds N to a counter
//	WHEN add N NAME         adds N, which may be negative, to a gauge
//	WHEN observe N NAME     gives a histogram an observation
//	WHEN set NAME VALUE     stores a property
//	WHEN copy NAME FROM     stores the property or number FROM as NAME
//
// WHEN is request, response, end (of the response) or close. The last word of
// a command is the rest of the line. In every word {route}, {cluster} and
// {bytes} (of the response's body so far) are replaced.
package teller

import (
	"strconv"
	"strings"

	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// Plugin is the teller as a module offers it.
func Plugin() plugin.Definition {
	return plugin.Definition{Name: "teller", New: func(root *plugin.Root) plugin.Plugin { return &teller{root: root} }}
}

type teller struct {
	root     *plugin.Root
	commands []command
}

// command is one line of the configuration.
type command struct{ when, verb, first, rest string }

func (t *teller) Configure(raw []byte) error {
	for line := range strings.Lines(string(raw)) {
		words := strings.SplitN(strings.TrimSpace(line), " ", 4)
		if len(words) == 4 {
			t.commands = append(t.commands, command{words[0], words[1], words[2], words[3]})
		}
	}
	return nil
}

func (t *teller) Begin() plugin.Exchange { return &exchange{teller: t} }

type exchange struct {
	teller         *teller
	route, cluster string
	bytes          int
	ended          bool
}

func (x *exchange) RequestHeaders(s *plugin.Stream, _ bool) plugin.Action {
	x.route, x.cluster = s.RouteName(), s.ClusterName()
	x.run("request")
	return plugin.Continue
}

func (x *exchange) RequestBody(*plugin.Stream, bool) plugin.Action { return plugin.Continue }

func (x *exchange) ResponseHeaders(_ *plugin.Stream, end bool) plugin.Action {
	x.run("response")
	x.end(end)
	return plugin.Continue
}

func (x *exchange) ResponseBody(s *plugin.Stream, end bool) plugin.Action {
	x.bytes += s.BodySize()
	x.end(end)
	return plugin.Continue
}

func (x *exchange) end(end bool) {
	if end && !x.ended {
		x.ended = true
		x.run("end")
	}
}

func (x *exchange) Close(*plugin.Stream) { x.run("close") }

func (x *exchange) run(when string) {
	words := strings.NewReplacer("{route}", x.route, "{cluster}", x.cluster, "{bytes}", strconv.Itoa(x.bytes))
	for _, c := range x.teller.commands {
		if c.when == when {
			x.do(c.verb, words.Replace(c.first), words.Replace(c.rest))
		}
	}
}

func (x *exchange) do(verb, first, rest string) {
	root := x.teller.root
	n, _ := strconv.ParseInt(first, 10, 64)
	switch verb {
	case "count":
		root.Counter(rest).Add(n)
	case "add":
		root.Gauge(rest).Add(n)
	case "observe":
		root.Histogram(rest).Observe(uint64(n))
	case "set":
		_ = root.SetProperty(first, []byte(rest)) // a host that refuses shows nothing
	case "copy":
		value := root.Property(rest)
		if number, ok := root.Number(rest); ok {
			value = strconv.AppendInt(nil, number, 10)
		}
		_ = root.SetProperty(first, value)
	}
}

// Render implements plugin.Exchange.
func (x *exchange) Render(dst []byte, p *problem.Problem) ([]byte, string) {
	return append(dst, p.Message...), "text/plain"
}
