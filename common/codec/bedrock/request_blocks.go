package bedrock

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// turn reads one message. Its tool results become messages of their own, in
// front of what is left of it.
func (d *decoder) turn() {
	var m llm.Message
	start, before := d.Start(), len(d.R.Messages)
	d.Spare = nil
	for d.Object(); ; {
		switch d.Next(&messageTable) {
		case doRole:
			m.Role = llm.Role(d.Choose(roles, "must be user, assistant or system"))
			continue
		case doContent:
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
			before = len(d.R.Parts) - 1
			if m.Count == 0 {
				m.First = before
			}
			m.Count++
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
		is := wire.Slot(wire.Meaning(blocks, d.Key()))
		result := is == doResult && b.want != inResult
		switch {
		case result && b.want == allBlocks && !b.first:
			b.is = misplaced
			return
		case result && b.want != noResults:
			b.is, b.before = isResult, len(d.R.Parts)
			d.result()
		case is == doMark && b.before >= 0 && d.R.Parts[b.before].Cache == nil:
			b.is = isMark
			d.R.Parts[b.before].Cache = d.mark()
		case result || b.want == onlyResults || is == doMark && b.before == elsewhere:
			b.before = elsewhere
			d.Skip()
		default:
			b.is = isPart
			d.part(b, is)
		}
	}
	if members != 1 {
		d.RefuseAt(start, "must be exactly one kind of content")
	}
	if p := d.P; b.is == isPart && (p.Type == llm.OpaquePart || b.whole) {
		p.Raw = d.Since(start)
	}
}

// part reads the member that says what a block is.
func (d *decoder) part(b *block, is wire.Slot) {
	p, key := d.NewPart(0), d.Key()
	switch {
	case wire.Meaning(media, key) != 0:
		d.media(p, llm.PartType(wire.Meaning(media, key)), key)
	case is == doText:
		p.Type, p.Text = llm.TextPart, llm.Text(d.String())
	case is == doToolUse:
		d.toolUse(p, key)
	case is == doReasoning:
		d.reasoning(p)
	case is == doCitations:
		d.citations(p)
		b.whole = true
	case is == doJSON: // in a tool result
		p.Type, p.Text = llm.TextPart, jsonscan.AppendQuoted(nil, d.Value())
		b.whole = true
	default:
		opaque(p, key)
		d.Skip()
	}
}

func (d *decoder) toolUse(p *llm.Part, key []byte) {
	start := d.Start()
	p.Type = llm.ToolCallPart
	d.Read(&toolUseTable)
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
	d.NewPart(llm.ToolResultPart).First = at + 1
	d.Words[theStatus-wire.Scratch] = nil
	for d.Object(); d.Next(&resultTable) != 0; d.P = &d.R.Parts[at] {
		var m llm.Message
		d.blocks(&m, inResult)
		d.R.Parts[at].Count = m.Count
	}
	p := &d.R.Parts[at]
	p.Failed = llm.Bool(wire.Meaning(states, d.At(theStatus)))
	d.Want(p.ID, start, "must have a toolUseId")
}
