package anthropic

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"aigateway/host-test/upstream/service"
)

// rules are what a table cannot say; they run in order, the first refusal
// counts.
var rules = []func(*request) *service.Refusal{
	modelExists,
	someMessages,
	sampling,
	thinkingKnown,
	thinkingAlone,
	toolsTogether,
	systemWhole,
	messagesWhole,
	sidesKept,
	callsAnswered,
	thinkingKept,
	prefill,
	cacheMarks,
	structure,
}

func someMessages(r *request) *service.Refusal {
	switch {
	case len(r.Messages) == 0:
		return badRequest("messages: at least one message is required")
	case r.Messages[0].Role != "user":
		return badRequest(`messages: first message must use the "user" role`)
	}
	return nil
}

// thinkingAlone checks what thinking does not go with.
func thinkingAlone(r *request) *service.Refusal {
	if !r.Thinking.isOn() {
		return nil
	}
	enabled := r.Thinking.Type == "enabled"
	switch {
	case enabled && r.Thinking.BudgetTokens >= r.MaxTokens && !(r.interleaved && len(r.Tools) > 0):
		return badRequest("`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at " +
			"https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size")
	case r.Temperature != nil && *r.Temperature != 1:
		return badRequest("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode. Please consult our documentation at " +
			"https://docs.claude.com/en/docs/build-with-claude/extended-thinking#important-considerations-when-using-extended-thinking")
	case r.TopK != nil:
		return badRequest("`top_k` must be unset when thinking is enabled or in adaptive mode.")
	case r.TopP != nil && *r.TopP < 0.95:
		return badRequest("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.")
	case enabled && (r.ToolChoice.Type == "any" || r.ToolChoice.Type == "tool"):
		return badRequest("Thinking may not be enabled when tool_choice forces tool use.")
	}
	return nil
}

func toolsTogether(r *request) *service.Refusal {
	names := map[string]bool{}
	for _, t := range r.Tools {
		if t.Name != "" && names[t.Name] {
			return badRequest("tools: Tool names must be unique.")
		}
		names[t.Name] = true
	}
	switch {
	case r.ToolChoice.Type != "" && len(r.Tools) == 0:
		return badRequest("tool_choice may only be specified while providing tools.")
	case r.ToolChoice.Type == "tool" && !names[r.ToolChoice.Name]:
		return badRequest("Tool '%s' not found in provided tools", r.ToolChoice.Name)
	}
	return nil
}

// maxMarks is how many cache marks a request may have.
const maxMarks = 4

func cacheMarks(r *request) *service.Refusal {
	marks, short := 0, false
	var refusal *service.Refusal
	see := func(m *cacheMark, where string) {
		if m == nil {
			return
		}
		marks++
		if m.TTL == "1h" && short && refusal == nil {
			refusal = badRequest("%s.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' "+
				"cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.", where)
		}
		short = short || m.TTL != "1h"
	}
	for i, t := range r.Tools {
		see(t.CacheControl, fmt.Sprintf("tools.%d", i))
	}
	for i, b := range r.System.Blocks {
		see(b.CacheControl, fmt.Sprintf("system.%d", i))
	}
	for i, m := range r.Messages {
		for j, b := range m.Content.Blocks {
			see(b.CacheControl, fmt.Sprintf("messages.%d.content.%d", i, j))
			for _, inner := range b.nested().Blocks {
				see(inner.CacheControl, fmt.Sprintf("messages.%d.content.%d", i, j))
			}
		}
	}
	see(r.CacheControl, "")
	if marks > maxMarks {
		return badRequest("A maximum of 4 blocks with cache_control may be provided. Found %d.", marks)
	}
	return refusal
}

// structure checks the schema of structured output: every object is closed.
func structure(r *request) *service.Refusal {
	f := r.format()
	if f == nil {
		return nil
	}
	var schema any
	_ = json.Unmarshal(f.Schema, &schema) // its shape was found right
	if isClosed(schema) {
		return nil
	}
	name := "output_config.format.schema"
	if r.OutputFormat != nil {
		name = "output_format.schema"
	}
	return badRequest("%s: For 'object' type, 'additionalProperties' must be explicitly set to false", name)
}

func isClosed(schema any) bool {
	switch v := schema.(type) {
	case map[string]any:
		if v["type"] == "object" && v["additionalProperties"] != false {
			return false
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if !isClosed(v[name]) {
				return false
			}
		}
	case []any:
		return !slices.ContainsFunc(v, func(s any) bool { return !isClosed(s) })
	}
	return true
}
