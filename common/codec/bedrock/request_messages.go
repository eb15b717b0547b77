package bedrock

import (
	"aigateway/common/codec/wire"
)

// system writes the system prompt: the leading system messages, and, for a
// client of another protocol, those in mid-conversation too.
func (e *encoder) system() {
	start := e.OpenList("system")
	for c := (wire.Cursor{}); e.NextOfSystem(&c); {
		e.part(c.Part, c.Message)
	}
	e.CloseList(start)
}

// messages writes the turns, which must alternate.
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

// speakers are the words for who speaks.
var speakers = [...]string{wire.TheSystem: "system", wire.TheUser: "user", wire.TheModel: "assistant"}

// turn writes the messages from first to end as one.
func (e *encoder) turn(who wire.Speaker, first, end int) {
	e.Comma()
	e.Raw("{")
	e.Quoted("role", speakers[who])
	e.Name("content")
	e.Raw("[")
	for place := range wire.Places {
		for c := (wire.Cursor{Message: first}); e.Next(&c, end, place); {
			e.part(c.Part, c.Message)
		}
	}
	e.Raw("]")
	e.BesideTurn(first, end)
	e.Raw("}")
}
