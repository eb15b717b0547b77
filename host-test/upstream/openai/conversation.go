package openai

import (
	"encoding/base64"
	"encoding/json"
	"strings"

	"aigateway/host-test/upstream/parrot"
)

// conversation is what the request asks the parrot.
func (r *request) conversation() *parrot.Conversation {
	c := &parrot.Conversation{
		Model:     r.Model,
		OneCall:   r.ParallelToolCalls != nil && !*r.ParallelToolCalls,
		Think:     r.thinks(),
		JSON:      r.ResponseFormat.Type == "json_object" || r.ResponseFormat.Type == "json_schema",
		Schema:    r.ResponseFormat.JSONSchema.Schema,
		Stop:      r.Stop,
		AutoCache: true,
	}
	if r.MaxTokens != nil {
		c.MaxTokens = *r.MaxTokens
	}
	if r.MaxCompletionTokens != nil {
		c.MaxTokens = *r.MaxCompletionTokens
	}
	r.addMessages(c)
	for _, t := range r.Tools {
		c.Tools = append(c.Tools, parrot.Tool{Name: t.name(), Schema: t.Function.Parameters})
	}
	r.choose(c)
	return c
}

// thinks tells whether the model reasons before it answers.
func (r *request) thinks() bool {
	if family(r.Model) == reasoning {
		return r.ReasoningEffort == nil || *r.ReasoningEffort != "none"
	}
	return r.ReasoningEffort != nil && *r.ReasoningEffort != "none" ||
		r.Thinking != nil && r.Thinking.Type == "enabled" ||
		r.EnableThinking || len(r.Reasoning) > 0 && string(r.Reasoning) != "null" ||
		alwaysThinks(r.Model)
}

func (r *request) choose(c *parrot.Conversation) {
	switch {
	case r.ToolChoice.Word == "none":
		c.Choice = parrot.Never
	case r.ToolChoice.Word == "required", r.ToolChoice.Allowed.Mode == "required":
		c.Choice = parrot.Any
	case r.ToolChoice.name() != "":
		c.Choice, c.ToolName = parrot.Named, r.ToolChoice.name()
	}
}

func (r *request) addMessages(c *parrot.Conversation) {
	names := map[string]string{} // of tools, by the ids of their calls
	var system []string
	for _, m := range r.Messages {
		turn := parrot.Turn{Role: parrot.User, Text: m.Content.text(), Media: m.Content.media()}
		switch m.Role {
		case "system", "developer":
			system = append(system, turn.Text)
			continue
		case "assistant":
			turn.Role = parrot.Assistant
			for _, call := range m.ToolCalls {
				names[call.ID] = call.Function.Name + call.Custom.Name
				turn.Calls = append(turn.Calls, parrot.Call{
					ID: call.ID, Name: names[call.ID],
					Arguments: json.RawMessage(call.Function.Arguments + call.Custom.Input),
				})
			}
		case "tool", "function":
			result := parrot.Result{Name: names[m.ToolCallID], Text: turn.Text}
			turn = parrot.Turn{Role: parrot.User, Results: []parrot.Result{result}}
		}
		c.Append(turn)
	}
	c.System = strings.Join(system, "\n")
}

// dataURL is what a data: address carries.
type dataURL struct {
	mediaType string
	bytes     []byte
}

// parseDataURL parses data:TYPE;base64,DATA; ok is false for anything else.
func parseDataURL(url string) (d dataURL, ok bool) {
	rest, ok := strings.CutPrefix(url, "data:")
	if !ok {
		return d, false
	}
	head, data, ok := strings.Cut(rest, ",")
	if !ok || !strings.HasSuffix(head, ";base64") {
		return d, false
	}
	d.mediaType, _, _ = strings.Cut(head, ";")
	d.bytes = decodeBase64(data)
	return d, d.bytes != nil
}

// decodeBase64 returns nil for what is not base64.
func decodeBase64(data string) []byte {
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil
	}
	return b
}
