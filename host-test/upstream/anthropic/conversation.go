package anthropic

import (
	"encoding/base64"
	"strings"

	"aigateway/host-test/upstream/parrot"
)

// conversation is what the request asks the parrot.
func (r *request) conversation() *parrot.Conversation {
	c := &parrot.Conversation{
		Model:     r.Model,
		System:    r.System.text(),
		OneCall:   r.ToolChoice.DisableParallelToolUse,
		Think:     r.Thinking.isOn(),
		Stop:      r.StopSequences,
		MaxTokens: r.MaxTokens,
	}
	if f := r.format(); f != nil {
		c.JSON, c.Schema = true, f.Schema
	}
	switch r.ToolChoice.Type {
	case "none":
		c.Choice = parrot.Never
	case "any":
		c.Choice = parrot.Any
	case "tool":
		c.Choice, c.ToolName = parrot.Named, r.ToolChoice.Name
	}
	for _, t := range r.Tools {
		if t.isCustom() {
			c.Tools = append(c.Tools, parrot.Tool{Name: t.Name, Schema: t.InputSchema})
		}
	}
	r.addMessages(c)
	r.mark(c)
	return c
}

func (r *request) addMessages(c *parrot.Conversation) {
	names := map[string]string{} // of tools, by the ids of their calls
	for _, m := range r.Messages {
		if m.Role == "system" {
			c.System = strings.TrimPrefix(c.System+"\n"+m.Content.text(), "\n")
			continue
		}
		turn := parrot.Turn{Role: parrot.User, Text: m.Content.text()}
		if m.Role == "assistant" {
			turn.Role = parrot.Assistant
		}
		for _, b := range m.Content.Blocks {
			switch b.Type {
			case "image", "document":
				turn.Media = append(turn.Media, mediaOf(b))
			case "tool_use":
				names[b.ID] = b.Name
				turn.Calls = append(turn.Calls, parrot.Call{ID: b.ID, Name: b.Name, Arguments: b.Input})
			case "tool_result":
				turn.Results = append(turn.Results, resultOf(b, names[b.ToolUseID]))
			}
		}
		c.Append(turn)
	}
}

func resultOf(b block, name string) parrot.Result {
	inner := b.nested()
	result := parrot.Result{Name: name, Text: inner.text(), Error: b.IsError}
	for _, b := range inner.Blocks {
		if b.Type == "image" || b.Type == "document" {
			result.Media = append(result.Media, mediaOf(b))
		}
	}
	return result
}

func mediaOf(b block) parrot.Media {
	s, media := b.source(), parrot.Media{Document: b.Type == "document"}
	switch s.Type {
	case "base64":
		media.Bytes = len(decodeBase64(s.Data))
	case "text":
		media.Bytes = len(s.Data)
	case "url":
		media.URL = s.URL
	default:
		media.URL = s.Type + ":" + s.FileID
	}
	return media
}

// decodeBase64 returns nil for what is not base64.
func decodeBase64(data string) []byte {
	b, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		return nil
	}
	return b
}

// mark counts what stands before the last cache mark: tools come first, then
// the system prompt, then the messages.
func (r *request) mark(c *parrot.Conversation) {
	seen := 0
	pass := func(text string, mark *cacheMark) {
		seen += parrot.Count(text)
		if mark != nil {
			c.Marked = seen
		}
	}
	for _, t := range r.Tools {
		pass(t.Name+string(t.InputSchema), t.CacheControl)
	}
	for _, b := range r.System.Blocks {
		pass(b.Text, b.CacheControl)
	}
	for _, m := range r.Messages {
		for _, b := range m.Content.Blocks {
			pass(b.Text+string(b.Input)+string(b.Content), b.CacheControl)
		}
	}
	if r.CacheControl != nil {
		c.Marked = seen
	}
}
