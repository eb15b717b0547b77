package openai

import (
	"strconv"

	"aigateway/common/llm"
)

// part writes one element of a content list.
func (e *encoder) part(p *llm.Part) {
	switch p.Type {
	case llm.TextPart:
		e.Raw(`{"type":"text"`)
		e.Member("text", p.Text)
	case llm.RefusalPart:
		e.Raw(`{"type":"refusal"`)
		e.Member("refusal", p.Text)
	case llm.ImagePart:
		e.image(p)
	case llm.AudioPart:
		e.audio(p)
	case llm.DocumentPart:
		e.document(p)
	case llm.OpaquePart:
		e.opaque(p)
		return
	default:
		e.refusePart(p)
		return
	}
	e.cache(p.Cache, atPart+"cache_control")
	e.extras(p.Extra, atPart)
	e.Raw("}")
}

func (e *encoder) opaque(p *llm.Part) {
	if !e.Same {
		e.refusePart(p)
		return
	}
	e.Bytes(p.Raw)
}

func (e *encoder) image(p *llm.Part) {
	e.Raw(`{"type":"image_url","image_url":{`)
	switch m := &p.Media; {
	case m.URL != nil:
		e.Member("url", m.URL)
	case m.Data != nil:
		e.Name("url")
		e.DataURL(m)
	default:
		e.refusePart(p)
	}
	e.Optional("detail", p.Media.Detail)
	e.inside("image_url", p.Extra)
	e.Raw("}")
}

func (e *encoder) audio(p *llm.Part) {
	if p.Media.Data == nil {
		e.refusePart(p)
	}
	e.Raw(`{"type":"input_audio","input_audio":{`)
	e.Audio(&p.Media)
	e.inside("input_audio", p.Extra)
	e.Raw("}")
}

// document writes a file, or the text that a document consists of.
func (e *encoder) document(p *llm.Part) {
	m := &p.Media
	if p.Text != nil {
		e.Raw(`{"type":"text"`)
		e.Member("text", p.Text)
		if p.Name != nil {
			e.Lose(atPart+"title", "the document is sent as a text")
		}
		return
	}
	e.Raw(`{"type":"file","file":{`)
	switch {
	case m.Data != nil:
		if p.Name != nil {
			e.Member("filename", p.Name)
		} else { // without one the file is refused
			e.Raw(`"filename":"document.pdf"`)
		}
		e.Name("file_data")
		e.DataURL(m)
	case e.Same && m.FileID != nil:
		e.Member("file_id", m.FileID)
		e.Optional("filename", p.Name)
	case e.Same && m.URL != nil:
		e.Member("file_data", m.URL)
		e.Optional("filename", p.Name)
	default:
		e.refusePart(p)
	}
	e.inside("file", p.Extra)
	e.Raw("}")
}

func (e *encoder) refusePart(p *llm.Part) { e.RefusePart("messages", p) }

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
	index := 0
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
		e.Name("index")
		e.Dst = strconv.AppendInt(e.Dst, int64(index), 10)
		e.Raw("}")
		index++
	}
	e.Raw("]")
}
