package gemini

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func (d *decoder) parts(m *llm.Message) {
	for d.Array(); d.Element(); {
		var p piece
		start := d.Start()
		p.read(&d.Scanner, true)
		switch {
		case d.Err() != nil:
		case p.twice:
			d.RefuseAt(start, "must hold one thing only")
		case p.data == isResult:
			d.result(m, &p, start)
		default:
			d.part(m, &p, start)
		}
	}
}

// part appends what a piece says to the parts of m.
func (d *decoder) part(m *llm.Message, p *piece, start int) {
	v := &p.values
	text, signature := v[pieceText], v[pieceSignature]
	if p.data == isText && p.thought && wire.Empty(text) && signature != nil && d.seal(m, signature) {
		return
	}
	part := d.NewPart(llm.TextPart)
	part.Signature, part.Extra = signature, p.extra
	switch {
	case p.data == isText && p.thought:
		part.Type, part.Text, part.Signature = llm.ReasoningPart, text, standard(signature)
	case p.data == 0 && p.thought && signature != nil:
		part.Type, part.Signature = llm.RedactedPart, standard(signature)
	case p.data == isText:
		part.Text = text
	case p.data == 0 && signature != nil: // a text that turned out empty
		part.Text = wire.NoText
	case p.data == isCall:
		part.Type, part.ID, part.Name, part.Arguments = llm.ToolCallPart, d.callID(v[pieceID]), v[pieceName], v[pieceArgs]
		if part.Arguments == nil {
			part.Arguments = wire.NoObject
		}
		d.want(part.Name, start, "must have a functionCall with a name")
	case p.data == isBlob, p.data == isFile:
		d.media(part, p, start)
	case p.data >= isOther:
		d.opaque(part, p, start)
	default:
		d.RefuseAt(start, "must hold a text, data, or a function call or response")
	}
	m.Count++
}

func (d *decoder) want(value llm.Text, start int, wrong string) {
	if wire.Empty(value) {
		d.RefuseAt(start, wrong)
	}
}

func (d *decoder) opaque(part *llm.Part, p *piece, start int) {
	*part = llm.Part{
		Type: llm.OpaquePart, Name: jsonscan.AppendQuoted(llm.Text(nil), dataNames[p.data]), Raw: d.Since(start),
	}
}

// seal signs the thoughts at the end of m: in a stream they come in pieces,
// which clients send back as they came, and the signature behind them. It
// tells whether there are any.
func (d *decoder) seal(m *llm.Message, signature llm.Text) bool {
	first := len(d.R.Parts)
	for first > m.First && d.R.Parts[first-1].Type == llm.ReasoningPart && d.R.Parts[first-1].Signature == nil {
		first--
	}
	thoughts := d.R.Parts[first:]
	if len(thoughts) == 0 {
		return false
	}
	whole := &thoughts[0]
	if len(thoughts) > 1 {
		joined := llm.Text{'"'}
		for i := range thoughts {
			joined = append(joined, wire.Inner(thoughts[i].Text)...)
		}
		whole.Text = append(joined, '"')
	}
	whole.Signature = standard(signature)
	m.Count -= len(thoughts) - 1
	clear(thoughts[1:])
	d.R.Parts = d.R.Parts[:first+1]
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
var googleFiles = []byte(`"https://generativelanguage.googleapis.com/`)

// media reads an image, a sound or a document. Of anything else only this
// protocol knows what it is.
func (d *decoder) media(part *llm.Part, p *piece, start int) {
	v := &p.values
	mime := wire.Inner(v[pieceMIME])
	if bytes.IndexByte(mime, '\\') >= 0 { // some escape the slash
		mime = jsonscan.AppendText(nil, v[pieceMIME])
	}
	part.Type = mediaType(mime)
	part.Media.MIME = mime
	data, uri := v[pieceBytes], v[pieceURI]
	switch {
	case p.data == isBlob:
		part.Media.Data = codec.PlainBase64(wire.Inner(data))
		d.want(data, start, "must have inlineData with data")
		d.want(v[pieceMIME], start, "must have inlineData with a mimeType")
	case bytes.HasPrefix(uri, []byte(`"http`)) && !bytes.HasPrefix(uri, googleFiles):
		part.Media.URL = uri
	default:
		part.Media.FileID = uri
		d.want(uri, start, "must have fileData with a fileUri")
	}
	if part.Type == llm.OpaquePart {
		d.opaque(part, p, start)
	}
}

// mediaTypes are the kinds of media types.
var mediaTypes = []wire.Word{
	{Text: "image", Is: uint8(llm.ImagePart)}, {Text: "audio", Is: uint8(llm.AudioPart)},
	{Text: "application", Is: uint8(llm.DocumentPart)}, {Text: "text", Is: uint8(llm.DocumentPart)},
}

func mediaType(mime []byte) llm.PartType {
	kind, _, _ := bytes.Cut(mime, []byte{'/'})
	if is := wire.Meaning(mediaTypes, kind); is != 0 {
		return llm.PartType(is)
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
	if !wire.Empty(id) {
		return id
	}
	return append(strconv.AppendInt([]byte(`"`+made), int64(n), 10), '"')
}
