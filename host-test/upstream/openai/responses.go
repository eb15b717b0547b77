package openai

import (
	"encoding/json"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Responses is OpenAI's side of the Responses protocol, POST /v1/responses:
// the same service with other bodies. It keeps no responses, as for an
// organization without data retention.
//
// The rules were gathered as those of [Service] were:
// https://platform.openai.com/docs/api-reference/responses
type Responses struct{ Service }

var _ service.Service = Responses{}

// Answer checks and answers a call.
func (s Responses) Answer(c *service.Call) (*service.Answer, *service.Refusal) {
	object, refusal := s.read(c)
	if refusal != nil {
		return nil, refusal
	}
	if refusal := wordResponses(responsesShape.Check(object)); refusal != nil {
		return nil, refusal
	}
	var r responseRequest
	if err := json.Unmarshal(c.Body, &r); err != nil {
		return nil, badRequest("", "", "We could not parse the JSON body of your request: %v.", err)
	}
	for _, rule := range responseRules {
		if refusal := rule(&r); refusal != nil {
			return nil, refusal
		}
	}
	out := responseReply{request: &r, answer: parrot.Continue(r.conversation()), created: c.Now.Unix()}
	answer := &service.Answer{Model: r.Model, Usage: out.answer.Usage}
	if r.Stream {
		answer.Events = out.events()
	} else {
		answer.Body = service.Encode(out.response(statusOf(&out.answer), out.items()))
	}
	return answer, nil
}

// Interrupt is how the service tells of an error when the stream has begun.
func (s Responses) Interrupt(string) service.Event {
	r := s.Refusal(http.StatusInternalServerError, "")
	return service.Event{Name: "error", Data: service.Encode(map[string]any{
		"type": "error", "sequence_number": 1 << 20, "code": "server_error", "message": r.Message, "param": nil,
	})}
}

// wordResponses says the first fault. Unlike chat completions the protocol
// tells of a member that it does not know as of any other fault.
func wordResponses(faults []shape.Fault) *service.Refusal {
	if len(faults) == 0 {
		return nil
	}
	for _, f := range faults {
		if f.Problem == shape.Unknown && len(f.Path) == 1 {
			return wordOne(f)
		}
	}
	return wordOne(faults[0])
}

// responseRequest is a request whose shape was found right.
type responseRequest struct {
	Model              string            `json:"model"`
	Instructions       string            `json:"instructions"`
	Input              input             `json:"input"`
	Tools              []responseTool    `json:"tools"`
	ToolChoice         responseChoice    `json:"tool_choice"`
	ParallelToolCalls  *bool             `json:"parallel_tool_calls"`
	Text               responseText      `json:"text"`
	Reasoning          responseReasoning `json:"reasoning"`
	Include            []string          `json:"include"`
	MaxOutputTokens    *int              `json:"max_output_tokens"`
	Temperature        *float64          `json:"temperature"`
	TopP               *float64          `json:"top_p"`
	Stream             bool              `json:"stream"`
	StreamOptions      json.RawMessage   `json:"stream_options"`
	Background         bool              `json:"background"`
	PreviousResponseID string            `json:"previous_response_id"`
	Conversation       json.RawMessage   `json:"conversation"`
	Prompt             json.RawMessage   `json:"prompt"`
	Metadata           json.RawMessage   `json:"metadata"`
	Store              *bool             `json:"store"`
}

type responseTool struct {
	Type       string          `json:"type"`
	Name       string          `json:"name"`
	Parameters json.RawMessage `json:"parameters"`
	Strict     *bool           `json:"strict"`
}

type responseChoice struct {
	Word string
	Type string `json:"type"`
	Name string `json:"name"`
	Mode string `json:"mode"`
}

// UnmarshalJSON takes a word or an object.
func (c *responseChoice) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &c.Word)
	}
	type object responseChoice
	return json.Unmarshal(b, (*object)(c))
}

type responseText struct {
	Format struct {
		Type   string          `json:"type"`
		Name   string          `json:"name"`
		Schema json.RawMessage `json:"schema"`
		Strict bool            `json:"strict"`
	} `json:"format"`
}

type responseReasoning struct {
	Effort  *string `json:"effort"`
	Summary *string `json:"summary"`
}

// input is a text or items.
type input struct {
	IsSet bool
	Items []item
}

// UnmarshalJSON takes both forms.
func (i *input) UnmarshalJSON(b []byte) error {
	i.IsSet = true
	if b[0] == '"' {
		i.Items = []item{{Role: "user"}}
		return json.Unmarshal(b, &i.Items[0].Content)
	}
	return json.Unmarshal(b, &i.Items)
}

type item struct {
	Type      string         `json:"type"`
	ID        string         `json:"id"`
	Role      string         `json:"role"`
	Content   itemContent    `json:"content"`
	Output    itemContent    `json:"output"`
	CallID    string         `json:"call_id"`
	Name      string         `json:"name"`
	Arguments string         `json:"arguments"`
	Input     string         `json:"input"`
	Summary   []responsePart `json:"summary"`
	Encrypted string         `json:"encrypted_content"`
}

// kind is the type of an item, which a message need not name.
func (x *item) kind() string {
	switch {
	case x.Type != "":
		return x.Type
	case x.Role != "":
		return "message"
	}
	return "item_reference"
}

type responsePart struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Refusal  string `json:"refusal,omitempty"`
	ImageURL string `json:"image_url,omitempty"`
	FileID   string `json:"file_id,omitempty"`
	FileData string `json:"file_data,omitempty"`
	FileURL  string `json:"file_url,omitempty"`
}

// itemContent is a text or parts.
type itemContent []responsePart

// UnmarshalJSON takes null and both forms.
func (c *itemContent) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case '"':
		*c = itemContent{{Type: "input_text"}}
		return json.Unmarshal(b, &(*c)[0].Text)
	case '[':
		return json.Unmarshal(b, (*[]responsePart)(c))
	}
	return nil
}

func (c itemContent) text() string {
	var texts []string
	for _, p := range c {
		if p.Text != "" {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func (c itemContent) media() []parrot.Media {
	var media []parrot.Media
	for _, p := range c {
		switch p.Type {
		case "input_image":
			media = append(media, mediaOf(p.ImageURL+p.FileID, false))
		case "input_file":
			media = append(media, mediaOf(p.FileData+p.FileURL+p.FileID, true))
		}
	}
	return media
}
