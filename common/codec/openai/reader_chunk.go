package openai

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// chunk is what one event of a stream says, or a whole reply. Of members that
// are null, missing or of a wrong type nothing is kept.
type chunk struct {
	values  [chunkValues][]byte
	first   piece
	choices []byte // all of them
	count   int    // of choices
	whole   bool
}

// Values of a chunk.
const (
	chunkID = iota
	chunkModel
	chunkTier
	chunkCreated
	chunkUsage
	chunkGroq // usage that Groq puts beside the standard's place
	chunkError
	chunkValues
)

// What wire.Table.Next stops at.
const (
	doChoices wire.Slot = iota + 1
	doFailure
	doIndex
	doDelta
	doWhole
	doText
)

var chunkTable = wire.Table{Rows: []wire.Row{
	{Name: "id", Is: wire.Text, To: chunkID}, {Name: "object"}, {Name: "created", Is: wire.Number, To: chunkCreated},
	{Name: "model", Is: wire.Text, To: chunkModel}, {Name: "service_tier", Is: wire.Text, To: chunkTier},
	{Name: "system_fingerprint"}, {Name: "choices", Is: wire.Do, To: doChoices}, {Name: "usage", Is: wire.Map, To: chunkUsage},
	{Name: "error", Is: wire.Do, To: doFailure}, {Name: "x_groq", Is: wire.Inside, In: &groqTable},
}}

var groqTable = wire.Table{Rows: []wire.Row{{Name: "usage", Is: wire.Map, To: chunkGroq}}}

// piece is what one choice says.
type piece struct {
	values [pieceValues][]byte
	index  int
}

// Values of a piece. Those from pieceContent on are those of its message.
const (
	pieceFinish = iota
	pieceUsage  // where Moonshot has it
	pieceError  // where OpenRouter has it
	pieceContent
	pieceParts // content that is a list, as Mistral's
	pieceRefusal
	pieceThoughts
	pieceReasoning
	pieceDetails
	pieceBlocks
	pieceCalls
	pieceFunction
	pieceNotes
	pieceValues
)

var pieceTable = wire.Table{Rows: []wire.Row{
	{Name: "index", Is: wire.Do, To: doIndex}, {Name: "delta", Is: wire.Do, To: doDelta}, {Name: "message", Is: wire.Do, To: doWhole},
	{Name: "logprobs"}, {Name: "finish_reason", Is: wire.Text, To: pieceFinish}, {Name: "usage", Is: wire.Map, To: pieceUsage},
	{Name: "error", Is: wire.Do, To: doFailure},
}}

var messageReplyTable = wire.Table{Rows: []wire.Row{
	{Name: "role"}, {Name: "content", Is: wire.Do, To: doText}, {Name: "refusal", Is: wire.Text, To: pieceRefusal},
	{Name: "reasoning_content", Is: wire.Text, To: pieceThoughts}, {Name: "reasoning", Is: wire.Text, To: pieceReasoning},
	{Name: "reasoning_details", Is: wire.List, To: pieceDetails}, {Name: "thinking_blocks", Is: wire.List, To: pieceBlocks},
	{Name: "tool_calls", Is: wire.List, To: pieceCalls}, {Name: "function_call", Is: wire.Map, To: pieceFunction},
	{Name: "annotations", Is: wire.List, To: pieceNotes},
}}

// noteTable has the members of an annotation.
var noteTable = wire.Table{Rows: []wire.Row{
	{Name: "type"}, {Name: "url_citation", Is: wire.Inside, In: &wire.Table{Rows: []wire.Row{
		{Name: "url", Is: wire.Text, To: wire.SourceURL}, {Name: "title", Is: wire.Text, To: wire.SourceTitle},
		{Name: "start_index", Is: wire.Number, To: wire.SourceStart}, {Name: "end_index", Is: wire.Number, To: wire.SourceEnd},
		{Name: "content", Is: wire.Text, To: wire.SourceQuote}, // OpenRouter's
	}}},
}}

// scanChunk reads an event of a stream, or a whole reply.
func scanChunk(c *chunk, data []byte) error {
	s := jsonscan.New(data)
	for s.Object(); ; {
		switch chunkTable.Next(&s, c.values[:]) {
		case 0:
			settle(c.values[:], chunkUsage, chunkGroq)
			return s.End()
		case doChoices:
			c.scanChoices(&s, data)
		case doFailure:
			failureIn(&s, &c.values[chunkError])
		}
	}
}

// failureIn reads an error, unless it says that there is none.
func failureIn(s *jsonscan.Scanner, to *[]byte) {
	switch value := s.Value(); string(value) {
	case "", "null", `""`, "{}", "false":
	default:
		*to = value
	}
}

// settle takes the second of two values where the first says nothing.
func settle(values [][]byte, first, second int) {
	if wire.Empty(values[first]) {
		values[first] = values[second]
	}
}

// scanChoices reads the first choice and counts the others.
func (c *chunk) scanChoices(s *jsonscan.Scanner, data []byte) {
	if !wire.Array(s) {
		return
	}
	start := s.Offset()
	for s.Array(); s.Element(); {
		if c.count > 0 {
			if s.Kind() == '{' {
				c.count++
			}
			s.Skip()
		} else if wire.Object(s) {
			c.first.scan(s, c.whole, 0)
			c.count++
		}
	}
	if s.Err() == nil {
		c.choices = data[start:s.Offset()]
	}
	for _, x := range [...]struct{ of, in int }{{chunkUsage, pieceUsage}, {chunkError, pieceError}} {
		if c.values[x.of] == nil {
			c.values[x.of] = c.first.values[x.in]
		}
	}
}

// others visits all choices but the first.
func (c *chunk) others(visit func(*piece)) {
	s := jsonscan.New(c.choices)
	i := 0
	for s.Array(); s.Element(); {
		if !wire.Object(&s) {
			continue
		}
		var p piece
		if p.scan(&s, c.whole, i); i > 0 {
			visit(&p)
		}
		i++
	}
}

// scan reads one choice, which is an object; its index is place if it has
// none. A stream has a delta; some services repeat the whole message beside
// it, and some have nothing but that.
func (p *piece) scan(s *jsonscan.Scanner, whole bool, place int) {
	p.index = place
	var delta, message bool
	for s.Object(); ; {
		switch pieceTable.Next(s, p.values[:]) {
		case 0:
			return
		case doIndex:
			if index, ok := jsonscan.Int(s.Value()); ok {
				p.index = int(index)
			}
		case doFailure:
			p.values[pieceError] = nil
			failureIn(s, &p.values[pieceError])
		case doDelta:
			delta = p.message(s, !whole || !message) || delta
		case doWhole:
			message = p.message(s, whole || !delta) || message
		}
	}
}

// message reads a delta or a message, unless it is of no use.
func (p *piece) message(s *jsonscan.Scanner, useful bool) bool {
	if !useful {
		s.Skip()
		return false
	}
	if !wire.Object(s) {
		return false
	}
	clear(p.values[pieceContent:])
	for s.Object(); messageReplyTable.Next(s, p.values[:]) != 0; {
		switch s.Kind() {
		case '"':
			p.values[pieceContent] = s.Value()
		case '[':
			p.values[pieceParts] = s.Value()
		default:
			s.Skip()
		}
	}
	settle(p.values[:], pieceReasoning, pieceThoughts)
	settle(p.values[:], pieceDetails, pieceBlocks)
	return true
}
