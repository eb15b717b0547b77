package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// list writes parts.
func (e *encoder) list(parts []llm.Part, output bool) {
	e.Raw("[")
	for i := range parts {
		e.part(&parts[i], output)
	}
	e.Raw("]")
}

func (e *encoder) refusePart(p *llm.Part) { gpt.RefusePart(&e.Encoder, "messages", p) }

// part writes one part of what the model said, or of what it was told.
func (e *encoder) part(p *llm.Part, output bool) {
	e.Comma()
	switch {
	case p.Type == llm.TextPart && output:
		e.Between(`{"type":"output_text","text":`, p.Text, "")
		if !hasMember(p.Extra, "annotations") {
			e.Raw(`,"annotations":[]`)
		}
	case p.Type == llm.TextPart:
		e.text(p)
	case p.Type == llm.RefusalPart && output:
		e.Between(`{"type":"refusal","refusal":`, p.Text, "")
	case p.Type == llm.OpaquePart && e.Same:
		e.Bytes(p.Raw)
		return
	case output:
		e.refusePart(p)
		return
	default:
		e.media(p)
	}
	e.extra(p, false)
	e.Raw("}")
}

func (e *encoder) text(p *llm.Part) { e.Between(`{"type":"input_text","text":`, p.Text, "") }

func hasMember(list []llm.Member, name string) bool {
	for i := range list {
		if list[i].Name == name {
			return true
		}
	}
	return false
}

// media writes an image, a document or a sound, up to its last brace.
func (e *encoder) media(p *llm.Part) {
	m := &p.Media
	switch p.Type {
	case llm.ImagePart:
		e.Raw(`{"type":"input_image"`)
		e.where(p, "image_url", "image_url")
		if m.Detail == nil {
			e.Constant("detail", `"auto"`)
		}
		e.Optional("detail", m.Detail)
	case llm.DocumentPart:
		if p.Text != nil {
			e.text(p)
			e.LoseIf(p.Name != nil, atPart+"title", "the document is sent as a text")
			return
		}
		e.Raw(`{"type":"input_file"`)
		if m.Data != nil && p.Name == nil { // without one the file is refused
			e.Constant("filename", `"document.pdf"`)
		}
		e.Optional("filename", p.Name)
		e.where(p, "file_data", "file_url")
	case llm.AudioPart:
		if !e.Same { // there is a type for it, and no model that takes it
			e.refusePart(p)
		}
		e.Raw(`{"type":"input_audio"`)
		gpt.Audio(&e.Encoder, p)
	default:
		e.refusePart(p)
	}
}

// where writes where an image or a document is. A file lies with the provider
// that the client meant.
func (e *encoder) where(p *llm.Part, data, address string) {
	switch m := &p.Media; {
	case m.URL != nil:
		e.Member(address, m.URL)
	case m.Data != nil:
		gpt.DataURL(&e.Encoder, data, m)
	case m.FileID != nil && (e.Same || e.R.Origin == gpt.Chat):
		e.Member("file_id", m.FileID)
	default:
		e.refusePart(p)
	}
}
