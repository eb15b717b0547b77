package openai

import (
	"strconv"

	"aigateway/common/llm"
)

// part writes one element of a content list.
func (e *encoder) part(p *llm.Part) {
	switch p.Type {
	case llm.TextPart:
		e.raw(`{"type":"text"`)
		e.member("text", p.Text)
	case llm.RefusalPart:
		e.raw(`{"type":"refusal"`)
		e.member("refusal", p.Text)
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
	e.raw("}")
}

func (e *encoder) opaque(p *llm.Part) {
	if !e.same {
		e.refusePart(p)
		return
	}
	e.dst = append(e.dst, p.Raw...)
}

func (e *encoder) image(p *llm.Part) {
	e.raw(`{"type":"image_url","image_url":{`)
	switch m := &p.Media; {
	case m.URL != nil:
		e.member("url", m.URL)
	case m.Data != nil:
		e.name("url")
		e.dataURL(m)
	default:
		e.refusePart(p)
	}
	e.optional("detail", p.Media.Detail)
	e.inside("image_url", p.Extra)
	e.raw("}")
}

func (e *encoder) dataURL(m *llm.Media) {
	e.raw(`"data:`)
	e.dst = append(e.dst, m.MIME...)
	e.raw(`;base64,`)
	e.dst = append(e.dst, m.Data...)
	e.raw(`"`)
}

func (e *encoder) audio(p *llm.Part) {
	if p.Media.Data == nil {
		e.refusePart(p)
	}
	e.raw(`{"type":"input_audio","input_audio":{"data":"`)
	e.dst = append(e.dst, p.Media.Data...)
	e.raw(`","format":"`)
	switch mime := string(p.Media.MIME); mime {
	case "audio/wav", "audio/x-wav", "audio/wave":
		e.raw("wav")
	case "audio/mpeg", "audio/mp3":
		e.raw("mp3")
	default:
		if len(mime) > len("audio/") {
			e.raw(mime[len("audio/"):])
		}
	}
	e.raw(`"`)
	e.inside("input_audio", p.Extra)
	e.raw("}")
}

// document writes a file, or the text that a document consists of.
func (e *encoder) document(p *llm.Part) {
	m := &p.Media
	if p.Text != nil {
		e.raw(`{"type":"text"`)
		e.member("text", p.Text)
		if p.Name != nil {
			e.lose(atPart+"title", "the document is sent as a text")
		}
		return
	}
	e.raw(`{"type":"file","file":{`)
	switch {
	case m.Data != nil:
		if p.Name != nil {
			e.member("filename", p.Name)
		} else { // without one the file is refused
			e.raw(`"filename":"document.pdf"`)
		}
		e.name("file_data")
		e.dataURL(m)
	case e.same && m.FileID != nil:
		e.member("file_id", m.FileID)
		e.optional("filename", p.Name)
	case e.same && m.URL != nil:
		e.member("file_data", m.URL)
		e.optional("filename", p.Name)
	default:
		e.refusePart(p)
	}
	e.inside("file", p.Extra)
	e.raw("}")
}

// refusePart refuses the request for a part that the protocol cannot carry:
// without it, the model would answer another question.
func (e *encoder) refusePart(p *llm.Part) {
	e.fail("messages", "the messages hold "+describe(p)+", which the provider cannot take at that place")
}

func describe(p *llm.Part) string {
	kind := "a part"
	switch p.Type {
	case llm.ImagePart:
		kind = "an image"
	case llm.DocumentPart:
		kind = "a document"
	case llm.AudioPart:
		kind = "a sound"
	case llm.ToolCallPart:
		return "a tool call"
	case llm.ToolResultPart:
		return "a tool result"
	case llm.ReasoningPart, llm.RedactedPart:
		return "reasoning"
	case llm.RefusalPart:
		return "a refusal"
	case llm.OpaquePart:
		return `a part of type "` + string(inner(p.Name)) + `"`
	}
	switch {
	case p.Media.URL != nil:
		return kind + " given by its address"
	case p.Media.FileID != nil:
		return kind + " uploaded to another provider"
	}
	return kind
}

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
	if e.same && !asText && !asDetails {
		asText, asDetails = !sealed, sealed
	}
	if asText {
		e.reasoningContent(parts)
	}
	switch {
	case asDetails:
		e.reasoningDetails(parts)
	case asText && sealed:
		e.lose(atPart+"signature", "the provider takes earlier reasoning back as mere text")
	case !asText:
		e.lose(atPart+"thinking", "the provider takes no earlier reasoning back")
	}
}

func isReasoning(p *llm.Part) bool { return p.Type == llm.ReasoningPart }

func (e *encoder) reasoningContent(parts []llm.Part) {
	e.name("reasoning_content")
	e.joined(parts, isReasoning)
}

func (e *encoder) reasoningDetails(parts []llm.Part) {
	e.name("reasoning_details")
	e.raw("[")
	index := 0
	for i := range parts {
		switch p := &parts[i]; {
		case isReasoning(p):
			e.comma()
			e.raw(`{"type":"reasoning.text"`)
			e.optional("text", p.Text)
			e.optional("signature", p.Signature)
		case p.Type == llm.RedactedPart:
			e.comma()
			e.raw(`{"type":"reasoning.encrypted"`)
			e.optional("data", p.Signature)
		default:
			continue
		}
		e.name("index")
		e.dst = strconv.AppendInt(e.dst, int64(index), 10)
		e.raw("}")
		index++
	}
	e.raw("]")
}
