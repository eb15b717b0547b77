package variant

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"aigateway/host-test/upstream/parrot"
)

// chat makes a conversation of messages.
type chat struct {
	parrot.Conversation
	names map[string]string // of tools, by the ids of their calls
	open  map[string]bool   // calls that have no result yet
}

// newChat starts a conversation with a model.
func newChat(model string) *chat {
	return &chat{Conversation: parrot.Conversation{Model: model}, names: map[string]string{}, open: map[string]bool{}}
}

// call is a call as most of the services write it.
type call struct {
	Index    *int         `json:"index,omitempty"`
	ID       string       `json:"id,omitempty"`
	Type     string       `json:"type,omitempty"`
	Function functionCall `json:"function"`
}

type functionCall struct {
	Name      string `json:"name,omitempty"`
	Arguments string `json:"arguments"`
}

// add adds a message. Tool is the name of the tool whose result it is, where
// there are no ids.
func (c *chat) add(role, text string, media []parrot.Media, calls []call, id, tool string) {
	turn := parrot.Turn{Role: parrot.User, Text: text, Media: media}
	switch role {
	case "system":
		c.System = strings.TrimPrefix(c.System+"\n"+text, "\n")
		return
	case "assistant":
		turn.Role = parrot.Assistant
		for _, call := range calls {
			c.names[call.ID], c.open[call.ID] = call.Function.Name, true
			turn.Calls = append(turn.Calls, parrot.Call{ID: call.ID, Name: call.Function.Name, Arguments: json.RawMessage(call.Function.Arguments)})
		}
	case "tool":
		if tool == "" {
			tool = c.names[id]
		}
		delete(c.open, id)
		turn = parrot.Turn{Role: parrot.User, Results: []parrot.Result{{Name: tool, Text: text}}}
	}
	c.Append(turn)
}

// mediaOf describes what is at an address, or in it.
func mediaOf(url string) parrot.Media {
	if head, data, ok := strings.Cut(url, ";base64,"); ok && strings.HasPrefix(head, "data:") {
		return inline(data)
	}
	return parrot.Media{URL: url}
}

func inline(data string) parrot.Media {
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return parrot.Media{URL: "not base64"}
	}
	return parrot.Media{Bytes: len(raw)}
}

// tool is a tool as OpenAI has it.
type tool struct {
	Type     string `json:"type"`
	Function struct {
		Name        string          `json:"name"`
		Description string          `json:"description"`
		Parameters  json.RawMessage `json:"parameters"`
	} `json:"function"`
}

// offer adds tools.
func (c *chat) offer(tools []tool) {
	for _, t := range tools {
		c.Tools = append(c.Tools, parrot.Tool{Name: t.Function.Name, Schema: t.Function.Parameters})
	}
}

// finish returns why an answer ends, in OpenAI's words.
func finish(a *parrot.Answer) string {
	switch a.Finish {
	case parrot.Cut:
		return "length"
	case parrot.Calling:
		return "tool_calls"
	}
	return "stop"
}

// vector is one that depends on the text alone.
func vector(text string, size int) []float64 {
	v := make([]float64, size)
	for i := range v {
		v[i] = float64(len(text)*(i+7)%19)/8 - 1
	}
	return v
}
