package anthropic

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// system writes the system prompt: the leading system messages, and, for a
// client of another protocol, those in mid-conversation too.
func (e *encoder) system() {
	texts, only := 0, (*llm.Part)(nil)
	for c := (wire.Cursor{}); e.NextOfSystem(&c); texts++ {
		only = c.Part
	}
	if texts == 1 && plain(only) {
		e.Member("system", only.Text)
		return
	}
	start := e.OpenList("system")
	for c := (wire.Cursor{}); e.NextOfSystem(&c); {
		e.Comma()
		e.part(c.Part, c.Message)
	}
	e.CloseList(start)
}

// plain tells whether a part can be written as a string.
func plain(p *llm.Part) bool {
	return (p.Type == llm.TextPart || p.Type == llm.RefusalPart) && p.Text != nil && p.Cache == nil && len(p.Extra) == 0
}

// messages writes the turns.
func (e *encoder) messages() {
	e.Name("messages")
	e.Raw("[")
	for i := e.Leading; i < len(e.R.Messages); {
		who, end := e.Turn(i)
		if who != wire.Nobody {
			e.turn(who, i, end)
		}
		i = end
	}
	if e.Dst[len(e.Dst)-1] == '[' && !e.Same {
		e.Fail("messages", "the provider needs one message at least that says something")
	}
	e.Raw("]")
}

// turn writes the messages from first to end as one.
func (e *encoder) turn(who wire.Speaker, first, end int) {
	e.Comma()
	e.Raw("{")
	e.Constant("role", speakers[who])
	e.Name("content")
	parts, only := 0, (*llm.Part)(nil)
	for c := (wire.Cursor{Message: first}); e.Next(&c, end, wire.Anywhere); parts++ {
		only = c.Part
	}
	if parts == 1 && plain(only) {
		e.Bytes(only.Text)
	} else {
		e.blocks(first, end)
	}
	e.BesideTurn(first, end)
	e.Raw("}")
}

func (e *encoder) blocks(first, end int) {
	e.Raw("[")
	for place := range wire.Places {
		for c := (wire.Cursor{Message: first}); e.Next(&c, end, place); {
			e.Comma()
			e.part(c.Part, c.Message)
		}
	}
	e.Raw("]")
}

// speakers are the words for who speaks.
var speakers = [...]string{wire.TheSystem: `"system"`, wire.TheUser: `"user"`, wire.TheModel: `"assistant"`}
