package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// chunk is what one event of a stream says, or a whole reply. Of members that
// are null, missing or of a wrong type nothing is kept.
type chunk struct {
	id, model, tier llm.Text
	created         llm.Raw
	usage           llm.Raw
	err             llm.Raw

	count   int // of choices
	first   piece
	choices llm.Raw // all of them
	whole   bool
}

// piece is what one choice says.
type piece struct {
	index  int
	finish llm.Text
	usage  llm.Raw // where Moonshot has it
	err    llm.Raw // where OpenRouter has it

	content, refusal, reasoning llm.Text
	parts                       llm.Raw // content that is a list, as Mistral's
	details                     llm.Raw
	calls, function             llm.Raw
}

// scanChunk reads an event of a stream, or a whole reply.
func scanChunk(data []byte, whole bool) (c chunk, err error) {
	c.whole = whole
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "id":
			c.id = gpt.Literal(&s)
		case "model":
			c.model = gpt.Literal(&s)
		case "created":
			c.created = gpt.OfKind(&s, '0')
		case "service_tier":
			c.tier = gpt.Literal(&s)
		case "choices":
			c.scanChoices(&s, data)
		case "usage":
			if usage := gpt.OfKind(&s, '{'); usage != nil {
				c.usage = usage
			}
		case "x_groq":
			c.groq(&s)
		case "error":
			if failure := failureIn(&s); failure != nil {
				c.err = failure
			}
		default:
			s.Skip()
		}
	}
	return c, s.End()
}

// failureIn consumes the next value and returns it unless it says that there
// is no error.
func failureIn(s *jsonscan.Scanner) llm.Raw {
	switch value := s.Value(); string(value) {
	case "", "null", `""`, "{}", "false":
		return nil
	default:
		return value
	}
}

// groq reads the usage that Groq puts beside the standard's place.
func (c *chunk) groq(s *jsonscan.Scanner) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == "usage" && c.usage == nil {
			c.usage = gpt.OfKind(s, '{')
		} else {
			s.Skip()
		}
	}
}

// scanChoices reads the first choice and counts the others.
func (c *chunk) scanChoices(s *jsonscan.Scanner, data []byte) {
	if s.Kind() != '[' {
		s.Skip()
		return
	}
	start := s.Offset()
	for s.Array(); s.Element(); {
		switch {
		case s.Kind() != '{':
			s.Skip()
			continue
		case c.count == 0:
			c.first = scanPiece(s, c.whole, 0)
		default:
			s.Skip()
		}
		c.count++
	}
	if s.Err() == nil {
		c.choices = data[start:s.Offset()]
	}
	if c.usage == nil {
		c.usage = c.first.usage
	}
	if c.err == nil {
		c.err = c.first.err
	}
}

// others visits all choices but the first.
func (c *chunk) others(visit func(*piece)) {
	s := jsonscan.New(c.choices)
	i := 0
	for s.Array(); s.Element(); {
		if s.Kind() != '{' {
			s.Skip()
			continue
		}
		if p := scanPiece(&s, c.whole, i); i > 0 {
			visit(&p)
		}
		i++
	}
}

// scanPiece reads one choice, which is an object; its index is place if it has
// none. A stream has a delta; some services repeat the whole message beside
// it, and some have nothing but that.
func scanPiece(s *jsonscan.Scanner, whole bool, place int) (p piece) {
	p.index = place
	var delta, message bool
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "index":
			if index, ok := jsonscan.Int(s.Value()); ok {
				p.index = int(index)
			}
		case "finish_reason":
			p.finish = gpt.Literal(s)
		case "usage":
			p.usage = gpt.OfKind(s, '{')
		case "error":
			p.err = failureIn(s)
		case "delta":
			delta = p.scan(s, !whole || !message) || delta
		case "message":
			message = p.scan(s, whole || !delta) || message
		default:
			s.Skip()
		}
	}
	return p
}

// scan reads a delta or a message, unless it is of no use.
func (p *piece) scan(s *jsonscan.Scanner, useful bool) bool {
	if !useful || s.Kind() != '{' {
		s.Skip()
		return false
	}
	*p = piece{index: p.index, finish: p.finish, usage: p.usage, err: p.err}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "content":
			if s.Kind() == '[' {
				p.parts = s.Value()
			} else {
				p.content = gpt.Literal(s)
			}
		case "refusal":
			p.refusal = gpt.Literal(s)
		case "reasoning_content", "reasoning":
			if text := gpt.Literal(s); !gpt.Empty(text) {
				p.reasoning = text
			}
		case "reasoning_details", "thinking_blocks":
			if list := gpt.OfKind(s, '['); list != nil {
				p.details = list
			}
		case "tool_calls":
			p.calls = gpt.OfKind(s, '[')
		case "function_call":
			p.function = gpt.OfKind(s, '{')
		default:
			s.Skip()
		}
	}
	return true
}
