package anthropic

import (
	"aigateway/common/llm"
)

// turn reads one message. Its tool results become messages of their own, in
// front of what is left of it.
func (d *decoder) turn() {
	var m llm.Message
	start, before, content := d.Start(), len(d.R.Messages), false
	d.Spare = nil
	for d.Object(); ; {
		switch d.Next(&messageTable) {
		case doRole:
			m.Role = llm.Role(d.Choose(roles, "must be user or assistant"))
			continue
		case doContent:
			if content {
				d.Refuse("must not be there twice")
			}
			content = true
			d.content(&m)
			continue
		}
		break
	}
	m.Extra = d.Spare
	if m.Role == 0 {
		d.RefuseAt(start, "must have a role")
	}
	if m.Count == 0 && len(d.R.Messages) > before {
		d.R.Messages[len(d.R.Messages)-1].Extra = m.Extra
		return
	}
	d.R.Messages = append(d.R.Messages, m)
}

// content reads the content of a message: a string, or blocks. The parts of a
// message lie together, so where a tool result comes after other blocks the
// results are read first and then the others.
func (d *decoder) content(m *llm.Message) {
	switch d.Kind() {
	case 'n':
		d.Null()
		return
	case '"':
		m.First, m.Count = len(d.R.Parts), 1
		d.NewText()
		return
	case '[':
	default:
		d.Refuse("must be a string or a list of blocks")
		return
	}
	start, parts, messages := d.Scanner, len(d.R.Parts), len(d.R.Messages)
	if d.blocks(m, allBlocks) {
		return
	}
	d.Scanner, d.R.Parts, d.R.Messages = start, d.R.Parts[:parts], d.R.Messages[:messages]
	d.blocks(m, onlyResults)
	if d.Err() == nil {
		d.Scanner, m.Count = start, 0
		d.blocks(m, noResults)
	}
}

// which blocks of a message are wanted.
type which uint8

const (
	allBlocks which = iota
	onlyResults
	noResults
)

// blocks reads the list of blocks of m. It stops and returns false if it
// wants all and a tool result comes after another block.
func (d *decoder) blocks(m *llm.Message, want which) bool {
	for d.Array(); d.Element(); {
		var b block
		d.readBlock(&b)
		result := b.is == llm.ToolResultPart
		switch {
		case d.Err() != nil:
		case result && want == allBlocks && m.Count > 0:
			return false
		case result && want == noResults, !result && want == onlyResults:
			d.R.Parts = d.R.Parts[:b.at]
		case result:
			d.result(&b)
		default:
			if m.Count == 0 {
				m.First = b.at
			}
			m.Count++
			d.part(&b)
		}
	}
	return true
}
