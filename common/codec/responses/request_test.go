package responses_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

var (
	chat     = openai.New(openai.Dialect{})
	messages = anthropic.New(anthropic.Dialect{})
	own      = responses.New()
)

// translate decodes a request of one protocol and encodes it in another.
func translate(t *testing.T, from, to codec.Codec, in string) (string, []llm.Loss, error) {
	t.Helper()
	var r llm.Request
	require.NoError(t, from.DecodeRequest(&r, []byte(in)))
	var lost []llm.Loss
	out, err := to.EncodeRequest(nil, &r, &lost)
	if err == nil {
		require.True(t, json.Valid(out), "%s", out)
	}
	return string(out), lost, err
}

// page shows a request, or why there is none, and what is lost of it.
func page(t *testing.T, from, to codec.Codec, in string) string {
	out, lost, err := translate(t, from, to, in)
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	var text bytes.Buffer
	require.NoError(t, json.Indent(&text, []byte(out), "", " "))
	for _, l := range lost {
		text.WriteString("\nlost " + l.Path + ": " + l.Reason)
	}
	return text.String() + "\n"
}

// TestRequestRoundTrip holds that what a client of this protocol says reaches
// a server of it, also when it was taken apart on the way. What goes without
// saying may be said, or not.
func TestRequestRoundTrip(t *testing.T) {
	for _, file := range glob(t, "testdata/request/*.json") {
		in := read(t, file)
		got, _, err := translate(t, own, own, in)
		require.NoError(t, err)
		assert.JSONEq(t, usualForm(t, in), usualForm(t, got), file)
	}
}

// usualForm writes content that is one text as a string, and drops what the
// protocol has unasked, or a provider could not read.
func usualForm(t *testing.T, in string) string {
	var request map[string]any
	require.NoError(t, json.Unmarshal([]byte(in), &request))
	items := []any{}
	for _, x := range request["input"].([]any) {
		item := x.(map[string]any)
		if seal, _ := item["encrypted_content"].(string); strings.Contains(seal, `"`) {
			continue
		}
		if parts, ok := item["content"].([]any); ok && len(parts) == 1 && item["id"] == nil {
			item["content"] = parts[0].(map[string]any)["text"]
		}
		for _, part := range list(item["content"]) {
			if a, ok := part.(map[string]any)["annotations"].([]any); ok && len(a) == 0 {
				delete(part.(map[string]any), "annotations")
			}
		}
		if item["type"] == "message" {
			delete(item, "type")
		}
		items = append(items, item)
	}
	request["input"] = items
	for name, value := range request {
		if value == nil {
			delete(request, name)
		}
	}
	for _, x := range list(request["tools"]) {
		if tool := x.(map[string]any); tool["parameters"] == nil {
			delete(tool, "parameters")
		}
	}
	out, err := json.Marshal(request)
	require.NoError(t, err)
	return string(out)
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// TestRequestsOfOurClients shows what providers of other protocols get.
func TestRequestsOfOurClients(t *testing.T) {
	for _, file := range glob(t, "testdata/request/*.json") {
		base := strings.TrimSuffix(file, ".json")
		golden(t, base+".chat", page(t, own, chat, read(t, file)))
		golden(t, base+".messages", page(t, own, messages, read(t, file)))
	}
}

// TestRequestsForOurProviders shows what a provider of this protocol gets of
// clients of others.
func TestRequestsForOurProviders(t *testing.T) {
	for _, file := range glob(t, "testdata/foreign/*.json") {
		from := codec.Codec(chat)
		if strings.HasSuffix(file, ".messages.json") {
			from = messages
		}
		golden(t, strings.TrimSuffix(file, ".json")+".out", page(t, from, own, read(t, file)))
	}
}

func TestEncodeRefusesWhatWouldLoseItsMeaning(t *testing.T) {
	for in, want := range map[string]string{
		`{"messages":[{"role":"user","content":[{"type":"video_url","video_url":{}}]}]}`:                                      `a part of type "video_url"`,
		`{"messages":[{"role":"assistant","content":[{"type":"input_audio","input_audio":{"data":"AA==","format":"wav"}}]}]}`: "a sound",
		`{"messages":[{"role":"user","content":"x"}],"n":2}`:                                                                  "n must be 1",
	} {
		_, _, err := translate(t, chat, own, in)
		assert.ErrorContains(t, err, want, in)
	}
	for in, want := range map[string]string{
		`"previous_response_id":"resp_1","input":"x"`: "previous_response_id refers to what only the provider",
		`"conversation":{"id":"conv_1"},"input":"x"`:  "conversation refers to",
		`"prompt":{"id":"pmpt_1"}`:                    "prompt refers to",
		`"input":[{"id":"msg_1"}]`:                    "item_reference refers to",
		`"input":[{"type":"local_shell_call","id":"l","call_id":"c","action":{"type":"exec"}}]`: "local_shell_call",
	} {
		for _, to := range []codec.Codec{chat, messages} {
			_, _, err := translate(t, own, to, `{"model":"m",`+in+`}`)
			assert.ErrorContains(t, err, want, in)
		}
		_, _, err := translate(t, own, own, `{"model":"m",`+in+`}`)
		assert.NoError(t, err, in)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for in, want := range map[string][2]string{
		``:                            {"", "the request body is invalid JSON at byte 0: want an object"},
		`{}`:                          {"input", "the request body has no input"},
		`{"model":1}`:                 {"model", "model must be a string"},
		`{"model":"a","model":"b"}`:   {"model", "model must not be there twice"},
		`{"stream":"yes"}`:            {"stream", "stream must be true or false"},
		`{"input":5}`:                 {"input", "input must be a string or a list of items"},
		`{"input":[5]}`:               {"input.0", "input.0 must be an object"},
		`{"input":[{"content":"x"}]}`: {"input.0", "input.0 must have a type"},
		`{"input":[{"role":"bot"}]}`:  {"input.0", "input.0 must have the role user, assistant, system or developer"},
		`{"input":[{"role":"user","content":1}]}`: {
			"input.0.content", "input.0.content must be a string or a list of parts"},
		`{"input":[{"role":"user","content":[{"type":"input_text","text":"a"},{"type":"input_text"}]}]}`: {
			"input.0.content.1", "input.0.content.1 must have a text"},
		`{"input":[{"type":"message","role":"user","content":[{"type":"input_image"}]}]}`: {
			"input.0.content.0", "input.0.content.0 must have an image_url or a file_id"},
		`{"input":[{"type":"function_call","name":"f"}]}`:                   {"input.0", "input.0 must have a call_id"},
		`{"input":[{"type":"function_call","call_id":"c"}]}`:                {"input.0", "input.0 must have a name"},
		`{"input":[{"type":"function_call_output","output":"x"}]}`:          {"input.0", "input.0 must have a call_id"},
		`{"input":"x","tools":[{"type":"function"}]}`:                       {"tools.0", "tools.0 must have a name"},
		`{"input":"x","tool_choice":"maybe"}`:                               {"tool_choice", "tool_choice must be auto, none, required or an object"},
		`{"input":"x","tool_choice":{"type":"function"}}`:                   {"tool_choice", "tool_choice must have a name"},
		`{"input":"x","max_output_tokens":"5"}`:                             {"max_output_tokens", "max_output_tokens must be a number"},
		`{"input":"x","text":{"format":{"type":"json_schema","schema":1}}}`: {"text.format.schema", "text.format.schema must be an object"},
	} {
		var r llm.Request
		err := own.DecodeRequest(&r, []byte(in))
		var p *problem.Problem
		if assert.ErrorAs(t, err, &p, in) {
			assert.Equal(t, problem.Invalid, p.Kind)
			assert.Equal(t, want, [2]string{p.Param, p.Message}, in)
		}
	}
}

// usual is a request as clients send it.
const usual = `{"model":"gpt-5","instructions":"You are kind.","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"What is it?"},` +
	`{"type":"input_image","image_url":"data:image/png;base64,iVBORw0KGgo=","detail":"auto"}]},{"type":"reasoning","summary":[],"encrypted_content":"gAAAAA"},` +
	`{"type":"reasoning","summary":[{"type":"summary_text","text":"hm"}],"encrypted_content":"signed\"EqQB"},` +
	`{"type":"function_call","call_id":"call_1","name":"look","arguments":"{\"at\":1}"},{"type":"function_call_output","call_id":"call_1","output":"a cat"},` +
	`{"role":"user","content":"Sure?"}],"tools":[{"type":"function","name":"look","description":"looks","parameters":{"type":"object","properties":{"at":{"type":"integer"}}},"strict":false}],` +
	`"tool_choice":"auto","temperature":0.30,"max_output_tokens":100,"stream":true,"store":false,"include":["reasoning.encrypted_content"],"reasoning":{"effort":"low"},"user":"u"}`

func TestRequestsDoNotAllocate(t *testing.T) {
	for name, to := range map[string]codec.Codec{"own": own, "chat": chat, "messages": messages} {
		body := []byte(usual)
		var r llm.Request
		var lost []llm.Loss
		var out []byte
		run := func() {
			r.Reset()
			require.NoError(t, own.DecodeRequest(&r, body))
			lost = lost[:0]
			var err error
			out, err = to.EncodeRequest(out[:0], &r, &lost)
			require.NoError(t, err)
		}
		run()
		assert.Zero(t, testing.AllocsPerRun(100, run), name)
	}
}

func TestEcho(t *testing.T) {
	var r llm.Request
	require.NoError(t, own.DecodeRequest(&r, []byte(read(t, "testdata/request/codex.json"))))
	echo := string(r.Echo)
	assert.True(t, strings.HasPrefix(echo, `["apply_patch"],"parallel_tool_calls":false,"tool_choice":"auto","reasoning":{"effort"`), echo)
	assert.True(t, json.Valid([]byte(`{"names":`+echo+`}`)), echo)

	r.Reset()
	many := strings.Repeat(`{"type":"function","name":"f","parameters":{}},`, 200)
	require.NoError(t, own.DecodeRequest(&r, []byte(`{"input":"x","temperature":1,"tools":[`+many+`{"type":"custom","name":"c"}]}`)))
	assert.Equal(t, `["c"],"parallel_tool_calls":true,"tool_choice":"auto","temperature":1,"tools":[]`, string(r.Echo), "large tools are not kept")
}

func FuzzRequest(f *testing.F) {
	f.Add([]byte(usual))
	files, _ := filepath.Glob("testdata/request/*.json")
	for _, file := range files {
		in, err := os.ReadFile(file)
		require.NoError(f, err)
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var r llm.Request
		if err := own.DecodeRequest(&r, body); err != nil {
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			require.NotEmpty(t, p.Message)
			return
		}
		for _, to := range []codec.Codec{own, chat, messages} {
			var lost []llm.Loss
			out, err := to.EncodeRequest(nil, &r, &lost)
			if err == nil && json.Valid(body) {
				require.True(t, json.Valid(out), "%s", out)
			}
		}
		r.Origin = "another"
		var lost []llm.Loss
		if out, err := own.EncodeRequest(nil, &r, &lost); err == nil && json.Valid(body) {
			require.True(t, json.Valid(out), "%s", out)
		}
	})
}
