package gemini

import (
	"bytes"
	"slices"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// result appends the message that a function response is, in front of the
// parts that m has so far.
func (d *decoder) result(m *llm.Message, p *piece, start int) {
	name := p.values[pieceName]
	d.want(name, start, "must have a functionResponse with a name")
	id := p.values[pieceID]
	if wire.Empty(id) {
		id = d.answered(name)
	}
	at := len(d.R.Parts)
	d.NewPart(llm.ToolResultPart)
	d.NewPart(llm.TextPart)
	result := &d.R.Parts[at]
	result.ID, result.Name, result.Extra = id, name, p.extra
	response(result, d.P, p.values[pieceResponse])
	if list := p.values[pieceMedia]; list != nil {
		d.resultMedia(list, start)
	}
	count := len(d.R.Parts) - at
	if m.Count > 0 { // turns the two ranges round
		tail := d.R.Parts[m.First:]
		reverse(tail[:m.Count])
		reverse(tail[m.Count:])
		reverse(tail)
		at = m.First
	}
	d.R.Parts[at].First, d.R.Parts[at].Count = at+1, count-1
	m.First = at + count
	d.R.Messages = append(d.R.Messages, llm.Message{Role: llm.ToolRole, First: at, Count: 1})
}

// reverse is slices.Reverse, once and not copied for each call.
//
//go:noinline
func reverse(parts []llm.Part) { slices.Reverse(parts) }

// answered returns the id of the first call of a name that has no answer yet,
// or else the name.
func (d *decoder) answered(name llm.Text) llm.Text {
	list := d.R.Messages
	i := len(list) - 1
	for i >= 0 && list[i].Role != llm.Assistant {
		i--
	}
	if i < 0 {
		return name
	}
	for _, call := range d.R.Content(&list[i]) {
		if call.Type == llm.ToolCallPart && string(call.Name) == string(name) && !d.hasResult(list[i+1:], call.ID) {
			return call.ID
		}
	}
	return name
}

func (d *decoder) hasResult(list []llm.Message, id llm.Text) bool {
	for i := range list {
		if list[i].Role == llm.ToolRole && string(d.R.Parts[list[i].First].ID) == string(id) {
			return true
		}
	}
	return false
}

// response reads what a function returned. An object that is no more than a
// text in the member that Google has for that becomes the text, any other one
// its JSON.
func response(result, content *llm.Part, response llm.Raw) {
	if response == nil {
		content.Text = wire.NoText
		return
	}
	s := jsonscan.New(response)
	members := 0
	for s.Object(); s.Member(); members++ {
		failed := string(s.Key()) == "error"
		if value := wire.Literal(&s); value != nil && (failed || string(s.Key()) == "output") && !bytes.HasPrefix(value, []byte(`"{`)) {
			content.Text = value
			if failed {
				result.Failed = llm.True
			}
		}
	}
	if members != 1 || content.Text == nil {
		content.Text, result.Failed = jsonscan.AppendQuoted(llm.Text(nil), response), llm.Absent
	}
}

// resultMedia reads what a function returned beside its response.
func (d *decoder) resultMedia(list llm.Raw, start int) {
	s := jsonscan.New(list)
	for s.Array(); s.Element(); {
		var p piece
		raw := s.Value()
		element := jsonscan.New(raw)
		p.read(&element, true)
		part := d.NewPart(0)
		part.Extra = p.extra
		d.media(part, &p, start)
		if part.Type == llm.OpaquePart {
			part.Raw = raw
		}
	}
}
