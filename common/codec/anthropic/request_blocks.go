package anthropic

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// block is a content block that was read into a part, and what its type decides
// on.
type block struct {
	start   int // in the body
	at      int // among the parts
	is      llm.PartType
	content jsonscan.Scanner
	later   bool // there is a content, at which content stands
}

// readBlock reads one block, of whatever type.
func (d *decoder) readBlock(b *block) {
	b.start, b.at = d.Start(), len(d.R.Parts)
	d.NewPart(0)
	clear(d.Words[:theFileID-wire.Scratch+1])
	for d.Object(); ; {
		switch d.Next(&blockTable) {
		case 0:
			b.is = llm.PartType(wire.Meaning(blocks, d.At(theType)))
			return
		case doContent:
			b.later, b.content = true, d.Scanner
			d.Skip()
		case doSource: // which is a string in a search result
			if wire.Object(&d.Scanner) {
				d.Read(&sourceTable)
			}
		case doCaller:
			d.caller()
		}
	}
}

// caller keeps who called a tool, unless it is the model itself: that is what
// a call without a caller says too.
func (d *decoder) caller() {
	var kind [1][]byte
	before := d.Scanner
	callerTable.Read(d.Value(), kind[:])
	if string(kind[0]) != `"direct"` && d.Err() == nil {
		d.Scanner = before
		d.Keep(&blockTable)
	}
}

// part makes the part of a block what its type says.
func (d *decoder) part(b *block) {
	p := d.P
	p.Type = b.is
	switch p.Type {
	case llm.TextPart:
		d.Want(p.Text, b.start, "must have a text")
	case llm.ImagePart, llm.DocumentPart:
		d.media(p, b)
	case llm.ToolCallPart:
		d.Want(p.ID, b.start, "must have an id")
		d.Want(p.Name, b.start, "must have a name")
	case 0, llm.ToolResultPart:
		d.Want(d.At(theType), b.start, "must have a type")
		d.opaque(b)
	}
}

func (d *decoder) opaque(b *block) {
	*d.P = llm.Part{Type: llm.OpaquePart, Name: d.At(theType), Raw: d.Since(b.start)}
}

// media reads the source of an image or a document into p.
func (d *decoder) media(p *llm.Part, b *block) {
	m, data := &p.Media, d.At(theData)
	switch wire.Meaning(sources, d.At(theSource)) {
	case isBase64:
		m.Data, m.MIME = wire.Inner(data), wire.Inner(d.At(theMediaType))
		d.Want(data, b.start, "must have a source with data")
		d.Want(d.At(theMediaType), b.start, "must have a source with media_type")
	case isText:
		p.Text = data
		d.Want(data, b.start, "must have a source with data")
	case isURL:
		m.URL = d.At(theURL)
		d.Want(m.URL, b.start, "must have a source with url")
	case isFile:
		m.FileID = d.At(theFileID)
		d.Want(m.FileID, b.start, "must have a source with file_id")
	default: // such as content, which is blocks again
		d.Want(d.At(theSource), b.start, "must have a source with a type")
		d.opaque(b)
	}
}

// result appends the message that a tool result is.
func (d *decoder) result(b *block) {
	d.R.Messages = append(d.R.Messages, llm.Message{Role: llm.ToolRole, First: b.at, Count: 1})
	d.P.Type = llm.ToolResultPart
	d.Want(d.P.ID, b.start, "must have a tool_use_id")
	if !b.later {
		return
	}
	// The content was skipped, since what it is depends on the type. The
	// scanner goes back to it and then on from where it is now.
	after := d.Scanner
	d.Scanner = b.content
	d.resultContent()
	if d.Err() == nil {
		d.Scanner = after
	}
	p := &d.R.Parts[b.at]
	p.First, p.Count = b.at+1, len(d.R.Parts)-b.at-1
}

func (d *decoder) resultContent() {
	switch d.Kind() {
	case '"':
		d.NewText()
	case '[':
		for d.Array(); d.Element(); {
			var b block
			if d.readBlock(&b); d.Err() == nil {
				d.part(&b)
			}
		}
	default:
		d.Refuse("must be a string or a list of blocks")
	}
}
