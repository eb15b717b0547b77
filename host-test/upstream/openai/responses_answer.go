package openai

import (
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// responseReply carries what the two forms of an answer are made of.
type responseReply struct {
	request *responseRequest
	answer  parrot.Answer
	created int64
}

// response is the answer as a document, so far.
type response struct {
	ID                 string            `json:"id"`
	Object             string            `json:"object"`
	CreatedAt          int64             `json:"created_at"`
	Status             string            `json:"status"`
	Background         bool              `json:"background"`
	Error              *struct{}         `json:"error"`
	IncompleteDetails  map[string]string `json:"incomplete_details"`
	Instructions       *string           `json:"instructions"`
	MaxOutputTokens    *int              `json:"max_output_tokens"`
	Model              string            `json:"model"`
	Output             []responseItem    `json:"output"`
	ParallelToolCalls  bool              `json:"parallel_tool_calls"`
	PreviousResponseID *string           `json:"previous_response_id"`
	Reasoning          map[string]any    `json:"reasoning"`
	ServiceTier        string            `json:"service_tier"`
	Temperature        *float64          `json:"temperature"`
	ToolChoice         string            `json:"tool_choice"`
	Tools              []json.RawMessage `json:"tools"`
	TopP               *float64          `json:"top_p"`
	Truncation         string            `json:"truncation"`
	Usage              *responseUsage    `json:"usage"`
	Metadata           map[string]string `json:"metadata"`
}

type responseUsage struct {
	InputTokens        int            `json:"input_tokens"`
	InputTokensDetails map[string]int `json:"input_tokens_details"`
	OutputTokens       int            `json:"output_tokens"`
	OutputDetails      map[string]int `json:"output_tokens_details"`
	TotalTokens        int            `json:"total_tokens"`
}

// responseItem is one item of the output.
type responseItem struct {
	ID        string       `json:"id"`
	Type      string       `json:"type"`
	Status    string       `json:"status,omitempty"`
	Role      string       `json:"role,omitempty"`
	Content   []outputPart `json:"content,omitempty"`
	Summary   []shortText  `json:"summary,omitempty"`
	Encrypted string       `json:"encrypted_content,omitempty"`
	CallID    string       `json:"call_id,omitempty"`
	Name      string       `json:"name,omitempty"`
	Arguments *string      `json:"arguments,omitempty"`
	Input     *string      `json:"input,omitempty"`
}

type shortText struct {
	Type string `json:"type"`
	Text string `json:"text"`
}

// outputPart is a text or a refusal.
type outputPart struct {
	Type        string     `json:"type"`
	Text        *string    `json:"text,omitempty"`
	Annotations []struct{} `json:"annotations,omitzero"`
	Logprobs    []struct{} `json:"logprobs,omitzero"`
	Refusal     *string    `json:"refusal,omitempty"`
}

func saidPart(text string) outputPart {
	return outputPart{Type: "output_text", Text: &text, Annotations: []struct{}{}, Logprobs: []struct{}{}}
}

// statusOf is how an answer ends.
func statusOf(a *parrot.Answer) string {
	if a.Finish == parrot.Cut {
		return "incomplete"
	}
	return "completed"
}

// response is the document with a status and the items so far.
func (r *responseReply) response(status string, output []responseItem) *response {
	d := &response{
		ID: "resp_" + r.answer.Identify("reply"), Object: "response", CreatedAt: r.created, Status: status, Model: r.request.Model,
		Output: output, MaxOutputTokens: r.request.MaxOutputTokens, ServiceTier: "default", ToolChoice: "auto", Tools: []json.RawMessage{},
		ParallelToolCalls: r.request.ParallelToolCalls == nil || *r.request.ParallelToolCalls, Truncation: "disabled",
		Temperature: r.request.Temperature, TopP: r.request.TopP, Metadata: map[string]string{},
		Reasoning: map[string]any{"effort": r.request.Reasoning.Effort, "summary": r.request.Reasoning.Summary},
	}
	for _, t := range r.request.Tools {
		d.Tools = append(d.Tools, service.Encode(t))
	}
	if status == "incomplete" {
		d.IncompleteDetails = map[string]string{"reason": "max_output_tokens"}
	}
	if status != "in_progress" {
		u := r.answer.Usage
		d.Usage = &responseUsage{
			InputTokens: u.Input, InputTokensDetails: map[string]int{"cached_tokens": u.CacheRead, "cache_write_tokens": 0},
			OutputTokens: u.Output, OutputDetails: map[string]int{"reasoning_tokens": u.Thinking}, TotalTokens: u.Input + u.Output,
		}
	}
	return d
}

// items are what the model made: reasoning, a message, calls.
func (r *responseReply) items() []responseItem {
	a := &r.answer
	items := []responseItem{}
	if a.Thinking != "" {
		x := responseItem{ID: "rs_" + a.Identify("rs"), Type: "reasoning", Encrypted: encrypted(a.Thinking)}
		if r.request.Reasoning.Summary != nil && !a.Hidden {
			x.Summary = []shortText{{"summary_text", a.Thinking}}
		}
		items = append(items, x)
	}
	switch {
	case a.Finish == parrot.Refused:
		text := refusalText
		items = append(items, r.message(outputPart{Type: "refusal", Refusal: &text}))
	case a.Text != "" || len(a.Calls) == 0 && a.Finish != parrot.Cut:
		items = append(items, r.message(saidPart(a.Text)))
	}
	for _, call := range a.Calls {
		items = append(items, r.call(call))
	}
	return items
}

func (r *responseReply) message(p outputPart) responseItem {
	return responseItem{
		ID: "msg_" + r.answer.Identify("msg"), Type: "message", Status: statusOf(&r.answer), Role: "assistant", Content: []outputPart{p},
	}
}

func (r *responseReply) call(c parrot.Call) responseItem {
	arguments := string(c.Arguments)
	for _, t := range r.request.Tools {
		if t.Type == "custom" && t.Name == c.Name {
			return responseItem{ID: "ctc_" + c.ID, Type: "custom_tool_call", Status: "completed", CallID: callID(c), Name: c.Name, Input: &arguments}
		}
	}
	return responseItem{ID: "fc_" + c.ID, Type: "function_call", Status: "completed", CallID: callID(c), Name: c.Name, Arguments: &arguments}
}

// MarshalJSON writes the members that a type of item must have, also where
// they are empty.
func (x responseItem) MarshalJSON() ([]byte, error) {
	type plain responseItem
	out, err := json.Marshal(plain(x))
	add := ""
	switch {
	case x.Type == "reasoning" && x.Summary == nil:
		add = `,"summary":[]}`
	case x.Type == "message" && x.Content == nil:
		add = `,"content":[]}`
	}
	if add != "" && err == nil {
		out = append(out[:len(out)-1], add...)
	}
	return out, err
}
