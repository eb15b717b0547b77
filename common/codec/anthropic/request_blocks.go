package anthropic

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// block is a content block as it is read, before its type is known.
type block struct {
	start                                        int // in the body
	kind, text, thinking, signature, data, title llm.Text
	id, name, toolUseID                          llm.Text
	input, cache, raw                            llm.Raw
	failed                                       llm.Bool
	source                                       source
	hasContent                                   bool
	contentAt                                    jsonscan.Scanner
	extra                                        []llm.Member
}

// source is where an image or a document is.
type source struct{ kind, mediaType, data, url, fileID llm.Text }

// readBlock reads one block, of whatever type.
func (d *decoder) readBlock(b *block) {
	b.start = d.start()
	for d.Object(); d.Member(); {
		d.blockMember(b)
	}
	if d.Err() == nil {
		b.raw = d.since(b.start)
	}
}

func (d *decoder) blockMember(b *block) {
	switch string(d.Key()) {
	case "type":
		b.kind = d.text()
	case "text":
		b.text = d.text()
	case "thinking":
		b.thinking = d.text()
	case "signature":
		b.signature = d.text()
	case "data":
		b.data = d.text()
	case "title":
		b.title = d.text()
	case "id":
		b.id = d.text()
	case "name":
		b.name = d.text()
	case "tool_use_id":
		b.toolUseID = d.text()
	case "input":
		b.input = d.value()
	case "cache_control":
		b.cache = d.value()
	case "is_error":
		b.failed = d.bool()
	case "content":
		b.hasContent = d.Kind() != 'n'
		b.contentAt = d.Scanner
		d.Skip()
	case "source":
		d.source(&b.source)
	case "caller":
		d.caller(b)
	default:
		d.extra(&b.extra)
	}
}

// source reads a source, which is a string in a search result.
func (d *decoder) source(s *source) {
	if d.Kind() != '{' {
		d.Skip()
		return
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			s.kind = d.text()
		case "media_type":
			s.mediaType = d.text()
		case "data":
			s.data = d.text()
		case "url":
			s.url = d.text()
		case "file_id":
			s.fileID = d.text()
		default:
			d.Skip()
		}
	}
}

// caller keeps who called a tool, unless it is the model itself: that is what
// a call without a caller says too.
func (d *decoder) caller(b *block) {
	value := d.value()
	if value != nil && !direct(value) {
		b.extra = append(b.extra, llm.Member{Name: "caller", Value: value, Own: true})
	}
}

func direct(caller llm.Raw) bool {
	s := jsonscan.New(caller)
	for s.Object(); s.Member(); {
		if string(s.Key()) == "type" {
			return string(s.Value()) == `"direct"`
		}
		s.Skip()
	}
	return false
}

// part appends what a block says to the parts of the request.
func (d *decoder) part(b *block) {
	p := llm.Part{Cache: b.cache, Extra: b.extra}
	switch string(b.kind) {
	case `"text"`:
		p.Type, p.Text = llm.TextPart, b.text
		d.want(b, b.text, "must have a text")
	case `"image"`:
		p.Type = llm.ImagePart
		d.media(&p, b)
	case `"document"`:
		p.Type, p.Name = llm.DocumentPart, b.title
		d.media(&p, b)
	case `"tool_use"`:
		p.Type, p.ID, p.Name, p.Arguments = llm.ToolCallPart, b.id, b.name, b.input
		d.want(b, b.id, "must have an id")
		d.want(b, b.name, "must have a name")
	case `"thinking"`:
		p.Type, p.Text, p.Signature = llm.ReasoningPart, b.thinking, b.signature
	case `"redacted_thinking"`:
		p.Type, p.Signature = llm.RedactedPart, b.data
	default:
		d.want(b, b.kind, "must have a type")
		p = opaque(b)
	}
	d.r.Parts = append(d.r.Parts, p)
}

// want refuses a block that has not all that its type asks for.
func (d *decoder) want(b *block, value llm.Text, wrong string) {
	if value == nil {
		d.refuseAt(b.start, wrong)
	}
}

func opaque(b *block) llm.Part {
	return llm.Part{Type: llm.OpaquePart, Name: b.kind, Raw: b.raw}
}

// media reads the source of an image or a document into p.
func (d *decoder) media(p *llm.Part, b *block) {
	src := &b.source
	switch string(src.kind) {
	case `"base64"`:
		p.Media.Data, p.Media.MIME = inner(src.data), inner(src.mediaType)
		d.want(b, src.data, "must have a source with data")
		d.want(b, src.mediaType, "must have a source with media_type")
	case `"text"`:
		p.Text = src.data
		d.want(b, src.data, "must have a source with data")
	case `"url"`:
		p.Media.URL = src.url
		d.want(b, src.url, "must have a source with url")
	case `"file"`:
		p.Media.FileID = src.fileID
		d.want(b, src.fileID, "must have a source with file_id")
	default: // such as content, which is blocks again
		d.want(b, src.kind, "must have a source with a type")
		*p = opaque(b)
	}
}
