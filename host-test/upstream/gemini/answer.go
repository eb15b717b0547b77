package gemini

import (
	"encoding/json"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// reply carries what the two forms of an answer are made of.
type reply struct {
	request *request
	answer  parrot.Answer
}

type responseBody struct {
	Candidates     []candidate     `json:"candidates,omitempty"`
	PromptFeedback *promptFeedback `json:"promptFeedback,omitempty"`
	UsageMetadata  usage           `json:"usageMetadata"`
	ModelVersion   string          `json:"modelVersion"`
	ResponseID     string          `json:"responseId"`
}

type candidate struct {
	Content      *contentBody `json:"content,omitempty"`
	FinishReason string       `json:"finishReason,omitempty"`
	Index        int          `json:"index"`
}

type contentBody struct {
	Parts []partBody `json:"parts"`
	Role  string     `json:"role"`
}

type partBody struct {
	Text             *string   `json:"text,omitempty"`
	Thought          bool      `json:"thought,omitempty"`
	FunctionCall     *callBody `json:"functionCall,omitempty"`
	ThoughtSignature string    `json:"thoughtSignature,omitempty"`
}

type callBody struct {
	Name string          `json:"name"`
	Args json.RawMessage `json:"args"`
	ID   string          `json:"id,omitempty"`
}

type promptFeedback struct {
	BlockReason string `json:"blockReason"`
}

type usage struct {
	PromptTokenCount        int        `json:"promptTokenCount"`
	CandidatesTokenCount    int        `json:"candidatesTokenCount,omitempty"`
	TotalTokenCount         int        `json:"totalTokenCount"`
	CachedContentTokenCount int        `json:"cachedContentTokenCount,omitempty"`
	PromptTokensDetails     []modality `json:"promptTokensDetails"`
	ThoughtsTokenCount      int        `json:"thoughtsTokenCount,omitempty"`
}

type modality struct {
	Modality   string `json:"modality"`
	TokenCount int    `json:"tokenCount"`
}

func textOf(text string) partBody { return partBody{Text: &text} }

// finishPrefix begins the names of models that end with a reason of the
// caller's choice: "finish-safety" answers and ends with SAFETY.
const finishPrefix = "finish-"

func (r *reply) finish() string {
	if reason, ok := strings.CutPrefix(r.request.model, finishPrefix); ok {
		return strings.ToUpper(strings.ReplaceAll(reason, "-", "_"))
	}
	if r.answer.Finish == parrot.Cut {
		return "MAX_TOKENS"
	}
	return "STOP"
}

// head is a response without candidates; what was billed so far is all of the
// prompt and, at the end, the answer.
func (r *reply) head(whole bool) responseBody {
	u := r.answer.Usage
	b := responseBody{
		ModelVersion: r.request.model, ResponseID: r.answer.Identify("reply"),
		UsageMetadata: usage{
			PromptTokenCount: u.Input, TotalTokenCount: u.Input, CachedContentTokenCount: u.CacheRead,
			PromptTokensDetails: []modality{{"TEXT", u.Input}},
		},
	}
	if whole {
		b.UsageMetadata.CandidatesTokenCount = u.Output - u.Thinking
		b.UsageMetadata.ThoughtsTokenCount = u.Thinking
		b.UsageMetadata.TotalTokenCount += u.Output
	}
	return b
}

// refused is what a prompt gets that is not answered.
func (r *reply) refused() responseBody {
	b := r.head(false)
	b.PromptFeedback = &promptFeedback{"PROHIBITED_CONTENT"}
	return b
}

func (r *reply) shows() bool {
	t := r.request.GenerationConfig.ThinkingConfig
	return t != nil && t.IncludeThoughts && r.answer.Thinking != ""
}

// calls are the parts that the calls are; the first one is signed.
func (r *reply) calls() []partBody {
	parts := []partBody{}
	for i, call := range r.answer.Calls {
		p := partBody{FunctionCall: &callBody{Name: call.Name, Args: call.Arguments}}
		if r.request.traits.signs {
			p.FunctionCall.ID = call.ID
		}
		if r.request.traits.signs && i == 0 {
			p.ThoughtSignature = signCall(call.Name, call.Arguments)
		}
		parts = append(parts, p)
	}
	return parts
}

// signature is that of a text which is no step to a call.
func (r *reply) signature() string {
	if r.request.traits.signs && len(r.answer.Calls) == 0 {
		return sign(r.answer.Text)
	}
	return ""
}

// whole is the answer in one piece.
func (r *reply) whole() responseBody {
	if r.answer.Finish == parrot.Refused {
		return r.refused()
	}
	var parts []partBody
	if r.shows() {
		thought := textOf(r.answer.Thinking)
		thought.Thought = true
		parts = append(parts, thought)
	}
	if r.answer.Text != "" {
		said := textOf(r.answer.Text)
		said.ThoughtSignature = r.signature()
		parts = append(parts, said)
	}
	b := r.head(true)
	parts = append(parts, r.calls()...)
	for i := range max(r.request.GenerationConfig.CandidateCount, 1) {
		c := candidate{FinishReason: r.finish(), Index: i}
		if len(parts) > 0 {
			c.Content = &contentBody{parts, "model"}
		}
		b.Candidates = append(b.Candidates, c)
	}
	return b
}

// chunks is the answer cut in pieces. The last one has the reason to finish,
// and for a text the signature.
func (r *reply) chunks() []responseBody {
	if r.answer.Finish == parrot.Refused {
		return []responseBody{r.refused()}
	}
	var list []responseBody
	for i := range max(r.request.GenerationConfig.CandidateCount, 1) {
		emit := func(reason string, parts ...partBody) {
			b := r.head(reason != "")
			b.Candidates = []candidate{{&contentBody{parts, "model"}, reason, i}}
			list = append(list, b)
		}
		if r.shows() {
			for _, piece := range parrot.Deltas(r.answer.Thinking) {
				p := textOf(piece)
				p.Thought = true
				emit("", p)
			}
		}
		for _, piece := range r.answer.Parts {
			emit("", textOf(piece))
		}
		if calls := r.calls(); len(calls) > 0 {
			emit("", calls...)
		}
		last := textOf("")
		last.ThoughtSignature = r.signature()
		emit(r.finish(), last)
	}
	return list
}

// eventsOf are the chunks as server-sent events, with the line ends of the
// service.
func eventsOf(chunks []responseBody) []service.Event {
	list := make([]service.Event, len(chunks))
	for i, c := range chunks {
		list[i] = eventOf(service.Encode(c))
	}
	return list
}

func eventOf(data []byte) service.Event {
	return service.Event{Raw: append(append([]byte("data: "), data...), "\r\n\r\n"...)}
}

// arrayOf are the chunks as the elements of an array.
func arrayOf(chunks []responseBody) []service.Event {
	list := make([]service.Event, 0, len(chunks)+1)
	for i, c := range chunks {
		list = append(list, elementOf(service.Encode(c), i == 0))
	}
	return append(list, service.Event{Raw: []byte("]")})
}

func elementOf(data []byte, isFirst bool) service.Event {
	open := ",\r\n"
	if isFirst {
		open = "["
	}
	return service.Event{Raw: append([]byte(open), data...)}
}
