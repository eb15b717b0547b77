package upstream

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// respondWith is a good request with more members, respondTo one with these
// items behind a good one.
func respondWith(members string) string { return `{"model":"gpt-4o","input":"hi",` + members + `}` }

func respondTo(items string) string {
	return `{"model":"gpt-5","input":[{"role":"user","content":"hi"},` + items + `]}`
}

const (
	functionF = `{"type":"function","name":"f","parameters":{"type":"object"}}`
	calledF   = `{"type":"function_call","call_id":"a","name":"f","arguments":"{}"}`
	gaveF     = `{"type":"function_call_output","call_id":"a","output":"1"}`
	answered  = `{"role":"assistant","content":"x"}`
)

var responseRefusals = []refusal{
	{"not JSON", `{`, 400, "", "", "We could not parse the JSON body"},
	{"no model", `{"input":"x"}`, 400, "", "", "you must provide a model parameter"},
	{"unknown model", `{"model":"missing-1","input":"x"}`, 404, "model_not_found", "", "The model `missing-1` does not exist"},
	{"no input", `{"model":"m"}`, 400, "missing_required_parameter", "input", "One of 'input' or 'previous_response_id'"},
	{"empty input", `{"model":"m","input":[]}`, 400, "empty_array", "input", "Invalid 'input': empty array."},
	{"messages", respondWith(`"messages":[]`), 400, "unknown_parameter", "messages", "Unknown parameter: 'messages'."},
	{"unknown member", respondWith(`"seed":1`), 400, "unknown_parameter", "seed", "Unknown parameter: 'seed'."},
	{"stream_options of chat", respondWith(`"stream":true,"stream_options":{"include_usage":true}`), 400, "unknown_parameter",
		"stream_options.include_usage", "Unknown parameter: 'stream_options.include_usage'."},
	{"few tokens", respondWith(`"max_output_tokens":5`), 400, "integer_below_min_value", "max_output_tokens",
		"Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 5 instead."},
	{"unknown role", respondTo(`{"role":"tool","content":"x"}`), 400, "invalid_value", "input[1].role", "Invalid value: 'tool'."},
	{"unknown item", respondTo(`{"type":"tool_call"}`), 400, "invalid_value", "input[1].type", "Invalid value: 'tool_call'."},
	{"part of chat", respondTo(`{"role":"user","content":[{"type":"text","text":"x"}]}`), 400, "invalid_value", "input[1].content[0].type",
		"Invalid value: 'text'."},
	{"status of reasoning", respondTo(`{"type":"reasoning","summary":[],"status":"completed"},` + answered), 400, "unknown_parameter",
		"input[1].status", "Unknown parameter: 'input[1].status'."},
	{"wrong id", respondTo(`{"type":"function_call","id":"call_1","call_id":"a","name":"f","arguments":"{}"},` + gaveF), 400, "invalid_value",
		"input[1].id", "Invalid 'input[1].id'"},
	{"long call id", respondTo(strings.Replace(calledF, `"a"`, `"`+strings.Repeat("a", 65)+`"`, 1)), 400, "string_above_max_length",
		"input[1].call_id", "Invalid 'input[1].call_id': string too long."},
	{"tool of chat", respondWith(`"tools":[{"type":"function","function":{"name":"f"}}]`), 400, "missing_required_parameter", "tools[0].name",
		"Missing required parameter: 'tools[0].name'."},
	{"open schema of a strict tool", respondWith(`"tools":[` + strings.Replace(functionF, `{"type":"function"`, `{"type":"function","strict":true`, 1) + `]`), 400,
		"invalid_function_parameters", "tools[0].parameters", "Invalid schema for function 'f': In context=()"},
	{"choice of no tool", respondWith(`"tools":[` + functionF + `],"tool_choice":{"type":"function","name":"g"}`), 400, "", "tool_choice", "Tool choice 'function' not found"},
	{"no json", respondWith(`"text":{"format":{"type":"json_object"}}`), 400, "", "input", "Response input messages must contain the word 'json'"},
	{"effort without reasoning", respondWith(`"reasoning":{"effort":"low"}`), 400, "unsupported_parameter", "reasoning.effort", "Unsupported parameter"},
	{"sealed without reasoning", respondWith(`"include":["reasoning.encrypted_content"]`), 400, "", "include", "Encrypted content is not supported with this model."},
	{"temperature of a reasoning model", `{"model":"gpt-5","input":"x","temperature":1}`, 400, "unsupported_parameter", "temperature", "Unsupported parameter"},
	{"previous response", respondWith(`"previous_response_id":"resp_1"`), 400, "previous_response_not_found", "previous_response_id",
		"Previous response with id 'resp_1' not found."},
	{"item reference", respondTo(`{"type":"item_reference","id":"msg_1"}`), 404, "", "input", "Item with id 'msg_1' not found."},
	{"result of nothing", respondTo(gaveF), 400, "", "input", "No tool call found for function call output with call_id a."},
	{"result of another kind", respondTo(calledF + `,{"type":"custom_tool_call_output","call_id":"a","output":"1"}`), 400, "", "input",
		"No tool call found for custom tool call output with call_id a."},
	{"call without result", respondTo(calledF), 400, "", "input", "No tool output found for function call a."},
	{"reasoning by its id", respondTo(`{"type":"reasoning","id":"rs_1","summary":[]},` + answered), 404, "", "input", "Item with id 'rs_1' not found."},
	{"reasoning of another provider", respondTo(`{"type":"reasoning","summary":[],"encrypted_content":"signed\"EqQB"},` + answered), 400,
		"invalid_encrypted_content", "", `The encrypted content signed"EqQB could not be verified.`},
	{"reasoning and no more", respondTo(`{"type":"reasoning","summary":[]}`), 400, "", "input", "Item '' of type 'reasoning' was provided without"},
	{"image of another kind", respondTo(`{"role":"user","content":[{"type":"input_image","image_url":"data:image/bmp;base64,AAAA"}]}`), 400,
		"invalid_image_format", "", "You uploaded an unsupported image."},
	{"file as base64", respondTo(`{"role":"user","content":[{"type":"input_file","file_data":"AAAA"}]}`), 400, "invalid_value",
		"input[1].content[0].file_data", "Invalid 'input[1].content[0].file_data'."},
}

func TestResponsesRefuses(t *testing.T) {
	s := newServer()
	for _, tt := range responseRefusals {
		t.Run(tt.name, func(t *testing.T) {
			w := post(s, "/v1/responses", tt.body)
			assert.Equal(t, tt.status, w.Code, w.Body)
			detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
			assert.Equal(t, "invalid_request_error", detail["type"])
			assert.Equal(t, tt.code, text(detail["code"]))
			assert.Equal(t, tt.param, text(detail["param"]))
			message := text(detail["message"])
			assert.True(t, strings.HasPrefix(message, tt.want), "message %q\nwant    %q", message, tt.want)
		})
	}
}

var responded = map[string]string{
	"text":       respondWith(`"instructions":"be brief"`),
	"one call":   `{"model":"gpt-4o","input":"call f","tools":[` + functionF + `]}`,
	"custom":     `{"model":"gpt-4o","input":"call c {\"x\":1}","tools":[{"type":"custom","name":"c"}]}`,
	"reasoning":  `{"model":"gpt-5","input":"hello","reasoning":{"effort":"low","summary":"auto"}}`,
	"hidden":     `{"model":"gpt-5","input":"call f","tools":[` + functionF + `]}`,
	"cut":        `{"model":"gpt-4o","input":"` + strings.Repeat("a b c d ", 9) + `","max_output_tokens":16}`,
	"refusal":    `{"model":"gpt-4o","input":"ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL"}`,
	"everything": respondTo(`{"type":"message","role":"developer","content":[{"type":"input_text","text":"y"}]},` + calledF + `,` + gaveF + `,` + answered + `,{"role":"user","content":[{"type":"input_image","image_url":"https://x/y.png"}]}`),
}

// TestResponsesStreamIsTheAnswer holds that the last event of a stream is the
// answer that is not streamed, and that the items told before are its items.
func TestResponsesStreamIsTheAnswer(t *testing.T) {
	for name, body := range responded {
		t.Run(name, func(t *testing.T) {
			s := newServer()
			w := post(s, "/v1/responses", body)
			require.Equal(t, http.StatusOK, w.Code, w.Body)
			whole := parse(t, w.Body.Bytes())
			events := split(t, post(s, "/v1/responses", streamed(body, "")).Body.String())
			items := []any{}
			for n, e := range events {
				v := parse(t, []byte(e.data))
				assert.Equal(t, e.name, v["type"])
				assert.EqualValues(t, n, v["sequence_number"])
				if v["type"] == "response.output_item.done" {
					assert.EqualValues(t, len(items), v["output_index"])
					items = append(items, v["item"])
				}
			}
			last := parse(t, []byte(events[len(events)-1].data))
			assert.Equal(t, whole, last["response"])
			assert.Equal(t, whole["output"], items)
		})
	}
}

// TestReasoningComesBack holds that what the service sealed is taken back, also
// where its id is gone.
func TestReasoningComesBack(t *testing.T) {
	s := newServer()
	first := parse(t, post(s, "/v1/responses", responded["hidden"]).Body.Bytes())
	output := first["output"].([]any)
	reasoning, call := output[0].(map[string]any), output[1].(map[string]any)
	again := respondTo(`{"type":"reasoning","summary":[],"encrypted_content":"` + text(reasoning["encrypted_content"]) + `"},` +
		strings.Replace(calledF, `"a"`, `"`+text(call["call_id"])+`"`, 1) + `,` + strings.Replace(gaveF, `"a"`, `"`+text(call["call_id"])+`"`, 1))
	w := post(s, "/v1/responses", again)
	assert.Equal(t, http.StatusOK, w.Code, w.Body)
}
