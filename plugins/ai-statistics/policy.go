package aistatistics

import (
	"cmp"
	"slices"
	"strings"

	"aigateway/common/pricing"
)

// policy is a Config ready for use. It never changes.
type policy struct {
	attributes []attribute
	limit      int      // bytes of one attribute
	suffixes   []string // of paths, nil: all
	types      []string // of answers, nil: all
	sessions   []string // headers, in the order in which they are asked
	provider   string
	prices     pricing.Table

	metered            bool // tokens and costs are counted
	higress, inference bool // families of metrics
	v141, latest       bool // families of semantic conventions
	spanHigress        bool
	spanOTel           bool
	tags               bool // there is something to tell spans
	readsRequest       bool // attributes need the request's body
	readsStream        bool // or that of a streamed answer
	readsWhole         bool // or that of another one

	capture  int
	abnormal Abnormal
	ignored  reasons
	audit    Audit
	labels   Labels

	given given
}

// given is what a configuration says of its attributes. A rule whose is not
// the same as that of the configuration it started from has its own.
type given struct {
	list           []Attribute
	full, response bool
}

func (g given) listIs(other []Attribute) bool {
	return len(g.list) == len(other) && (len(other) == 0 || &g.list[0] == &other[0])
}

// agents are the headers in which agents say their session.
var agents = []string{
	"x-openclaw-session-key", "x-clawdbot-session-key", "x-moltbot-session-key", "x-agent-session", "x-claude-code-session-id",
}

// compile returns the policy of c, which started as a copy of what base is the
// policy of; that is nil for a global configuration.
func (c *Config) compile(base *policy) *policy {
	spans := cmp.Or(c.SpanAttributes, defaultSpans)
	p := &policy{
		limit: 32000, provider: c.Provider, metered: !c.DisableOpenaiUsage,
		higress:   c.MetricFamilies == nil || slices.Contains(c.MetricFamilies, "higress"),
		inference: c.MetricFamilies == nil || slices.Contains(c.MetricFamilies, "inference"),
		v141:      c.Semconv == "v1.41" || c.Semconv == "both", latest: c.Semconv == "latest" || c.Semconv == "both",
		spanHigress: spans == "higress" || spans == "both",
		spanOTel:    spans == "otel" || spans == "both",
		capture:     c.CaptureLimit, abnormal: c.Abnormal, audit: c.Audit, labels: c.Labels,
		types: unlessAny(c.EnableContentTypes),
	}
	p.tags = p.spanHigress || p.spanOTel
	for _, name := range c.Abnormal.Ignore {
		p.ignored |= reasonCalled(name)
	}
	if c.SessionIDHeader != "" {
		p.sessions = append(p.sessions, strings.ToLower(c.SessionIDHeader))
	}
	p.sessions = append(p.sessions, agents...)
	p.choosePreset(c, base)
	p.prices = pricing.Table{}.With(overrides(c.Prices))
	return p
}

// choosePreset sets what depends on whether the attributes are a default set.
func (p *policy) choosePreset(c *Config, base *policy) {
	p.given = given{c.Attributes, c.UseDefaultAttributes, c.UseDefaultResponseAttributes}
	full, response := c.UseDefaultAttributes, c.UseDefaultResponseAttributes
	if base != nil && full == base.given.full && response == base.given.response && !base.given.listIs(c.Attributes) {
		full, response = false, false // the rule brings its own list
	}
	list := c.Attributes
	switch {
	case full:
		list, p.limit = fullPreset, 10<<20
	case response:
		list, p.limit = responsePreset, 4000
	}
	if c.ValueLengthLimit != nil {
		p.limit = *c.ValueLengthLimit
	}
	p.suffixes = unlessAny(c.EnablePathSuffixes)
	if (full || response) && c.EnablePathSuffixes == nil {
		p.suffixes = []string{"/completions", "/messages"}
	}
	for i := range list {
		a := compileAttribute(&list[i])
		p.tags = p.tags || a.span
		p.readsRequest = p.readsRequest || a.from(requestBody)
		p.readsStream = p.readsStream || a.from(streamBody) && a.reads()
		p.readsWhole = p.readsWhole || a.from(wholeBody) && a.reads()
		p.attributes = append(p.attributes, a)
	}
}

// unlessAny returns list, nil if it is empty or has a *.
func unlessAny(list []string) []string {
	if len(list) == 0 || slices.Contains(list, "*") {
		return nil
	}
	return list
}

// concerns tells whether a path is one that is looked at.
func (p *policy) concerns(path []byte) bool {
	return p.suffixes == nil || slices.ContainsFunc(p.suffixes, func(end string) bool {
		return len(path) >= len(end) && string(path[len(path)-len(end):]) == end
	})
}

// takes tells whether a content type is one that is looked at.
func (p *policy) takes(contentType string) bool {
	return p.types == nil || slices.ContainsFunc(p.types, func(part string) bool { return strings.Contains(contentType, part) })
}
