package gpt

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// address reads a URL. One that carries its data is taken apart.
func address(d *wire.Decoder, m *llm.Media) {
	start := d.Start()
	literal := d.String()
	header, isData := bytes.CutPrefix(wire.Inner(literal), []byte("data:"))
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

// fileData reads a data URL, an address as OpenRouter takes it, or bare base64.
func fileData(d *wire.Decoder, m *llm.Media) {
	address(d, m)
	if m.URL != nil && !bytes.HasPrefix(wire.Inner(m.URL), []byte("http")) {
		m.Data, m.MIME, m.URL = wire.Inner(m.URL), pdf, nil
	}
}

// sounds are the formats of an input_audio whose media type has another name.
var sounds = []struct{ format, mime string }{
	{"wav", "audio/wav"}, {"wav", "audio/x-wav"}, {"wav", "audio/wave"}, {"mp3", "audio/mpeg"}, {"mp3", "audio/mp3"},
}

// mimeOf returns the media type of an input_audio.format.
func mimeOf(format []byte) []byte {
	for i := range sounds {
		if sounds[i].format == string(format) {
			return []byte(sounds[i].mime)
		}
	}
	if format == nil {
		return nil
	}
	return append([]byte("audio/"), format...)
}

// DataURL writes a member that is data as a URL.
func DataURL(e *wire.Encoder, name string, m *llm.Media) {
	e.Name(name)
	e.Between(`"data:`, m.MIME, ";base64,")
	e.Between("", m.Data, `"`)
}

// Audio writes the member input_audio.
func Audio(e *wire.Encoder, p *llm.Part) {
	start := e.Open("input_audio")
	e.Between(`"data":"`, p.Media.Data, `"`)
	format := bytes.TrimPrefix(p.Media.MIME, []byte("audio/"))
	for i := range sounds {
		if sounds[i].mime == string(p.Media.MIME) {
			format = []byte(sounds[i].format)
		}
	}
	e.Name("format")
	e.Quote(format)
	e.Inside("input_audio.", p.Extra)
	e.Close(start)
}

// RefusePart refuses the request for a part that the protocol cannot carry:
// without it, the model would answer another question.
func RefusePart(e *wire.Encoder, path string, p *llm.Part) {
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
		return `a part of type "` + string(wire.Inner(p.Name)) + `"`
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
