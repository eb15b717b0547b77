package anthropic

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"strings"

	"aigateway/host-test/upstream/service"
)

// signingKey stands for the service's secret: it makes signatures that a
// gateway can only pass on, never invent.
const signingKey = "the fake service signs what it thinks"

func sign(text string) string {
	h := hmac.New(sha256.New, []byte(signingKey))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// seal hides a thought; unlike a real seal it can be opened by anyone.
func seal(text string) string {
	return base64.StdEncoding.EncodeToString([]byte(sign(text) + text))
}

func isSealed(data string) bool {
	raw, err := base64.StdEncoding.DecodeString(data)
	n := base64.StdEncoding.EncodedLen(sha256.Size)
	return err == nil && len(raw) >= n && string(raw[:n]) == sign(string(raw[n:]))
}

func isThinking(b placed) bool { return b.Type == "thinking" || b.Type == "redacted_thinking" }

// thinkingKept checks that thoughts came back as they were sent, and that the
// turn whose tools are being answered still begins with its own.
func thinkingKept(r *request) *service.Refusal {
	turns := r.turns()
	for i, t := range turns {
		if t.role != "assistant" {
			continue
		}
		if refusal := signed(t); refusal != nil {
			return refusal
		}
		if refusal := r.ordered(t); refusal != nil {
			return refusal
		}
		isOpen := i == len(turns)-1 || i == len(turns)-2 && answers(turns[i+1])
		if r.Thinking.Type == "enabled" && isOpen && len(t.blocks) > 0 && !isThinking(t.blocks[0]) {
			return badRequest("%s.type: Expected `thinking` or `redacted_thinking`, but found `%s`. When `thinking` is enabled, "+
				"a final `assistant` message must start with a thinking block (preceeding the lastmost set of `tool_use` and `tool_result` blocks). "+
				"We recommend you include thinking blocks from previous turns. To avoid this requirement, disable `thinking`. "+
				"Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking",
				t.blocks[0].path(), t.blocks[0].Type)
		}
	}
	return nil
}

// answers tells whether a turn gives the results of tools.
func answers(t turn) bool { return len(t.blocks) > 0 && t.blocks[0].Type == "tool_result" }

func signed(t turn) *service.Refusal {
	for _, b := range t.blocks {
		switch {
		case b.Type == "thinking" && b.Signature != sign(b.Thinking):
			return badRequest("%s: Invalid `signature` in `thinking` block", b.path())
		case b.Type == "redacted_thinking" && !isSealed(b.Data):
			return badRequest("%s: Invalid `data` in `redacted_thinking` block", b.path())
		}
	}
	return nil
}

// ordered checks where thoughts stand in a turn.
func (r *request) ordered(t turn) *service.Refusal {
	if len(t.blocks) == 0 {
		return nil
	}
	if last := t.blocks[len(t.blocks)-1]; isThinking(last) {
		return badRequest("messages.%d: The final block in an assistant message cannot be `thinking`.", last.message)
	}
	if r.interleaved || !r.Thinking.isOn() || isThinking(t.blocks[0]) {
		return nil
	}
	for _, b := range t.blocks {
		if isThinking(b) {
			return badRequest("%s: If an assistant message contains any thinking blocks, the first block must be `thinking` or "+
				"`redacted_thinking`. Found `%s`.", t.blocks[0].path(), t.blocks[0].Type)
		}
	}
	return nil
}

// prefill checks a conversation that ends with the assistant.
func prefill(r *request) *service.Refusal {
	last := r.Messages[len(r.Messages)-1]
	if last.Role != "assistant" {
		return nil
	}
	if !traitsOf(r.Model).prefill {
		return badRequest("This model does not support assistant message prefill. The conversation must end with a user message.")
	}
	text := last.Content.text()
	if text != strings.TrimRight(text, " \t\r\n") {
		return badRequest("messages: final assistant content cannot end with trailing whitespace")
	}
	return nil
}
