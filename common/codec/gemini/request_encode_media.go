package gemini

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// media writes an image, a sound or a document.
func (e *encoder) media(p *llm.Part, message int) {
	m := &p.Media
	if detail := string(m.Detail); detail != "" && detail != `"auto"` {
		e.lose("messages[].content[].image_url.detail", "the provider looks at every image alike")
	}
	if p.Name != nil {
		e.lose("messages[].content[].document.name", "the provider takes no name of a file")
	}
	switch {
	case p.Text != nil: // a document that is a text
		e.member("text", p.Text)
	case m.Data != nil:
		e.raw(`"inlineData":{`)
		e.mime(p)
		e.raw(`,"data":"`)
		e.bytes(m.Data)
		e.raw(`"`)
		e.inside("inlineData.", p.Extra)
		e.raw("}")
	case m.URL != nil || m.FileID != nil && e.own:
		e.raw(`"fileData":{`)
		if len(m.MIME) > 0 || !e.own {
			e.mime(p)
		}
		if m.URL != nil {
			e.member("fileUri", m.URL)
		} else {
			e.member("fileUri", m.FileID)
		}
		e.inside("fileData.", p.Extra)
		e.raw("}")
	default:
		e.fail(at(message)+".content", "the file must be data or a URL: this provider has none of that id")
	}
}

// mime writes the type of a file, which the provider wants to be told. Where
// the client says nothing the address tells it, or else it is what files of
// the kind usually are.
func (e *encoder) mime(p *llm.Part) {
	e.name("mimeType")
	e.raw(`"`)
	if len(p.Media.MIME) > 0 {
		e.bytes(p.Media.MIME)
	} else {
		e.raw(mimeOf(p))
	}
	e.raw(`"`)
}

// extensions are those of addresses that tell what is there.
var extensions = [...]struct{ extension, mime string }{
	{".png", "image/png"}, {".webp", "image/webp"}, {".gif", "image/gif"}, {".heic", "image/heic"}, {".jpg", "image/jpeg"},
	{".jpeg", "image/jpeg"}, {".pdf", "application/pdf"}, {".txt", "text/plain"}, {".html", "text/html"}, {".csv", "text/csv"},
	{".mp3", "audio/mpeg"}, {".wav", "audio/wav"},
}

func mimeOf(p *llm.Part) string {
	address, _, _ := bytes.Cut(inner(p.Media.URL), []byte{'?'})
	for i := range extensions {
		if bytes.HasSuffix(address, []byte(extensions[i].extension)) {
			return extensions[i].mime
		}
	}
	switch p.Type {
	case llm.ImagePart:
		return "image/jpeg"
	case llm.AudioPart:
		return "audio/wav"
	}
	return "application/pdf"
}

// result writes what a function returned. It tells whether there is media that
// has to be sent behind it.
func (e *encoder) result(p *llm.Part, message int) (behind bool) {
	e.raw(`{"functionResponse":{`)
	id, _ := codec.CutCallID(p.ID)
	e.id(id)
	if name := e.called(p, message); name != nil {
		e.member("name", name)
	} else {
		e.fail(at(message)+".tool_call_id", "the result answers no call of the conversation")
	}
	e.name("response")
	parts := e.r.Result(p)
	e.response(p, parts)
	media := 0
	for i := range parts {
		if parts[i].Type != llm.TextPart {
			media++
		}
	}
	switch {
	case media == 0:
	case e.own || e.model == leveled:
		e.name("parts")
		e.raw("[")
		e.files(parts, message)
		e.raw("]")
	default:
		behind = true
	}
	e.inside("functionResponse.", p.Extra)
	e.raw("}")
	e.marks(p)
	e.raw("}")
	return behind
}

// files writes the parts of a result that are not its text.
func (e *encoder) files(parts []llm.Part, message int) {
	for i := range parts {
		if parts[i].Type != llm.TextPart {
			e.comma()
			e.part(&parts[i], message)
		}
	}
}

// called returns the name of the function that a result is of.
func (e *encoder) called(p *llm.Part, message int) llm.Text {
	if p.Name != nil {
		return p.Name
	}
	for i := message - 1; i >= 0; i-- {
		for _, call := range e.r.Content(&e.r.Messages[i]) {
			if call.Type == llm.ToolCallPart && bytes.Equal(call.ID, p.ID) {
				return call.Name
			}
		}
	}
	return nil
}

// response writes what a function returned, under the name that Google has
// for it. A text that is JSON stays a text: as an object its numbers would be
// rounded, and a $ref in it be followed.
func (e *encoder) response(p *llm.Part, parts []llm.Part) {
	if e.own && len(parts) > 0 && bytes.HasPrefix(parts[0].Text, []byte(`"{`)) {
		start := len(e.dst)
		e.dst = jsonscan.AppendText(e.dst, parts[0].Text)
		if jsonscan.ValidObject(e.dst[start:]) {
			return
		}
		e.dst = e.dst[:start]
	}
	if p.Failed == llm.True {
		e.raw(`{"error":"`)
	} else {
		e.raw(`{"output":"`)
	}
	start := len(e.dst)
	for i := range parts {
		if parts[i].Type == llm.TextPart {
			if len(e.dst) > start {
				e.raw(`\n\n`)
			}
			e.bytes(inner(parts[i].Text))
		}
	}
	e.raw(`"}`)
}

// resultMedia writes the files that functions returned, for models that take
// nothing but a text from them, as a turn of the user.
func (e *encoder) resultMedia(first, end int) {
	e.raw(`,{"role":"user","parts":[`)
	for i := first; i < end; i++ {
		for k, parts := 0, e.r.Content(&e.r.Messages[i]); k < len(parts); k++ {
			if parts[k].Type == llm.ToolResultPart {
				e.files(e.r.Result(&parts[k]), i)
			}
		}
	}
	e.raw("]}")
	e.lose("messages[].content[].content[]", "a function of this model returns nothing but text: the rest is sent as a message of the user")
}
