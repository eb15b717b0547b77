package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// content reads what a message says: nothing, a text, or parts.
func (d *decoder) content() {
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '"':
		d.part(llm.Part{Type: llm.TextPart, Text: d.String()})
	case '[':
		for d.Array(); d.Element(); {
			d.contentPart()
		}
	default:
		d.Refuse("must be a string or a list of parts")
	}
}

// contentPart reads one part, whose type may come last.
func (d *decoder) contentPart() {
	start := d.Start()
	var p llm.Part
	var kind llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "text", "refusal":
			p.Text = d.Text()
		case "image_url":
			d.image(&p)
		case "input_audio":
			d.Audio(&p)
		case "file":
			d.file(&p)
		case "cache_control":
			p.Cache = d.Map()
		default:
			d.extra(&p.Extra)
		}
	}
	p.Type = typeOf(kind)
	if p.Type == llm.OpaquePart {
		p = llm.Part{Type: llm.OpaquePart, Name: kind, Raw: d.Since(start)}
	}
	if wrong := incomplete(&p); wrong != "" {
		d.RefuseAt(start, wrong)
	}
	d.part(p)
}

func typeOf(kind llm.Text) llm.PartType {
	switch string(kind) {
	case "":
		return 0
	case `"text"`:
		return llm.TextPart
	case `"refusal"`:
		return llm.RefusalPart
	case `"image_url"`:
		return llm.ImagePart
	case `"input_audio"`:
		return llm.AudioPart
	case `"file"`:
		return llm.DocumentPart
	}
	return llm.OpaquePart
}

// incomplete says what a part lacks.
func incomplete(p *llm.Part) string {
	m := &p.Media
	media := m.URL != nil || m.Data != nil || m.FileID != nil
	switch {
	case p.Type == 0:
		return "must have a type"
	case p.Type == llm.TextPart && p.Text == nil:
		return "must have a text"
	case p.Type == llm.RefusalPart && p.Text == nil:
		return "must have a refusal"
	case p.Type == llm.ImagePart && !media:
		return "must have an image_url with a url"
	case p.Type == llm.AudioPart && m.Data == nil:
		return "must have an input_audio with data and format"
	case p.Type == llm.DocumentPart && !media:
		return "must have a file with file_data or file_id"
	}
	return ""
}

// image reads an object with the address, or the address alone.
func (d *decoder) image(p *llm.Part) {
	if d.Kind() == '"' {
		d.Address(&p.Media)
		return
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "url":
			d.Address(&p.Media)
		case "detail":
			p.Media.Detail = d.Text()
		default:
			d.Nested(&p.Extra, "image_url.")
		}
	}
}

func (d *decoder) file(p *llm.Part) {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "file_data":
			d.FileData(&p.Media)
		case "file_id":
			p.Media.FileID = d.Text()
		case "filename":
			p.Name = d.Text()
		default:
			d.Nested(&p.Extra, "file.")
		}
	}
}

// reasoningDetails reads the reasoning of an earlier reply with what its
// provider needs to trust it: OpenRouter's reasoning_details, or LiteLLM's
// thinking_blocks.
func (d *decoder) reasoningDetails() {
	if d.Null() {
		return
	}
	last := llm.Raw(nil) // the index of the entry before
	for d.Array(); d.Element(); {
		x := scanDetail(&d.Scanner)
		switch {
		case x.redacted != nil:
			d.part(llm.Part{Type: llm.RedactedPart, Signature: x.redacted})
		case !d.joinDetail(x, last):
			d.part(llm.Part{Type: llm.ReasoningPart, Text: x.text, Signature: x.signature})
		}
		last = x.index
	}
}

// joinDetail adds a piece of a streamed entry, which the client did not put
// together, to the pieces before it.
func (d *decoder) joinDetail(x detail, last llm.Raw) bool {
	if len(d.R.Parts) == 0 || x.index == nil || string(x.index) != string(last) {
		return false
	}
	p := &d.R.Parts[len(d.R.Parts)-1]
	if p.Type != llm.ReasoningPart || p.Signature != nil {
		return false
	}
	if !gpt.Empty(x.text) {
		p.Text = joinText(p.Text, x.text)
	}
	p.Signature = x.signature
	return true
}

// joinText returns a literal that says what a and b say.
func joinText(a, b llm.Text) llm.Text {
	if gpt.Empty(a) {
		return b
	}
	joined := append(make(llm.Text, 0, len(a)+len(b)), a[:len(a)-1]...)
	return append(joined, b[1:]...)
}
