package openai

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"strings"

	"aigateway/host-test/upstream/parrot"
)

// conversation is what the request asks the parrot.
func (r *responseRequest) conversation() *parrot.Conversation {
	c := &parrot.Conversation{
		Model:     r.Model,
		OneCall:   r.ParallelToolCalls != nil && !*r.ParallelToolCalls,
		Think:     r.thinks(),
		JSON:      r.Text.Format.Type == "json_object" || r.Text.Format.Type == "json_schema",
		Schema:    r.Text.Format.Schema,
		AutoCache: true,
	}
	if r.MaxOutputTokens != nil {
		c.MaxTokens = *r.MaxOutputTokens
	}
	for _, t := range r.Tools {
		switch t.Type {
		case "function":
			c.Tools = append(c.Tools, parrot.Tool{Name: t.Name, Schema: t.Parameters})
		case "custom":
			c.Tools = append(c.Tools, parrot.Tool{Name: t.Name})
		}
	}
	switch {
	case r.ToolChoice.Word == "none":
		c.Choice = parrot.Never
	case r.ToolChoice.Word == "required", r.ToolChoice.Mode == "required":
		c.Choice = parrot.Any
	case r.ToolChoice.Name != "":
		c.Choice, c.ToolName = parrot.Named, r.ToolChoice.Name
	}
	r.addItems(c)
	return c
}

// thinks tells whether the model reasons before it answers.
func (r *responseRequest) thinks() bool {
	effort := r.Reasoning.Effort
	if family(r.Model) == reasoning {
		return effort == nil || *effort != "none"
	}
	return effort != nil && *effort != "none"
}

func (r *responseRequest) addItems(c *parrot.Conversation) {
	names := map[string]string{} // of tools, by the ids of their calls
	var system []string
	if r.Instructions != "" {
		system = append(system, r.Instructions)
	}
	for _, x := range r.Input.Items {
		turn := parrot.Turn{Role: parrot.User, Text: x.Content.text(), Media: x.Content.media()}
		switch x.kind() {
		case "message":
			switch x.Role {
			case "system", "developer":
				system = append(system, turn.Text)
				continue
			case "assistant":
				turn.Role = parrot.Assistant
			}
		case "function_call", "custom_tool_call":
			names[x.CallID] = x.Name
			turn = parrot.Turn{Role: parrot.Assistant, Calls: []parrot.Call{
				{ID: x.CallID, Name: x.Name, Arguments: json.RawMessage(x.Arguments + x.Input)},
			}}
		case "function_call_output", "custom_tool_call_output":
			turn.Results = []parrot.Result{{Name: names[x.CallID], Text: x.Output.text(), Media: x.Output.media()}}
		default:
			continue
		}
		c.Append(turn)
	}
	c.System = strings.Join(system, "\n")
}

// encryptionKey stands for the service's secret: it makes what a gateway can
// only pass on, never invent.
const encryptionKey = "the fake service seals what it thinks"

// encrypted hides a thought; unlike the real one it can be opened by anyone.
func encrypted(thought string) string {
	h := hmac.New(sha256.New, []byte(encryptionKey))
	h.Write([]byte(thought))
	return "gAAAAA" + base64.URLEncoding.EncodeToString(h.Sum([]byte(thought)))
}

func isEncrypted(text string) bool {
	data, found := strings.CutPrefix(text, "gAAAAA")
	raw, err := base64.URLEncoding.DecodeString(data)
	return found && err == nil && len(raw) >= sha256.Size && encrypted(string(raw[:len(raw)-sha256.Size])) == text
}
