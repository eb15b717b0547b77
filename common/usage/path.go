package usage

import (
	"bytes"
	"strings"
)

// Operation is a kind of request.
type Operation uint8

const (
	// OtherOperation is any path that is not known.
	OtherOperation Operation = iota
	Chat
	Completion
	Embeddings
	Rerank
	Image
	Speech
	Transcription
	Moderation
	CountTokens
	Models
)

var operationNames = [...]string{
	"other", "chat", "completion", "embeddings", "rerank", "image", "speech", "transcription", "moderation", "count_tokens", "models",
}

// String returns a word for o.
func (o Operation) String() string { return operationNames[o] }

// endings are the last part of a path, or its last two.
var endings = [...]struct {
	ending    string
	operation Operation
	streams   bool // the path itself says that the answer is streamed
}{
	{"chat/completions", Chat, false},
	{"completions", Completion, false},
	{"messages", Chat, false},
	{"responses", Chat, false},
	{":generateContent", Chat, false},
	{":streamGenerateContent", Chat, true},
	{":rawPredict", Chat, false},
	{":streamRawPredict", Chat, true},
	{"converse", Chat, false},
	{"converse-stream", Chat, true},
	{"invoke", Chat, false},
	{"invoke-with-response-stream", Chat, true},
	{"chat", Chat, false},
	{"api/generate", Completion, false},
	{"generation", Chat, false},
	{"embeddings", Embeddings, false},
	{"embed", Embeddings, false},
	{"text-embedding", Embeddings, false},
	{":embedContent", Embeddings, false},
	{":batchEmbedContents", Embeddings, false},
	{"rerank", Rerank, false},
	{"reranks", Rerank, false},
	{"text-rerank", Rerank, false},
	{"images/generations", Image, false},
	{"images/edits", Image, false},
	{"images/variations", Image, false},
	{"image-synthesis", Image, false},
	{"audio/speech", Speech, false},
	{"audio/transcriptions", Transcription, false},
	{"audio/translations", Transcription, false},
	{"moderations", Moderation, false},
	{"messages/count_tokens", CountTokens, false},
	{"responses/input_tokens", CountTokens, false},
	{":countTokens", CountTokens, false},
	{"models", Models, false},
}

// OperationOf returns what a path, with or without a query, asks for.
func OperationOf(path string) Operation {
	operation, _ := operationOf(path)
	return operation
}

func operationOf(path string) (o Operation, streams bool) {
	path, _, _ = strings.Cut(path, "?")
	path = strings.TrimSuffix(path, "/")
	for i := range endings {
		e := &endings[i]
		rest, ok := strings.CutSuffix(path, e.ending)
		if ok && (rest == "" || e.ending[0] == ':' || rest[len(rest)-1] == '/') {
			return e.operation, e.streams
		}
	}
	return OtherOperation, false
}

// pathFacts are what a path says. Most requests have that of the one before.
type pathFacts struct {
	path, model            string
	operation              Operation
	streams, holds, ollama bool
}

func factsOf(path string) pathFacts {
	f := pathFacts{path: strings.Clone(path)} // the caller may use its memory again
	f.operation, f.streams = operationOf(f.path)
	f.model, f.holds = pathModel(f.path)
	f.ollama = (f.operation == Chat || f.operation == Completion) && (endsFold(f.path, "/api/chat") || endsFold(f.path, "/api/generate"))
	return f
}

// pathModel returns the model that a path names; holds tells that it names the
// model whatever the body says. It knows Gemini's and Vertex' models/M:verb,
// Bedrock's model/M/verb and Azure's deployments/M/….
func pathModel(path string) (model string, holds bool) {
	path, _, _ = strings.Cut(path, "?")
	if _, rest, ok := strings.Cut(path, "/deployments/"); ok {
		model, _, _ = strings.Cut(rest, "/")
		return model, false
	}
	if i := strings.LastIndex(path, "/models/"); i >= 0 {
		model, _, holds = strings.Cut(path[i+len("/models/"):], ":")
		return model, holds
	}
	if _, rest, ok := strings.Cut(path, "/model/"); ok {
		model, _, holds = strings.Cut(rest, "/")
	}
	return model, holds
}

// appendUnescaped appends what a part of a path says.
func appendUnescaped(dst []byte, part string) []byte {
	for i := 0; i < len(part); i++ {
		c := part[i]
		if c == '%' && i+2 < len(part) {
			c = byte(hexDigit(part[i+1])<<4 | hexDigit(part[i+2]))
			i += 2
		}
		dst = append(dst, c)
	}
	return dst
}

// formModel returns the model that a multipart form names, nil if it names
// none: requests that carry a file are such.
func formModel(body []byte) []byte {
	_, rest, found := bytes.Cut(body, []byte(`name="model"`))
	if !found {
		return nil
	}
	_, rest, found = bytes.Cut(rest, []byte("\r\n\r\n"))
	if !found {
		return nil
	}
	value, _, _ := bytes.Cut(rest, []byte("\r\n"))
	return value
}
