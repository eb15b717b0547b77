package gemini

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// media writes an image, a sound or a document.
func (e *encoder) media(p *llm.Part, message int) {
	m := &p.Media
	e.Looks(p)
	e.LoseIf(p.Name != nil, "messages[].content[].document.name", "the provider takes no name of a file")
	switch {
	case p.Text != nil: // a document that is a text
		e.Member("text", p.Text)
	case m.Data != nil:
		start := e.Open("inlineData")
		e.mime(p)
		e.Between(`,"data":"`, m.Data, `"`)
		e.Inside("inlineData.", p.Extra)
		e.Close(start)
	case m.URL != nil || m.FileID != nil && e.Same:
		start := e.Open("fileData")
		if len(m.MIME) > 0 || !e.Same {
			e.mime(p)
		}
		e.P = p
		e.Plain(fileURI)
		e.Inside("fileData.", p.Extra)
		e.Close(start)
	default:
		e.Fail(wire.Path(message, "content"), "the file must be data or a URL: this provider has none of that id")
	}
}

var fileURI = []wire.Plain{{Name: "fileUri", From: wire.MediaURL}, {Name: "fileUri", From: wire.MediaFileID}}

// mime writes the type of a file, which the provider wants to be told. Where
// the client says nothing the address tells it, or else it is what files of
// the kind usually are.
func (e *encoder) mime(p *llm.Part) {
	if len(p.Media.MIME) > 0 {
		e.Name("mimeType")
		e.Quote(p.Media.MIME)
	} else {
		e.Quoted("mimeType", mimeOf(p))
	}
}

// extensions are those of addresses that tell what is there.
var extensions = [...]struct{ extension, mime string }{
	{".png", "image/png"}, {".webp", "image/webp"}, {".gif", "image/gif"}, {".heic", "image/heic"}, {".jpg", "image/jpeg"},
	{".jpeg", "image/jpeg"}, {".pdf", "application/pdf"}, {".txt", "text/plain"}, {".html", "text/html"}, {".csv", "text/csv"},
	{".mp3", "audio/mpeg"}, {".wav", "audio/wav"},
}

func mimeOf(p *llm.Part) string {
	address, _, _ := bytes.Cut(wire.Inner(p.Media.URL), []byte{'?'})
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
	e.Raw("{")
	start := e.Open("functionResponse")
	id, _ := codec.CutCallID(p.ID)
	e.id(id)
	if name := e.called(p, message); name != nil {
		e.Member("name", name)
	} else {
		e.Fail(wire.Path(message, "tool_call_id"), "the result answers no call of the conversation")
	}
	e.Name("response")
	parts := e.R.Result(p)
	e.response(p, parts)
	files := e.OpenList("parts")
	e.files(parts, message)
	behind = e.CloseList(files)
	if e.Same || e.model == leveled {
		behind = false
	} else if behind {
		e.Dst = e.Dst[:files]
	}
	e.Inside("functionResponse.", p.Extra)
	e.Close(start)
	e.marks(p)
	e.Raw("}")
	return behind
}

// files writes the parts of a result that are not its text.
func (e *encoder) files(parts []llm.Part, message int) {
	for i := range parts {
		if parts[i].Type != llm.TextPart {
			e.Comma()
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
		for _, call := range e.R.Content(&e.R.Messages[i]) {
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
	if e.Same && len(parts) > 0 && bytes.HasPrefix(parts[0].Text, []byte(`"{`)) {
		start := len(e.Dst)
		e.Dst = jsonscan.AppendText(e.Dst, parts[0].Text)
		if jsonscan.ValidObject(e.Dst[start:]) {
			return
		}
		e.Dst = e.Dst[:start]
	}
	if p.Failed == llm.True {
		e.Raw(`{"error":"`)
	} else {
		e.Raw(`{"output":"`)
	}
	start := len(e.Dst)
	for i := range parts {
		if parts[i].Type == llm.TextPart {
			if len(e.Dst) > start {
				e.Raw(`\n\n`)
			}
			e.Bytes(wire.Inner(parts[i].Text))
		}
	}
	e.Raw(`"}`)
}

// resultMedia writes the files that functions returned, for models that take
// nothing but a text from them, as a turn of the user.
func (e *encoder) resultMedia(first, end int) {
	e.Raw(`,{"role":"user","parts":[`)
	for i := first; i < end; i++ {
		for k, parts := 0, e.R.Content(&e.R.Messages[i]); k < len(parts); k++ {
			if parts[k].Type == llm.ToolResultPart {
				e.files(e.R.Result(&parts[k]), i)
			}
		}
	}
	e.Raw("]}")
	e.Lose("messages[].content[].content[]", "a function of this model returns nothing but text: the rest is sent as a message of the user")
}
