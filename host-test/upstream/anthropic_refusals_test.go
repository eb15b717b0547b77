package upstream

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// messagesWith is a good request with more members.
func messagesWith(members string) string {
	return `{"model":"claude-sonnet-4-5","max_tokens":2048,"messages":[` + hi + `],` + members + `}`
}

// messagesOf is a good request with these messages.
func messagesOf(messages string) string {
	return `{"model":"claude-sonnet-4-5","max_tokens":2048,"messages":[` + messages + `]}`
}

// userOf is a user message of these blocks.
func userOf(blocks string) string { return `{"role":"user","content":[` + blocks + `]}` }

// assistantOf is an assistant message of these blocks.
func assistantOf(blocks string) string { return `{"role":"assistant","content":[` + blocks + `]}` }

// opus48 is a good request to a newer model with more members.
func opus48(members string) string {
	return strings.Replace(messagesWith(members), "claude-sonnet-4-5", "claude-opus-4-8", 1)
}

// thinkingOf is a request with thinking enabled and these messages.
func thinkingOf(messages string) string {
	return `{"model":"claude-sonnet-4-5","max_tokens":2048,"thinking":{"type":"enabled","budget_tokens":1024},"messages":[` + messages + `]}`
}

const (
	useA   = `{"type":"tool_use","id":"a","name":"f","input":{}}`
	useB   = `{"type":"tool_use","id":"b","name":"f","input":{}}`
	doneA  = `{"type":"tool_result","tool_use_id":"a","content":"1"}`
	doneB  = `{"type":"tool_result","tool_use_id":"b","content":"2"}`
	words  = `{"type":"text","text":"x"}`
	marked = `{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}`
	oneFn  = `"tools":[{"name":"f","input_schema":{"type":"object"}}]`
	png    = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)

var messageRefusals = []struct{ name, body, want string }{
	{"not JSON", `{`, "The request body is not valid JSON: "},
	{"not an object", `[]`, "Input should be a valid dictionary"},
	{"no model", `{"max_tokens":5,"messages":[` + hi + `]}`, "model: Field required"},
	{"no max_tokens", `{"model":"m","messages":[` + hi + `]}`, "max_tokens: Field required"},
	{"no messages", `{"model":"m","max_tokens":5}`, "messages: Field required"},
	{"empty messages", messagesOf(``), "messages: at least one message is required"},
	{"max_tokens of none", `{"model":"m","max_tokens":0,"messages":[` + hi + `]}`, "max_tokens: Input should be greater than or equal to 1"},
	{"max_tokens a string", `{"model":"m","max_tokens":"5","messages":[` + hi + `]}`, "max_tokens: Input should be a valid integer"},
	{"unknown member", messagesWith(`"n":1`), "n: Extra inputs are not permitted"},
	{"OpenAI's stop", messagesWith(`"stop":["x"]`), "stop: Extra inputs are not permitted"},
	{"unknown nested member", messagesOf(`{"role":"user","content":"hi","name":"x"}`), "messages.0.name: Extra inputs are not permitted"},
	{"unknown block member", messagesOf(userOf(`{"type":"text","text":"x","x":1}`)), "messages.0.content.0.text.x: Extra inputs are not permitted"},
	{"beta member without header", messagesWith(`"context_management":{}`), "context_management: Extra inputs are not permitted"},

	{"system role", messagesOf(`{"role":"system","content":"x"},` + hi), `messages: Unexpected role "system".`},
	{"unknown role", messagesOf(`{"role":"tool","content":"x"}`), "messages.0.role: Input should be 'user' or 'assistant'"},
	{"assistant first", messagesOf(`{"role":"assistant","content":"x"}`), `messages: first message must use the "user" role`},
	{"null content", messagesOf(`{"role":"user","content":null}`), "messages.0.content: Input should be a valid list"},
	{"empty user text", messagesOf(`{"role":"user","content":""}`), "messages.0: user messages must have non-empty content"},
	{"empty assistant text", messagesOf(hi + `,{"role":"assistant","content":""},` + hi),
		"messages.1: all messages must have non-empty content except for the optional final assistant message"},
	{"empty text block", messagesOf(userOf(`{"type":"text","text":""}`)), "messages: text content blocks must be non-empty"},
	{"blank text block", messagesOf(userOf(`{"type":"text","text":" \n"}`)), "messages: text content blocks must contain non-whitespace text"},
	{"empty system block", messagesWith(`"system":[{"type":"text","text":""}]`), "system: text content blocks must be non-empty"},
	{"unknown block", messagesOf(userOf(`{"type":"image_url","image_url":{"url":"https://x/y"}}`)),
		"messages.0.content.0: Input tag 'image_url' found using 'type' does not match any of the expected tags: "},
	{"block without type", messagesOf(userOf(`{"text":"x"}`)), "messages.0.content.0.type: Field required"},

	{"call not answered", messagesOf(hi + "," + assistantOf(useA+","+useB) + "," + userOf(doneA)),
		"messages.1: `tool_use` ids were found without `tool_result` blocks immediately after: b. " +
			"Each `tool_use` block must have a corresponding `tool_result` block in the next message."},
	{"call at the end", messagesOf(hi + "," + assistantOf(useA)), "messages.1: `tool_use` ids were found without"},
	{"text before the result", messagesOf(hi + "," + assistantOf(useA) + "," + userOf(words+","+doneA)), "messages.1: `tool_use` ids were found without"},
	{"result of nothing", messagesOf(userOf(doneA)),
		"messages.0.content.0: unexpected `tool_use_id` found in `tool_result` blocks: a. " +
			"Each `tool_result` block must have a corresponding `tool_use` block in the previous message."},
	{"result too late", messagesOf(hi + "," + assistantOf(useA) + "," + userOf(doneA) + "," + assistantOf(words) + "," + userOf(doneA)),
		"messages.4.content.0: unexpected `tool_use_id` found"},
	{"two results", messagesOf(hi + "," + assistantOf(useA) + "," + userOf(doneA+","+doneA)),
		"messages.2.content.1: each tool_use must have a single result. Found multiple `tool_result` blocks with id: a"},
	{"ids twice", messagesOf(hi + "," + assistantOf(useA+","+useA) + "," + userOf(doneA)), "messages.1.content.1: `tool_use` ids must be unique"},
	{"id with a dot", messagesOf(hi + "," + assistantOf(`{"type":"tool_use","id":"a.b","name":"f","input":{}}`)),
		"messages.1.content.0.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'"},
	{"input a string", messagesOf(hi + "," + assistantOf(`{"type":"tool_use","id":"a","name":"f","input":"{}"}`)),
		"messages.1.content.0.tool_use.input: Input should be a valid dictionary"},
	{"call by the user", messagesOf(userOf(useA)), "messages.0: `tool_use` blocks can only be in `assistant` messages"},
	{"result by the assistant", messagesOf(hi + "," + assistantOf(doneA) + "," + hi), "messages.1: `tool_result` blocks can only be in `user` messages"},
	{"error without content", messagesOf(hi + "," + assistantOf(useA) + "," + userOf(`{"type":"tool_result","tool_use_id":"a","is_error":true}`)),
		"messages.2.content.0.tool_result: content cannot be empty if `is_error` is true"},
	{"image in a result of another type", messagesOf(hi + "," + assistantOf(useA) + "," + userOf(
		`{"type":"tool_result","tool_use_id":"a","content":[{"type":"image_url"}]}`)), "messages.2.content.0.tool_result.content.0: Input tag 'image_url'"},

	{"budget too small", messagesWith(`"thinking":{"type":"enabled","budget_tokens":1000}`),
		"thinking.enabled.budget_tokens: Input should be greater than or equal to 1024"},
	{"no budget", messagesWith(`"thinking":{"type":"enabled"}`), "thinking.enabled.budget_tokens: Field required"},
	{"budget too large", messagesWith(`"thinking":{"type":"enabled","budget_tokens":2048}`), "`max_tokens` must be greater than `thinking.budget_tokens`."},
	{"thinking and temperature", messagesWith(`"thinking":{"type":"enabled","budget_tokens":1024},"temperature":0`),
		"`temperature` may only be set to 1 when thinking is enabled"},
	{"thinking and top_k", messagesWith(`"thinking":{"type":"enabled","budget_tokens":1024},"top_k":5`), "`top_k` must be unset when thinking is enabled"},
	{"thinking and top_p", messagesWith(`"thinking":{"type":"enabled","budget_tokens":1024},"top_p":0.5`), "`top_p` must be greater than or equal to 0.95"},
	{"thinking and a forced tool", messagesWith(`"thinking":{"type":"enabled","budget_tokens":1024},` + oneFn + `,"tool_choice":{"type":"any"}`),
		"Thinking may not be enabled when tool_choice forces tool use."},
	{"unknown thinking", messagesWith(`"thinking":{"type":"on"}`), "thinking: Input tag 'on' found using 'type'"},
	{"thinking not sent back", thinkingOf(hi + "," + assistantOf(useA) + "," + userOf(doneA)),
		"messages.1.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled"},
	{"wrong signature", thinkingOf(hi + "," + assistantOf(`{"type":"thinking","thinking":"x","signature":"y"},`+useA) + "," + userOf(doneA)),
		"messages.1.content.0: Invalid `signature` in `thinking` block"},
	{"no signature", thinkingOf(hi + "," + assistantOf(`{"type":"thinking","thinking":"x"},`+useA) + "," + userOf(doneA)),
		"messages.1.content.0.thinking.signature: Field required"},
	{"wrong seal", messagesOf(hi + "," + assistantOf(`{"type":"redacted_thinking","data":"y"},`+words) + "," + hi),
		"messages.1.content.0: Invalid `data` in `redacted_thinking` block"},

	{"temperature too high", messagesWith(`"temperature":1.5`), "temperature: range: 0..1"},
	{"both kinds of sampling", messagesWith(`"temperature":0.5,"top_p":0.5`), "`temperature` and `top_p` cannot both be specified for this model."},
	{"metadata of OpenAI", messagesWith(`"metadata":{"a":"b"}`), "metadata.a: Extra inputs are not permitted"},
	{"unknown tier", messagesWith(`"service_tier":"default"`), "service_tier: Input should be 'auto' or 'standard_only'"},
	{"stop a string", messagesWith(`"stop_sequences":"x"`), "stop_sequences: Input should be a valid list"},

	{"OpenAI's tool", messagesWith(`"tools":[{"type":"function","function":{"name":"f"}}]`), "tools.0: Input tag 'function' found using 'type'"},
	{"tool without schema", messagesWith(`"tools":[{"name":"f"}]`), "tools.0.custom.input_schema: Field required"},
	{"schema without type", messagesWith(`"tools":[{"name":"f","input_schema":{}}]`), "tools.0.custom.input_schema.type: Field required"},
	{"tool name with a space", messagesWith(`"tools":[{"name":"a b","input_schema":{"type":"object"}}]`),
		"tools.0.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'"},
	{"tools twice", messagesWith(`"tools":[{"name":"f","input_schema":{"type":"object"}},{"name":"f","input_schema":{"type":"object"}}]`),
		"tools: Tool names must be unique."},
	{"choice without tools", messagesWith(`"tool_choice":{"type":"auto"}`), "tool_choice may only be specified while providing tools."},
	{"choice a string", messagesWith(oneFn + `,"tool_choice":"auto"`), "tool_choice: Input should be a valid dictionary"},
	{"choice of an unknown tool", messagesWith(oneFn + `,"tool_choice":{"type":"tool","name":"g"}`), "Tool 'g' not found in provided tools"},

	{"image of another kind", messagesOf(userOf(`{"type":"image","source":{"type":"base64","media_type":"image/bmp","data":"AAAA"}}`)),
		"messages.0.content.0.image.source.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'"},
	{"image mislabelled", messagesOf(userOf(`{"type":"image","source":{"type":"base64","media_type":"image/jpeg","data":"` + png + `"}}`)),
		"messages.0.content.0.image.source.base64: The image was specified using the image/jpeg media type, but the image appears to be a image/png image"},
	{"image as a data URL", messagesOf(userOf(`{"type":"image","source":{"type":"url","url":"data:image/png;base64,AAAA"}}`)), "messages.0.content.0.image.source.url.url: "},
	{"image by the assistant", messagesOf(hi + "," + assistantOf(`{"type":"image","source":{"type":"url","url":"https://x/y"}}`) + "," + hi),
		"messages.1: `image` blocks can only be in `user` messages"},

	{"five marks", messagesOf(userOf(strings.Repeat(marked+",", 4) + marked)), "A maximum of 4 blocks with cache_control may be provided. Found 5."},
	{"unknown ttl", messagesOf(userOf(`{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1d"}}`)),
		"messages.0.content.0.text.cache_control.ephemeral.ttl: Input should be '5m' or '1h'"},
	{"longer mark after a shorter", messagesOf(userOf(marked + `,{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1h"}}`)),
		"messages.0.content.1.cache_control.ttl: a ttl='1h' cache_control block must not come after"},

	{"prefill ends with a space", messagesOf(hi + `,{"role":"assistant","content":"x "}`), "messages: final assistant content cannot end with trailing whitespace"},
	{"adaptive thinking of an older model", messagesWith(`"thinking":{"type":"adaptive"}`), "adaptive thinking is not supported on this model"},
	{"a budget to a newer model", opus48(`"thinking":{"type":"enabled","budget_tokens":1024}`),
		`"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"`},
	{"temperature to a newer model", opus48(`"temperature":1`), "`temperature` is deprecated for this model."},
	{"system role to a model between", strings.Replace(messagesOf(hi+`,{"role":"system","content":"x"}`), "sonnet-4-5", "sonnet-5", 1),
		"role 'system' is not supported on this model"},
	{"system role first", `{"model":"claude-opus-4-8","max_tokens":5,"messages":[{"role":"system","content":"x"},` + hi + `]}`,
		"messages.0: use the top-level 'system' parameter for the initial system prompt"},
	{"prefill of a newer model", `{"model":"claude-opus-4-6","max_tokens":5,"messages":[` + hi + `,{"role":"assistant","content":"x"}]}`,
		"This model does not support assistant message prefill."},
	{"open schema", messagesWith(`"output_config":{"format":{"type":"json_schema","schema":{"type":"object"}}}`),
		"output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false"},
}

func TestAnthropicRefuses(t *testing.T) {
	s := newServer()
	for _, tt := range messageRefusals {
		t.Run(tt.name, func(t *testing.T) {
			w := post(s, "/v1/messages", tt.body)
			assert.Equal(t, http.StatusBadRequest, w.Code)
			v := parse(t, w.Body.Bytes())
			assert.Equal(t, "error", v["type"])
			assert.Equal(t, w.Header().Get("Request-Id"), v["request_id"])
			detail, _ := v["error"].(map[string]any)
			assert.Equal(t, "invalid_request_error", detail["type"])
			message := text(detail["message"])
			assert.True(t, strings.HasPrefix(message, tt.want), "message %q\nwant    %q", message, tt.want)
		})
	}
}

func TestAnthropicAccepts(t *testing.T) {
	s := newServer()
	for name, body := range map[string]string{
		"everything": messagesWith(`"system":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1h"}}],"stop_sequences":["q"],` +
			`"temperature":1,"top_k":5,"metadata":{"user_id":"u"},"service_tier":"auto","stream":false,` + oneFn + `,"tool_choice":{"type":"auto","disable_parallel_tool_use":true}`),
		"empty system":            messagesWith(`"system":""`),
		"roles not alternated":    messagesOf(hi + "," + hi + `,{"role":"assistant","content":"x"},{"role":"assistant","content":"y"},` + hi),
		"results in two messages": messagesOf(hi + "," + assistantOf(words+","+useA+","+useB) + "," + userOf(doneB) + "," + userOf(doneA+","+words)),
		"empty result":            messagesOf(hi + "," + assistantOf(useA) + "," + userOf(`{"type":"tool_result","tool_use_id":"a"}`)),
		"result with an image": messagesOf(hi + "," + assistantOf(useA) + "," + userOf(`{"type":"tool_result","tool_use_id":"a","is_error":true,"content":[`+
			`{"type":"image","source":{"type":"base64","media_type":"image/png","data":"`+png+`"}}]}`)),
		"documents": messagesOf(userOf(`{"type":"document","title":"t","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}},` +
			`{"type":"document","source":{"type":"text","media_type":"text/plain","data":"x"},"citations":{"enabled":true}},` +
			`{"type":"document","source":{"type":"url","url":"https://x/y.pdf"}}`)),
		"prefill":           messagesOf(hi + `,{"role":"assistant","content":"x"}`),
		"server tools":      messagesWith(`"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":3}]`),
		"custom by name":    messagesWith(`"tools":[{"type":"custom","name":"f","description":"d","input_schema":{"type":"object","properties":{}}}]`),
		"structured output": messagesWith(`"output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object","additionalProperties":false}}}`),
		"thinking later":    thinkingOf(hi + "," + assistantOf(words) + "," + hi),
		"adaptive, without its thoughts": `{"model":"claude-opus-4-6","max_tokens":5,"thinking":{"type":"adaptive"},"messages":[` +
			hi + "," + assistantOf(useA) + "," + userOf(doneA) + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			w := post(s, "/v1/messages", body)
			assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
		})
	}
	w := post(s, "/v1/messages", strings.Replace(messagesOf(hi+`,{"role":"system","content":"be brief"}`), "sonnet-4-5", "opus-4-8", 1))
	assert.Contains(t, w.Body.String(), "I was told: be brief")
	w = post(s, "/v1/messages", messagesWith(`"context_management":{}`), "Anthropic-Beta: other-1, context-management-2025-06-27")
	assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
	w = post(s, "/v1/messages", messagesWith(oneFn+`,"thinking":{"type":"enabled","budget_tokens":4096}`), "Anthropic-Beta: interleaved-thinking-2025-05-14")
	assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
}

// TestAnthropicVersions checks what the version of October 2026 took away.
func TestAnthropicVersions(t *testing.T) {
	s := newServer()
	document := `{"type":"document","source":{"type":"url","url":"https://x/y.pdf"}}`
	for body, want := range map[string]string{
		messagesWith(`"temperature":1`):                         "temperature: Extra inputs are not permitted",
		messagesWith(`"top_p":1`):                               "top_p: Extra inputs are not permitted",
		messagesWith(`"top_k":1`):                               "top_k: Extra inputs are not permitted",
		messagesOf(hi + "," + assistantOf(document) + "," + hi): "messages.1: `document` blocks can only be",
		messagesOf(userOf(`{"type":"text","text":"x","citations":[{"type":"char_location"}]}`)): "messages.0: `citations` can only be",
	} {
		assert.Equal(t, http.StatusOK, post(s, "/v1/messages", body).Code, body)
		w := post(s, "/v1/messages", body, "Anthropic-Version: 2026-10-21")
		assert.Equal(t, http.StatusBadRequest, w.Code, body)
		assert.Contains(t, w.Body.String(), want)
	}
}

func TestAnthropicKeysAndPaths(t *testing.T) {
	s := newServer()
	for _, tt := range []struct {
		name, path, model string
		headers           []string
		status            int
		kind, want        string
	}{
		{"good", "/v1/messages", "m", nil, 200, "", ""},
		{"DeepSeek's path", "/anthropic/v1/messages", "m", nil, 200, "", ""},
		{"a bearer", "/v1/messages", "m", []string{"X-Api-Key:", "Authorization: Bearer t"}, 200, "", ""},
		{"no key", "/v1/messages", "m", []string{"X-Api-Key:"}, 401, "authentication_error", "x-api-key header is required"},
		{"a bad key", "/v1/messages", "m", []string{"X-Api-Key: bad"}, 401, "authentication_error", "invalid x-api-key"},
		{"a bad bearer", "/v1/messages", "m", []string{"X-Api-Key:", "Authorization: Bearer bad"}, 401, "authentication_error", "Invalid bearer token"},
		{"no version", "/v1/messages", "m", []string{"Anthropic-Version:"}, 400, "invalid_request_error", "anthropic-version: header is required"},
		{"another version", "/v1/messages", "m", []string{"Anthropic-Version: 2030-01-01"}, 400, "invalid_request_error", "anthropic-version: "},
		{"unknown model", "/v1/messages", "missing-1", nil, 404, "not_found_error", "model: missing-1"},
		{"a path joined wrongly", "/v1/v1/messages", "m", nil, 404, "not_found_error", "Not Found"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := post(s, tt.path, `{"model":"`+tt.model+`","max_tokens":5,"messages":[`+hi+`]}`, tt.headers...)
			require.Equal(t, tt.status, w.Code, w.Body.String())
			if tt.status != 200 {
				detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
				assert.Equal(t, tt.kind, detail["type"])
				assert.Contains(t, detail["message"], tt.want)
			}
		})
	}
}
