package wire

import (
	"bytes"
	"strings"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Encoder writes one request.
type Encoder struct {
	Output
	place
	Turns
	Lost *[]llm.Loss
	// Nested are the paths, with a dot, of objects in objects.
	Nested []string
	// Same tells that the client speaks the protocol that is written.
	Same   bool
	Failed *problem.Problem
	// start is where in Dst the request starts.
	start int
}

// Begin makes e ready to append a request to dst, in the protocol called name.
// It returns why the request cannot be sent in that.
func (e *Encoder) Begin(name string, dst []byte, r *llm.Request, lost *[]llm.Loss) *problem.Problem {
	e.Dst, e.R, e.Lost, e.Same, e.start = append(dst, '{'), r, lost, r.Origin == name, len(dst)
	return codec.Bound(r, name)
}

// End returns what Begin was given with the request, or as it was where the
// request cannot be written.
func (e *Encoder) End() ([]byte, error) {
	if e.Failed != nil {
		return e.Dst[:e.start], e.Failed
	}
	return append(e.Dst, '}'), nil
}

// Plain is a member that is a value as it came in.
type Plain struct {
	Name string
	From Slot
}

// Plain writes members, but for those that are absent.
//
//go:noinline
func (e *Encoder) Plain(list []Plain) {
	for i := range list {
		if x := &list[i]; x.From >= Stream && x.From < Scratch {
			e.Flag(x.Name, *e.flag(x.From))
		} else {
			e.Optional(x.Name, *e.slot(x.From))
		}
	}
}

// Strings writes the elements of a list.
//
//go:noinline
func (e *Encoder) Strings(list []llm.Text) {
	for _, s := range list {
		e.Comma()
		e.Bytes(s)
	}
}

// Stop writes where to stop as a member, for providers that refuse white space
// alone.
//
//go:noinline
func (e *Encoder) Stop(name string) {
	start := e.OpenList(name)
	for _, text := range e.R.Stop {
		if jsonscan.Blank(text) && !e.Same {
			e.Lose("stop", "the provider refuses to stop at white space")
			continue
		}
		e.Comma()
		e.Bytes(text)
	}
	e.CloseList(start)
}

// Schema writes what a tool takes, for providers that want the schema to say
// that it is an object.
//
//go:noinline
func (e *Encoder) Schema(schema llm.Raw) {
	dst, ok := codec.AppendSchema(e.Dst, schema)
	if e.Dst = dst; !ok {
		e.Fail("tools", "the parameters of a tool must be a JSON schema, which is an object")
	}
}

// NextTool returns a tool that is to be written at the end of the list at hand,
// nil if it is there: one that only the client's protocol has.
//
//go:noinline
func (e *Encoder) NextTool(i int) *llm.Tool {
	t := &e.R.Tools[i]
	if t.Raw != nil && !e.Same {
		e.Lose("tools[]", "only the provider that it was made for can run it")
		return nil
	}
	e.Comma()
	if t.Raw != nil {
		e.Bytes(t.Raw)
		return nil
	}
	e.T = t
	return t
}

// Unknown is a value that a protocol has no member for.
type Unknown struct {
	From Slot
	// Fine is a value that asks for nothing.
	Fine   string
	Path   string
	Reason string
}

// Unknown tells of values that are there and are lost.
//
//go:noinline
func (e *Encoder) Unknown(list []Unknown) {
	for i := range list {
		x := &list[i]
		if value := *e.slot(x.From); value != nil && string(value) != x.Fine {
			e.Lose(x.Path, x.Reason)
		}
	}
}

// Flag writes a boolean unless it is absent.
//
//go:noinline
func (e *Encoder) Flag(name string, value llm.Bool) {
	switch value {
	case llm.True:
		e.Constant(name, "true")
	case llm.False:
		e.Constant(name, "false")
	}
}

// Lose tells of a loss, once.
//
//go:noinline
func (e *Encoder) Lose(path, reason string) { codec.Lose(e.Lost, path, reason) }

// LoseIf is Lose if something is so.
//
//go:noinline
func (e *Encoder) LoseIf(lost bool, path, reason string) {
	if lost {
		e.Lose(path, reason)
	}
}

// LoseExtra tells of members that have no field, of the object at a path.
//
//go:noinline
func (e *Encoder) LoseExtra(list []llm.Member, at, reason string) {
	for i := range list {
		e.Lose(at+list[i].Name, reason)
	}
}

// Extra writes members that have no field, or tells that they are lost where
// they are those of another protocol.
//
//go:noinline
func (e *Encoder) Extra(list []llm.Member, at, reason string) {
	if !e.Same {
		e.LoseExtra(list, at, reason)
		return
	}
	for i := range list {
		e.Member(list[i].Name, list[i].Value)
	}
}

// Inside writes those members that have no field and belong to an object, whose
// path with a dot is at.
//
//go:noinline
func (e *Encoder) Inside(at string, list []llm.Member) {
	for i := range list {
		m := &list[i]
		if !e.Same || !m.Own || !strings.HasPrefix(m.Name, at) {
			continue
		}
		deeper := false
		for _, nested := range e.Nested {
			deeper = deeper || len(nested) > len(at) && strings.HasPrefix(m.Name, nested)
		}
		if !deeper {
			e.Member(m.Name[len(at):], m.Value)
		}
	}
}

// Fail refuses a request that would lose its meaning. The first refusal
// counts.
//
//go:noinline
func (e *Encoder) Fail(param, message string) {
	if e.Failed == nil {
		e.Failed = problem.InvalidParam(param, message)
	}
}

// Looks tells that how closely to look at an image is lost.
//
//go:noinline
func (e *Encoder) Looks(p *llm.Part) {
	d := string(p.Media.Detail)
	e.LoseIf(d != "" && d != `"auto"`, "messages[].content[].image_url.detail", "the provider looks at every image alike")
}

// PlainID writes the id of a call as a member, without the signature that it
// may carry, if there is one.
//
//go:noinline
func (e *Encoder) PlainID(name string, id llm.Text) {
	if id != nil {
		e.Name(name)
		e.Dst = codec.AppendPlainID(e.Dst, id)
	}
}

// Arguments writes those of a call as a member, an object. Those of a client of
// another protocol must be one.
func (e *Encoder) Arguments(name string, p *llm.Part, message int) {
	e.Name(name)
	start := len(e.Dst)
	switch {
	case Quoted(p.Arguments):
		e.Dst = jsonscan.AppendText(e.Dst, p.Arguments)
	case string(p.Arguments) != "null":
		e.Bytes(p.Arguments)
	}
	switch input := e.Dst[start:]; {
	case len(bytes.TrimSpace(input)) == 0:
		e.Dst = append(e.Dst[:start], "{}"...)
	case !e.Same && !jsonscan.ValidObject(input):
		e.Fail(Path(message, "tool_calls"), "the arguments of the call of "+jsonscan.Text(p.Name)+" are not a JSON object")
	}
}
