package bedrock_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/bedrock"
	"aigateway/common/codec/openai"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

const claude = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"

// chat reads a request of OpenAI's for a model of Bedrock's. Messages are
// there if the body has none.
func chat(t testing.TB, model, body string) *llm.Request {
	t.Helper()
	r := new(llm.Request)
	if !strings.Contains(body, `"messages"`) {
		body = strings.TrimSuffix(body, "}") + `,"messages":[{"role":"user","content":"x"}]}`
		body = strings.Replace(body, "{,", "{", 1)
	}
	require.NoError(t, openai.New(openai.Dialect{}).DecodeRequest(r, []byte(body)))
	r.Model = llm.Text(`"` + model + `"`)
	return r
}

// encode writes r, and tells the paths of what is lost.
func encode(t testing.TB, r *llm.Request) (body map[string]any, lost []string) {
	t.Helper()
	var losses []llm.Loss
	out, err := bedrock.New(bedrock.Dialect{}).EncodeRequest([]byte("x"), r, &losses)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(out[1:], &body), "%s", out)
	for _, l := range losses {
		lost = append(lost, l.Path)
	}
	return body, lost
}

// member is what stands at a path of names, as JSON.
func member(t testing.TB, body map[string]any, path string) string {
	t.Helper()
	var at any = body
	for name := range strings.SplitSeq(path, ".") {
		object, _ := at.(map[string]any)
		if at = object[name]; at == nil {
			return ""
		}
	}
	out, err := json.Marshal(at)
	require.NoError(t, err)
	return string(out)
}

func TestConversation(t *testing.T) {
	body, lost := encode(t, chat(t, claude, `{"messages":[
		{"role":"system","content":"a"},{"role":"developer","content":"b"},
		{"role":"user","content":"hi"},{"role":"user","content":" "},{"role":"user","content":[{"type":"text","text":"there"},
			{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,BBBB"}},
			{"type":"file","file":{"filename":"a.pdf","file_data":"data:text/csv;base64,CCCC"}},{"type":"file","file":{"file_data":"data:text/markdown;base64,DDDD"}}]},
		{"role":"assistant","content":"on it","tool_calls":[{"id":"call 1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},
			{"id":"c2","type":"function","function":{"name":"g","arguments":""}}]},
		{"role":"tool","tool_call_id":"call 1","content":"one"},{"role":"tool","tool_call_id":"c2","content":""},
		{"role":"user","content":"go on"}],"tools":[{"type":"function","function":{"name":"f"}}]}`))
	assert.Equal(t, []string{"messages[].content", "messages[].content[].title"}, lost)
	assert.Equal(t, `[{"text":"a"},{"text":"b"}]`, member(t, body, "system"))
	assert.JSONEq(t, `[
		{"role":"user","content":[{"text":"hi"},{"text":"there"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},
			{"document":{"format":"pdf","name":"a-pdf","source":{"bytes":"BBBB"}}},{"document":{"format":"csv","name":"a-pdf 2","source":{"bytes":"CCCC"}}},
			{"document":{"format":"md","name":"document","source":{"bytes":"DDDD"}}}]},
		{"role":"assistant","content":[{"text":"on it"},{"toolUse":{"toolUseId":"call_354a8b6e_call_1","name":"f","input":{"a":1}}},{"toolUse":{"toolUseId":"c2","name":"g","input":{}}}]},
		{"role":"user","content":[{"toolResult":{"toolUseId":"call_354a8b6e_call_1","content":[{"text":"one"}]}},{"toolResult":{"toolUseId":"c2","content":[{"json":{}}]}},{"text":"go on"}]}]`,
		member(t, body, "messages"))
	assert.JSONEq(t, `{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}}]}`, member(t, body, "toolConfig"))
}

func TestRefused(t *testing.T) {
	for body, param := range map[string]string{
		`{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y.png"}}]}]}`:                     "messages.0.content",
		`{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/bmp;base64,AAAA"}}]}]}`:          "messages.0.content",
		`{"messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"f"}}]}]}`:                                         "messages.0.content",
		`{"messages":[{"role":"user","content":[{"type":"file","file":{"file_data":"data:application/zip;base64,AAAA"}}]}]}`:        "messages.0.content",
		`{"messages":[{"role":"user","content":[{"type":"video_url"}]}]}`:                                                           "messages.0.content",
		`{"messages":[{"role":"user","content":" "}]}`:                                                                              "messages",
		`{"messages":[{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"[1]"}}]}]}`: "messages.0.tool_calls",
		`{"n":2}`: "n",
		`{"tools":[{"type":"function","function":{"name":"f","parameters":{"a":}}}]}`: "",
		`{"additionalModelRequestFields":5}`:                                          "additionalModelRequestFields",
	} {
		var lost []llm.Loss
		r := new(llm.Request)
		if openai.New(openai.Dialect{}).DecodeRequest(r, []byte(body)) == nil || strings.Contains(body, "messages") {
			r = chat(t, claude, body)
			out, err := bedrock.New(bedrock.Dialect{}).EncodeRequest([]byte("x"), r, &lost)
			var p *problem.Problem
			require.ErrorAs(t, err, &p, body)
			assert.Equal(t, param, p.Param, body)
			assert.NotEmpty(t, p.Message)
			assert.Equal(t, "x", string(out))
		}
	}
}

// TestFamilies says what becomes of what models do not agree on.
func TestFamilies(t *testing.T) {
	for _, test := range []struct {
		model, body string
		path, want  string
		lost        []string
	}{
		{claude, `{"top_k":5}`, "additionalModelRequestFields", `{"top_k":5}`, nil},
		{"amazon.nova-pro-v1:0", `{"top_k":5}`, "additionalModelRequestFields", `{"inferenceConfig":{"topK":5}}`, nil},
		{"cohere.command-r-v1:0", `{"top_k":5}`, "additionalModelRequestFields", `{"k":5}`, nil},
		{"meta.llama3-1-70b-instruct-v1:0", `{"top_k":5}`, "additionalModelRequestFields", ``, []string{"top_k"}},
		{"arn:aws:bedrock:us-east-1:1:application-inference-profile/abc", `{"top_k":5}`, "additionalModelRequestFields", `{"top_k":5}`, nil},
		{"arn:aws:bedrock:us-east-1:1:inference-profile/us.amazon.nova-lite-v1:0", `{"top_k":5}`, "additionalModelRequestFields", `{"inferenceConfig":{"topK":5}}`, nil},

		{claude, `{"reasoning_effort":"low"}`, "additionalModelRequestFields", `{"thinking":{"budget_tokens":1024,"type":"enabled"}}`, nil},
		{claude, `{"reasoning_effort":"none"}`, "additionalModelRequestFields", `{"thinking":{"type":"disabled"}}`, nil},
		{"global.anthropic.claude-opus-4-6-v1", `{"reasoning_effort":"high"}`, "additionalModelRequestFields", `{"thinking":{"type":"adaptive"}}`, nil},
		{"global.anthropic.claude-opus-4-6-v1", `{"reasoning_effort":"high"}`, "outputConfig", `{"effort":"high"}`, nil},
		{"anthropic.claude-opus-4-7", `{"reasoning_effort":"none"}`, "additionalModelRequestFields", ``, []string{"thinking"}},
		{"us.amazon.nova-2-lite-v1:0", `{"reasoning_effort":"minimal"}`, "additionalModelRequestFields", `{"reasoningConfig":{"maxReasoningEffort":"low","type":"enabled"}}`, nil},
		{"us.amazon.nova-2-lite-v1:0", `{"reasoning_effort":"none"}`, "additionalModelRequestFields", `{"reasoningConfig":{"type":"disabled"}}`, nil},
		{"us.amazon.nova-2-lite-v1:0", `{"reasoning_effort":"xhigh","max_tokens":5,"temperature":0,"top_p":0.5}`, "inferenceConfig", ``, []string{"max_tokens", "temperature", "top_p"}},
		{"us.amazon.nova-2-lite-v1:0", `{"thinking":{"type":"enabled","budget_tokens":20000}}`, "additionalModelRequestFields", `{"reasoningConfig":{"maxReasoningEffort":"high","type":"enabled"}}`, []string{"thinking.budget_tokens"}},
		{"openai.gpt-oss-120b-1:0", `{"reasoning_effort":"medium"}`, "additionalModelRequestFields", `{"reasoning_effort":"medium"}`, nil},
		{"openai.gpt-oss-120b-1:0", `{"reasoning_effort":"none"}`, "additionalModelRequestFields", ``, []string{"thinking"}},
		{"openai.gpt-5.5", `{"reasoning_effort":"none"}`, "additionalModelRequestFields", `{"reasoning":{"effort":"none"}}`, nil},
		{"deepseek.r1-v1:0", `{"reasoning_effort":"low"}`, "additionalModelRequestFields", ``, []string{"reasoning_effort"}},
		{"deepseek.r1-v1:0", `{"reasoning_effort":"none"}`, "additionalModelRequestFields", ``, nil},

		{claude, `{"temperature":1.5,"top_p":0.9}`, "inferenceConfig", `{"temperature":1}`, []string{"temperature", "top_p"}},
		{"anthropic.claude-opus-4-8", `{"temperature":1}`, "inferenceConfig", ``, []string{"temperature"}},
		{"qwen.qwen3-32b-v1:0", `{"temperature":1.5,"top_p":0.9,"stop":["a"," "],"max_tokens":7}`, "inferenceConfig", `{"maxTokens":7,"stopSequences":["a"],"temperature":1,"topP":0.9}`, []string{"temperature", "stop"}},

		{claude, `{"metadata":{"team":"a b","x":""}}`, "requestMetadata", `{"team":"a b","x":""}`, nil},
		{claude, `{"metadata":{"team":"é"}}`, "requestMetadata", ``, []string{"metadata"}},
		{claude, `{"service_tier":"auto"}`, "serviceTier", `{"type":"default"}`, nil},
		{claude, `{"guardrailConfig":{"guardrailIdentifier":"g"}}`, "guardrailConfig", `{"guardrailIdentifier":"g"}`, nil},
		{claude, `{"unheard_of":1,"additionalModelRequestFields":{"a":[2]}}`, "additionalModelRequestFields", `{"a":[2],"unheard_of":1}`, nil},
	} {
		t.Run(test.model+" "+test.body, func(t *testing.T) {
			body, lost := encode(t, chat(t, test.model, test.body))
			assert.Equal(t, test.want, member(t, body, test.path))
			assert.Equal(t, test.lost, lost)
		})
	}
}

const oneTool = `"tools":[{"type":"function","function":{"name":"f","strict":true}}]`

func TestToolChoice(t *testing.T) {
	calls := `"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f"}}]},{"role":"tool","tool_call_id":"a","content":"r"}]`
	for _, test := range []struct {
		model, body   string
		names, choice string
		lost          []string
	}{
		{claude, `{` + oneTool + `}`, "f", ``, nil},
		{claude, `{` + oneTool + `,"tool_choice":"auto"}`, "f", `{"auto":{}}`, nil},
		{claude, `{` + oneTool + `,"tool_choice":"required"}`, "f", `{"any":{}}`, nil},
		{claude, `{` + oneTool + `,"tool_choice":{"type":"function","function":{"name":"f"}}}`, "f", `{"tool":{"name":"f"}}`, nil},
		{claude, `{` + oneTool + `,"tool_choice":"none"}`, "", ``, []string{"tool_choice"}},
		{claude, `{` + oneTool + `,"tool_choice":"none",` + calls + `}`, "none", ``, []string{"tool_choice"}},
		{claude, `{` + calls + `}`, "none", ``, nil},
		{claude, `{"tool_choice":"required"}`, "", ``, []string{"tool_choice"}},
		{claude, `{` + oneTool + `,"tool_choice":"required","reasoning_effort":"low"}`, "f", ``, []string{"tool_choice"}},
		{"mistral.mistral-large-2407-v1:0", `{` + oneTool + `,"tool_choice":{"type":"function","function":{"name":"f"}}}`, "f", `{"any":{}}`, []string{"tools[].strict", "tool_choice.name"}},
		{"meta.llama4-scout-17b-instruct-v1:0", `{` + oneTool + `,"tool_choice":"required"}`, "f", ``, []string{"tools[].strict", "tool_choice"}},
	} {
		t.Run(test.model+" "+test.body, func(t *testing.T) {
			body, lost := encode(t, chat(t, test.model, test.body))
			assert.Equal(t, test.names, strings.Join(toolNames(body), " "))
			assert.Equal(t, test.choice, member(t, body, "toolConfig.toolChoice"))
			assert.Equal(t, test.lost, lost)
		})
	}
}

func toolNames(body map[string]any) (names []string) {
	config, _ := body["toolConfig"].(map[string]any)
	list, _ := config["tools"].([]any)
	for _, tool := range list {
		spec, _ := tool.(map[string]any)["toolSpec"].(map[string]any)
		name, _ := spec["name"].(string)
		names = append(names, name)
	}
	return names
}

func TestStructuredAnswer(t *testing.T) {
	format := `"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object","properties":{"a":{"type":"string"}}}}}`
	for _, test := range []struct {
		model, more   string
		native        bool
		names, choice string
		lost          []string
	}{
		{claude, ``, true, "", ``, nil},
		{"qwen.qwen3-32b-v1:0", ``, true, "", ``, nil},
		{"amazon.nova-pro-v1:0", ``, false, "respond_with_structured_answer", `{"any":{}}`, []string{"response_format.json_schema", "response_format.json_schema.name"}},
		{"anthropic.claude-3-5-sonnet-20240620-v1:0", `,` + strings.ReplaceAll(oneTool, `,"strict":true`, ``), false, "f respond_with_structured_answer", `{"any":{}}`, []string{"response_format.json_schema", "response_format.json_schema.name"}},
		{"anthropic.claude-opus-4-1-20250805-v1:0", `,"reasoning_effort":"low"`, false, "", ``, []string{"response_format"}},
		{"meta.llama3-1-70b-instruct-v1:0", ``, false, "", ``, []string{"response_format"}},
	} {
		t.Run(test.model+test.more, func(t *testing.T) {
			body, lost := encode(t, chat(t, test.model, `{`+format+test.more+`}`))
			assert.Equal(t, test.native, member(t, body, "outputConfig.textFormat.structure.jsonSchema.schema") != "")
			assert.Equal(t, test.names, strings.Join(toolNames(body), " "))
			assert.Equal(t, test.choice, member(t, body, "toolConfig.toolChoice"))
			assert.Equal(t, test.lost, lost)
		})
	}
	body, _ := encode(t, chat(t, claude, `{`+format+`}`))
	assert.Equal(t, `{"type":"json_schema","structure":{"jsonSchema":{"name":"n","schema":"{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"additionalProperties\":false}"}}}`,
		reorder(member(t, body, "outputConfig.textFormat")))
}

// reorder puts type first, which is how the encoder writes it.
func reorder(s string) string {
	return strings.Replace(strings.TrimSuffix(s, `,"type":"json_schema"}`), `{"structure"`, `{"type":"json_schema","structure"`, 1) + "}"
}

func TestCachePoints(t *testing.T) {
	marked := `{"messages":[{"role":"system","content":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}]},
		{"role":"user","content":[{"type":"text","text":"x","cache_control":{"type":"ephemeral","ttl":"1h"}}]}],
		"tools":[{"type":"function","function":{"name":"f"},"cache_control":{"type":"ephemeral"}}]}`
	body, lost := encode(t, chat(t, claude, marked))
	assert.Empty(t, lost)
	assert.Equal(t, `[{"text":"s"},{"cachePoint":{"type":"default"}}]`, member(t, body, "system"))
	assert.Equal(t, `[{"content":[{"text":"x"},{"cachePoint":{"ttl":"1h","type":"default"}}],"role":"user"}]`, member(t, body, "messages"))
	assert.Contains(t, member(t, body, "toolConfig.tools"), `{"cachePoint":{"type":"default"}}`)
	body, lost = encode(t, chat(t, "amazon.nova-pro-v1:0", marked))
	assert.Equal(t, []string{"messages[].content[].cache_control.ttl", "tools[].cache_control"}, lost)
	assert.Equal(t, `[{"content":[{"text":"x"},{"cachePoint":{"type":"default"}}],"role":"user"}]`, member(t, body, "messages"))
	_, lost = encode(t, chat(t, "meta.llama3-1-70b-instruct-v1:0", marked))
	assert.Equal(t, []string{"messages[].content[].cache_control", "tools[].cache_control"}, lost)
}

func TestOperatorsFields(t *testing.T) {
	c := bedrock.New(bedrock.Dialect{Fields: []llm.Member{{Name: "top_k", Value: llm.Raw("9")}, {Name: "a", Value: llm.Raw("[1]")}}})
	var lost []llm.Loss
	out, err := c.EncodeRequest(nil, chat(t, claude, `{"top_k":5,"b":2}`), &lost)
	require.NoError(t, err)
	assert.JSONEq(t, `{"messages":[{"role":"user","content":[{"text":"x"}]}],"additionalModelRequestFields":{"top_k":9,"a":[1],"b":2}}`, string(out))
}

func TestDecode(t *testing.T) {
	r := new(llm.Request)
	require.NoError(t, clients[0].DecodeRequest(r, []byte(`{"messages":[
		{"role":"user","content":[{"text":"x"},{"cachePoint":{"type":"default","ttl":"1h"}},{"image":{"format":"png","source":{"bytes":"AAAA"}}}]},
		{"role":"assistant","content":[{"toolUse":{"toolUseId":"t","name":"f","input":{"a":1}}}]},
		{"role":"user","content":[{"text":"y"},{"toolResult":{"toolUseId":"t","status":"error","content":[{"json":{"b":2}},{"text":"z"}]}},{"cachePoint":{"type":"default"}}]}],
		"system":[{"text":"s"}],"serviceTier":{"type":"flex"}}`)))
	require.Len(t, r.Messages, 5)
	assert.Equal(t, []llm.Role{llm.System, llm.User, llm.Assistant, llm.ToolRole, llm.User},
		[]llm.Role{r.Messages[0].Role, r.Messages[1].Role, r.Messages[2].Role, r.Messages[3].Role, r.Messages[4].Role})
	assert.Equal(t, `{"type":"ephemeral","ttl":"1h"}`, string(r.Content(&r.Messages[1])[0].Cache))
	assert.Equal(t, "image/png", string(r.Content(&r.Messages[1])[1].Media.MIME))
	result := &r.Content(&r.Messages[3])[0]
	assert.Equal(t, llm.True, result.Failed)
	assert.Equal(t, `{"type":"ephemeral"}`, string(result.Cache))
	assert.Equal(t, `"{\"b\":2}"`, string(r.Result(result)[0].Text))
	assert.Equal(t, `"z"`, string(r.Result(result)[1].Text))
	assert.Len(t, r.Content(&r.Messages[4]), 1)
	assert.Equal(t, `"flex"`, string(r.ServiceTier))
}

func TestDecodeRefuses(t *testing.T) {
	for body, param := range map[string]string{
		``: "", `[]`: "", `{"messages":5}`: "messages", `{"messages":[{"content":[]}]}`: "messages.0", `{"messages":[{"role":"x"}]}`: "messages.0.role",
		`{"messages":[{"role":"user","content":"x"}]}`:                             "messages.0.content",
		`{"messages":[{"role":"user","content":[{}]}]}`:                            "messages.0.content.0",
		`{"messages":[{"role":"user","content":[{"text":"a","image":{}}]}]}`:       "messages.0.content.0",
		`{"messages":[{"role":"user","content":[{"toolUse":{"name":"f"}}]}]}`:      "messages.0.content.0.toolUse",
		`{"messages":[{"role":"user","content":[{"toolResult":{"content":[]}}]}]}`: "messages.0.content.0.toolResult",
		`{"messages":[{"role":"user","content":[{"reasoningContent":{}}]}]}`:       "messages.0.content.0.reasoningContent",
		`{"messages":[],"messages":[]}`:                                            "messages",
		`{"inferenceConfig":{"maxTokens":"5"}}`:                                    "inferenceConfig.maxTokens",
		`{"toolConfig":{"tools":[{"toolSpec":{"description":"d"}}]}}`:              "toolConfig.tools.0.toolSpec",
	} {
		var p *problem.Problem
		require.ErrorAs(t, clients[0].DecodeRequest(new(llm.Request), []byte(body)), &p, body)
		assert.Equal(t, problem.Invalid, p.Kind)
		assert.Equal(t, param, p.Param, "%s: %s", body, p.Message)
	}
}

// usual is what an agent sends.
const usual = `{"messages":[{"role":"user","content":[{"text":"Hi \u00e9"}]},
{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"hm","signature":"sig"}}},{"text":"On it."},
{"toolUse":{"toolUseId":"t1","name":"get","input":{"a":"1"}}},{"toolUse":{"toolUseId":"t2","name":"get","input":{}}}]},
{"role":"user","content":[{"toolResult":{"toolUseId":"t1","content":[{"text":"one"}],"status":"success"}},
{"toolResult":{"toolUseId":"t2","content":[{"text":"two"},{"image":{"format":"png","source":{"bytes":"AAAA"}}}],"status":"error"}},
{"text":"Go on."},{"cachePoint":{"type":"default","ttl":"1h"}}]}],
"system":[{"text":"You are helpful."},{"cachePoint":{"type":"default"}}],
"inferenceConfig":{"maxTokens":32000},
"toolConfig":{"tools":[{"toolSpec":{"name":"get","description":"Gets.","inputSchema":{"json":{"type":"object","properties":{"a":{"type":"string"}}}}}}]},
"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":2048}}}`

func TestNoGarbage(t *testing.T) {
	c := bedrock.New(bedrock.Dialect{})
	body := []byte(usual)
	var r llm.Request
	var h codec.Head
	var lost []llm.Loss
	out := make([]byte, 0, 8<<10)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if c.ScanHead(&h, body) != nil {
			t.Error("not scanned")
		}
	}), "ScanHead")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		r.Reset()
		if c.DecodeRequest(&r, body) != nil {
			t.Error("not decoded")
		}
	}), "DecodeRequest")
	r.Model = llm.Text(`"` + claude + `"`)
	for _, origin := range []string{"bedrock", "other"} {
		r.Origin = origin
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			var err error
			if out, err = c.EncodeRequest(out[:0], &r, &lost); err != nil || len(lost) > 0 {
				t.Error("not encoded", err, lost)
			}
		}), "EncodeRequest")
		assert.JSONEq(t, strings.ReplaceAll(usual, "\n", ""), string(out))
	}
}

func FuzzRequest(f *testing.F) {
	f.Add([]byte(usual), claude)
	f.Add([]byte(`{"messages":[{"role":"user","content":[{"document":{"name":"é  x","source":{"text":"t"}}}]}],"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{}"}}}}}`), "amazon.nova-2")
	f.Fuzz(func(t *testing.T, body []byte, model string) {
		var r llm.Request
		var lost []llm.Loss
		if clients[0].DecodeRequest(&r, body) != nil || !json.Valid(body) {
			return
		}
		out, err := clients[0].EncodeRequest(nil, &r, &lost)
		if err != nil || len(lost) > 0 {
			t.Fatalf("%s: %v, lost %v", body, err, lost)
		}
		if !json.Valid(out) {
			t.Fatalf("%s became %s", body, out)
		}
		var again llm.Request
		if err := clients[0].DecodeRequest(&again, out); err != nil {
			t.Fatalf("%s became %s: %v", body, out, err)
		}
		r.Origin, r.Model = "other", llm.Text(`"`+strings.Trim(model, `"\`)+`"`)
		if out, err := clients[0].EncodeRequest(nil, &r, &lost); err == nil && !json.Valid(out) {
			t.Fatalf("%s became %s", body, out)
		}
	})
}
