package gemini

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// content reads one turn. Its function responses become messages of their
// own, in front of what is left of it.
func (d *decoder) content() {
	m := llm.Message{Role: llm.User, First: len(d.r.Parts)}
	start, before := d.start(), len(d.r.Messages)
	for d.Object(); d.Member(); {
		switch key := d.names.of(d.Key()); string(key) {
		case "role":
			m.Role = d.role()
		case "parts":
			if m.Count > 0 || len(d.r.Messages) > before {
				d.refuseAt(start, "must have its parts once")
			}
			d.parts(&m)
		default:
			d.extra(&m.Extra, key)
		}
	}
	if m.Count == 0 && len(d.r.Messages) > before {
		d.r.Messages[len(d.r.Messages)-1].Extra = m.Extra
		return
	}
	d.r.Messages = append(d.r.Messages, m)
}

func (d *decoder) role() llm.Role {
	start := d.start()
	switch string(d.text()) {
	case `"user"`, `"function"`, `"tool"`, `""`, "":
		return llm.User
	case `"model"`:
		return llm.Assistant
	}
	d.refuseAt(start, "must be user or model")
	return 0
}

func (d *decoder) parts(m *llm.Message) {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		var p piece
		start := d.start()
		p.read(&d.Scanner, true)
		switch {
		case d.Err() != nil:
		case p.twice:
			d.refuseAt(start, "must hold one thing only")
		case p.data == isResult:
			d.result(m, &p, start)
		default:
			d.part(m, &p, start)
		}
	}
}

// part appends what a piece says to the parts of m.
func (d *decoder) part(m *llm.Message, p *piece, start int) {
	part := llm.Part{Signature: p.signature, Extra: p.extra}
	switch {
	case p.data == isText && p.thought && empty(p.text) && p.signature != nil && d.seal(m, p.signature):
		return
	case p.data == isText && p.thought:
		part.Type, part.Text, part.Signature = llm.ReasoningPart, p.text, standard(p.signature)
	case p.data == 0 && p.thought && p.signature != nil:
		part.Type, part.Signature = llm.RedactedPart, standard(p.signature)
	case p.data == isText:
		part.Type, part.Text = llm.TextPart, p.text
	case p.data == 0 && p.signature != nil: // a text that turned out empty
		part.Type, part.Text = llm.TextPart, noText
	case p.data == isCall:
		part.Type, part.ID, part.Name, part.Arguments = llm.ToolCallPart, d.callID(p.id), p.name, p.args
		if p.args == nil {
			part.Arguments = noArguments
		}
		d.want(p.name, start, "must have a functionCall with a name")
	case p.data == isBlob, p.data == isFile:
		d.media(&part, p, start)
	case p.data >= isOther:
		part = d.opaque(p, start)
	default:
		d.refuseAt(start, "must hold a text, data, or a function call or response")
	}
	m.Count++
	d.r.Parts = append(d.r.Parts, part)
}

// Values that are put where there is none. They are never written to.
var (
	noText      = llm.Text(`""`)
	noArguments = llm.Raw(`{}`)
)

func (d *decoder) want(value llm.Text, start int, wrong string) {
	if empty(value) {
		d.refuseAt(start, wrong)
	}
}

func (d *decoder) opaque(p *piece, start int) llm.Part {
	return llm.Part{
		Type: llm.OpaquePart, Name: jsonscan.AppendQuoted(llm.Text(nil), dataNames[p.data]), Raw: d.body[start:d.Offset()],
	}
}

// seal signs the thoughts at the end of m: in a stream they come in pieces,
// which clients send back as they came, and the signature behind them. It
// tells whether there are any.
func (d *decoder) seal(m *llm.Message, signature llm.Text) bool {
	first := len(d.r.Parts)
	for first > m.First && d.r.Parts[first-1].Type == llm.ReasoningPart && d.r.Parts[first-1].Signature == nil {
		first--
	}
	thoughts := d.r.Parts[first:]
	if len(thoughts) == 0 {
		return false
	}
	whole := &thoughts[0]
	if len(thoughts) > 1 {
		joined := llm.Text{'"'}
		for i := range thoughts {
			joined = append(joined, inner(thoughts[i].Text)...)
		}
		whole.Text = append(joined, '"')
	}
	whole.Signature = standard(signature)
	m.Count -= len(thoughts) - 1
	clear(thoughts[1:])
	d.r.Parts = d.r.Parts[:first+1]
	return true
}

// standard returns a signature in the alphabet of base64 that other protocols
// write theirs in: Google's client for Python sends bytes back in the one
// that is meant for URLs.
func standard(signature llm.Text) llm.Text {
	if bytes.IndexByte(signature, '-') < 0 && bytes.IndexByte(signature, '_') < 0 {
		return signature
	}
	out := bytes.Clone(signature)
	for i, c := range out {
		switch c {
		case '-':
			out[i] = '+'
		case '_':
			out[i] = '/'
		}
	}
	return out
}

// googleFiles is where files lie that only Google can read.
var googleFiles = []byte("https://generativelanguage.googleapis.com/")

// media reads an image, a sound or a document. Of anything else only this
// protocol knows what it is.
func (d *decoder) media(part *llm.Part, p *piece, start int) {
	mime := inner(p.mime)
	if bytes.IndexByte(mime, '\\') >= 0 { // some escape the slash
		mime = jsonscan.AppendText(nil, p.mime)
	}
	part.Type = mediaType(mime)
	part.Media.MIME = mime
	uri := inner(p.uri)
	switch {
	case p.data == isBlob:
		part.Media.Data = codec.PlainBase64(inner(p.bytes))
		d.want(p.bytes, start, "must have inlineData with data")
		d.want(p.mime, start, "must have inlineData with a mimeType")
	case bytes.HasPrefix(uri, []byte("http")) && !bytes.HasPrefix(uri, googleFiles):
		part.Media.URL = p.uri
	default:
		part.Media.FileID = p.uri
		d.want(p.uri, start, "must have fileData with a fileUri")
	}
	if part.Type == llm.OpaquePart {
		*part = d.opaque(p, start)
	}
}

func mediaType(mime []byte) llm.PartType {
	kind, _, _ := bytes.Cut(mime, []byte{'/'})
	switch string(kind) {
	case "image":
		return llm.ImagePart
	case "audio":
		return llm.AudioPart
	case "application", "text":
		return llm.DocumentPart
	}
	return llm.OpaquePart
}

// made starts the ids of calls that the client gave none, as models before
// Gemini 3 did not.
const made = "call_gemini_"

// callID returns the id of a call. One that is made is the same in every
// request of a conversation.
func (d *decoder) callID(id llm.Text) llm.Text {
	n := d.calls
	d.calls++
	if !empty(id) {
		return id
	}
	return append(strconv.AppendInt([]byte(`"`+made), int64(n), 10), '"')
}
