package anthropic

import "aigateway/common/llm"

// messages reads the turns of the conversation.
func (d *decoder) messages() {
	for d.Array(); d.Element(); {
		d.turn()
	}
}

// turn reads one message. Its tool results become messages of their own, in
// front of what is left of it.
func (d *decoder) turn() {
	var m llm.Message
	start, before, content := d.start(), len(d.r.Messages), false
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "role":
			m.Role = d.role()
		case "content":
			if content {
				d.refuse("must not be there twice")
			}
			content = true
			d.content(&m)
		default:
			d.extra(&m.Extra)
		}
	}
	if m.Role == 0 {
		d.refuseAt(start, "must have a role")
	}
	if m.Count == 0 && len(d.r.Messages) > before {
		d.r.Messages[len(d.r.Messages)-1].Extra = m.Extra
		return
	}
	d.r.Messages = append(d.r.Messages, m)
}

func (d *decoder) role() llm.Role {
	start := d.start()
	switch string(d.String()) {
	case `"user"`:
		return llm.User
	case `"assistant"`:
		return llm.Assistant
	case `"system"`:
		return llm.System
	}
	d.refuseAt(start, "must be user or assistant")
	return 0
}

// content reads the content of a message: a string, or blocks. The parts of a
// message lie together, so where a tool result comes after other blocks the
// results are read first and then the others.
func (d *decoder) content(m *llm.Message) {
	switch {
	case d.Null():
		return
	case d.Kind() == '"':
		m.First, m.Count = len(d.r.Parts), 1
		d.r.Parts = append(d.r.Parts, llm.Part{Type: llm.TextPart, Text: d.String()})
		return
	case d.Kind() != '[':
		d.refuse("must be a string or a list of blocks")
		return
	}
	start, parts, messages := d.Scanner, len(d.r.Parts), len(d.r.Messages)
	if d.blocks(m, allBlocks) {
		return
	}
	d.Scanner, d.r.Parts, d.r.Messages = start, d.r.Parts[:parts], d.r.Messages[:messages]
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
		result := string(b.kind) == `"tool_result"`
		switch {
		case d.Err() != nil:
		case result && want == allBlocks && m.Count > 0:
			return false
		case result && want != noResults:
			d.result(&b)
		case !result && want != onlyResults:
			if m.Count == 0 {
				m.First = len(d.r.Parts)
			}
			m.Count++
			d.part(&b)
		}
	}
	return true
}

// result appends the message that a tool result is.
func (d *decoder) result(b *block) {
	if b.toolUseID == nil {
		d.refuseAt(b.start, "must have a tool_use_id")
		return
	}
	at := len(d.r.Parts)
	d.r.Messages = append(d.r.Messages, llm.Message{Role: llm.ToolRole, First: at, Count: 1})
	d.r.Parts = append(d.r.Parts, llm.Part{
		Type: llm.ToolResultPart, ID: b.toolUseID, Failed: b.failed, Cache: b.cache, Extra: b.extra,
	})
	if !b.hasContent {
		return
	}
	// The content was skipped, since what it is depends on the type. The
	// scanner goes back to it and then on from where it is now.
	after := d.Scanner
	d.Scanner = b.contentAt
	d.resultContent()
	if d.Err() == nil {
		d.Scanner = after
	}
	d.r.Parts[at].First, d.r.Parts[at].Count = at+1, len(d.r.Parts)-at-1
}

func (d *decoder) resultContent() {
	switch d.Kind() {
	case '"':
		d.r.Parts = append(d.r.Parts, llm.Part{Type: llm.TextPart, Text: d.String()})
	case '[':
		for d.Array(); d.Element(); {
			var b block
			if d.readBlock(&b); d.Err() == nil {
				d.part(&b)
			}
		}
	default:
		d.refuse("must be a string or a list of blocks")
	}
}
