package bedrock

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// turn reads one message. Its tool results become messages of their own, in
// front of what is left of it.
func (d *decoder) turn() {
	var m llm.Message
	start, before := d.Start(), len(d.R.Messages)
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "role":
			m.Role = d.role()
		case "content":
			d.content(&m)
		default:
			d.Nested(&m.Extra, "")
		}
	}
	if m.Role == 0 {
		d.RefuseAt(start, "must have a role")
	}
	if m.Count == 0 && len(d.R.Messages) > before {
		d.R.Messages[len(d.R.Messages)-1].Extra = m.Extra
		return
	}
	d.R.Messages = append(d.R.Messages, m)
}

func (d *decoder) role() llm.Role {
	start := d.Start()
	switch string(d.String()) {
	case `"user"`:
		return llm.User
	case `"assistant"`:
		return llm.Assistant
	case `"system"`:
		return llm.System
	}
	d.RefuseAt(start, "must be user, assistant or system")
	return 0
}

// content reads the blocks of a message. The parts of a message lie together,
// so where a tool result comes after other blocks the results are read first
// and then the others.
func (d *decoder) content(m *llm.Message) {
	if m.Count > 0 {
		d.Refuse("must not be there twice")
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

// which blocks of a list are wanted.
type which uint8

const (
	allBlocks which = iota
	onlyResults
	noResults
	inResult // where a tool result has no place
)

// blocks reads a list of blocks. It stops and returns false if it wants all
// and a tool result comes after another block.
func (d *decoder) blocks(m *llm.Message, want which) bool {
	before := nothing
	for d.Array(); d.Element(); {
		b := block{want: want, first: m.Count == 0, before: before}
		d.block(&b)
		switch {
		case d.Err() != nil || b.is == isMark:
		case b.is == misplaced:
			return false
		case b.is == isPart:
			if m.Count == 0 {
				m.First = len(d.R.Parts)
			}
			m.Count++
			before = len(d.R.Parts)
			d.R.Parts = append(d.R.Parts, b.part)
		default:
			before = b.before
		}
	}
	return true
}

// What the block before may have become besides a part.
const (
	nothing   = -1 // there was none
	elsewhere = -2 // it is wanted at another time, and so is a mark behind it
)

// block is one block as it is read.
type block struct {
	want   which
	first  bool // no block of the message has become a part of it
	before int  // the part that the block before became
	part   llm.Part
	is     blockKind
	whole  bool // the part is kept as it stands, too
}

// blockKind is what became of a block.
type blockKind uint8

const (
	skipped blockKind = iota
	isPart
	isResult
	isMark
	misplaced
)

// block reads an object whose one member says what it is.
func (d *decoder) block(b *block) {
	start, members := d.Start(), 0
	for d.Object(); d.Member(); members++ {
		result := string(d.Key()) == "toolResult" && b.want != inResult
		switch {
		case result && b.want == allBlocks && !b.first:
			b.is = misplaced
			return
		case result && b.want != noResults:
			b.is, b.before = isResult, len(d.R.Parts)
			d.result()
		case string(d.Key()) == "cachePoint" && b.before >= 0 && d.R.Parts[b.before].Cache == nil:
			b.is = isMark
			d.R.Parts[b.before].Cache = d.mark()
		case result || b.want == onlyResults || string(d.Key()) == "cachePoint" && b.before == elsewhere:
			b.before = elsewhere
			d.Skip()
		default:
			b.is = isPart
			d.partMember(b)
		}
	}
	if members != 1 {
		d.RefuseAt(start, "must be exactly one kind of content")
	}
	if b.part.Type == llm.OpaquePart || b.whole {
		b.part.Raw = d.Since(start)
	}
}

// partMember reads the member that says what a block is.
func (d *decoder) partMember(b *block) {
	p := &b.part
	switch string(d.Key()) {
	case "text":
		p.Type, p.Text = llm.TextPart, llm.Text(d.String())
	case "image":
		d.media(p, llm.ImagePart)
	case "document":
		d.media(p, llm.DocumentPart)
	case "audio":
		d.media(p, llm.AudioPart)
	case "toolUse":
		d.toolUse(p)
	case "reasoningContent":
		d.reasoning(p)
	case "citationsContent":
		d.citations(p)
		b.whole = true
	case "json": // in a tool result
		p.Type, p.Text = llm.TextPart, jsonscan.AppendQuoted(nil, d.Value())
		b.whole = true
	default:
		opaque(p, d.Key())
		d.Skip()
	}
}

// opaque makes p what llm has no word for; its Raw is set later.
func opaque(p *llm.Part, key []byte) {
	*p = llm.Part{Type: llm.OpaquePart, Name: jsonscan.AppendQuoted(nil, key)}
}

// Marks in the words that llm.Part.Cache has everywhere. They are never
// written to.
var (
	marked      = llm.Raw(`{"type":"ephemeral"}`)
	markedFor5m = llm.Raw(`{"type":"ephemeral","ttl":"5m"}`)
	markedFor1h = llm.Raw(`{"type":"ephemeral","ttl":"1h"}`)
)

// mark reads a cache point.
func (d *decoder) mark() llm.Raw {
	switch string(ttlOf(d.Value())) {
	case `"5m"`:
		return markedFor5m
	case `"1h"`:
		return markedFor1h
	}
	return marked
}

func (d *decoder) toolUse(p *llm.Part) {
	key := d.Key()
	start := d.Start()
	p.Type = llm.ToolCallPart
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "toolUseId":
			p.ID = d.Text()
		case "name":
			p.Name = d.Text()
		case "input":
			p.Arguments = d.Value()
		default:
			d.Nested(&p.Extra, "toolUse.")
		}
	}
	switch {
	case len(p.Extra) > 0 && p.Extra[0].Name == "toolUse.type": // one that the provider runs
		opaque(p, key)
	case p.ID == nil || p.Name == nil:
		d.RefuseAt(start, "must have a toolUseId and a name")
	}
}

// result appends the message that a tool result is.
func (d *decoder) result() {
	start, at := d.Start(), len(d.R.Parts)
	d.R.Messages = append(d.R.Messages, llm.Message{Role: llm.ToolRole, First: at, Count: 1})
	d.R.Parts = append(d.R.Parts, llm.Part{})
	p := llm.Part{Type: llm.ToolResultPart, First: at + 1}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "toolUseId":
			p.ID = d.Text()
		case "content":
			var m llm.Message
			d.blocks(&m, inResult)
			p.Count = m.Count
		case "status":
			switch string(d.Text()) {
			case `"error"`:
				p.Failed = llm.True
			case `"success"`:
				p.Failed = llm.False
			}
		default:
			d.Nested(&p.Extra, "toolResult.")
		}
	}
	if p.ID == nil {
		d.RefuseAt(start, "must have a toolUseId")
	}
	d.R.Parts[at] = p
}
