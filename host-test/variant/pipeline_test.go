// Package variant_test goes a gateway's way without a host: what a client of
// each protocol sends is encoded and sent to the fake services that have
// protocols of their own, and what they answer comes back through a bridge.
package variant_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/clock"
	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/codec/variant"
	"aigateway/common/llm"
	"aigateway/common/provider/sigv4"
	"aigateway/common/provider/tc3"
	"aigateway/common/secret"
	"aigateway/host-test/upstream"
	fake "aigateway/host-test/upstream/variant"
)

// clients are the protocols that a gateway is spoken to in, each with what
// turns a chat completion request into one of it.
var clients = []codec.Codec{openai.New(openai.Dialect{}), responses.New(), anthropic.New(anthropic.Dialect{}), gemini.New(gemini.Dialect{})}

// provider is a service and how it is asked.
type provider struct {
	server *variant.Server
	model  string
	can    string // what it does beside texts: tools, parallel, image, reasoning, usage, and nameless: it has no models
	send   func(t *testing.T, r *http.Request, body []byte, stream bool)
	path   func(s *variant.Server, stream bool) string
}

var providers = map[string]provider{
	"dashscope": {
		server: variant.New(variant.DashScope, variant.Options{}), model: "qwen-plus", can: "system schema tools parallel image reasoning usage",
		path: func(s *variant.Server, _ bool) string {
			if s.Multimodal() {
				return "/api/v1/services/aigc/multimodal-generation/generation"
			}
			return "/api/v1/services/aigc/text-generation/generation"
		},
		send: func(_ *testing.T, r *http.Request, _ []byte, stream bool) {
			r.Header.Set("Authorization", "Bearer sk-good")
			if stream {
				r.Header.Set("X-DashScope-SSE", "enable")
			}
		},
	},
	"ollama": {
		server: variant.New(variant.Ollama, variant.Options{}), model: "qwen3", can: "system tools parallel image reasoning usage schema",
		path: at("/api/chat"),
		send: func(*testing.T, *http.Request, []byte, bool) {},
	},
	"hunyuan": {
		server: variant.New(variant.Hunyuan, variant.Options{}), model: "hunyuan-turbo", can: "system tools parallel image reasoning",
		path: at("/"),
		send: func(_ *testing.T, r *http.Request, body []byte, _ bool) {
			signed := sigv4.Request{Method: r.Method, Path: "/", Host: r.Host, Body: body}
			for _, h := range hunyuan.Sign(nil, &signed, clock.Time(time.Now().UnixNano())) {
				r.Header.Set(h.Name, h.Value)
			}
		},
	},
	"minimax": {
		server: variant.New(variant.MiniMax, variant.Options{}), model: "abab6.5s-chat", can: "system tools cut", send: bearer,
		path: at("/v1/text/chatcompletion_pro?GroupId=g1"),
	},
	"dify chat": {
		server: variant.New(variant.Dify, variant.Options{Bot: variant.Chat}), can: "address nameless",
		path: at("/v1/chat-messages"), send: bearer,
	},
	"dify agent": {
		server: variant.New(variant.Dify, variant.Options{Bot: variant.Agent}), can: "address nameless",
		path: at("/v1/chat-messages"), send: bearer,
	},
	"dify completion": {
		server: variant.New(variant.Dify, variant.Options{Bot: variant.Completion}), can: "nameless",
		path: at("/v1/completion-messages"), send: bearer,
	},
	"dify workflow": {
		server: variant.New(variant.Dify, variant.Options{Bot: variant.Workflow, Input: "question"}), can: "nameless",
		path: at("/v1/workflows/run"), send: bearer,
	},
	"dify workflow with an output": {
		server: variant.New(variant.Dify, variant.Options{Bot: variant.Workflow, Input: "question", Output: "text"}), can: "nameless",
		path: at("/v1/workflows/run"), send: bearer,
	},
}

// at is the path of a service that has one.
func at(path string) func(*variant.Server, bool) string {
	return func(*variant.Server, bool) string { return path }
}

func bearer(_ *testing.T, r *http.Request, _ []byte, _ bool) {
	r.Header.Set("Authorization", "Bearer app-good")
}

var hunyuan = tc3.Credentials{ID: secret.New(fake.HunyuanID), Key: secret.New(fake.HunyuanKey), Service: "hunyuan", Action: "ChatCompletions", Version: "2023-09-01"}

// ask sends a request on and returns what the client gets.
func ask(t *testing.T, url string, p *provider, client codec.Codec, body string, stream bool) (status int, answer string) {
	var r llm.Request
	var lost []llm.Loss
	require.NoError(t, openai.New(openai.Dialect{}).DecodeRequest(&r, []byte(body)))
	own, err := client.EncodeRequest(nil, &r, &lost) // what a client of its own would send
	require.NoError(t, err)
	model := r.Model
	r.Reset()
	require.NoError(t, client.DecodeRequest(&r, own))
	r.Model, r.Stream = model, stream
	out, err := p.server.EncodeRequest(nil, &r, &lost)
	require.NoError(t, err)
	require.True(t, json.Valid(out), "%s", out)
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url+p.path(p.server, stream), bytes.NewReader(out))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	p.send(t, request, out, stream)
	if strings.Contains(p.can, "nameless") && strings.HasPrefix(string(model), `"error-`) {
		request.Header.Set(upstream.FaultHeader, strings.Trim(string(model), `"`))
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	return read(t, p.server, client, response, &r)
}

func read(t *testing.T, s *variant.Server, client codec.Codec, response *http.Response, r *llm.Request) (status int, answer string) {
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	if response.StatusCode >= 400 {
		p := s.DecodeProblem(response.StatusCode, body)
		return p.HTTPStatus(), string(client.EncodeProblem(nil, p))
	}
	b := codec.NewBridge(client, s, new(llm.Event))
	b.Reset(codec.Options{Model: r.Model, Seed: 1, Created: 1})
	if !strings.HasPrefix(response.Header.Get("Content-Type"), s.Framing().ContentType()) {
		body = b.Whole(nil, body)
	} else {
		body = b.Close(b.Write(nil, body))
	}
	if p := b.Problem(); p != nil {
		return p.HTTPStatus(), string(client.EncodeProblem(nil, p))
	}
	return response.StatusCode, string(body)
}

const schema = `{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}`

// asked are chat completion requests, what a service has to do for them, and
// what is in the answers to all clients.
var asked = []struct {
	name, needs, rest string
	status            int
	want              []string
}{
	{"text", "", `"messages":[{"role":"user","content":"hello"}]`, 200, []string{`You said: `, `hello`}},
	{"system", "system", `"messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hello"}],"max_tokens":50,"temperature":1`, 200, []string{`You said: hello\nI was told: be brief`}},
	{"tools", "tools", `"messages":[{"role":"user","content":"call f"}],"tools":[{"type":"function","function":{"name":"f","parameters":` + schema + `}},{"type":"function","function":{"name":"g"}}]`, 200, []string{`"f"`}},
	{"parallel", "parallel", `"messages":[{"role":"user","content":"please call f and g"}],"parallel_tool_calls":true,"tools":[{"type":"function","function":{"name":"f","parameters":` + schema + `}},{"type":"function","function":{"name":"g"}}]`, 200,
		[]string{`"f"`, `"g"`, `Let me ask f and g.`}},
	{"results", "tools", `"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},{"role":"tool","tool_call_id":"call_1","content":"sunny"}],"tools":[{"type":"function","function":{"name":"f"}}]`, 200,
		[]string{`f answered: sunny`}},
	{"image", "image", `"messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]`, 200, []string{`[image of 8 bytes]`}},
	{"address", "address", `"messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"https://x.test/a.png"}}]}]`, 200, []string{`[image at https://x.test/a.png]`}},
	{"reasoning", "reasoning", `"messages":[{"role":"user","content":"x"}],"reasoning_effort":"low"`, 200, []string{`The user sent 1 words`, `You said: x`}},
	{"a schema", "schema", `"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":` + schema + `}}`, 200, []string{`{\"a\":`}},
	{"cut", "usage", `"messages":[{"role":"user","content":"a b c d e f g h i j k l m n o p q r s t u v w"}],"max_tokens":16`, 200, []string{`:16`}},
}

// madeIDs are ids of calls that have none, which are made from what came first,
// and those of replies, of which a stream begins without one at MiniMax.
var madeIDs = regexp.MustCompile(`call_[0-9a-z]+_0_[0-9]|0106b3bc\w*|(chatcmpl-|resp_|msg_)1\b|("responseId":)"1"`)

func alike(answer string) string {
	return strings.Replace(madeIDs.ReplaceAllString(answer, "${2}made"), `:made`, `:"made"`, 1)
}

// TestPipeline goes the whole way for each client, streamed and not, and
// compares both answers.
func TestPipeline(t *testing.T) {
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	for name, p := range providers {
		for _, test := range asked {
			if test.needs != "" && !strings.Contains(p.can, test.needs) {
				continue
			}
			model := p.model
			if test.name == "image" && name == "dashscope" {
				model = "qwen-vl-max"
			}
			for _, client := range clients {
				if client.Name() == gemini.Name && name == "dashscope" && test.name == "parallel" {
					continue // it has no word for what DashScope does only when asked
				}
				t.Run(name+" "+client.Name()+" "+test.name, func(t *testing.T) {
					body := `{"model":"` + model + `",` + test.rest + `}`
					status, whole := ask(t, url, &p, client, body, false)
					require.Equal(t, test.status, status, whole)
					for _, want := range test.want {
						assert.Contains(t, whole, want)
					}
					_, streamed := ask(t, url, &p, client, body, true)
					assert.JSONEq(t, alike(whole), alike(streamed))
				})
			}
		}
	}
}

// TestProblems asks for answers that are errors.
func TestProblems(t *testing.T) {
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	for name, p := range providers {
		for _, client := range clients {
			for _, stream := range []bool{false, true} {
				for model, want := range map[string]int{"missing-1": 404, "error-429": 429, "error-500": 500} {
					if name == "minimax" && want == 404 {
						want = 400 // it has no word for that
					}
					if strings.Contains(p.can, "nameless") && want == 404 {
						continue
					}
					status, answer := ask(t, url, &p, client, `{"model":"`+model+`","messages":[{"role":"user","content":"x"}]}`, stream)
					assert.Equal(t, want, status, "%s %s", name, answer)
					assert.Contains(t, answer, "error", name)
				}
			}
			status, answer := ask(t, url, &p, client, `{"model":"error-mid-stream","messages":[{"role":"user","content":"x"}]}`, true)
			assert.GreaterOrEqual(t, status, 500)
			assert.Contains(t, answer, "error", "%s: half an answer is none", name)
			assert.NotContains(t, answer, "You said", name)
		}
	}
}
