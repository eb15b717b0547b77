package variant

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
	"aigateway/common/problem"
)

// Bot is a type of Dify's applications.
type Bot uint8

// The types, by what they are called in Higress.
const (
	Chat       Bot = iota + 1 // also what Dify calls a chatflow
	Agent                     // streams in any case
	Completion                // its text is the input query
	Workflow
)

// dify is the protocol of Dify's applications:
//
//	{"query":"…","inputs":{},"response_mode":"streaming","user":"…","conversation_id":"…"}            chat-messages
//	{"inputs":{"query":"…"},"response_mode":"blocking","user":"…"}                                  completion-messages
//	{"inputs":{"VARIABLE":"…"},"response_mode":"blocking","user":"…"}                               workflows/run
//	{"event":"message","answer":"…","conversation_id":"…","message_id":"…","metadata":{"usage":{…}}}
//	{"workflow_run_id":"…","data":{"status":"succeeded","outputs":{"VARIABLE":"…"},"total_tokens":9}}
//
// The application knows its model, its tools and how to sample.
//
// Source: https://docs.dify.ai/api-reference
var dify = protocol{
	name:      "dify",
	framing:   codec.SSE,
	dialect:   openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true},
	groups:    []string{""},
	otherwise: "the application decides that",
	fields: []field{
		{name: "model"}, // the key says which application it is
		{name: "stream"},
		{name: "inputs"},
		{name: "messages", write: (*encoder).difyMessages},
		{name: "user", to: "user"},
	},
	open:     (*encoder).openDify,
	reply:    replyOfDify,
	failures: []failure{{"code", "message", "message_id"}},
	// Source: the errors of each operation.
	statuses: []status{{"provider_quota_exceeded", 429}, {"rate_limit", 429}, {"too_many_requests", 429}, {"app_unavailable", 503}, {"provider_not_initialize", 503}},
}

func (e *encoder) openDify(uint8) {
	mode := `"blocking"`
	if e.stream || e.server.options.Bot == Agent {
		mode = `"streaming"`
	}
	e.Constant("response_mode", mode)
	if e.request.User == nil {
		e.Constant("user", `"api-user"`)
	}
}

// difyMessages writes the conversation as one text. Where Dify remembers one, it
// gets what came after it.
func (e *encoder) difyMessages(list []byte) {
	o := &e.server.options
	variable := ""
	switch o.Bot {
	case Completion:
		variable = "query"
	case Workflow:
		variable = o.Input
	default:
		e.Name("query")
		e.prompt(list, says(e.has("conversation_id")), (*encoder).takeAddress)
	}
	e.Name("inputs")
	e.Raw("{")
	if inputs := e.has("inputs"); len(inputs) > 0 && inputs[0] == '{' {
		e.inside(inputs)
	}
	if variable != "" {
		e.Name(variable)
		e.prompt(list, false, nil)
	}
	e.Raw("}")
	e.taken("files", `{"type":"image","transfer_method":"remote_url","url":$}`)
}

// takeAddress keeps the address of an image to be written later.
func (e *encoder) takeAddress(p *partForm) {
	if string(p.kind) != "image_url" || !bytes.HasPrefix(inner(p.url), []byte("http")) {
		e.Fail("messages", partsHeld+": it takes images by their address, and nothing else")
	}
	e.images = append(e.images, p.url)
}

const (
	difyHead = `{"id":$conversation_id,"created":$created_at,"choices":[{"index":0,"delta":{"content":$`
	difyEnds = `},"finish_reason":"stop"}],"usage":$metadata.usage}`
)

// events are what the events of a stream, or a whole reply of such a name, are
// as chat completions. It is never written to.
var events = [...]struct{ name, template string }{
	{`"message"`, difyHead + `answer}}]}`},
	{`"agent_message"`, difyHead + `answer}}]}`},
	{`"message_replace"`, difyHead + `answer},"finish_reason":"content_filter"}]}`},
	{`"message_end"`, `{"id":$conversation_id,"choices":[{"index":0,"delta":{` + difyEnds},
	{`"text_chunk"`, `{"id":$workflow_run_id,"choices":[{"index":0,"delta":{"content":$data.text}}]}`},
}

func replyOfDify(r *reader, dst, data []byte) []byte {
	o := &r.server.options
	name := string(find(data, "event"))
	switch {
	case name == `"workflow_finished"` || name == "" && o.Bot == Workflow:
		return difyOutput(r, dst, data)
	case r.whole:
		return fill(dst, difyHead+"answer"+difyEnds, data)
	case name == `"text_chunk"` && (o.Bot != Workflow || o.Output != ""):
		return dst // it comes as a message, or at the end
	}
	for i := range events {
		if events[i].name == name {
			return fill(dst, events[i].template, data)
		}
	}
	return dst
}

// difyOutput reads what a workflow came to. That of a chatflow is a message.
func difyOutput(r *reader, dst, data []byte) []byte {
	o := &r.server.options
	if failed := find(data, "data.error"); says(failed) {
		r.fail(problem.New(problem.Internal, nil, text(failed)))
		return dst
	}
	if o.Bot != Workflow {
		return dst
	}
	dst = fill(dst, `{"id":$workflow_run_id,"choices":[{"index":0,"delta":{"content":`, data)
	output := find(data, "data.outputs")
	switch {
	case o.Output != "":
		output = step(output, o.Output)
	case !r.whole:
		output = null // it was told in pieces
	default:
		output = only(output)
	}
	if inner(output) == nil && output != nil && string(output) != "null" {
		dst = jsonscan.AppendQuoted(dst, output)
	} else {
		dst = append(dst, orNull(output)...)
	}
	return fill(dst, `},"finish_reason":"stop"}],"usage":{"total_tokens":$data.total_tokens}}`, data)
}

// only returns the value of the one member that an object has; of others it
// returns all.
func only(object []byte) []byte {
	s := jsonscan.New(object)
	s.Object()
	if s.Member() {
		if value := s.Value(); !s.Member() && s.Err() == nil {
			return value
		}
	}
	return object
}

// Conversation returns the name of the conversation that a reply is a part of,
// of which only the beginning may be there; empty if it is not.
func Conversation(reply []byte) string {
	const member = `"conversation_id"`
	_, rest, _ := bytes.Cut(reply, []byte(member))
	literal := jsonscan.Literal(bytes.TrimLeft(rest, ": \t"))
	for _, c := range inner(literal) {
		if c <= ' ' || c == '\\' || c > '~' {
			return ""
		}
	}
	return string(inner(literal))
}
