package aiproxy

import (
	"aigateway/common/codec"
	"aigateway/common/config"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/provider"
)

// Plugin is ai-proxy as a module offers it.
func Plugin() plugin.Definition {
	return plugin.Definition{Name: "ai-proxy", New: func(root *plugin.Root) plugin.Plugin { return &proxy{root: root} }}
}

// proxy is ai-proxy under one configuration in one VM. Exchanges take turns:
// what only one callback needs is kept here once for all of them.
type proxy struct {
	root  *plugin.Root
	rules *config.Rules[Config]

	free    []*exchange
	bridges map[bridgeKey][]*codec.Bridge
	waiting []waiter

	head    codec.Head
	edits   jsonedit.Edits
	request llm.Request
	lost    []llm.Loss
	event   llm.Event // of every reply that is converted
	buffers buffers
	filters []*usageFilter
	teller  teller
	said    string // see text
}

// text returns b as a string. Most requests say what the one before said, and
// then nothing is allocated.
func (p *proxy) text(b []byte) string {
	if p.said != string(b) {
		p.said = string(b)
	}
	return p.said
}

// A bridge belongs to a provider, whose dialect it reads, and to the protocol
// of the client.
type bridgeKey struct {
	provider string
	client   provider.API
}

// trim gives up what one large exchange left behind.
func (p *proxy) trim() {
	p.buffers.trim()
	if cap(p.request.Parts) > 1<<10 {
		p.request = llm.Request{}
	}
}

// Configure implements plugin.Plugin. It refuses nothing: a rule that cannot be
// used answers for itself, and must not take the others down.
func (p *proxy) Configure(raw []byte) error {
	rules, faults := config.Load[Config](raw, inherit)
	for _, f := range faults {
		level := plugin.Error
		if f.Warning() {
			level = plugin.Warn
		}
		p.root.Log(level, "config.fault", "path", f.Path, "fault", f.Text)
	}
	p.rules = rules
	p.bridges = map[bridgeKey][]*codec.Bridge{}
	if timed(rules) {
		p.root.Every(firstByteTick)
	}
	return nil
}

// Begin implements plugin.Plugin.
func (p *proxy) Begin() plugin.Exchange {
	if n := len(p.free); n > 0 {
		x := p.free[n-1]
		p.free = p.free[:n-1]
		return x
	}
	return &exchange{proxy: p}
}

// exchange is the state of one exchange. There are as many as open streams, so
// it is kept small.
type exchange struct {
	proxy   *proxy
	service *service
	bridge  *codec.Bridge // of a converted reply
	way     *way
	phase   phase

	streams    bool // the client asked for a stream
	hidesUsage bool // usage was asked for by us, not by the client
	tellsLoss  bool // the client wants to know what was lost
	usage      bool // the client asked for usage in the stream
	status     int16
	turn       uint32   // counts the exchanges that this struct was used for
	model      llm.Text // as the client wrote it, where the reply is converted
	losses     string   // for a client that wants to know
	serving    string   // the model that the provider was asked for, if that was told
	filter     *usageFilter
}

// phase says what the exchange waits for.
type phase uint8

const (
	passing     phase = iota // nothing: all that comes goes on
	reading                  // the end of the request's body
	sent                     // the response's headers
	converting               // the events of a stream, to be converted
	filtering                // the events of a stream, some to be hidden
	collecting               // the end of the response's body
	translating              // the end of the body of an error
)

// Close implements plugin.Exchange.
func (x *exchange) Close(*plugin.Stream) {
	p := x.proxy
	x.giveBack()
	*x = exchange{proxy: p, turn: x.turn + 1, model: x.model[:0]}
	p.free = append(p.free, x)
}

// giveBack returns what the reply was read with.
func (x *exchange) giveBack() {
	p := x.proxy
	if x.bridge != nil {
		key := bridgeKey{x.service.Name, x.way.client}
		p.bridges[key] = append(p.bridges[key], x.bridge)
	}
	if x.filter != nil {
		p.filters = append(p.filters, x.filter)
	}
}

// Render implements plugin.Exchange.
func (x *exchange) Render(dst []byte, p *problem.Problem) ([]byte, string) {
	api := provider.Chat // every other API has OpenAI's errors
	if x.way != nil && x.way.client == provider.Messages {
		api = provider.Messages
	}
	var d provider.Descriptor
	return d.Codec(api).EncodeProblem(dst, p), "application/json"
}
