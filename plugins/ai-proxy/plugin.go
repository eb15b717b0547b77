package aiproxy

import (
	"aigateway/common/codec"
	"aigateway/common/config"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/problem"
	"aigateway/common/promote"
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
	natives map[provider.API][]*promote.Native
	texts   map[string]*text
	waiting []waiter
	tokens  []*tokens
	watched []watched
	owner   uint64 // of leases, this VM
	traffic traffic

	head    codec.Head
	edits   jsonedit.Edits
	request llm.Request
	lost    []llm.Loss
	event   llm.Event // of every reply that is converted
	notes   codec.Notes
	buffers buffers
	filters []*eventFilter
	teller  teller
	said    string // see text
	names   names
}

// text returns b as a string. Most requests say what the one before said, and
// then nothing is allocated.
func (p *proxy) text(b []byte) string {
	if p.said != string(b) {
		p.said = string(b)
	}
	return p.said
}

// names are the models that clients asked for lately, as literals, so that
// exchanges for one model share its name. Names are never changed.
type names struct {
	recent [8]*llm.Text
	next   uint8
}

// of returns the name that is the literal in name, which may change.
func (n *names) of(name llm.Text) *llm.Text {
	for _, known := range n.recent {
		if known != nil && string(*known) == string(name) {
			return known
		}
	}
	own := append(llm.Text(nil), name...)
	n.recent[n.next%uint8(len(n.recent))] = &own
	n.next++
	return &own
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
	p.bridges, p.natives = map[bridgeKey][]*codec.Bridge{}, map[provider.API][]*promote.Native{}
	p.watch()
	p.shareTokens()
	if p.timed() {
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
	way     *way          // nil where requests pass
	bridge  *codec.Bridge // of a converted reply
	filter  *eventFilter  // of one that is not, if it hides something
	model   *llm.Text     // as the client wrote it, where the reply is converted
	details *details      // nil for most
	// attempts are nil where neither failover nor retries are configured.
	attempts *attempts

	phase      phase
	streams    bool // the client asked for a stream
	hidesUsage bool // usage was asked for by us, not by the client
	tellsLoss  bool // the client wants to know what was lost
	usage      bool // the client asked for usage in the stream
	told       bool // some usage was told of the stream
	// What the provider's headers say of its answer: it is a stream, JSON, and
	// of a size that is told.
	framed, plain, sized bool
	token                uint8 // see tokens.credential
	status               int16
}

// details are what only few exchanges have to keep.
type details struct {
	losses  string // for a client that wants to know
	echo    []byte // see codec.Options
	packs   bool   // embeddings are to be in base64
	scanned int    // bytes of a form that were looked through
}

// keep returns the details, to be changed.
func (x *exchange) keep() *details {
	if x.details == nil {
		x.details = new(details)
	}
	return x.details
}

// phase says what the exchange waits for.
type phase uint8

const (
	passing     phase = iota // nothing: all that comes goes on
	reading                  // the end of the request's body
	sent                     // the response's headers
	converting               // the events of a stream, to be converted
	meeting                  // the name of the conversation in such a stream
	filtering                // the events of a stream, some to be hidden
	collecting               // the end of the response's body
	promoting                // the end of the body of an answer that may have no text
	translating              // the end of the body of an error
	diverting                // the end of a request's body that goes elsewhere
	awaiting                 // the first token of a stream, held back until then
	failing                  // the end of the body of an error that may not be the last word
	retrying                 // the answer of another attempt
	relaying                 // the answer to attempts that Envoy makes
	scanning                 // the end of a request's body, to be looked at
	keeping                  // the end of the body of an error, to be remembered
	concluding               // the end of the body of an answer that Envoy gives itself
)

// Close implements plugin.Exchange.
func (x *exchange) Close(*plugin.Stream) {
	p := x.proxy
	x.forget()
	x.giveBack()
	*x = exchange{proxy: p}
	p.free = append(p.free, x)
}

// giveBack returns what the reply was read with.
func (x *exchange) giveBack() {
	p := x.proxy
	if x.bridge != nil {
		p.bridges[x.way.bridge] = append(p.bridges[x.way.bridge], x.bridge)
	}
	if x.filter != nil {
		x.filter.giveBack(p, x.way)
	}
}

// Render implements plugin.Exchange.
func (x *exchange) Render(dst []byte, p *problem.Problem) ([]byte, string) {
	w := x.way
	if w == nil {
		w = wayTo(nil, "/")
	}
	return w.from.EncodeProblem(dst, p), "application/json"
}
