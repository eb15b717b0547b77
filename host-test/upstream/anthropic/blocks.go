package anthropic

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

func systemWhole(r *request) *service.Refusal {
	for i, b := range r.System.Blocks {
		switch {
		case r.System.IsText:
		case b.Text == "" && b.CacheControl != nil:
			return badRequest("system.%d: cache_control cannot be set for empty text blocks", i)
		case b.Text == "":
			return badRequest("system: text content blocks must be non-empty")
		}
	}
	return nil
}

// messagesWhole checks each message by itself: it says something, and what it
// carries can be read.
func messagesWhole(r *request) *service.Refusal {
	for i, m := range r.Messages {
		isFinal := i == len(r.Messages)-1 && m.Role == "assistant"
		isEmpty := len(m.Content.Blocks) == 0 || m.Content.IsText && m.Content.Blocks[0].Text == ""
		switch {
		case isEmpty && isFinal:
			continue
		case isEmpty && m.Role == "user":
			return badRequest("messages.%d: user messages must have non-empty content", i)
		case isEmpty:
			return badRequest("messages.%d: all messages must have non-empty content except for the optional final assistant message", i)
		}
		for j, b := range m.Content.Blocks {
			if refusal := checkBlock(b, fmt.Sprintf("messages.%d.content.%d", i, j)); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

func checkBlock(b block, at string) *service.Refusal {
	switch b.Type {
	case "text":
		return checkText(b, at)
	case "image", "document":
		return checkSource(b.source(), at+"."+b.Type+".source")
	case "tool_result":
		inner := b.nested()
		if b.IsError && inner.text() == "" && !slices.ContainsFunc(inner.Blocks, func(b block) bool { return b.Type != "text" }) {
			return badRequest("%s.tool_result: content cannot be empty if `is_error` is true", at)
		}
		for k, b := range inner.Blocks {
			if inner.IsText {
				break // an empty text is an empty result, which is fine
			}
			if refusal := checkBlock(b, fmt.Sprintf("%s.tool_result.content.%d", at, k)); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

func checkText(b block, at string) *service.Refusal {
	switch {
	case b.Text == "" && b.CacheControl != nil:
		return badRequest("%s.text: cache_control cannot be set for empty text blocks", at)
	case b.Text == "":
		return badRequest("messages: text content blocks must be non-empty")
	case strings.TrimSpace(b.Text) == "":
		return badRequest("messages: text content blocks must contain non-whitespace text")
	}
	return nil
}

// magics are the first bytes of the image formats that are seen.
var magics = []struct{ begin, mediaType string }{
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF8", "image/gif"},
}

func checkSource(s source, at string) *service.Refusal {
	switch s.Type {
	case "url":
		if u, err := url.Parse(s.URL); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return badRequest("%s.url.url: Only HTTPS URLs are supported.", at)
		}
	case "base64":
		data := decodeBase64(s.Data)
		if len(data) == 0 {
			return badRequest("%s.base64.data: Invalid base64 data", at)
		}
		for _, m := range magics {
			if strings.HasPrefix(string(data[:min(len(data), 8)]), m.begin) && m.mediaType != s.MediaType {
				return badRequest("%s.base64: The image was specified using the %s media type, but the image appears to be a %s image",
					at, s.MediaType, m.mediaType)
			}
		}
	}
	return nil
}

// sides says which side may send a kind of block.
var sides = map[string]string{
	"tool_use": "assistant", "thinking": "assistant", "redacted_thinking": "assistant",
	"tool_result": "user", "image": "user", "search_result": "user",
}

func sidesKept(r *request) *service.Refusal {
	for i, m := range r.Messages {
		for _, b := range m.Content.Blocks {
			if side := sides[b.Type]; side != "" && side != m.Role {
				return badRequest("messages.%d: `%s` blocks can only be in `%s` messages", i, b.Type, side)
			}
			if refusal := sidesOfVersion26(m.Role, b, i); r.isVersion26 && refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

// sidesOfVersion26 checks what the later version of the API added.
func sidesOfVersion26(role string, b block, message int) *service.Refusal {
	switch {
	case b.Type == "document" && role == "assistant":
		return badRequest("messages.%d: `document` blocks can only be in `user` messages", message)
	case b.Type == "text" && role == "user" && b.isCited():
		return badRequest("messages.%d: `citations` can only be in `text` blocks of `assistant` messages", message)
	}
	return nil
}
