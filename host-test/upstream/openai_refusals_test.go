package upstream

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// chatWith is a good request with more members.
func chatWith(members string) string {
	return `{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],` + members + `}`
}

// chatOf is a good request with these messages.
func chatOf(messages string) string { return `{"model":"gpt-4o","messages":[` + messages + `]}` }

const (
	hi       = `{"role":"user","content":"hi"}`
	twoCalls = `{"role":"assistant","content":null,"tool_calls":[` +
		`{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},` +
		`{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]}`
	resultA = `{"role":"tool","tool_call_id":"a","content":"1"}`
	resultB = `{"role":"tool","tool_call_id":"b","content":"2"}`
	someFn  = `"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}]`
)

// refusal is what a request gets; Want is the beginning of the message.
type refusal struct {
	name, body        string
	status            int
	code, param, want string
}

var chatRefusals = []refusal{
	{"not JSON", `{`, 400, "", "", "We could not parse the JSON body"},
	{"two values", `{} {}`, 400, "", "", "We could not parse the JSON body"},
	{"not an object", `[]`, 400, "", "", "We could not parse the JSON body"},
	{"no model", `{"messages":[` + hi + `]}`, 400, "", "", "you must provide a model parameter"},
	{"unknown model", `{"model":"missing-1","messages":[` + hi + `]}`, 404, "model_not_found", "", "The model `missing-1` does not exist"},
	{"no messages", `{"model":"m"}`, 400, "missing_required_parameter", "messages", "Missing required parameter: 'messages'."},
	{"empty messages", `{"model":"m","messages":[]}`, 400, "empty_array", "messages",
		"Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead."},
	{"messages a string", `{"model":"m","messages":"hi"}`, 400, "invalid_type", "messages",
		"Invalid type for 'messages': expected an array of objects, but got a string instead."},

	{"unknown member", chatWith(`"top_k":3`), 400, "", "", "Unrecognized request argument supplied: top_k"},
	{"unknown members", chatWith(`"top_k":3,"system":"x"`), 400, "", "", "Unrecognized request arguments supplied: system, top_k"},
	{"unknown nested member", chatOf(`{"role":"user","content":"hi","cache_control":{}}`), 400, "unknown_parameter",
		"messages[0].cache_control", "Unknown parameter: 'messages[0].cache_control'."},
	{"unknown part member", chatOf(`{"role":"user","content":[{"type":"text","text":"x","cache_control":{}}]}`), 400, "unknown_parameter",
		"messages[0].content[0].cache_control", "Unknown parameter"},
	{"reasoning_content to OpenAI", chatOf(hi + `,{"role":"assistant","content":"x","reasoning_content":"y"},` + hi), 400,
		"unknown_parameter", "messages[1].reasoning_content", "Unknown parameter"},

	{"no role", chatOf(`{"content":"hi"}`), 400, "missing_required_parameter", "messages[0].role", "Missing required"},
	{"unknown role", chatOf(`{"role":"bot","content":"hi"}`), 400, "invalid_value", "messages[0].role",
		"Invalid value: 'bot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and 'developer'."},
	{"no content", chatOf(`{"role":"user"}`), 400, "missing_required_parameter", "messages[0].content", "Missing required"},
	{"null content", chatOf(`{"role":"user","content":null}`), 400, "invalid_type", "messages[0].content",
		"Invalid type for 'messages[0].content': expected one of a string or array of objects, but got null instead."},
	{"empty parts", chatOf(`{"role":"user","content":[]}`), 400, "empty_array", "messages[0].content", "Invalid 'messages[0].content': empty array."},
	{"part of another role", chatOf(`{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://x/y"}}]}`), 400,
		"invalid_value", "messages[0].content[0].type", "Invalid value: 'image_url'. Supported values are: 'text'."},
	{"anthropic image", chatOf(`{"role":"user","content":[{"type":"image","source":{}}]}`), 400, "invalid_value",
		"messages[0].content[0].type", "Invalid value: 'image'."},
	{"assistant says nothing", chatOf(hi + `,{"role":"assistant","content":null}`), 400, "", "messages.[1].content",
		"Invalid value for 'content': expected a string, got null."},
	{"no tool calls", chatOf(hi + `,{"role":"assistant","content":"x","tool_calls":[]}`), 400, "empty_array", "messages[1].tool_calls", "Invalid"},
	{"arguments an object", chatOf(hi + `,{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{}}}]},` + resultA),
		400, "invalid_type", "messages[1].tool_calls[0].function.arguments",
		"Invalid type for 'messages[1].tool_calls[0].function.arguments': expected a string, but got an object instead."},

	{"tool without call", chatOf(hi + "," + resultA), 400, "", "messages.[1].role",
		"Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'."},
	{"call not answered", chatOf(hi + "," + twoCalls + "," + resultA + "," + hi), 400, "", "messages.[3].role",
		"An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. " +
			"The following tool_call_ids did not have response messages: b"},
	{"call not answered at the end", chatOf(hi + "," + twoCalls), 400, "", "messages", "An assistant message with 'tool_calls' must be"},
	{"unknown id", chatOf(hi + "," + twoCalls + `,{"role":"tool","tool_call_id":"z","content":"1"}`), 400, "", "messages.[2].tool_call_id",
		"Invalid parameter: 'tool_call_id' of 'z' not found in 'tool_calls' of previous message."},
	{"answered twice", chatOf(hi + "," + twoCalls + "," + resultA + "," + resultA + "," + resultB), 400, "", "messages.[3].tool_call_id",
		"Invalid parameter: Duplicate value for 'tool_call_id' of 'a'"},
	{"no tool_call_id", chatOf(hi + "," + twoCalls + `,{"role":"tool","content":"1"}`), 400, "missing_required_parameter",
		"messages[2].tool_call_id", "Missing required"},

	{"temperature a string", chatWith(`"temperature":"1"`), 400, "invalid_type", "temperature",
		"Invalid type for 'temperature': expected a decimal, but got a string instead."},
	{"temperature too high", chatWith(`"temperature":2.5`), 400, "decimal_above_max_value", "temperature",
		"Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 2.5 instead."},
	{"temperature too low", chatWith(`"temperature":-1`), 400, "decimal_below_min_value", "temperature", "Invalid 'temperature'"},
	{"top_p too high", chatWith(`"top_p":1.1`), 400, "decimal_above_max_value", "top_p", "Invalid 'top_p'"},
	{"n of none", chatWith(`"n":0`), 400, "integer_below_min_value", "n", "Invalid 'n'"},
	{"max_tokens a decimal", chatWith(`"max_tokens":1.5`), 400, "invalid_type", "max_tokens",
		"Invalid type for 'max_tokens': expected an integer, but got a decimal number instead."},
	{"max_tokens of none", chatWith(`"max_tokens":0`), 400, "integer_below_min_value", "max_tokens", "Invalid 'max_tokens'"},
	{"both limits", chatWith(`"max_tokens":5,"max_completion_tokens":5`), 400, "invalid_parameter_combination", "max_tokens",
		"Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported."},
	{"five stops", chatWith(`"stop":["a","b","c","d","e"]`), 400, "array_above_max_length", "stop",
		"Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 instead."},
	{"metadata not text", chatWith(`"metadata":{"a":1}`), 400, "invalid_type", "metadata.a", "Invalid type for 'metadata.a'"},
	{"logit_bias too high", chatWith(`"logit_bias":{"5":101}`), 400, "decimal_above_max_value", "logit_bias.5", "Invalid"},
	{"unknown effort", chatWith(`"reasoning_effort":"huge"`), 400, "invalid_value", "reasoning_effort", "Invalid value: 'huge'."},
	{"effort without reasoning", chatWith(`"reasoning_effort":"low"`), 400, "", "", "Unrecognized request argument supplied: reasoning_effort"},
	{"usage without stream", chatWith(`"stream_options":{"include_usage":true}`), 400, "", "stream_options",
		"The 'stream_options' parameter is only allowed when 'stream' is enabled."},
	{"top_logprobs alone", chatWith(`"top_logprobs":1`), 400, "", "top_logprobs", "The 'top_logprobs' parameter"},

	{"max_tokens to a reasoning model", `{"model":"gpt-5","max_tokens":5,"messages":[` + hi + `]}`, 400, "unsupported_parameter", "max_tokens",
		"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."},
	{"temperature to a reasoning model", `{"model":"o3","temperature":0,"messages":[` + hi + `]}`, 400, "unsupported_value", "temperature",
		"Unsupported value: 'temperature' does not support 0 with this model."},

	{"no tools in list", chatWith(`"tools":[]`), 400, "empty_array", "tools", "Invalid 'tools': empty array."},
	{"choice without tools", chatWith(`"tool_choice":"auto"`), 400, "", "tool_choice",
		"Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified."},
	{"parallel without tools", chatWith(`"parallel_tool_calls":true`), 400, "", "parallel_tool_calls", "Invalid value for 'parallel_tool_calls'"},
	{"choice any", chatWith(someFn + `,"tool_choice":"any"`), 400, "invalid_value", "tool_choice", "Invalid value: 'any'. Supported values are: 'none', 'auto', and 'required'."},
	{"choice of an unknown tool", chatWith(someFn + `,"tool_choice":{"type":"function","function":{"name":"g"}}`), 400, "invalid_value", "tool_choice", "Tool choice 'g' not found"},
	{"anthropic's tool", chatWith(`"tools":[{"name":"f","input_schema":{"type":"object"}}]`), 400, "missing_required_parameter", "tools[0].type", "Missing required"},
	{"tool name with a dot", chatWith(`"tools":[{"type":"function","function":{"name":"a.b"}}]`), 400, "invalid_value", "tools[0].function.name",
		"Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'."},
	{"tool name too long", chatWith(`"tools":[{"type":"function","function":{"name":"` + strings.Repeat("a", 65) + `"}}]`), 400,
		"string_above_max_length", "tools[0].function.name", "Invalid 'tools[0].function.name': string too long."},
	{"parameters not an object", chatWith(`"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"string"}}}]`), 400,
		"invalid_function_parameters", "tools[0].function.parameters", `Invalid schema for function 'f': schema must be a JSON Schema of 'type: "object"', got 'type: "string"'.`},
	{"strict but open", chatWith(`"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":{"type":"object"}}}]`), 400,
		"invalid_function_parameters", "tools[0].function.parameters", "Invalid schema for function 'f': In context=(), 'additionalProperties' is required"},

	{"unknown format", chatWith(`"response_format":{"type":"xml"}`), 400, "invalid_value", "response_format.type", "Invalid value: 'xml'."},
	{"format without schema", chatWith(`"response_format":{"type":"json_schema"}`), 400, "missing_required_parameter", "response_format.json_schema", "Missing"},
	{"JSON not mentioned", chatWith(`"response_format":{"type":"json_object"}`), 400, "", "messages", "'messages' must contain the word 'json' in some form"},
	{"strict schema with optional property", chatWith(`"response_format":{"type":"json_schema","json_schema":{"name":"x","strict":true,"schema":` +
		`{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"}},"required":[]}}}`), 400, "", "response_format",
		"Invalid schema for response_format 'x': In context=(), 'required' is required to be supplied and to be an array including every key in properties. Missing 'a'."},

	{"image without scheme", chatOf(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"x.png"}}]}`), 400, "invalid_value",
		"messages[0].content[0].image_url.url", "Invalid 'messages[0].content[0].image_url.url'. Expected a valid URL"},
	{"image with bad base64", chatOf(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,@@"}}]}`), 400, "invalid_value",
		"messages[0].content[0].image_url.url", "Invalid"},
	{"image of a document", chatOf(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:application/pdf;base64,AAAA"}}]}`), 400,
		"invalid_image_format", "", "You uploaded an unsupported image."},
	{"image as a string", chatOf(`{"role":"user","content":[{"type":"image_url","image_url":"https://x/y"}]}`), 400, "invalid_type",
		"messages[0].content[0].image_url", "Invalid type for 'messages[0].content[0].image_url': expected an object, but got a string instead."},
	{"file of nothing", chatOf(`{"role":"user","content":[{"type":"file","file":{}}]}`), 400, "missing_required_parameter", "messages[0].content[0].file", "Invalid"},
}

func TestOpenAIRefuses(t *testing.T) {
	s := newServer()
	for _, tt := range chatRefusals {
		t.Run(tt.name, func(t *testing.T) {
			w := post(s, "/v1/chat/completions", tt.body)
			assert.Equal(t, tt.status, w.Code)
			detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
			assert.Equal(t, "invalid_request_error", detail["type"])
			assert.Equal(t, tt.code, text(detail["code"]))
			assert.Equal(t, tt.param, text(detail["param"]))
			message := text(detail["message"])
			assert.True(t, strings.HasPrefix(message, tt.want), "message %q\nwant    %q", message, tt.want)
		})
	}
}

// text is a string, or "" for null.
func text(v any) string {
	s, _ := v.(string)
	return s
}

func TestOpenAIAccepts(t *testing.T) {
	s := newServer()
	for name, body := range map[string]string{
		"nulls": chatWith(`"temperature":null,"stop":null,"max_tokens":null,"n":null,"stream":null,"seed":null,"response_format":{"type":"text"}`),
		"everything": chatWith(`"frequency_penalty":1,"presence_penalty":-1,"logit_bias":{"5":-1},"logprobs":true,"top_logprobs":2,` +
			`"metadata":{"a":"b"},"n":2,"seed":1,"service_tier":"auto","stop":["x"],"store":false,"user":"u","verbosity":"low","prompt_cache_key":"k"`),
		"empty text":      chatOf(`{"role":"user","content":""}`),
		"developer":       chatOf(`{"role":"developer","content":"be brief"},` + hi),
		"answered calls":  chatOf(hi + "," + twoCalls + "," + resultB + "," + resultA + "," + hi),
		"calls with text": chatOf(hi + "," + strings.Replace(twoCalls, "null", `"let me"`, 1) + "," + resultB + "," + resultA),
		"images": chatOf(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y","detail":"low"}},` +
			`{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}`),
		"file":              chatOf(`{"role":"user","content":[{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}}]}`),
		"choice of a tool":  chatWith(someFn + `,"tool_choice":{"type":"function","function":{"name":"f"}},"parallel_tool_calls":false`),
		"reasoning":         `{"model":"gpt-5","reasoning_effort":"low","max_completion_tokens":500,"messages":[` + hi + `]}`,
		"compatible models": `{"model":"deepseek-reasoner","top_k":3,"thinking":{"type":"enabled"},"messages":[` + hi + `,{"role":"assistant","content":"x","reasoning_content":"y"},` + hi + `]}`,
	} {
		t.Run(name, func(t *testing.T) {
			w := post(s, "/v1/chat/completions", body)
			assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
		})
	}
}

func TestOpenAIKeysAndPaths(t *testing.T) {
	s := newServer()
	good := chatOf(hi)
	for _, tt := range []struct {
		name, path string
		headers    []string
		status     int
		code       string
	}{
		{"good", "/v1/chat/completions", nil, 200, ""},
		{"Qwen's path", "/compatible-mode/v1/chat/completions", nil, 200, ""},
		{"DeepSeek's path", "/chat/completions", nil, 200, ""},
		{"a path joined wrongly", "/v1/v1/chat/completions", nil, 404, ""},
		{"a path with two slashes", "//v1/chat/completions", nil, 404, ""},
		{"no key", "/v1/chat/completions", []string{"Authorization:"}, 401, ""},
		{"a basic key", "/v1/chat/completions", []string{"Authorization: Basic x"}, 401, ""},
		{"a bad key", "/v1/chat/completions", []string{"Authorization: Bearer sk-bad"}, 401, "invalid_api_key"},
		{"a form", "/v1/chat/completions", []string{"Content-Type: application/x-www-form-urlencoded"}, 400, "unsupported_content_type"},
		{"Azure", "/openai/deployments/d/chat/completions?api-version=1", []string{"Authorization:", "Api-Key: k"}, 200, ""},
		{"Azure v1", "/openai/v1/chat/completions", []string{"Authorization:", "Api-Key: k"}, 200, ""},
		{"Azure without version", "/openai/deployments/d/chat/completions", []string{"Authorization:", "Api-Key: k"}, 404, "404"},
		{"Azure without key", "/openai/deployments/d/chat/completions?api-version=1", []string{"Authorization:"}, 401, "401"},
		{"Azure without deployment", "/openai/deployments/missing/chat/completions?api-version=1", nil, 404, "DeploymentNotFound"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := post(s, tt.path, good, tt.headers...)
			assert.Equal(t, tt.status, w.Code, w.Body.String())
			if tt.status != 200 {
				detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
				assert.Equal(t, tt.code, text(detail["code"]))
			}
		})
	}
	assert.Equal(t, http.StatusMethodNotAllowed, do(s, httptest.NewRequest(http.MethodGet, "/v1/chat/completions", nil)).Code)
}
