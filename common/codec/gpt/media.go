package gpt

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Address reads a URL. One that carries its data is taken apart.
func (d *Decoder) Address(m *llm.Media) {
	start := d.Start()
	literal := d.String()
	header, isData := bytes.CutPrefix(Inner(literal), []byte("data:"))
	if !isData {
		m.URL = literal
		return
	}
	header, data, _ := bytes.Cut(header, []byte{','})
	mime, encoded := bytes.CutSuffix(header, []byte(";base64"))
	mime, _, _ = bytes.Cut(mime, []byte{';'})
	if bytes.IndexByte(mime, '\\') >= 0 { // PHP escapes the slash
		mime = jsonscan.AppendText(nil, append(append([]byte{'"'}, mime...), '"'))
	}
	if !encoded || len(data) == 0 || !isMIME(mime) {
		d.RefuseAt(start, "must be a URL, or a data URL with base64")
		return
	}
	m.Data, m.MIME = data, mime
}

// isMIME tells whether a text may be a media type. It becomes a part of JSON
// without a second look.
func isMIME(text []byte) bool {
	for _, c := range text {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', bytes.IndexByte([]byte("/+-._"), c) >= 0:
		default:
			return false
		}
	}
	return true
}

// pdf is what a file is whose type is not told. It is never written to.
var pdf = []byte("application/pdf")

// FileData reads a data URL, an address as OpenRouter takes it, or bare base64.
func (d *Decoder) FileData(m *llm.Media) {
	if d.Null() {
		return
	}
	d.Address(m)
	if m.URL != nil && !bytes.HasPrefix(Inner(m.URL), []byte("http")) {
		m.Data, m.MIME, m.URL = Inner(m.URL), pdf, nil
	}
}

// Audio reads an input_audio.
func (d *Decoder) Audio(p *llm.Part) {
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "data":
			p.Media.Data = Inner(d.Text())
		case "format":
			p.Media.MIME = mimeOf(d.Text())
		default:
			d.Nested(&p.Extra, "input_audio.")
		}
	}
}

// The types of sound that the protocols name. They are never written to.
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
	return append([]byte("audio/"), Inner(format)...)
}

// DataURL writes data as a URL.
func (e *Encoder) DataURL(m *llm.Media) {
	e.Raw(`"data:`)
	e.Dst = append(e.Dst, m.MIME...)
	e.Raw(`;base64,`)
	e.Dst = append(e.Dst, m.Data...)
	e.Raw(`"`)
}

// Audio writes the members of an input_audio.
func (e *Encoder) Audio(m *llm.Media) {
	e.Raw(`"data":"`)
	e.Dst = append(e.Dst, m.Data...)
	e.Raw(`","format":"`)
	switch mime := string(m.MIME); mime {
	case "audio/wav", "audio/x-wav", "audio/wave":
		e.Raw("wav")
	case "audio/mpeg", "audio/mp3":
		e.Raw("mp3")
	default:
		if len(mime) > len("audio/") {
			e.Raw(mime[len("audio/"):])
		}
	}
	e.Raw(`"`)
}

// RefusePart refuses the request for a part that the protocol cannot carry:
// without it, the model would answer another question.
func (e *Encoder) RefusePart(path string, p *llm.Part) {
	e.Fail(path, "the "+path+" hold "+describe(p)+", which the provider cannot take at that place")
}

// parts holds what a part of each type is called in a sentence.
var parts = [...]string{
	llm.ImagePart: "an image", llm.DocumentPart: "a document", llm.AudioPart: "a sound", llm.ToolCallPart: "a tool call",
	llm.ToolResultPart: "a tool result", llm.ReasoningPart: "reasoning", llm.RedactedPart: "reasoning", llm.RefusalPart: "a refusal",
}

func describe(p *llm.Part) string {
	kind := "a part"
	switch {
	case p.Type == llm.OpaquePart:
		return `a part of type "` + string(Inner(p.Name)) + `"`
	case int(p.Type) < len(parts) && parts[p.Type] != "":
		kind = parts[p.Type]
	}
	switch {
	case p.Media.URL != nil:
		return kind + " given by its address"
	case p.Media.FileID != nil:
		return kind + " uploaded to another provider"
	}
	return kind
}

// EffortOf returns the effort that comes close to a number of tokens.
func EffortOf(budget llm.Raw) string {
	switch tokens, _ := jsonscan.Int(budget); {
	case tokens < 4096:
		return `"low"`
	case tokens < 16384:
		return `"medium"`
	}
	return `"high"`
}
