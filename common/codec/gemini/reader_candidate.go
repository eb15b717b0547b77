package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Values of a candidate.
const (
	candidateIndex = iota
	candidateReason
	candidateParts
	candidateGrounding
	candidateCitations
	candidateValues
)

var candidateTable = wire.Table{Camel: true, Rows: []wire.Row{
	{Name: "content", Is: wire.Inside, In: &contentReplyTable}, {Name: "finishReason", Is: wire.Text, To: candidateReason},
	{Name: "index", Is: wire.Number, To: candidateIndex}, {Name: "groundingMetadata", Is: wire.Map, To: candidateGrounding},
	{Name: "citationMetadata", Is: wire.Map, To: candidateCitations},
}}

var contentReplyTable = wire.Table{Camel: true, Rows: []wire.Row{{Name: "parts", Is: wire.List, To: candidateParts}, {Name: "role"}}}

// candidate tells what one candidate adds; its index is place if it has none.
func (r *reader) candidate(s *jsonscan.Scanner, place int, to llm.Sink) {
	var v [candidateValues][]byte
	if !candidateTable.Scan(s, v[:]) {
		return
	}
	index, ok := jsonscan.Int(v[candidateIndex])
	if !ok {
		index = int64(place)
	}
	c := r.choice(int(index), to)
	if c == nil || r.Ended {
		return
	}
	if v[candidateParts] != nil {
		r.parts(c, v[candidateParts], to)
	}
	c.keep(v[candidateGrounding], v[candidateCitations])
	if reason := v[candidateReason]; finished(reason) {
		c.done, c.finish = true, reasonOf(reason)
	}
}

func (r *reader) parts(c *choice, parts []byte, to llm.Sink) {
	s := jsonscan.New(parts)
	for s.Array(); s.Element(); {
		var p piece
		p.read(&s, false)
		switch {
		case p.data == isCall:
			r.call(c, &p, to)
		case p.data == isBlob:
			r.picture(c, &p, to)
		case p.data == isText || p.values[pieceSignature] != nil:
			r.say(c, &p, to)
		}
	}
}

// say tells text or a thought, and the signature of it. What is sealed
// without a text is a thought that nobody is to read.
func (r *reader) say(c *choice, p *piece, to llm.Sink) {
	part, b := llm.TextPart, &c.Block
	if p.thought {
		part = llm.ReasoningPart
	}
	text, signature := p.values[pieceText], p.values[pieceSignature]
	if wire.Empty(text) && (c.Part != part || c.Signed) {
		if p.thought && !wire.Empty(signature) {
			r.Redacted(b, signature, to)
		}
		return
	}
	r.Ensure(b, part, to)
	r.Grow(b, text, to)
	if !p.thought && c.Choice == 0 {
		r.ruler.Add(wire.Inner(text))
	}
	r.Sign(b, signature, to)
}

// call tells a call, which comes in one piece.
func (r *reader) call(c *choice, p *piece, to llm.Sink) {
	b, v := &c.Block, &p.values
	r.Stop(b, to)
	c.called = true
	r.E.ID, r.E.Name, r.E.Signature = v[pieceID], wire.OrEmpty(v[pieceName]), v[pieceSignature]
	r.Begin(b, llm.ToolCallPart, to)
	args := v[pieceArgs]
	if args == nil {
		args = wire.NoObject
	}
	r.held = jsonscan.AppendQuoted(r.held[:0], args)
	r.Grow(b, r.held, to)
	r.Stop(b, to)
}

// Literals that a picture is put in. They are never written to.
var (
	pictureStart  = llm.Text(`"![image](data:"`)
	pictureMiddle = llm.Text(`";base64,"`)
	pictureEnd    = llm.Text(`")"`)
)

// picture tells an image that the model made, as text: a reply has no other
// word for it.
func (r *reader) picture(c *choice, p *piece, to llm.Sink) {
	mime := p.values[pieceMIME]
	if mediaType(wire.Inner(mime)) != llm.ImagePart || p.thought {
		return
	}
	r.Ensure(&c.Block, llm.TextPart, to)
	for _, text := range [...]llm.Text{pictureStart, mime, pictureMiddle, p.values[pieceBytes], pictureEnd} {
		r.Grow(&c.Block, text, to)
	}
}

// finish ends what is open in a choice, and the choice.
func (r *reader) finish(c *choice, to llm.Sink) {
	if r.Ended {
		return
	}
	r.cite(c, to)
	r.Stop(&c.Block, to)
	reason := &finishes[c.finish]
	finish := reason.is
	switch {
	case finish == finishBroken:
		r.Break(nil, wire.BrokenOff+": "+reason.word[1:len(reason.word)-1], to)
		return
	case finish == llm.FinishStop && c.called:
		finish = llm.FinishToolCalls
	}
	r.held = append(r.held[:0], reason.word...)
	r.Finish(c.Choice, finish, r.held, to)
}
