package aiproxy

import (
	"errors"
	"strconv"
	"strings"

	"aigateway/common/clock"
	"aigateway/common/config"
	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
	"aigateway/common/problem"
)

// Context is a text that is fetched from a service, and fetched again every
// five minutes. It may have 1 MiB.
type Context struct {
	// FileURL is where the text is, by http or https.
	FileURL string `json:"fileUrl" required:"true" nonempty:"true"`
	// ServiceName is the service of the gateway that it is asked of.
	ServiceName string `json:"serviceName" required:"true" nonempty:"true"`
	// ServicePort is the port of that service.
	ServicePort uint16 `json:"servicePort" required:"true" min:"1"`
}

const (
	// maxText bounds a text, in bytes.
	maxText = 1 << 20
	// textAge is how long a text is used, and textRest how long after a failure
	// to fetch it anew it goes on to be used, until that is tried again.
	textAge  = 5 * clock.Minute
	textRest = 10 * clock.Second
)

// source is where a text is.
type source struct {
	key  string // of the proxy's texts
	call plugin.Call
}

func (c *Context) compile(timeout uint32, at *config.Report) *source {
	scheme, _, ok := strings.Cut(c.FileURL, "://")
	host, path := splitURL(c.FileURL)
	if !ok || scheme != "http" && scheme != "https" || host == "" || strings.ContainsAny(c.FileURL, " \r\n") {
		at.Member("fileUrl").Fault("must be a URL such as http://files.example.com/context.txt")
		return nil
	}
	path, _, _ = strings.Cut(path, "#")
	if path == "" {
		path = "/"
	}
	s := &source{call: plugin.Call{
		Cluster: "outbound|" + strconv.Itoa(int(c.ServicePort)) + "||" + c.ServiceName,
		Timeout: clock.Duration(timeout) * clock.Millisecond,
		Headers: [][2]string{{":method", "GET"}, {":scheme", scheme}, {":authority", host}, {":path", path}, {"accept", "text/plain, */*"}},
	}}
	s.key = s.call.Cluster + " " + c.FileURL
	return s
}

// text is what a source has said. All exchanges of a worker share it.
type text struct {
	literal []byte // a string literal; nil until there is one
	next    clock.Time
	calling bool
	waiting []waitingText
}

// waitingText is an exchange that cannot go on without the text.
type waitingText struct {
	exchange *exchange
	stream   *plugin.Stream
	ticket   plugin.Ticket
}

// instructed tells whether a request is to have a text. A health check asks
// without one.
func (x *exchange) instructed(s *plugin.Stream) bool {
	return x.way.service.options.context != nil && s.ID() != 0 && x.way.spoken() != 0
}

// contextText returns the text that a request is to have, nil for none.
func (x *exchange) contextText(s *plugin.Stream) []byte {
	if !x.instructed(s) {
		return nil
	}
	if t := x.proxy.texts[x.way.service.options.context.key]; t != nil && len(t.literal) > len(`""`) {
		return t.literal
	}
	return nil
}

// awaitText fetches the text of a request if there is none, or an old one. It
// tells whether the request has to wait, or was refused.
func (x *exchange) awaitText(s *plugin.Stream) (plugin.Action, bool) {
	if !x.instructed(s) {
		return plugin.Continue, false
	}
	from := x.way.service.options.context
	t := x.proxy.texts[from.key]
	if t == nil {
		t = new(text)
		if x.proxy.texts == nil {
			x.proxy.texts = map[string]*text{}
		}
		x.proxy.texts[from.key] = t
	}
	if !t.calling && plugin.Now() > t.next {
		x.proxy.fetch(from, t)
	}
	switch {
	case t.literal != nil:
		return plugin.Continue, false
	case !t.calling:
		return x.refuse(s, errNoText()), true
	}
	t.waiting = append(t.waiting, waitingText{x, s, s.Ticket()})
	return s.Held(), true
}

func errNoText() error {
	return problem.New(problem.Unavailable, nil, "the gateway could not load the context that it adds to conversations")
}

// fetch asks a source for its text.
func (p *proxy) fetch(from *source, t *text) {
	t.calling = true
	if err := p.root.Call(from.call, func(r *plugin.Reply) { p.fetched(from, t, r) }); err != nil {
		p.unfetched(from, t, err)
	}
}

func (p *proxy) unfetched(from *source, t *text, err error) {
	t.calling = false
	if t.literal != nil {
		t.next = plugin.Now().Add(textRest)
	}
	p.root.Log(plugin.Error, "context.failed", "cluster", from.call.Cluster, "error", err.Error())
}

// fetched takes what a source answered, and lets those go on that wait for it.
func (p *proxy) fetched(from *source, t *text, r *plugin.Reply) {
	switch {
	case r.Status == 0:
		p.unfetched(from, t, errors.New("the service did not answer"))
	case r.Status != 200:
		p.unfetched(from, t, errors.New("the service answered "+strconv.Itoa(r.Status)))
	case len(r.Body) > maxText:
		p.unfetched(from, t, errors.New("the text is longer than 1 MiB"))
	default:
		t.literal, t.calling, t.next = jsonscan.AppendQuoted(nil, r.Body), false, plugin.Now().Add(textAge)
	}
	waiting := t.waiting
	t.waiting = nil
	for _, w := range waiting {
		w.ticket.Call(func() { w.exchange.textCame(w.stream, t) })
	}
}

// textCame goes on with a request that waited for its text.
func (x *exchange) textCame(s *plugin.Stream, t *text) {
	if t.literal == nil {
		x.refuse(s, errNoText())
		return
	}
	if x.dispatch(s) == plugin.Continue {
		s.Resume()
	}
}
