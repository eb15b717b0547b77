package aistatistics

import (
	"cmp"

	"aigateway/common/config"
	"aigateway/common/jsonpath"
)

// sources are where an attribute comes from: one, or for some built-in keys
// the body of an answer, be it streamed or not.
type sources uint8

const (
	fixedValue sources = 1 << iota
	requestHeader
	requestBody
	responseHeader
	streamBody
	wholeBody
)

// sourceNames are Higress' words, in the order of the constants.
var sourceNames = []string{
	"fixed_value", "request_header", "request_body", "response_header", "response_streaming_body", "response_body",
}

// rule says which value of a stream counts.
type rule uint8

const (
	noRule rule = iota
	takeFirst
	takeLast
	takeAll
)

var ruleNames = []string{"", "first", "replace", "append"}

// attribute is an Attribute ready for use.
type attribute struct {
	key, spanKey   string
	text           string // the fixed value, or the name of a header
	fallback       string // the default value
	sources        sources
	rule           rule
	builtin        builtin
	log, span, own bool // own: a property of its own in the log

	// The paths in bodies: one's own, then those of a built-in key.
	inRequest, inStream, inWhole []*jsonpath.Path
}

// from tells whether a source is one of a's.
func (a *attribute) from(s sources) bool { return a.sources&s != 0 }

// reads tells whether a's value is to be looked for in bodies of answers: the
// counts of tokens are known without that.
func (a *attribute) reads() bool {
	return len(a.inStream) > 0 || len(a.inWhole) > 0 || a.builtin == toolCalls
}

// Validate implements config.Validator.
func (c *Attribute) Validate(at *config.Report) {
	if c.Rule != "" && !at.Member("rule").OneOf(c.Rule, ruleNames[1:]...) ||
		c.ValueSource != "" && !at.Member("value_source").OneOf(c.ValueSource, sourceNames...) {
		return
	}
	a := compileAttribute(c)
	if a.sources == 0 {
		at.Warn("has no value_source and is no built-in key, so that it has no value")
	}
	if c.Value == "" || !a.from(requestBody|streamBody|wholeBody) {
		return
	}
	if _, err := jsonpath.Compile(c.Value); err != nil {
		at.Member("value").Warn("is a path that cannot be used: " + err.Error())
	}
	if a.from(streamBody) && a.rule == noRule && a.builtin == noBuiltin {
		at.Member("rule").Warn("must be first, replace or append, else a stream yields no value")
	}
}

// compileAttribute makes an attribute of one that is valid.
func compileAttribute(c *Attribute) attribute {
	a := attribute{
		key: c.Key, spanKey: cmp.Or(c.TraceSpanKey, c.Key), text: c.Value, fallback: c.DefaultValue, builtin: builtinCalled(c.Key),
		rule: rule(indexOf(ruleNames, c.Rule)), log: c.ApplyToLog, span: c.ApplyToSpan, own: c.AsSeparateLogField,
	}
	switch {
	case c.ValueSource != "":
		a.sources = 1 << indexOf(sourceNames, c.ValueSource)
	case a.builtin != noBuiltin:
		a.sources = a.builtin.sources()
	}
	a.compilePaths(c.Value)
	return a
}

func (a *attribute) compilePaths(own string) {
	var b struct{ request, stream, whole []string }
	if a.builtin <= toolCalls {
		b.request, b.stream, b.whole = places.request[a.builtin], places.stream[a.builtin], places.whole[a.builtin]
	}
	if a.from(requestBody) {
		a.inRequest = compilePaths(own, b.request)
	}
	if a.from(streamBody) {
		a.inStream = compilePaths(own, b.stream)
	}
	if a.from(wholeBody) {
		a.inWhole = compilePaths(own, b.whole)
	}
}

// compilePaths compiles a path of one's own, if it is one, and those of a
// built-in key.
func compilePaths(own string, builtin []string) (out []*jsonpath.Path) {
	for _, text := range append([]string{own}, builtin...) {
		if p, err := jsonpath.Compile(text); err == nil {
			out = append(out, p)
		}
	}
	return out
}

func indexOf(list []string, text string) int {
	for i, s := range list {
		if s == text {
			return i
		}
	}
	return -1
}
