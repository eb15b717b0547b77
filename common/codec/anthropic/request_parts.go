package anthropic

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// part writes one block. message is where the part stands, for errors.
func (e *encoder) part(p *llm.Part, message int) {
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		e.Between(`{"type":"text","text":`, wire.OrEmpty(p.Text), "")
	case llm.ImagePart:
		e.Raw(`{"type":"image"`)
		e.image(p, message)
	case llm.DocumentPart:
		e.Raw(`{"type":"document"`)
		e.document(p, message)
	case llm.ToolCallPart:
		e.toolUse(p, message)
	case llm.ToolResultPart:
		e.toolResult(p, message)
	case llm.ReasoningPart:
		e.Between(`{"type":"thinking","thinking":`, wire.OrEmpty(p.Text), "")
		e.Member("signature", wire.OrEmpty(p.Signature))
	case llm.RedactedPart:
		e.Between(`{"type":"redacted_thinking","data":`, wire.OrEmpty(p.Signature), "")
	case llm.OpaquePart:
		if e.Same {
			e.Bytes(p.Raw)
			return
		}
		e.Fail(wire.Path(message, "content"), "content of type "+jsonscan.Text(p.Name)+" cannot be sent to this provider")
	default:
		e.Fail(wire.Path(message, "content"), "this provider takes no audio")
	}
	e.Optional("cache_control", p.Cache)
	e.Extra(p.Extra, "messages[].content[].", "the provider has nothing like it")
	e.Raw("}")
}

// pdf is never written to.
var pdf = []byte("application/pdf")

func (e *encoder) image(p *llm.Part, message int) {
	e.Looks(p)
	if !e.source(&p.Media) {
		e.Fail(wire.Path(message, "content"), "the image must be a URL, or base64 data with its media type")
	}
}

func (e *encoder) document(p *llm.Part, message int) {
	media := p.Media
	if media.Data != nil && len(media.MIME) == 0 {
		media.MIME = pdf
	}
	switch {
	case p.Text != nil:
		e.Between(`,"source":{"type":"text","media_type":"text/plain","data":`, p.Text, "}")
	case media.Data != nil && !e.Same && !bytes.Equal(media.MIME, pdf):
		e.Fail(wire.Path(message, "content"), "a document must be a PDF for this provider")
	case !e.source(&media):
		e.Fail(wire.Path(message, "content"), "the document must be data or a URL: this provider has no file of that id")
	}
	e.Optional("title", p.Name)
}

// source writes where an image or a document is, and tells whether it could.
// A file lies with the provider that the client meant.
func (e *encoder) source(m *llm.Media) bool {
	switch {
	case m.URL != nil:
		e.Between(`,"source":{"type":"url","url":`, m.URL, "}")
	case m.Data != nil && len(m.MIME) > 0:
		e.Between(`,"source":{"type":"base64","media_type":"`, m.MIME, `","data":"`)
		e.Between("", m.Data, `"}`)
	case m.FileID != nil && e.Same:
		e.Between(`,"source":{"type":"file","file_id":`, m.FileID, "}")
	default:
		return false
	}
	return true
}

// toolUse writes a tool call. Its input must be an object.
func (e *encoder) toolUse(p *llm.Part, message int) {
	e.LoseIf(p.Signature != nil && !e.Same, "messages[].content[].thoughtSignature", "only the provider that signed it can read it")
	e.Raw(`{"type":"tool_use","id":`)
	e.id(p.ID)
	e.Member("name", wire.OrEmpty(p.Name))
	if e.Same && p.Arguments != nil {
		e.Member("input", p.Arguments)
	} else {
		e.Arguments("input", p, message)
	}
}

// id writes the id of a tool call, which may hold letters, digits, _ and -
// here. Any other one is replaced, the same by the same.
func (e *encoder) id(id llm.Text) {
	if e.Same {
		e.Bytes(wire.OrEmpty(id))
		return
	}
	plain, _ := codec.CutCallID(id)
	valid := len(plain) > 0
	hash := uint32(2166136261) // FNV-1a, so that ids stay apart
	e.Dst = append(e.Dst, '"')
	for _, c := range plain {
		hash = (hash ^ uint32(c)) * 16777619
		if !idByte(c) {
			c, valid = '_', false
		}
		e.Dst = append(e.Dst, c)
	}
	if !valid {
		e.Dst = strconv.AppendUint(append(e.Dst, '_'), uint64(hash), 16)
	}
	e.Dst = append(e.Dst, '"')
}

func idByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (e *encoder) toolResult(p *llm.Part, message int) {
	e.Raw(`{"type":"tool_result","tool_use_id":`)
	e.id(p.ID)
	parts := e.R.Result(p)
	if len(parts) == 1 && plain(&parts[0]) {
		e.Member("content", parts[0].Text)
	} else if len(parts) > 0 {
		e.Name("content")
		e.Raw("[")
		for i := range parts {
			if e.Kept(&parts[i]) {
				e.Comma()
				e.part(&parts[i], message)
			}
		}
		e.Raw("]")
	}
	e.Flag("is_error", p.Failed)
}
