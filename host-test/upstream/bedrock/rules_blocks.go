package bedrock

import (
	"encoding/base64"

	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// blocksWhole checks each message by itself: it says something, its side may
// say it, and what it carries can be read.
func blocksWhole(r *request) *service.Refusal {
	for i, m := range r.Messages {
		if len(m.Content) == 0 {
			return invalid("The content field in the Message object at messages.%d is empty. Add a ContentBlock object to the content field and try again.", i)
		}
		for j, b := range m.Content {
			switch {
			case b.Text != nil && strings.TrimSpace(*b.Text) == "":
				return invalid("The text field in the ContentBlock object at messages.%d.content.%d is blank. Add text to the text field, and try again.", i, j)
			case b.Reasoning != nil && m.Role != "assistant":
				return invalid("User messages cannot contain reasoning content. Please remove the reasoning content and try again.")
			case b.ToolUse != nil && m.Role != "assistant":
				return invalid("User messages cannot contain tool uses. Please remove the tool uses and try again.")
			case m.Role == "assistant" && (b.Image != nil || b.Document != nil || b.ToolResult != nil):
				return invalid("Assistant messages cannot contain images, documents or tool results. Please remove them and try again.")
			}
			if refusal := checkImage(b.Image, i, j); refusal != nil {
				return refusal
			}
			if refusal := checkResult(r, b.ToolResult, i, j); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

func checkResult(r *request, result *result, i, j int) *service.Refusal {
	if result == nil {
		return nil
	}
	if result.Status != "" && !r.traits.fails {
		return invalid("This model doesn't support the status field. Remove status and try again.")
	}
	if len(result.Content) == 0 {
		return invalid("The content field in the ToolResultBlock object at messages.%d.content.%d.toolResult is empty. Add content and try again.", i, j)
	}
	for k, b := range result.Content {
		if b.Text != nil && strings.TrimSpace(*b.Text) == "" {
			return invalid("The text field in the ToolResultContentBlock object at messages.%d.content.%d.toolResult.content.%d is blank. Add text to the text field, and try again.", i, j, k)
		}
		if refusal := checkImage(b.Image, i, j); refusal != nil {
			return refusal
		}
	}
	return nil
}

// magics are the first bytes of the image formats that are seen.
var magics = map[string]string{"png": "\x89PNG\r\n\x1a\n", "jpeg": "\xff\xd8\xff", "gif": "GIF8"}

func checkImage(m *medium, i, j int) *service.Refusal {
	if m == nil || m.Source.Bytes == "" {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(m.Source.Bytes)
	if err != nil {
		return refuse("SerializationException", 400, "The bytes at messages.%d.content.%d.image are not base64.", i, j)
	}
	for format, magic := range magics {
		if strings.HasPrefix(string(data), magic) && format != m.Format {
			return refusedByModel("messages.%d.content.%d.image.source.base64: The image was specified using the image/%s media type, but the image appears to be a image/%s image", i, j, m.Format, format)
		}
	}
	return nil
}

// documents checks the names of documents, and that a text goes with them.
func documents(r *request) *service.Refusal {
	seen := map[string]bool{}
	for i, m := range r.Messages {
		has := func(is func(block) bool) bool { return slices.ContainsFunc(m.Content, is) }
		if has(func(b block) bool { return b.Document != nil }) && !has(func(b block) bool { return b.Text != nil }) {
			return invalid("A text block must be included in the content at messages.%d when documents are sent.", i)
		}
		for _, b := range m.Content {
			if b.Document == nil {
				continue
			}
			name := b.Document.Name
			switch {
			case strings.Contains(name, "  ") || strings.Trim(name, " -()[]ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789") != "":
				return invalid("The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and " +
					"square brackets. The name can't contain more than one consecutive whitespace character.")
			case seen[name]:
				return invalid("Messages contain duplicate document names. Provide unique document names and try again.")
			}
			seen[name] = true
		}
	}
	return nil
}

// callsAnswered checks that every toolUse has one toolResult in the next
// message, and that there are no others.
func callsAnswered(r *request) *service.Refusal {
	var open []string
	for i, m := range r.Messages {
		answered := map[string]bool{}
		for _, b := range m.Content {
			if b.ToolResult == nil {
				continue
			}
			if !slices.Contains(open, b.ToolResult.ID) || answered[b.ToolResult.ID] {
				return invalid("The number of toolResult blocks at messages.%d.content exceeds the number of toolUse blocks of previous turn.", i)
			}
			answered[b.ToolResult.ID] = true
		}
		left := slices.DeleteFunc(open, func(id string) bool { return answered[id] })
		if len(left) > 0 {
			return invalid("Expected toolResult blocks at messages.%d.content for the following Ids: %s", i, strings.Join(left, ", "))
		}
		open = nil
		for _, b := range m.Content {
			if b.ToolUse == nil {
				continue
			}
			if slices.Contains(open, b.ToolUse.ID) {
				return refusedByModel("messages.%d.content: `tool_use` ids must be unique", i)
			}
			open = append(open, b.ToolUse.ID)
		}
	}
	if len(open) > 0 {
		return invalid("Expected toolResult blocks at messages.%d.content for the following Ids: %s", len(r.Messages), strings.Join(open, ", "))
	}
	return nil
}
