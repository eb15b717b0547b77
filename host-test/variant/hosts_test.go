package variant_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/llm"
	hosttest "aigateway/host-test"
	"aigateway/host-test/manifest"
	"aigateway/host-test/upstream"
	fake "aigateway/host-test/upstream/variant"
)

// configured are the least configurations of the services, and what is in the
// answer to a conversation with a system prompt.
var configured = []struct{ route, provider, want string }{
	{"dashscope", `{"type":"qwen","qwenEnableCompatible":false,"apiTokens":["sk-1"],"modelMapping":{"*":"qwen-plus"}}`, `hello\nI was told: be brief`},
	{"ollama", `{"type":"ollama","ollamaServerHost":"ollama.test","ollamaServerPort":11434,"ollamaEnableCompatible":false,"modelMapping":{"*":"qwen3"}}`, `hello\nI was told: be brief`},
	{"hunyuan", `{"type":"hunyuan","hunyuanAuthId":"` + fake.HunyuanID + `","hunyuanAuthKey":"` + fake.HunyuanKey + `"}`, `hello\nI was told: be brief`},
	{"minimax", `{"type":"minimax","minimaxApiType":"pro","minimaxGroupId":"g1","apiTokens":["sk-1"]}`, `hello\nI was told: be brief`},
	{"spark", `{"type":"spark","apiTokens":["key:secret"],"modelMapping":{"*":"4.0Ultra"}}`, `hello\nI was told: be brief`},
	{"dify", `{"type":"dify","botType":"Chat","apiTokens":["app-1"]}`, `USER: \nhello`},
	{"agent", `{"type":"dify","botType":"Agent","apiTokens":["app-agent-1"]}`, `USER: \nhello`},
	{"workflow", `{"type":"dify","botType":"Workflow","inputVariable":"question","outputVariable":"text","apiTokens":["app-1"]}`, `USER: \nhello`},
	{"triton", `{"type":"triton","tritonDomain":"triton.test","tritonModelVersion":"1","modelMapping":{"*":"ensemble"}}`, `USER: \nhello`},
	{"deepl", `{"type":"deepl","targetLang":"DE","apiTokens":["k"],"modelMapping":{"*":"Pro"}}`, `DE: hello (be brief)`},
}

// paths are where clients ask, whole and as a stream.
var paths = map[string][2]string{
	openai.Name:    {"/v1/chat/completions", "/v1/chat/completions"},
	responses.Name: {"/v1/responses", "/v1/responses"},
	anthropic.Name: {"/v1/messages", "/v1/messages"},
	gemini.Name:    {"/v1beta/models/m:generateContent", "/v1beta/models/m:streamGenerateContent?alt=sse"},
}

// gateway serves the module with a route for each service, all of which are
// played at one address.
func gateway(t *testing.T, host string) string {
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	set := hosttest.OneRoute(strings.TrimPrefix(url, "http://"))
	backends := set.Routes[0].Backends
	set.Routes = nil
	var rules []string
	for _, c := range configured {
		path := manifest.PathMatch{Type: manifest.PathPrefix, Value: "/" + c.route}
		set.Routes = append(set.Routes, manifest.Route{Name: c.route, Path: path, Backends: backends})
		rules = append(rules, `{"_match_route_":["`+c.route+`"],"provider":`+c.provider+`}`)
	}
	config := json.RawMessage(`{"_rules_":[` + strings.Join(rules, ",") + `]}`)
	module := "file://" + filepath.Join(hosttest.Root(), "dist", "envoy", "ai-proxy.wasm")
	set.Plugins = []manifest.Plugin{{Name: "ai-proxy", RootID: "ai-proxy", URL: module, Config: config}}
	return "http://" + hosttest.Serve(t, host, set, nil)
}

// TestHosts sends a conversation of each client's to each service through the
// module, whole and as a stream: the services refuse what the real ones do,
// signatures and all.
func TestHosts(t *testing.T) {
	for _, host := range []string{"wazero", "envoy"} {
		t.Run(host, func(t *testing.T) {
			base := gateway(t, host)
			for _, c := range configured {
				for _, client := range clients {
					t.Run(c.route+" "+client.Name(), func(t *testing.T) {
						whole := converse(t, base+"/"+c.route, client, false)
						assert.Contains(t, string(whole), c.want)
						streamed := converse(t, base+"/"+c.route, client, true)
						b := codec.NewBridge(client, client, new(llm.Event))
						b.Reset(codec.Options{})
						got := b.Close(b.Write(nil, streamed))
						require.Nil(t, b.Problem(), "%s", streamed)
						assert.Contains(t, string(got), c.want)
					})
				}
			}
		})
	}
}

// converse sends a conversation as a client of a protocol does.
func converse(t *testing.T, base string, client codec.Codec, stream bool) []byte {
	r := llm.Request{
		Model: llm.Text(`"m"`), Stream: stream, MaxTokens: llm.Raw("99"),
		Parts:    []llm.Part{{Type: llm.TextPart, Text: llm.Text(`"be brief"`)}, {Type: llm.TextPart, Text: llm.Text(`"hello"`)}},
		Messages: []llm.Message{{Role: llm.System, First: 0, Count: 1}, {Role: llm.User, First: 1, Count: 1}},
	}
	var lost []llm.Loss
	body, err := client.EncodeRequest(nil, &r, &lost)
	require.NoError(t, err)
	path := paths[client.Name()][0]
	if stream {
		path = paths[client.Name()][1]
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, base+path, bytes.NewReader(body))
	require.NoError(t, err)
	request.Header.Set("Content-Type", "application/json")
	if client.Name() == anthropic.Name {
		request.Header.Set("Anthropic-Version", "2023-06-01") // DashScope speaks it itself
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, response.StatusCode, "%s", answer)
	return answer
}
