package usage

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/tokens"
)

// Request is what a request says of itself. Its slices belong to it and are
// valid until the next Scan: nothing of the body is kept. The zero value is
// ready for use.
type Request struct {
	// Operation is what is asked for, by the path.
	Operation Operation
	// Model is what the body or the path names, decoded; empty where it is
	// no name of a model: see [ValidModel].
	Model  []byte
	Stream bool
	// Inputs is how many texts are asked about: the batch of an embeddings
	// request, the documents of a rerank; 1 for any other.
	Inputs int
	// UserMessages is how many messages are the user's.
	UserMessages int
	// MaxTokens is the bound that the client set, 0 without one.
	MaxTokens int64
	// ServiceTier is the tier that the client asked for.
	ServiceTier []byte
	// SessionID tells which conversation this belongs to, as far as the body
	// says so: at most 128 bytes of printable ASCII, or empty.
	SessionID []byte

	names   []byte // what the slices point to
	path    pathFacts
	prompt  sampler
	turns   int // messages of anybody
	session sessionSource
}

// Prompts are sampled more coarsely than answers: they are longer, and an
// estimate of one is wanted only where a provider meters nothing.
const (
	promptAll   = 2 << 10
	promptEvery = 32
)

// Scan reads a request. Where the path names the model or tells that the
// answer is streamed (Gemini, Bedrock, Azure), that holds. The error tells that
// the body is no JSON object; what came before the fault is set nevertheless.
func (r *Request) Scan(path string, body []byte) error {
	*r = Request{names: r.names[:0], path: r.path, Inputs: 1, prompt: sampler{whole: promptAll, every: promptEvery}}
	p := &r.path
	if p.path != path || path == "" {
		*p = factsOf(path)
	}
	r.Operation, r.Stream = p.operation, p.streams
	if p.model != "" {
		r.Model = r.validModel(appendUnescaped(nil, p.model))
	}
	s := requestScan{Scanner: jsonscan.New(body), Request: r, fixed: p.holds}
	if s.Kind() != '{' && r.Model == nil {
		r.Model = r.validModel(formModel(body))
	}
	for s.Object(); s.Member(); {
		s.member()
	}
	if !s.streamed && p.ollama {
		r.Stream = true // unless it is told not to
	}
	return s.End()
}

// PromptTokens estimates the tokens of the prompt that Scan read. Long
// prompts are sampled; images, sounds and files are not counted.
func (r *Request) PromptTokens(f tokens.Family) int64 {
	const perMessage = 4 // what chat templates put around each
	return r.prompt.tokens(f) + perMessage*int64(r.turns)
}

// keep copies b to where the slices of r point.
func (r *Request) keep(b []byte) []byte {
	start := len(r.names)
	r.names = append(r.names, b...)
	return r.names[start:len(r.names):len(r.names)]
}

func (r *Request) validModel(name []byte) []byte {
	if !ValidModel(name) {
		return nil
	}
	return r.keep(name)
}

// requestScan is one Scan.
type requestScan struct {
	jsonscan.Scanner
	*Request
	fixed    bool // the path named the model
	streamed bool // the body said whether to stream
}

// member reads a member of the request, of any protocol.
func (s *requestScan) member() {
	switch string(s.Key()) {
	case "model":
		if name := s.string(); len(name) > 0 && !s.fixed {
			s.Model = s.validModel(name)
		}
	case "stream":
		s.streamed = true
		s.Stream = string(s.Value()) == "true"
	case "max_tokens", "max_completion_tokens", "max_output_tokens", "max_tokens_to_sample":
		s.bound()
	case "generationConfig", "inferenceConfig", "options", "parameters":
		s.limits()
	case "service_tier":
		if name := s.string(); word(name) {
			s.ServiceTier = s.keep(name)
		}
	case "messages", "contents":
		s.messages()
	case "input":
		s.input()
	case "prompt":
		s.batch()
		s.UserMessages = 1
	case "texts", "documents", "requests", "instances", "inputs":
		s.batch()
	case "tools":
		s.prompt.write(s.Value())
	case "system", "instructions", "systemInstruction", "system_instruction", "query", "preamble", "suffix":
		s.text(0)
	case "message": // Cohere, before messages
		s.UserMessages++
		s.turns++
		s.text(0)
	default:
		s.sessionMember()
	}
}

// string returns what the next value says, nil if it is no string. It is valid
// until the body is written over.
func (s *requestScan) string() []byte {
	if s.Kind() != '"' {
		s.Skip()
		return nil
	}
	literal := s.String()
	if len(literal) < 2 {
		return nil
	}
	if bytes.IndexByte(literal, '\\') >= 0 {
		return jsonscan.AppendText(nil, literal)
	}
	return literal[1 : len(literal)-1]
}

// bound reads the most tokens that the answer may have.
func (s *requestScan) bound() {
	if n, ok := jsonscan.Int(s.Value()); ok && n > 0 {
		s.MaxTokens = n
	}
}

// limits reads the bound where it is in an object: Gemini, Bedrock, Ollama,
// DashScope.
func (s *requestScan) limits() {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "maxOutputTokens", "maxTokens", "num_predict", "max_tokens":
			s.bound()
		default:
			s.Skip()
		}
	}
}
