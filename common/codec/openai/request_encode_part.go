package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// part writes one element of a content list.
func (e *encoder) part(p *llm.Part) {
	e.P = p
	switch p.Type {
	case llm.TextPart:
		e.text(p)
	case llm.RefusalPart:
		e.Between(`{"type":"refusal","refusal":`, p.Text, "")
	case llm.ImagePart:
		e.image(p)
	case llm.AudioPart:
		if p.Media.Data == nil {
			e.refuse(p)
		}
		e.Raw(`{"type":"input_audio"`)
		gpt.Audio(&e.Encoder, p)
	case llm.DocumentPart:
		e.document(p)
	case llm.OpaquePart:
		e.opaque(p)
		return
	default:
		e.refuse(p)
		return
	}
	e.cache(p.Cache, atPart+"cache_control")
	e.extras(p.Extra, atPart)
	e.Raw("}")
}

func (e *encoder) text(p *llm.Part) { e.Between(`{"type":"text","text":`, p.Text, "") }

func (e *encoder) opaque(p *llm.Part) {
	if !e.Same {
		e.refuse(p)
		return
	}
	e.Bytes(p.Raw)
}

func (e *encoder) image(p *llm.Part) {
	e.Raw(`{"type":"image_url"`)
	start := e.Open("image_url")
	switch m := &p.Media; {
	case m.URL != nil:
		e.Member("url", m.URL)
	case m.Data != nil:
		gpt.DataURL(&e.Encoder, "url", m)
	default:
		e.refuse(p)
	}
	e.Optional("detail", p.Media.Detail)
	e.Inside("image_url.", p.Extra)
	e.Close(start)
}

// document writes a file, or the text that a document consists of.
func (e *encoder) document(p *llm.Part) {
	m := &p.Media
	if p.Text != nil {
		e.text(p)
		e.LoseIf(p.Name != nil, atPart+"title", "the document is sent as a text")
		return
	}
	e.Raw(`{"type":"file"`)
	start := e.Open("file")
	switch {
	case m.Data != nil:
		if p.Name == nil { // without one the file is refused
			e.Constant("filename", `"document.pdf"`)
		}
		e.Optional("filename", p.Name)
		gpt.DataURL(&e.Encoder, "file_data", m)
	case e.Same && (m.FileID != nil || m.URL != nil):
		e.Plain(file)
	default:
		e.refuse(p)
	}
	e.Inside("file.", p.Extra)
	e.Close(start)
}

var file = []wire.Plain{
	{Name: "file_id", From: wire.MediaFileID}, {Name: "file_data", From: wire.MediaURL}, {Name: "filename", From: wire.PartName},
}

func (e *encoder) refuse(p *llm.Part) { gpt.RefusePart(&e.Encoder, "messages", p) }

// earlierReasoning sends back what the model thought, where the provider
// wants to see it, or the client of the same protocol does.
func (e *encoder) earlierReasoning(parts []llm.Part) {
	text, sealed := false, false
	for i := range parts {
		switch p := &parts[i]; {
		case p.Type == llm.RedactedPart || isReasoning(p) && p.Signature != nil:
			sealed = true
		case isReasoning(p):
			text = true
		}
	}
	if !text && !sealed {
		return
	}
	asText := e.dialect.ReasoningContent
	asDetails := e.dialect.ReasoningDetails
	if e.Same && !asText && !asDetails {
		asText, asDetails = !sealed, sealed
	}
	if asText {
		e.reasoningContent(parts)
	}
	switch {
	case asDetails:
		e.reasoningDetails(parts)
	case asText && sealed:
		e.Lose(atPart+"signature", "the provider takes earlier reasoning back as mere text")
	case !asText:
		e.Lose(atPart+"thinking", "the provider takes no earlier reasoning back")
	}
}

func isReasoning(p *llm.Part) bool { return p.Type == llm.ReasoningPart }

func (e *encoder) reasoningContent(parts []llm.Part) {
	e.Name("reasoning_content")
	e.joined(parts, isReasoning)
}

func (e *encoder) reasoningDetails(parts []llm.Part) {
	e.Name("reasoning_details")
	e.Raw("[")
	index := int64(0)
	for i := range parts {
		switch p := &parts[i]; {
		case isReasoning(p):
			e.Comma()
			e.Raw(`{"type":"reasoning.text"`)
			e.Optional("text", p.Text)
			e.Optional("signature", p.Signature)
		case p.Type == llm.RedactedPart:
			e.Comma()
			e.Raw(`{"type":"reasoning.encrypted"`)
			e.Optional("data", p.Signature)
		default:
			continue
		}
		e.Counts(`,"index":`, index, "}")
		index++
	}
	e.Raw("]")
}
