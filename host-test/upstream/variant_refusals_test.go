package upstream

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	clocks "aigateway/common/clock"
	"aigateway/common/provider/sigv4"
	"aigateway/common/provider/tc3"
	"aigateway/common/secret"
	"aigateway/host-test/upstream/variant"
)

const (
	dashscopeText   = "/api/v1/services/aigc/text-generation/generation"
	dashscopeMulti  = "/api/v1/services/aigc/multimodal-generation/generation"
	dashscopeVector = "/api/v1/services/embeddings/text-embedding/text-embedding"
)

// asksDashScope is a request with messages, and with parameters.
func asksDashScope(model, messages, parameters string) string {
	return `{"model":"` + model + `","input":{"messages":[` + messages + `]},"parameters":{` + parameters + `}}`
}

const (
	dashscopeHi      = `{"role":"user","content":"hi"}`
	dashscopeCalled  = dashscopeHi + `,{"role":"assistant","content":"","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}}]}`
	dashscopeAnswers = dashscopeCalled + `,{"role":"tool","content":"r","tool_call_id":"a"}`
)

// variantRefusals are requests that services refuse which have a protocol of
// their own; an answer that is fine says 200.
var variantRefusals = []struct {
	name, path, body string
	headers          []string
	status           int
	want             string
}{
	{"good", dashscopeText, asksDashScope("qwen-plus", dashscopeAnswers, `"result_format":"message"`), nil, 200, `"content":"f answered: r"`},
	{"a stream", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, `"incremental_output":true`), []string{"X-DashScope-SSE: enable"}, 200, "id:1\nevent:result\n:HTTP_STATUS/200\ndata:{"},
	{"a stream of all so far", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, ``), []string{"X-DashScope-SSE: enable"}, 200, `"content":"You said: hi"`},
	{"no key", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, ``), []string{"Authorization:"}, 401, `"code":"InvalidApiKey"`},
	{"a bad key", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, ``), []string{"Authorization: Bearer bad"}, 401, "Invalid API-key provided."},
	{"no such model", dashscopeText, asksDashScope("missing-1", dashscopeHi, ``), nil, 404, "ModelNotFound"},
	{"OpenAI's form", dashscopeText, chatOf(said("hi")), nil, 400, "input: is required"},
	{"a model that sees in the wrong place", dashscopeText, asksDashScope("qwen-vl-max", `{"role":"user","content":[{"text":"hi"}]}`, ``), nil, 400, "url error"},
	{"a model that does not", dashscopeMulti, asksDashScope("qwen-plus", dashscopeHi, ``), nil, 400, "url error"},
	{"a text for a model that sees", dashscopeMulti, asksDashScope("qwen-vl-max", dashscopeHi, ``), nil, 400, "input.messages.0.content: is of a wrong type"},
	{"a list for one that does not", dashscopeText, asksDashScope("qwen-plus", `{"role":"user","content":[{"text":"hi"}]}`, ``), nil, 400, "input.messages.0.content: is of a wrong type"},
	{"OpenAI's parts", dashscopeMulti, asksDashScope("qwen-vl-max", `{"role":"user","content":[{"type":"text","text":"hi"}]}`, ``), nil, 400, "input.messages.0.content.0.type: is not permitted"},
	{"no content", dashscopeText, asksDashScope("qwen-plus", `{"role":"user"}`, ``), nil, 400, "input.messages.0.content: is required"},
	{"null content", dashscopeText, asksDashScope("qwen-plus", `{"role":"user","content":null}`, ``), nil, 400, "input.messages.0.content: is of a wrong type"},
	{"role developer", dashscopeText, asksDashScope("qwen-plus", `{"role":"developer","content":"x"}`, ``), nil, 400, "input.messages.0.role: is none of"},
	{"a call that is not answered", dashscopeText, asksDashScope("qwen-plus", dashscopeCalled+","+dashscopeHi, ``), nil, 400, "must be followed by tool messages"},
	{"an answer without a call", dashscopeText, asksDashScope("qwen-plus", dashscopeHi+`,{"role":"tool","content":"r","tool_call_id":"a"}`, ``), nil, 400, "must be a response to a preceeding message"},
	{"top_p 0", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, `"top_p":0`), nil, 400, "parameters.top_p: is out of range"},
	{"top_p 1", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, `"top_p":1`), nil, 400, "parameters.top_p: is out of range"},
	{"an unknown parameter", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, `"frequency_penalty":1`), nil, 400, "parameters.frequency_penalty: is not permitted"},
	{"choice required", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, `"tool_choice":"required"`), nil, 400, "parameters.tool_choice: is none of"},
	{"tools without their format", dashscopeText, asksDashScope("qwen-plus", dashscopeHi, `"tools":[{"type":"function","function":{"name":"f"}}]`), nil, 400, "result_format must be message"},
	{"embeddings", dashscopeVector, `{"model":"text-embedding-v4","input":{"texts":["a"]},"parameters":{"dimension":2}}`, nil, 200, `"text_index":0`},
	{"embeddings of a text", dashscopeVector, `{"model":"text-embedding-v4","input":{"texts":"a"}}`, nil, 400, "input.texts: is of a wrong type"},
	{"embeddings in base64", dashscopeVector, `{"model":"text-embedding-v4","input":{"texts":["a"]},"encoding_format":"base64"}`, nil, 400, "encoding_format: is not permitted"},

	{"good", minimaxPro, asksMiniMax(minimaxHi, `"b"`, ``), nil, 200, `"reply":"You said: hi\nI was told: c"`},
	{"a stream", minimaxPro, asksMiniMax(minimaxHi, `"b"`, `,"stream":true`), nil, 200, `data: {"choices":[{"messages":[{"sender_name":"b"`},
	{"no group", "/v1/text/chatcompletion_pro", asksMiniMax(minimaxHi, `"b"`, ``), nil, 200, `"status_code":1004`},
	{"a bad key", minimaxPro, asksMiniMax(minimaxHi, `"b"`, ``), []string{"Authorization: Bearer bad"}, 200, `"status_code":1004`},
	{"OpenAI's form", minimaxPro, chatOf(said("hi")), nil, 200, `"status_code":2013`},
	{"max_tokens", minimaxPro, asksMiniMax(minimaxHi, `"b"`, `,"max_tokens":5`), nil, 200, "max_tokens: is not permitted"},
	{"a reply of nobody", minimaxPro, asksMiniMax(minimaxHi, `"x"`, ``), nil, 200, "reply_constraints.sender_name is no bot"},
	{"a message of nobody", minimaxPro, asksMiniMax(`{"sender_type":"BOT","sender_name":"x","text":"a"},`+minimaxHi, `"b"`, ``), nil, 200, "a message is of no bot"},
	{"the bot last", minimaxPro, asksMiniMax(minimaxHi+`,{"sender_type":"BOT","sender_name":"b","text":"a"}`, `"b"`, ``), nil, 200, "must not be the bot's"},
	{"OpenAI's tools", minimaxPro, asksMiniMax(minimaxHi, `"b"`, `,"tools":[]`), nil, 200, "tools: is not permitted"},

	{"good", difyChat, difyAsks(`"query":"hi"`), nil, 200, `"answer":"You said: hi"`},
	{"a stream", difyChat, difyAsks(`"query":"hi","response_mode":"streaming"`), nil, 200, "event: ping\n\ndata: {"},
	{"a conversation", difyChat, difyAsks(`"query":"hi","conversation_id":"` + variant.DifyConversation + `"`), nil, 200, `"conversation_id":"` + variant.DifyConversation},
	{"another conversation", difyChat, difyAsks(`"query":"hi","conversation_id":"c"`), nil, 404, "Conversation Not Exists."},
	{"a bad key", difyChat, difyAsks(`"query":"hi"`), []string{"Authorization: Bearer bad"}, 401, `"code":"unauthorized"`},
	{"no query", difyChat, difyAsks(``), nil, 400, "query: is required"},
	{"no user", difyChat, `{"inputs":{},"query":"hi"}`, nil, 400, "user: is required"},
	{"no inputs", difyChat, `{"user":"u","query":"hi"}`, nil, 400, "inputs: is required"},
	{"OpenAI's form", difyChat, chatOf(said("hi")), nil, 400, "is required"},
	{"an agent that is to answer at once", difyChat, difyAsks(`"query":"hi","response_mode":"blocking"`), []string{"Authorization: Bearer app-agent-1"}, 400, "does not support blocking mode"},
	{"an agent", difyChat, difyAsks(`"query":"hi","response_mode":"streaming"`), []string{"Authorization: Bearer app-agent-1"}, 200, `"event":"agent_message"`},
	{"an image's data", difyChat, difyAsks(`"query":"hi","files":[{"type":"image","transfer_method":"base64","url":"x"}]`), nil, 400, "files.0.transfer_method: is none of"},
	{"a completion", "/v1/completion-messages", `{"user":"u","inputs":{"query":"hi"}}`, nil, 200, `"answer":"You said: hi"`},
	{"a completion without its input", "/v1/completion-messages", `{"user":"u","inputs":{}}`, nil, 400, "query is required in input form"},
	{"a query of a completion", "/v1/completion-messages", difyAsks(`"query":"hi"`), nil, 400, "query: is not permitted"},
	{"a workflow", "/v1/workflows/run", `{"user":"u","inputs":{"question":"hi"}}`, nil, 200, `"outputs":{"text":"You said: hi"}`},

	{"good", "/api/chat", asksOllama("qwen3", `{"role":"user","content":"call f"},{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},{"role":"tool","content":"r","tool_name":"f"}`, ``), nil, 200, `"message":{"content":"f","role":"assistant"},"model":"qwen3"}`},
	{"no such model", "/api/chat", asksOllama("missing-1", ollamaHi, ``), nil, 404, `{"error":"model \"missing-1\" not found, try pulling it first"}`},
	{"parts", "/api/chat", asksOllama("qwen3", `{"role":"user","content":[{"type":"text","text":"hi"}]}`, ``), nil, 400, "messages.0.content: is of a wrong type"},
	{"an image's address", "/api/chat", asksOllama("qwen3", `{"role":"user","content":"hi","images":["https://x.test/a.png"]}`, ``), nil, 400, "illegal base64 data"},
	{"arguments as a text", "/api/chat", asksOllama("qwen3", ollamaHi+`,{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":"{}"}}]}`, ``), nil, 400, "arguments: is of a wrong type"},
	{"max_tokens", "/api/chat", asksOllama("qwen3", ollamaHi, `,"max_tokens":5`), nil, 400, "max_tokens: is not permitted"},
	{"temperature outside", "/api/chat", asksOllama("qwen3", ollamaHi, `,"temperature":1`), nil, 400, "temperature: is not permitted"},
	{"one stop", "/api/chat", asksOllama("qwen3", ollamaHi, `,"options":{"stop":"x"}`), nil, 400, "options.stop: is of a wrong type"},
	{"thinking of a model that cannot", "/api/chat", asksOllama("llama3.2", ollamaHi, `,"think":true`), nil, 400, `does not support thinking`},
	{"an effort of a model that has none", "/api/chat", asksOllama("qwen3", ollamaHi, `,"think":"high"`), nil, 400, `is not supported for this model`},
	{"tools of a model that cannot", "/api/chat", asksOllama("gemma3", ollamaHi, `,"tools":[{"type":"function","function":{"name":"f"}}]`), nil, 400, `does not support tools`},
	{"embeddings", "/api/embed", `{"model":"all-minilm","input":"a","dimensions":2}`, nil, 200, `"embeddings":[[`},
	{"embeddings in base64", "/api/embed", `{"model":"all-minilm","input":"a","encoding_format":"base64"}`, nil, 400, "encoding_format: is not permitted"},
}

// asksOllama is a request with messages and more members.
func asksOllama(model, messages, more string) string {
	return `{"model":"` + model + `","messages":[` + messages + `]` + more + `}`
}

const (
	minimaxPro = "/v1/text/chatcompletion_pro?GroupId=g1"
	minimaxHi  = `{"sender_type":"USER","sender_name":"u","text":"hi"}`
)

// asksMiniMax is a request with messages, whom the reply is from, and more
// members.
func asksMiniMax(messages, from, more string) string {
	return `{"model":"abab6.5s-chat","bot_setting":[{"bot_name":"b","content":"c"}],"reply_constraints":{"sender_type":"BOT","sender_name":` + from + `},"messages":[` + messages + `]` + more + `}`
}

const difyChat = "/v1/chat-messages"

// difyAsks is a request with more members.
func difyAsks(more string) string {
	if more != "" {
		more = "," + more
	}
	return `{"user":"u","inputs":{}` + more + `}`
}

const ollamaHi = `{"role":"user","content":"hi"}`

// asksHunyuan is a request with messages and more members, each with its
// comma before it.
func asksHunyuan(messages, more string) string {
	return `{"Model":"hunyuan-turbo","Messages":[` + messages + `]` + more + `}`
}

const (
	hunyuanHi     = `{"Role":"user","Content":"hi"}`
	hunyuanCalled = hunyuanHi + `,{"Role":"assistant","Content":"","ToolCalls":[{"Id":"a","Type":"function","Function":{"Name":"f","Arguments":"{}"}}]}`
)

// hunyuanRefusals are bodies, and headers that are changed after they were
// signed; all are answered with status 200.
var hunyuanRefusals = []struct {
	name, body, header, want string
}{
	{"good", asksHunyuan(hunyuanCalled+`,{"Role":"tool","ToolCallId":"a","Content":"r"}`, ``), "", `"Content":"f answered: r"`},
	{"a stream", asksHunyuan(hunyuanHi, `,"Stream":true`), "", "data: {\"Choices\":[{\"Delta\":{\"Content\":\"You\""},
	{"another body than was signed", asksHunyuan(hunyuanHi, ``), "changed", "AuthFailure.SignatureFailure"},
	{"another content type", asksHunyuan(hunyuanHi, ``), "Content-Type: application/json", "AuthFailure.SignatureFailure"},
	{"another action", asksHunyuan(hunyuanHi, ``), "X-Tc-Action: GetEmbedding", "InvalidAction"},
	{"another version", asksHunyuan(hunyuanHi, ``), "X-Tc-Version: 2024-01-01", "NoSuchVersion"},
	{"an old signature", asksHunyuan(hunyuanHi, ``), "X-Tc-Timestamp: 1699999000", "AuthFailure.SignatureExpire"},
	{"a bearer", asksHunyuan(hunyuanHi, ``), "Authorization: Bearer sk", "AuthFailure.InvalidAuthorization"},
	{"OpenAI's form", chatOf(said("hi")), "", "Model: is required"},
	{"max_tokens", asksHunyuan(hunyuanHi, `,"MaxTokens":5`), "", "MaxTokens: is not permitted"},
	{"choice required", asksHunyuan(hunyuanHi, `,"ToolChoice":"required"`), "", "ToolChoice: is none of"},
	{"choice of no tool", asksHunyuan(hunyuanHi, `,"ToolChoice":"custom"`), "", "CustomTool is required"},
	{"a schema that is no text", asksHunyuan(hunyuanHi, `,"Tools":[{"Type":"function","Function":{"Name":"f","Parameters":{}}}]`), "", "Parameters: is of a wrong type"},
	{"two of the user", asksHunyuan(hunyuanHi+","+hunyuanHi, ``), "", "user and assistant must alternate"},
	{"the assistant first", asksHunyuan(`{"Role":"assistant","Content":"x"}`, ``), "", "user must be first"},
	{"a late system", asksHunyuan(hunyuanHi+`,{"Role":"system","Content":"x"}`, ``), "", "system must come first"},
	{"no content", asksHunyuan(`{"Role":"user","Content":""}`, ``), "", "Content must not be empty"},
	{"an answer without a call", asksHunyuan(hunyuanHi+`,{"Role":"tool","ToolCallId":"a","Content":"r"}`, ``), "", "belongs to no call"},
	{"seed 0", asksHunyuan(hunyuanHi, `,"Seed":0`), "", "Seed: is out of range"},
	{"no such model", `{"Model":"missing-1","Messages":[` + hunyuanHi + `]}`, "", "InvalidParameterValue.Model"},
}

func TestHunyuanRefusals(t *testing.T) {
	s := newServer()
	c := tc3.Credentials{ID: secret.New(variant.HunyuanID), Key: secret.New(variant.HunyuanKey), Service: "hunyuan", Action: "ChatCompletions", Version: "2023-09-01"}
	for _, tt := range hunyuanRefusals {
		t.Run(tt.name, func(t *testing.T) {
			var headers []string
			for _, h := range c.Sign(nil, &sigv4.Request{Method: "POST", Path: "/", Host: "example.com", Body: []byte(tt.body)}, clocks.Time(clock().UnixNano())) {
				headers = append(headers, h.Name+": "+h.Value)
			}
			if tt.header == "changed" {
				tt.body += " "
			}
			w := post(s, "/", tt.body, append(headers, tt.header)...)
			assert.Equal(t, 200, w.Code)
			assert.Contains(t, w.Body.String(), tt.want)
		})
	}
}

func TestVariantRefusals(t *testing.T) {
	s := newServer()
	for _, tt := range variantRefusals {
		t.Run(strings.Split(tt.path, "/")[1]+" "+tt.name, func(t *testing.T) {
			w := post(s, tt.path, tt.body, tt.headers...)
			assert.Equal(t, tt.status, w.Code, w.Body.String())
			assert.Contains(t, w.Body.String(), tt.want)
		})
	}
}
