package aiproxy_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/provider"
	hosttest "aigateway/host-test"
)

// least is the least configuration of a type in Higress' own terms, and what its
// provider then gets: the host, the header with the key, and the path for each
// path of a client, or only its base where it is that in place of /v1.
var least = []struct {
	name, config, host, key string
	base                    string
	apis                    []string // CLIENT or CLIENT → PROVIDER
}{
	{"ai360", ``, "api.360.cn", "authorization: k", "/v1", []string{"chat/completions", "embeddings"}},
	{"azure", `,"azureServiceUrl":"https://r.openai.azure.com/?api-version=1"`, "r.openai.azure.com", "api-key: k", "/openai/deployments/m",
		[]string{"chat/completions", "completions", "embeddings", "images/generations", "responses → /openai/responses", "batches → /openai/batches", "files → /openai/files", "models → /openai/models"}},
	{"baichuan", ``, "api.baichuan-ai.com", bearer, "/v1", []string{"chat/completions", "embeddings"}},
	{"baidu", ``, "qianfan.baidubce.com", bearer, "/v2", []string{"chat/completions", "embeddings"}},
	{"bedrock", `,"awsRegion":"us-east-1"`, "bedrock-runtime.us-east-1.amazonaws.com", bearer, "", []string{"chat/completions → /model/m/converse"}},
	{"claude", ``, "api.anthropic.com", "x-api-key: k", "/v1", []string{"chat/completions → /v1/messages", "messages", "complete", "embeddings", "models"}},
	{"cloudflare", `,"cloudflareAccountId":"acc"`, "api.cloudflare.com", bearer, "/client/v4/accounts/acc/ai/v1", []string{"chat/completions"}},
	{"cohere", ``, "api.cohere.ai", bearer, "/compatibility/v1", []string{"chat/completions", "rerank → /v1/rerank"}},
	{"coze", ``, "api.coze.cn", bearer, "/v1", []string{"chat/completions"}},
	{"deepseek", ``, "api.deepseek.com", bearer, "/v1", []string{"chat/completions", "models", "messages → /anthropic/v1/messages"}},
	{"doubao", ``, "ark.cn-beijing.volces.com", bearer, "/api/v3", []string{"chat/completions", "embeddings", "images/generations", "responses"}},
	{"fireworks", ``, "api.fireworks.ai", bearer, "/inference/v1", []string{"chat/completions", "completions", "models"}},
	{"gemini", ``, "generativelanguage.googleapis.com", "x-goog-api-key: k", "/v1beta/openai",
		[]string{"chat/completions → /v1beta/models/m:generateContent", "embeddings", "images/generations", "models"}},
	{"generic", `,"genericHost":"any.test"`, "any.test", bearer, "/v1", []string{"chat/completions", "embeddings", "responses", "models", "files"}},
	{"github", ``, "models.inference.ai.azure.com", "authorization: k", "", []string{"chat/completions", "embeddings"}},
	{"grok", ``, "api.x.ai", bearer, "/v1", []string{"chat/completions"}},
	{"groq", ``, "api.groq.com", bearer, "/openai/v1", []string{"chat/completions", "responses"}},
	{"hunyuan", ``, "api.hunyuan.cloud.tencent.com", bearer, "/v1", []string{"chat/completions", "embeddings"}},
	{"longcat", ``, "api.longcat.chat", bearer, "/v1", []string{"chat/completions", "embeddings", "models"}},
	{"minimax", ``, "api.minimax.chat", bearer, "", []string{"chat/completions → /v1/text/chatcompletion_v2"}},
	{"mistral", ``, "api.mistral.ai", bearer, "/v1", []string{"chat/completions", "embeddings"}},
	{"moonshot", ``, "api.moonshot.cn", bearer, "/v1", []string{"chat/completions", "models"}},
	{"ollama", `,"ollamaServerHost":"o.test","ollamaServerPort":11434`, "o.test:11434", "", "/v1", []string{"chat/completions", "embeddings", "models"}},
	{"openai", ``, "api.openai.com", bearer, "/v1", []string{"chat/completions", "completions", "embeddings", "audio/speech", "realtime", "images/generations", "batches",
		"batches/b/cancel", "files", "files/f/content", "models", "responses", "videos", "videos/v", "videos/v/content", "videos/v/remix", "fine_tuning/jobs/j/events"}},
	{"openrouter", ``, "openrouter.ai", bearer, "/api/v1", []string{"chat/completions", "completions"}},
	{"qwen", ``, "dashscope.aliyuncs.com", bearer, "/compatible-mode/v1", []string{"chat/completions", "completions", "embeddings", "responses", "files", "files/f", "files/f/content",
		"batches", "batches/b", "conversations", "reranks → /compatible-api/v1/reranks", "messages → /apps/anthropic/v1/messages"}},
	{"spark", ``, "spark-api-open.xf-yun.com", bearer, "/v1", []string{"chat/completions"}},
	{"stepfun", ``, "api.stepfun.com", bearer, "/v1", []string{"chat/completions"}},
	{"together-ai", ``, "api.together.xyz", bearer, "/v1", []string{"chat/completions"}},
	{"vertex", ``, "aiplatform.googleapis.com", "x-goog-api-key: k", "", []string{"chat/completions → /v1/publishers/google/models/m:generateContent"}},
	{"vllm", ``, "vllm-service.cluster.local", bearer, "/v1", []string{"chat/completions", "completions", "embeddings", "models", "rerank"}},
	{"yi", ``, "api.lingyiwanwu.com", bearer, "/v1", []string{"chat/completions"}},
	{"zhipuai", ``, "open.bigmodel.cn", bearer, "/api/paas/v4", []string{"chat/completions", "embeddings"}},
}

const bearer = "authorization: Bearer k"

// TestLeastConfigurations has every type of Higress that speaks a protocol of
// clients send the right host, path, key and body, on every host.
func TestLeastConfigurations(t *testing.T) {
	var providers, rules []string
	for _, p := range least {
		providers = append(providers, fmt.Sprintf(`{"id":%q,"type":%q,"apiTokens":["k"],"modelMapping":{"*":"m"}%s}`, p.name, p.name, p.config))
		rules = append(rules, fmt.Sprintf(`{"_match_domain_":["%s.test"],"activeProviderId":%q}`, p.name, p.name))
	}
	var got struct {
		host, path, body string
		header           http.Header
	}
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		got.host, got.path, got.body, got.header = r.Host, r.URL.String(), string(body), r.Header
		w.Header().Set("content-type", "application/json")
		_, _ = io.WriteString(w, `{}`)
	}))
	t.Cleanup(upstream.Close)
	for _, host := range hosttest.HostNames {
		t.Run(host, func(t *testing.T) {
			address := serveOne(t, host, upstream, fmt.Sprintf(`{"providers":[%s],"_rules_":[%s]}`, strings.Join(providers, ","), strings.Join(rules, ",")))
			for _, p := range least {
				for _, api := range p.apis {
					client, want, elsewhere := strings.Cut(api, " → ")
					if !elsewhere {
						want = p.base + "/" + client
					}
					body := bodyOf(client)
					send(t, address, p.name+".test", "/v1/"+client, body)
					what := p.name + " " + client
					assert.Equal(t, p.host, got.host, what)
					path, _, _ := strings.Cut(got.path, "?")
					assert.Equal(t, want, path, what)
					key := p.key
					if strings.HasPrefix(path, "/v1beta/openai/") {
						key = bearer // Google's endpoint for clients of OpenAI
					}
					checkKey(t, key, got.header, what)
					assert.Equal(t, strings.Contains(p.config, "api-version"), strings.Contains(got.path, "?api-version=1"), what)
					checkBody(t, api, body, got.body, what)
				}
			}
		})
	}
}

// bodyOf returns what a client sends to a path, nothing where it only asks.
func bodyOf(path string) string {
	switch path {
	case "chat/completions":
		return `{"model":"gpt","messages":[{"role":"user","content":"Hi"}],"temperature":0}`
	case "messages":
		return `{"model":"gpt","max_tokens":9,"messages":[{"role":"user","content":"Hi"}],"temperature":0}`
	case "responses", "embeddings":
		return `{"model":"gpt","input":"Hi","seed":0}`
	case "completions", "complete", "images/generations":
		return `{"model":"gpt","prompt":"Hi","watermark":true}`
	case "audio/speech", "rerank", "reranks", "videos", "videos/v/remix":
		return `{"model":"gpt","query":"Hi"}`
	}
	return ""
}

func send(t *testing.T, address, host, path, body string) {
	method := http.MethodPost
	if body == "" {
		method = http.MethodGet
	}
	request, err := http.NewRequest(method, "http://"+address+path, strings.NewReader(body))
	require.NoError(t, err)
	request.Host = host
	request.Header.Set("content-type", "application/json")
	request.Header.Set("authorization", "Bearer sk-client")
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	_ = response.Body.Close()
}

// checkKey has the provider's key in its header, and the client's nowhere.
func checkKey(t *testing.T, want string, header http.Header, what string) {
	if name, value, ok := strings.Cut(want, ": "); ok {
		assert.Equal(t, value, header.Get(name), what)
	}
	for name, values := range header {
		for _, value := range values {
			assert.False(t, strings.Contains(value, "sk-client") && want != "", "%s sends the client's key on as %s", what, name)
			assert.False(t, strings.Contains(value, "Bearer k") && !strings.EqualFold(name, "authorization"), "%s: %s", what, name)
		}
	}
}

// checkBody has everything of a body come as it was, but for the model. Where a
// type does not speak the client's protocol it was converted, and says the same.
func checkBody(t *testing.T, api, sent, got, what string) {
	if strings.HasPrefix(api, "chat/completions → ") && !strings.HasSuffix(api, "chatcompletion_v2") {
		assert.True(t, json.Valid([]byte(got)), what)
		assert.Contains(t, got, `"Hi"`, what)
		return
	}
	assert.Equal(t, strings.Replace(sent, `"gpt"`, `"m"`, 1), got, what)
}

// TestLeastNamesAll has a row for every type that Higress has, too.
func TestLeastNamesAll(t *testing.T) {
	named := map[string]bool{}
	for _, p := range least {
		named[p.name] = true
		assert.NotNil(t, provider.Find(p.name), p.name)
	}
	for _, name := range strings.Fields(`openai azure deepseek ollama vllm generic claude gemini vertex bedrock qwen cohere hunyuan baidu minimax zhipuai
		openrouter doubao moonshot groq grok mistral together-ai fireworks longcat baichuan yi stepfun ai360 github cloudflare spark coze`) {
		assert.True(t, named[name], name)
	}
}
