// Package bedrock is the codec of Amazon Bedrock's Converse and ConverseStream
// (POST /model/{modelId}/converse and …/converse-stream), client side and
// provider side. What is in the address of a request, which is the model and
// whether the reply is streamed, is not in it, nor are signatures and headers.
//
// A request is written for the model that llm.Request.Model names, since
// Bedrock has the models of many makers, and they take different things. The
// same id, escaped, belongs into the address.
//
// Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html
package bedrock

import (
	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
)

// Name is what llm.Request.Origin says of a request of this protocol.
const Name = "bedrock"

// Dialect is what an operator adds. The zero value adds nothing.
type Dialect struct {
	// Fields are put into additionalModelRequestFields of every request, in
	// place of members of the same names.
	Fields []llm.Member
}

// Server is the protocol as it is spoken to Bedrock, which is all that a
// gateway needs of it. It has no state.
type Server struct{ dialect Dialect }

// Codec is the protocol in both directions.
type Codec struct{ Server }

var (
	_ codec.Server = (*Server)(nil)
	_ codec.Codec  = (*Codec)(nil)
)

// NewServer returns the provider's side for one dialect.
func NewServer(d Dialect) *Server { return &Server{dialect: d} }

// New returns the codec for one dialect.
func New(d Dialect) *Codec { return &Codec{Server{dialect: d}} }

// Name implements codec.Server.
func (c *Server) Name() string { return Name }

// Framing implements codec.Server.
func (c *Server) Framing() codec.Framing { return codec.EventStream }

// NewReader implements codec.Server.
func (c *Server) NewReader(e *llm.Event) codec.Reader {
	return &reader{Teller: wire.Teller{E: e, Counts: true}}
}

// NewWriter implements codec.Codec.
func (c *Codec) NewWriter() codec.Writer { return new(writer) }

// ScanHead implements codec.Codec. All there is to learn from the body is that
// it is an object.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	return wire.ScanObject(h, body)
}

// Patch implements codec.Codec. Nothing of the body is to be changed: usage is
// in every reply.
func (c *Codec) Patch(*jsonedit.Edits, *codec.Head, codec.Patch) (forced bool) { return false }

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }

// formats are what Bedrock calls media types. It is never written to.
var formats = [...]struct {
	name string
	mime []byte
}{
	{"png", []byte("image/png")},
	{"jpeg", []byte("image/jpeg")},
	{"jpeg", []byte("image/jpg")},
	{"gif", []byte("image/gif")},
	{"webp", []byte("image/webp")},
	{"pdf", []byte("application/pdf")},
	{"csv", []byte("text/csv")},
	{"doc", []byte("application/msword")},
	{"docx", []byte("application/vnd.openxmlformats-officedocument.wordprocessingml.document")},
	{"xls", []byte("application/vnd.ms-excel")},
	{"xlsx", []byte("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")},
	{"html", []byte("text/html")},
	{"txt", []byte("text/plain")},
	{"md", []byte("text/markdown")},
	{"mp3", []byte("audio/mpeg")},
	{"wav", []byte("audio/wav")},
	{"aac", []byte("audio/aac")},
	{"flac", []byte("audio/flac")},
	{"ogg", []byte("audio/ogg")},
	{"opus", []byte("audio/opus")},
	{"webm", []byte("audio/webm")},
	{"m4a", []byte("audio/m4a")},
}

// formatOf returns the name of a media type, empty if there is none.
func formatOf(mime []byte) string {
	for i := range formats {
		if string(formats[i].mime) == string(mime) {
			return formats[i].name
		}
	}
	return ""
}

// mimeOf returns the media type of a name, nil if there is none.
func mimeOf(name []byte) []byte {
	for i := range formats {
		if formats[i].name == string(name) {
			return formats[i].mime
		}
	}
	return nil
}

// emulated is the tool that a model which cannot be given a schema for its
// answer is made to call instead. The reader makes a text of the call again.
const emulated = `"respond_with_structured_answer"`
