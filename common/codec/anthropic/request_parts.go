package anthropic

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// part writes one block. message is where the part stands, for errors.
func (e *encoder) part(p *llm.Part, message int) {
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		e.text(`{"type":"text"`)
		e.field("text", orEmpty(p.Text))
	case llm.ImagePart:
		e.text(`{"type":"image"`)
		e.image(p, message)
	case llm.DocumentPart:
		e.text(`{"type":"document"`)
		e.document(p, message)
	case llm.ToolCallPart:
		e.toolUse(p, message)
	case llm.ToolResultPart:
		e.toolResult(p, message)
	case llm.ReasoningPart:
		e.text(`{"type":"thinking"`)
		e.field("thinking", orEmpty(p.Text))
		e.field("signature", orEmpty(p.Signature))
	case llm.RedactedPart:
		e.text(`{"type":"redacted_thinking"`)
		e.field("data", orEmpty(p.Signature))
	case llm.OpaquePart:
		if e.own {
			e.dst = append(e.dst, p.Raw...)
			return
		}
		e.fail(at(message)+".content", "content of type "+jsonscan.Text(p.Name)+" cannot be sent to this provider")
	default:
		e.fail(at(message)+".content", "this provider takes no audio")
	}
	e.marks(p)
	e.dst = append(e.dst, '}')
}

func orEmpty(literal llm.Text) llm.Text {
	if literal == nil {
		return emptyText
	}
	return literal
}

// Literals that are written where there is nothing else to write.
var (
	emptyText = llm.Text(`""`)
	pdf       = []byte("application/pdf")
)

// marks writes what any block may have.
func (e *encoder) marks(p *llm.Part) {
	if p.Cache != nil {
		e.field("cache_control", p.Cache)
	}
	for i := range p.Extra {
		if e.own {
			e.known(&p.Extra[i])
		} else {
			e.lose("messages[].content[]."+p.Extra[i].Name, "the provider has nothing like it")
		}
	}
}

func (e *encoder) image(p *llm.Part, message int) {
	if d := string(p.Media.Detail); d != "" && d != `"auto"` {
		e.lose("messages[].content[].image_url.detail", "the provider looks at every image alike")
	}
	if !e.source(&p.Media) {
		e.fail(at(message)+".content", "the image must be a URL, or base64 data with its media type")
	}
}

func (e *encoder) document(p *llm.Part, message int) {
	media := p.Media
	if media.Data != nil && len(media.MIME) == 0 {
		media.MIME = pdf
	}
	switch {
	case p.Text != nil:
		e.text(`,"source":{"type":"text","media_type":"text/plain"`)
		e.field("data", p.Text)
		e.dst = append(e.dst, '}')
	case media.Data != nil && !e.own && !bytes.Equal(media.MIME, pdf):
		e.fail(at(message)+".content", "a document must be a PDF for this provider")
	case !e.source(&media):
		e.fail(at(message)+".content", "the document must be data or a URL: this provider has no file of that id")
	}
	if p.Name != nil {
		e.field("title", p.Name)
	}
}

// source writes where an image or a document is, and tells whether it could.
// A file lies with the provider that the client meant.
func (e *encoder) source(m *llm.Media) bool {
	switch {
	case m.URL != nil:
		e.text(`,"source":{"type":"url"`)
		e.field("url", m.URL)
	case m.Data != nil && len(m.MIME) > 0:
		e.text(`,"source":{"type":"base64","media_type":"`)
		e.dst = append(e.dst, m.MIME...)
		e.text(`","data":"`)
		e.dst = append(append(e.dst, m.Data...), '"')
	case m.FileID != nil && e.own:
		e.text(`,"source":{"type":"file"`)
		e.field("file_id", m.FileID)
	default:
		return false
	}
	e.dst = append(e.dst, '}')
	return true
}

// toolUse writes a tool call. Its input must be an object.
func (e *encoder) toolUse(p *llm.Part, message int) {
	e.signature(p)
	e.text(`{"type":"tool_use","id":`)
	e.id(p.ID)
	e.field("name", orEmpty(p.Name))
	e.text(`,"input":`)
	if e.own && p.Arguments != nil {
		e.dst = append(e.dst, p.Arguments...)
		return
	}
	start := len(e.dst)
	if quoted(p.Arguments) {
		e.dst = jsonscan.AppendText(e.dst, p.Arguments)
	} else if string(p.Arguments) != "null" {
		e.dst = append(e.dst, p.Arguments...)
	}
	switch input := e.dst[start:]; {
	case len(bytes.TrimSpace(input)) == 0:
		e.dst = append(e.dst[:start], "{}"...)
	case !jsonscan.ValidObject(input):
		e.fail(at(message)+".tool_calls", "the arguments of the call of "+jsonscan.Text(p.Name)+" are not a JSON object")
	}
}

// signature tells of one on what this provider does not sign.
func (e *encoder) signature(p *llm.Part) {
	if p.Signature != nil && !e.own {
		e.lose("messages[].content[].thoughtSignature", "only the provider that signed it can read it")
	}
}

// id writes the id of a tool call, which may hold letters, digits, _ and -
// here. Any other one is replaced, the same by the same.
func (e *encoder) id(id llm.Text) {
	if e.own {
		e.dst = append(e.dst, orEmpty(id)...)
		return
	}
	plain, _ := codec.CutCallID(id)
	valid := len(plain) > 0
	hash := uint32(2166136261) // FNV-1a, so that ids stay apart
	e.dst = append(e.dst, '"')
	for _, c := range plain {
		hash = (hash ^ uint32(c)) * 16777619
		if !idByte(c) {
			c, valid = '_', false
		}
		e.dst = append(e.dst, c)
	}
	if !valid {
		e.dst = strconv.AppendUint(append(e.dst, '_'), uint64(hash), 16)
	}
	e.dst = append(e.dst, '"')
}

func idByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

func (e *encoder) toolResult(p *llm.Part, message int) {
	e.text(`{"type":"tool_result","tool_use_id":`)
	e.id(p.ID)
	parts := e.r.Result(p)
	switch {
	case len(parts) == 0:
	case len(parts) == 1 && e.plain(&parts[0]):
		e.field("content", parts[0].Text)
	default:
		e.text(`,"content":[`)
		start := len(e.dst)
		for i := range parts {
			if !e.kept(&parts[i]) {
				continue
			}
			if len(e.dst) > start {
				e.dst = append(e.dst, ',')
			}
			e.part(&parts[i], message)
		}
		e.dst = append(e.dst, ']')
	}
	switch p.Failed {
	case llm.True:
		e.field("is_error", trueLiteral)
	case llm.False:
		e.field("is_error", falseLiteral)
	}
}
