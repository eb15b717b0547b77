package openai

import (
	"bytes"

	"aigateway/common/jsonscan"
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
		d.refuse("must be a string or a list of parts")
	}
}

// contentPart reads one part, whose type may come last.
func (d *decoder) contentPart() {
	d.Kind()
	start := d.Offset()
	var p llm.Part
	var kind llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.text()
		case "text", "refusal":
			p.Text = d.text()
		case "image_url":
			d.image(&p)
		case "input_audio":
			d.audio(&p)
		case "file":
			d.file(&p)
		case "cache_control":
			p.Cache = d.object()
		default:
			d.extra(&p.Extra)
		}
	}
	p.Type = typeOf(kind)
	if p.Type == llm.OpaquePart {
		p = llm.Part{Type: llm.OpaquePart, Name: kind, Raw: d.since(start)}
	}
	if wrong := incomplete(&p); wrong != "" {
		d.refuseAt(start, wrong)
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
		d.address(&p.Media)
		return
	}
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "url":
			d.address(&p.Media)
		case "detail":
			p.Media.Detail = d.text()
		default:
			d.nested(&p.Extra, "image_url.")
		}
	}
}

func (d *decoder) audio(p *llm.Part) {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "data":
			p.Media.Data = inner(d.text())
		case "format":
			p.Media.MIME = mimeOf(d.text())
		default:
			d.nested(&p.Extra, "input_audio.")
		}
	}
}

// The types of sound that the protocol names. They are never written to.
var (
	audioWAV  = []byte("audio/wav")
	audioMPEG = []byte("audio/mpeg")
)

// mimeOf returns the media type of an input_audio.format.
func mimeOf(format llm.Text) []byte {
	switch string(format) {
	case "":
		return nil
	case `"wav"`:
		return audioWAV
	case `"mp3"`:
		return audioMPEG
	}
	return append([]byte("audio/"), inner(format)...)
}

func (d *decoder) file(p *llm.Part) {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "file_data":
			d.fileData(&p.Media)
		case "file_id":
			p.Media.FileID = d.text()
		case "filename":
			p.Name = d.text()
		default:
			d.nested(&p.Extra, "file.")
		}
	}
}

// pdf is what a file is whose type is not told. It is never written to.
var pdf = []byte("application/pdf")

// fileData reads a data URL, an address as OpenRouter takes it, or bare base64.
func (d *decoder) fileData(m *llm.Media) {
	if d.Null() {
		return
	}
	d.address(m)
	if m.URL != nil && !bytes.HasPrefix(inner(m.URL), []byte("http")) {
		m.Data, m.MIME, m.URL = inner(m.URL), pdf, nil
	}
}

// address reads a URL. One that carries its data is taken apart.
func (d *decoder) address(m *llm.Media) {
	d.Kind()
	start := d.Offset()
	literal := d.String()
	header, isData := bytes.CutPrefix(inner(literal), []byte("data:"))
	if !isData {
		m.URL = literal
		return
	}
	header, data, _ := bytes.Cut(header, []byte{','})
	mime, encoded := bytes.CutSuffix(header, []byte(";base64"))
	if !encoded || len(data) == 0 {
		d.refuseAt(start, "must be a URL, or a data URL with base64")
		return
	}
	mime, _, _ = bytes.Cut(mime, []byte{';'})
	if bytes.IndexByte(mime, '\\') >= 0 { // PHP escapes the slash
		mime = jsonscan.AppendText(nil, append(append([]byte{'"'}, mime...), '"'))
	}
	m.Data, m.MIME = data, mime
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
	if len(d.r.Parts) == 0 || x.index == nil || string(x.index) != string(last) {
		return false
	}
	p := &d.r.Parts[len(d.r.Parts)-1]
	if p.Type != llm.ReasoningPart || p.Signature != nil {
		return false
	}
	if !empty(x.text) {
		p.Text = joinText(p.Text, x.text)
	}
	p.Signature = x.signature
	return true
}

// joinText returns a literal that says what a and b say.
func joinText(a, b llm.Text) llm.Text {
	if empty(a) {
		return b
	}
	joined := append(make(llm.Text, 0, len(a)+len(b)), a[:len(a)-1]...)
	return append(joined, b[1:]...)
}
