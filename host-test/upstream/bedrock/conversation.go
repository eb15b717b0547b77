package bedrock

import (
	"encoding/base64"
	"encoding/json"

	"aigateway/host-test/upstream/parrot"
)

// conversation is what the request asks the parrot.
func (r *request) conversation() *parrot.Conversation {
	c := &parrot.Conversation{
		Model: r.model, System: texts(r.System), Think: r.thinks(),
		Stop: r.Inference.StopSequences, MaxTokens: r.Inference.MaxTokens,
	}
	if f := r.OutputConfig.TextFormat; f != nil {
		c.JSON, c.Schema = true, json.RawMessage(f.Structure.JSONSchema.Schema)
	}
	switch r.choice() {
	case "any":
		c.Choice = parrot.Any
	case "tool":
		var named struct{ Name string }
		_ = json.Unmarshal(r.ToolConfig.Choice["tool"], &named) // its shape was found right
		c.Choice, c.ToolName = parrot.Named, named.Name
	}
	if r.ToolConfig != nil {
		for _, t := range r.ToolConfig.Tools {
			if t.Spec != nil {
				c.Tools = append(c.Tools, parrot.Tool{Name: t.Spec.Name, Schema: t.Spec.InputSchema.JSON})
			}
		}
	}
	r.addMessages(c)
	r.mark(c)
	return c
}

func (r *request) addMessages(c *parrot.Conversation) {
	names := map[string]string{} // of tools, by the ids of their calls
	for _, m := range r.Messages {
		turn := parrot.Turn{Role: parrot.User, Text: texts(m.Content)}
		if m.Role == "assistant" {
			turn.Role = parrot.Assistant
		}
		for _, b := range m.Content {
			turn.Media = append(turn.Media, mediaOf(b)...)
			switch {
			case b.ToolUse != nil:
				names[b.ToolUse.ID] = b.ToolUse.Name
				turn.Calls = append(turn.Calls, parrot.Call{ID: b.ToolUse.ID, Name: b.ToolUse.Name, Arguments: b.ToolUse.Input})
			case b.ToolResult != nil:
				result := parrot.Result{Name: names[b.ToolResult.ID], Text: texts(b.ToolResult.Content), Error: b.ToolResult.Status == "error"}
				for _, inner := range b.ToolResult.Content {
					result.Media = append(result.Media, mediaOf(inner)...)
				}
				turn.Results = append(turn.Results, result)
			}
		}
		c.Append(turn)
	}
}

func mediaOf(b block) []parrot.Media {
	m, isDocument := b.Image, false
	if b.Document != nil {
		m, isDocument = b.Document, true
	}
	if m == nil {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(m.Source.Bytes)
	if err != nil {
		return nil
	}
	return []parrot.Media{{Document: isDocument, Bytes: len(data) + len(m.Source.Text)}}
}

// mark counts what stands before the last cache point: tools come first, then
// the system prompt, then the messages.
func (r *request) mark(c *parrot.Conversation) {
	seen := 0
	pass := func(text string, p *point) {
		seen += parrot.Count(text)
		if p != nil {
			c.Marked = seen
		}
	}
	if r.ToolConfig != nil {
		for _, t := range r.ToolConfig.Tools {
			if t.Spec != nil {
				pass(t.Spec.Name+string(t.Spec.InputSchema.JSON), nil)
			}
			pass("", t.CachePoint)
		}
	}
	for _, b := range r.System {
		pass(texts([]block{b}), b.CachePoint)
	}
	for _, m := range r.Messages {
		for _, b := range m.Content {
			pass(texts([]block{b}), b.CachePoint)
		}
	}
}
