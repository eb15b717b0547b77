package openai_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/openai"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// encode decodes a request, has it come from another protocol if foreign, and
// encodes it for a dialect.
func encode(t *testing.T, in string, d openai.Dialect, foreign bool) (string, []llm.Loss, error) {
	t.Helper()
	c := openai.New(d)
	var r llm.Request
	require.NoError(t, c.DecodeRequest(&r, []byte(in)))
	if foreign {
		r.Origin = "another"
	}
	var lost []llm.Loss
	out, err := c.EncodeRequest(nil, &r, &lost)
	if err == nil {
		require.True(t, json.Valid(out), "%s", out)
	}
	return string(out), lost, err
}

// TestRequestRoundTrip holds that what a client of this protocol says reaches a
// server of it, also when it was taken apart on the way.
func TestRequestRoundTrip(t *testing.T) {
	files, err := filepath.Glob("testdata/request/*.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := os.ReadFile(file)
			require.NoError(t, err)
			d := openai.Dialect{ReasoningContent: true, ReasoningDetails: true}
			got, lost, err := encode(t, string(in), d, false)
			require.NoError(t, err)
			assert.Empty(t, lost)
			assert.JSONEq(t, string(in), got)
		})
	}
}

// message is a request of one message.
func message(m string) string { return `{"model":"m","messages":[` + m + `]}` }

func TestEncodeForAnotherProtocol(t *testing.T) {
	for name, c := range map[string]struct {
		in, want string
		dialect  openai.Dialect
		lost     []string
	}{
		"one text is a string": {
			in:   message(`{"role":"user","content":[{"type":"text","text":"hi \u00e9"}]}`),
			want: message(`{"role":"user","content":"hi \u00e9"}`),
		},
		"texts are parts": {
			in:   message(`{"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}`),
			want: message(`{"role":"system","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}`),
		},
		"texts are joined where the service has no parts": {
			in:      message(`{"role":"developer","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}`),
			want:    message(`{"role":"system","content":"a\n\nb"}`),
			dialect: openai.Dialect{NoTextParts: true, NoDeveloperRole: true},
		},
		"data URL": {
			in:   message(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image\/png;base64,iVBO\/w==","detail":"low"}}]}`),
			want: message(`{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBO/w==","detail":"low"}}]}`),
		},
		"file": {
			in:   message(`{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/pdf;base64,JVBE"}}]}`),
			want: message(`{"role":"user","content":[{"type":"file","file":{"filename":"document.pdf","file_data":"data:application/pdf;base64,JVBE"}}]}`),
		},
		"calls and results": {
			in: message(`{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":{"x":"\"1\""}}},{"id":"b","type":"function","function":{"name":"g","arguments":""}}]},` +
				`{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","content":[{"type":"text","text":"2"}],"tool_call_id":"b"}`),
			want: message(`{"role":"assistant","content":null,"tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{\"x\":\"\\\"1\\\"\"}"}},{"id":"b","type":"function","function":{"name":"g","arguments":"{}"}}]},` +
				`{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"2"}`),
		},
		"images of results come behind the last result": {
			in: message(`{"role":"tool","tool_call_id":"a","content":[{"type":"image_url","image_url":{"url":"http://x/1"}}]},` +
				`{"role":"tool","tool_call_id":"b","content":[{"type":"text","text":"t"},{"type":"image_url","image_url":{"url":"http://x/2"}}]},{"role":"user","content":"go on"}`),
			want: message(`{"role":"tool","tool_call_id":"a","content":"The result is in the next user message."},{"role":"tool","tool_call_id":"b","content":"t"},` +
				`{"role":"user","content":[{"type":"text","text":"From the result of tool call a:"},{"type":"image_url","image_url":{"url":"http://x/1"}},` +
				`{"type":"text","text":"From the result of tool call b:"},{"type":"image_url","image_url":{"url":"http://x/2"}}]},{"role":"user","content":"go on"}`),
			lost: []string{"messages[].content[].content[]"},
		},
		"refusal": {
			in:   message(`{"role":"assistant","refusal":"no"}`),
			want: message(`{"role":"assistant","content":null,"refusal":"no"}`),
		},
		"reasoning is lost": {
			in:   message(`{"content":"a","reasoning_details":[{"type":"reasoning.text","text":"t","signature":"s"}],"role":"assistant"}`),
			want: message(`{"role":"assistant","content":"a"}`),
			lost: []string{"messages[].content[].thinking"},
		},
		"reasoning is sent back as text": {
			in:      message(`{"role":"assistant","reasoning_details":[{"type":"reasoning.text","text":"t","signature":"s"}],"content":"a"}`),
			want:    message(`{"role":"assistant","content":"a","reasoning_content":"t"}`),
			dialect: openai.Dialect{ReasoningContent: true},
			lost:    []string{"messages[].content[].signature"},
		},
		"reasoning is sent back with its signature": {
			in: message(`{"role":"assistant","content":"a","reasoning_content":"tu","reasoning_details":[{"type":"reasoning.text","text":"t","index":0},{"type":"reasoning.text","text":"u","index":0},` +
				`{"type":"reasoning.text","signature":"s","index":0},{"type":"reasoning.encrypted","data":"d","index":1}]}`),
			want:    message(`{"role":"assistant","content":"a","reasoning_details":[{"type":"reasoning.text","text":"tu","signature":"s","index":0},{"type":"reasoning.encrypted","data":"d","index":1}]}`),
			dialect: openai.Dialect{ReasoningDetails: true},
		},
		"a signature without text is not that of reasoning_content": {
			in:      message(`{"role":"assistant","content":"a","reasoning_content":"t","reasoning_details":[{"type":"reasoning.text","signature":"s","index":0}]}`),
			want:    message(`{"role":"assistant","content":"a","reasoning_details":[{"type":"reasoning.text","text":"t","index":0}]}`),
			dialect: openai.Dialect{ReasoningDetails: true},
		},
		"LiteLLM's thinking blocks": {
			in:      message(`{"role":"assistant","content":"a","thinking_blocks":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"redacted_thinking","data":"d"}]}`),
			want:    message(`{"role":"assistant","content":"a","reasoning_details":[{"type":"reasoning.text","text":"t","signature":"s","index":0},{"type":"reasoning.encrypted","data":"d","index":1}]}`),
			dialect: openai.Dialect{ReasoningDetails: true},
		},
		"cache marks": {
			in:   message(`{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}`),
			want: message(`{"role":"user","content":"a"}`),
			lost: []string{"messages[].content[].cache_control"},
		},
		"cache marks are kept": {
			in:      message(`{"role":"user","content":"a","cache_control":{"type":"ephemeral"}}`),
			want:    message(`{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]}`),
			dialect: openai.Dialect{CacheControl: true},
		},
		"legacy functions": {
			in: `{"functions":[{"name":"f","parameters":{}}],"function_call":{"name":"f"},"messages":[{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{}"}},` +
				`{"role":"function","name":"f","content":"1"}],"max_tokens":5,"stop":"x"}`,
			want: `{"messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"call_0","type":"function","function":{"name":"f","arguments":"{}"}}]},` +
				`{"role":"tool","tool_call_id":"call_0","content":"1"}],"tools":[{"type":"function","function":{"name":"f","parameters":{}}}],` +
				`"tool_choice":{"type":"function","function":{"name":"f"}},"max_tokens":5,"stop":["x"]}`,
			dialect: openai.Dialect{LegacyMaxTokens: true},
		},
		"stream": {
			in:   `{"messages":[],"stream":true,"stream_options":{"include_usage":false}}`,
			want: `{"messages":[],"stream":true,"stream_options":{"include_usage":true}}`,
		},
		"stream without options": {
			in:      `{"messages":[],"stream":true}`,
			want:    `{"messages":[],"stream":true}`,
			dialect: openai.Dialect{NoStreamOptions: true},
		},
		"budget": {
			in:   `{"messages":[],"thinking":{"type":"enabled","budget_tokens":8000},"reasoning_effort":"low"}`,
			want: `{"messages":[],"reasoning_effort":"medium"}`,
			lost: []string{"thinking.budget_tokens"},
		},
		"budget where it is known": {
			in:      `{"messages":[],"thinking":{"type":"enabled","budget_tokens":8000}}`,
			want:    `{"messages":[],"thinking":{"type":"enabled","budget_tokens":8000}}`,
			dialect: openai.Dialect{Thinking: true},
		},
		"budget for OpenRouter": {
			in:      `{"messages":[],"thinking":{"type":"enabled","budget_tokens":8000}}`,
			want:    `{"messages":[],"reasoning":{"max_tokens":8000}}`,
			dialect: openai.Dialect{ReasoningDetails: true},
		},
		"no reasoning for OpenRouter": {
			in:      `{"messages":[],"thinking":{"type":"disabled"}}`,
			want:    `{"messages":[],"reasoning":{"enabled":false}}`,
			dialect: openai.Dialect{ReasoningDetails: true},
		},
		"no reasoning where it can be told": {
			in:      `{"messages":[],"thinking":{"type":"disabled"},"reasoning_effort":"high"}`,
			want:    `{"messages":[],"thinking":{"type":"disabled"}}`,
			dialect: openai.Dialect{Thinking: true},
		},
		"no parallel calls": {
			in:      `{"messages":[],"tools":[{"function":{"name":"f"}}],"parallel_tool_calls":false}`,
			want:    `{"messages":[],"tools":[{"type":"function","function":{"name":"f"}}]}`,
			dialect: openai.Dialect{NoParallelToolCalls: true},
			lost:    []string{"parallel_tool_calls"},
		},
		"no reasoning": {
			in: `{"messages":[],"thinking":{"type":"disabled"}}`, want: `{"messages":[]}`, lost: []string{"thinking"},
		},
		"effort": {
			in: `{"messages":[],"reasoning":{"effort":"xhigh"}}`, want: `{"messages":[],"reasoning_effort":"xhigh"}`,
		},
		"effort none": {
			in: `{"messages":[],"reasoning_effort":"none"}`, want: `{"messages":[],"reasoning_effort":"none"}`,
		},
		"choice without tools": {
			in: `{"messages":[],"tool_choice":"auto"}`, want: `{"messages":[]}`, lost: []string{"tool_choice"},
		},
		"tools": {
			in: `{"messages":[],"tools":[{"type":"function","function":{"name":"f","strict":true}},{"type":"custom","custom":{"name":"c"}}],"tool_choice":{"type":"allowed_tools","allowed_tools":{}},` +
				`"parallel_tool_calls":false}`,
			want: `{"messages":[],"tools":[{"type":"function","function":{"name":"f","strict":true}}],"parallel_tool_calls":false}`,
			lost: []string{"tools[]", "tool_choice"},
		},
		"the rest": {
			in:   `{"messages":[],"top_k":5,"logprobs":true,"foo":{"a":1},"metadata":{"a":"b"},"user":"u","safety_identifier":"s","service_tier":"flex","response_format":{"type":"json_schema","json_schema":{"schema":{}}}}`,
			want: `{"messages":[],"response_format":{"type":"json_schema","json_schema":{"name":"response","schema":{}}},"user":"u","foo":{"a":1}}`,
			lost: []string{"top_k", "metadata", "service_tier", "logprobs", "safety_identifier"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, lost, err := encode(t, c.in, c.dialect, true)
			require.NoError(t, err)
			assert.JSONEq(t, c.want, got)
			var paths []string
			for _, l := range lost {
				paths = append(paths, l.Path)
				assert.NotEmpty(t, l.Reason)
			}
			assert.Equal(t, c.lost, paths)
		})
	}
}

func TestEncodeRefusesWhatWouldLoseItsMeaning(t *testing.T) {
	for in, want := range map[string]string{
		`{"role":"user","content":[{"type":"video_url","video_url":{}}]}`:                                  `a part of type "video_url"`,
		`{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}`:                               "a document uploaded to another provider",
		`{"role":"system","content":[{"type":"image_url","image_url":"http://x"}]}`:                        "an image given by its address",
		`{"role":"assistant","content":[{"type":"input_audio","input_audio":{"data":"","format":"wav"}}]}`: "a sound",
	} {
		_, _, err := encode(t, message(in), openai.Dialect{}, true)
		var p *problem.Problem
		require.ErrorAs(t, err, &p, in)
		assert.Equal(t, problem.Invalid, p.Kind)
		assert.Contains(t, p.Message, want)
	}
}

// TestNamesStayNames holds that a client cannot put a member of its own making
// behind one that was checked.
func TestNamesStayNames(t *testing.T) {
	got, _, err := encode(t, `{"model":"a","messages":[],"x\",\"model\":\"b\",\"y":1}`, openai.Dialect{}, true)
	require.NoError(t, err)
	assert.Equal(t, `{"model":"a","messages":[],"x\",\"model\":\"b\",\"y":1}`, got)
}

func TestDecodeRefuses(t *testing.T) {
	for in, want := range map[string][2]string{
		``:                               {"", "the request body is invalid JSON at byte 0: want an object"},
		`[]`:                             {"", "the request body must be an object"},
		`{}`:                             {"messages", "the request body has no messages"},
		`{"model":1}`:                    {"model", "model must be a string"},
		`{"model":"a","model":"b"}`:      {"model", "model must not be there twice"},
		`{"stream":true,"stream":null}`:  {"stream", "stream must not be there twice"},
		`{"stream":"yes"}`:               {"stream", "stream must be true or false"},
		`{"temperature":"1"}`:            {"temperature", "temperature must be a number"},
		`{"messages":{}}`:                {"messages", "messages must be an array"},
		`{"messages":[{"content":"x"}]}`: {"messages.0", "messages.0 must have a role"},
		`{"messages":[{"role":"user","content":"x"},{"role":"bot"}]}`: {
			"messages.1.role", "messages.1.role must be system, developer, user, assistant or tool"},
		`{"messages":[{"role":"user","content":12}]}`: {
			"messages.0.content", "messages.0.content must be a string or a list of parts"},
		`{"messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text"}]}]}`: {
			"messages.0.content.1", "messages.0.content.1 must have a text"},
		`{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:text/plain,abc"}}]}]}`: {
			"messages.0.content.0.image_url.url", "messages.0.content.0.image_url.url must be a URL, or a data URL with base64"},
		`{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:\",\"x\":\";base64,AAAA"}}]}]}`: {
			"messages.0.content.0.image_url.url", "messages.0.content.0.image_url.url must be a URL, or a data URL with base64"},
		`{"messages":[{"role":"tool","content":"x"}]}`: {"messages.0", "messages.0 must have a tool_call_id"},
		`{"messages":[{"role":"assistant","tool_calls":[{"function":{"name":"f"}}]}]}`: {
			"messages.0.tool_calls.0", "messages.0.tool_calls.0 must have an id"},
		`{"tools":[{"type":"function"}]}`: {"tools.0", "tools.0 must have a function with a name"},
		`{"tool_choice":"maybe"}`:         {"tool_choice", "tool_choice must be auto, none, required or an object"},
		`{"messages":[],"stop":[1]}`:      {"stop.0", "stop.0 must be a string"},
		`{"messages":[`:                   {"", "the request body is invalid JSON at byte 13: want an object"},
	} {
		var r llm.Request
		err := openai.New(openai.Dialect{}).DecodeRequest(&r, []byte(in))
		var p *problem.Problem
		if assert.ErrorAs(t, err, &p, in) {
			assert.Equal(t, problem.Invalid, p.Kind)
			assert.Equal(t, want, [2]string{p.Param, p.Message}, in)
		}
	}
}

// usual is a request as clients send it.
const usual = `{"model":"gpt-4o-mini","messages":[{"role":"system","content":"You are kind."},{"role":"user","content":[{"type":"text","text":"What is it?"},` +
	`{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo=","detail":"auto"}}]},{"role":"assistant","content":null,"tool_calls":[{"id":"call_1",` +
	`"type":"function","function":{"name":"look","arguments":"{\"at\":1}"}}]},{"role":"tool","tool_call_id":"call_1","content":"a cat"},{"role":"user","content":"Sure?"}],` +
	`"tools":[{"type":"function","function":{"name":"look","description":"looks","parameters":{"type":"object","properties":{"at":{"type":"integer"}}}}}],"tool_choice":"auto",` +
	`"temperature":0.30,"max_completion_tokens":100,"stop":["END"],"stream":true,"stream_options":{"include_usage":true},"user":"u"}`

func TestRequestsDoNotAllocate(t *testing.T) {
	c := openai.New(openai.Dialect{})
	body := []byte(usual)
	var r llm.Request
	var lost []llm.Loss
	var out []byte
	run := func() {
		r.Reset()
		if err := c.DecodeRequest(&r, body); err != nil {
			t.Fatal(err)
		}
		r.Origin = "another"
		lost = lost[:0]
		var err error
		if out, err = c.EncodeRequest(out[:0], &r, &lost); err != nil {
			t.Fatal(err)
		}
	}
	run()
	assert.Zero(t, testing.AllocsPerRun(100, run))
	assert.JSONEq(t, usual, string(out))
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
		d := openai.Dialect{ReasoningContent: true, ReasoningDetails: true, CacheControl: true, TopK: true, Thinking: true}
		c := openai.New(d)
		var r llm.Request
		if err := c.DecodeRequest(&r, body); err != nil {
			var p *problem.Problem
			require.ErrorAs(t, err, &p)
			require.NotEmpty(t, p.Message)
			return
		}
		for _, origin := range []string{openai.Name, "another"} {
			r.Origin = origin
			var lost []llm.Loss
			out, err := c.EncodeRequest(nil, &r, &lost)
			if err == nil && json.Valid(body) {
				require.True(t, json.Valid(out), "%s", out)
			}
		}
	})
}

func BenchmarkDecode64K(b *testing.B) {
	body := []byte(message(`{"role":"user","content":"` + strings.Repeat(`line of \"text\"\n`, 4000) + `"}`))
	c := openai.New(openai.Dialect{})
	var r llm.Request
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		r.Reset()
		_ = c.DecodeRequest(&r, body)
	}
}
