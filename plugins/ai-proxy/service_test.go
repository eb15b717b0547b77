package aiproxy

import (
	"cmp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/config"
	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
	"aigateway/common/provider"
)

// TestAddresses says where requests go, by Higress' own fields.
func TestAddresses(t *testing.T) {
	for _, c := range []struct {
		provider string // members besides apiTokens
		path     string // the client's
		want     string // host and path, or why not
	}{
		{`"type":"openai"`, "/v1/chat/completions", "api.openai.com/v1/chat/completions"},
		{`"type":"openai"`, "/gw/v1/files/file-1/content?x=1", "api.openai.com/v1/files/file-1/content?x=1"},
		{`"type":"openai"`, "/v1/messages?beta=true", "api.openai.com/v1/chat/completions"},
		{`"type":"openai","openaiCustomUrl":"https://llm.test/api/v3"`, "/v1/chat/completions", "llm.test/api/v3/chat/completions"},
		{`"type":"openai","openaiCustomUrl":"llm.test/x/chat/completions"`, "/v1/chat/completions", "llm.test/x/chat/completions"},
		{`"type":"openai","openaiCustomUrl":"http://llm.test:8000"`, "/v1/embeddings", "llm.test:8000/v1/embeddings"},
		{`"type":"openai","openaiCustomUrl":"http://llm.test/"`, "/v1/embeddings", "llm.test/v1/embeddings"},
		{`"type":"openai","providerDomain":"proxy.test"`, "/v1/models", "proxy.test/v1/models"},
		{`"type":"openai","providerBasePath":"/tenant"`, "/v1/models", "api.openai.com/tenant/v1/models"},
		{`"type":"openai","basePath":"/gw"`, "/gw/v1/models", "api.openai.com/v1/models"},
		{`"type":"openai","basePath":"/gw","basePathHandling":"prepend"`, "/v1/models?u=https://x//y", "api.openai.com/gw/v1/models?u=https://x//y"},
		{`"type":"openai","protocol":"original","basePath":"/gw"`, "/gw/any/thing", "api.openai.com/any/thing"},
		{`"type":"openai","protocol":"original","basePath":"/gw"`, "/gwother/x", "api.openai.com/gwother/x"},
		{`"type":"openai","protocol":"original","basePath":"/gw"`, "/gw", "api.openai.com/"},
		{`"type":"openai"`, "/unknown?x=1", "api.openai.com/unknown?x=1"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/?api-version=2024-10-21"`, "/v1/chat/completions", "r.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=2024-10-21"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/openai/deployments/fixed?api-version=1"`, "/v1/chat/completions", "r.openai.azure.com/openai/deployments/fixed/chat/completions?api-version=1"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/openai/deployments/fixed/chat/completions?api-version=1"`, "/v1/chat/completions?q=2", "r.openai.azure.com/openai/deployments/fixed/chat/completions?q=2&api-version=1"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/?api-version=1"`, "/v1/files/f/content", "r.openai.azure.com/openai/files/f/content?api-version=1"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/"`, "/v1/models", "must be the URL of an Azure OpenAI resource"},
		{`"type":"ollama","ollamaServerHost":"ollama.test","ollamaServerPort":11434`, "/v1/chat/completions", "ollama.test:11434/v1/chat/completions"},
		{`"type":"ollama","ollamaServerHost":"ollama.test","ollamaServerPort":11434,"ollamaEnableCompatible":false`, "/v1/messages", "ollama.test:11434/api/chat"},
		{`"type":"ollama","ollamaServerHost":"ollama.test","ollamaServerPort":11434,"ollamaEnableCompatible":false`, "/v1/embeddings", "ollama.test:11434/api/embed"},
		{`"type":"ollama"`, "/v1/chat/completions", "is required for type ollama"},
		{`"type":"qwen"`, "/v1/chat/completions", "dashscope.aliyuncs.com/compatible-mode/v1/chat/completions"},
		{`"type":"qwen","qwenDomain":"dashscope-intl.aliyuncs.com"`, "/v1/messages", "dashscope-intl.aliyuncs.com/apps/anthropic/v1/messages"},
		{`"type":"qwen","qwenEnableCompatible":false`, "/v1/chat/completions", "dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation"},
		{`"type":"qwen","qwenEnableCompatible":false`, "/v1beta/models/qwen-max:streamGenerateContent", "dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation"},
		{`"type":"qwen","qwenEnableCompatible":false,"qwenDomain":"d.test"`, "/v1/embeddings", "d.test/api/v1/services/embeddings/text-embedding/text-embedding"},
		{`"type":"qwen","qwenEnableCompatible":false`, "/v1/messages", "dashscope.aliyuncs.com/apps/anthropic/v1/messages"},
		{`"type":"qwen","qwenEnableCompatible":false`, "/v1/files", "dashscope.aliyuncs.com/compatible-mode/v1/files"},
		{`"type":"qwen","qwenEnableCompatible":false,"protocol":"original"`, "/api/v1/services/aigc/text-generation/generation", "dashscope.aliyuncs.com/api/v1/services/aigc/text-generation/generation"},
		{`"type":"vllm","vllmServerHost":"vllm.test:8000"`, "/v1/rerank", "vllm.test/v1/rerank"},
		{`"type":"vllm","vllmCustomUrl":"http://vllm.test:8000/api/v1"`, "/v1/completions", "vllm.test:8000/api/v1/completions"},
		{`"type":"generic","genericHost":"any.test"`, "/deep/path/v1/chat/completions", "any.test/deep/path/v1/chat/completions"},
		{`"type":"generic","genericHost":"any.test"`, "/deep/path/v1/messages", "any.test/deep/path/v1/chat/completions"},
		{`"type":"mistral"`, "/v1/embeddings", "api.mistral.ai/v1/embeddings"},
		{`"type":"groq"`, "/v1/responses", "api.groq.com/openai/v1/responses"},
		{`"type":"openrouter"`, "/v1/chat/completions", "openrouter.ai/api/v1/chat/completions"},
		{`"type":"deepseek"`, "/v1/messages", "api.deepseek.com/anthropic/v1/messages"},
		{`"type":"moonshot"`, "/v1/messages", "api.moonshot.cn/v1/chat/completions"},
		{`"type":"claude"`, "/v1/chat/completions", "api.anthropic.com/v1/messages"},
		{`"type":"claude"`, "/v1/images/generations", "no such API"},
		{`"type":"gemeni"`, "/v1/chat/completions", `did you mean "gemini"?`},
		{`"type":"ai360"`, "/v1/embeddings", "api.360.cn/v1/embeddings"},
		{`"type":"baidu"`, "/v1/chat/completions", "qianfan.baidubce.com/v2/chat/completions"},
		{`"type":"zhipuai"`, "/v1/chat/completions", "open.bigmodel.cn/api/paas/v4/chat/completions"},
		{`"type":"zhipuai","zhipuCodePlanMode":true,"zhipuDomain":"z.ai"`, "/v1/chat/completions", "z.ai/api/coding/paas/v4/chat/completions"},
		{`"type":"doubao"`, "/v1/responses", "ark.cn-beijing.volces.com/api/v3/responses"},
		{`"type":"doubao","doubaoDomain":"ark.test"`, "/v1/images/generations", "ark.test/api/v3/images/generations"},
		{`"type":"cloudflare","cloudflareAccountId":"acc"`, "/v1/chat/completions", "api.cloudflare.com/client/v4/accounts/acc/ai/v1/chat/completions"},
		{`"type":"cloudflare"`, "/v1/chat/completions", "is required for type cloudflare"},
		{`"type":"github"`, "/v1/chat/completions", "models.inference.ai.azure.com/chat/completions"},
		{`"type":"minimax"`, "/v1/chat/completions", "api.minimax.chat/v1/text/chatcompletion_v2"},
		{`"type":"minimax","minimaxApiType":"pro","minimaxGroupId":"g1"`, "/v1/chat/completions?x=1", "api.minimax.chat/v1/text/chatcompletion_pro?GroupId=g1"},
		{`"type":"minimax","minimaxApiType":"pro"`, "/v1/chat/completions", "is required for minimaxApiType pro"},
		{`"type":"hunyuan"`, "/v1/chat/completions", "api.hunyuan.cloud.tencent.com/v1/chat/completions"},
		{`"type":"hunyuan","apiTokens":[],"hunyuanAuthId":"i","hunyuanAuthKey":"k"`, "/v1/responses", "hunyuan.tencentcloudapi.com/"},
		{`"type":"hunyuan","apiTokens":[],"hunyuanAuthId":"i"`, "/v1/responses", "is required with hunyuanAuthId"},
		{`"type":"grok"`, "/v1/messages", "api.x.ai/v1/messages"},
		{`"type":"together-ai"`, "/v1/chat/completions", "api.together.xyz/v1/chat/completions"},
		{`"type":"fireworks"`, "/v1/chat/completions", "api.fireworks.ai/inference/v1/chat/completions"},
		{`"type":"perplexity"`, "/v1/chat/completions", "api.perplexity.ai/chat/completions"},
		{`"type":"databricks","providerDomain":"dbc.cloud.databricks.com"`, "/v1/chat/completions", "dbc.cloud.databricks.com/serving-endpoints/chat/completions"},
		{`"type":"gemini"`, "/v1/chat/completions", "generativelanguage.googleapis.com/v1beta/models/gpt-4o:generateContent"},
		{`"type":"gemini"`, "/v1/chat/completions stream", "generativelanguage.googleapis.com/v1beta/models/gpt-4o:streamGenerateContent?alt=sse"},
		{`"type":"gemini","apiVersion":"v1"`, "/v1/messages?beta=true", "generativelanguage.googleapis.com/v1/models/gpt-4o:generateContent"},
		{`"type":"gemini","providerBasePath":"/g"`, "/v1/responses", "generativelanguage.googleapis.com/g/v1beta/models/gpt-4o:generateContent"},
		{`"type":"gemini"`, "/v1alpha/models/gemini-2.5-pro:generateContent?key=sk-client", "generativelanguage.googleapis.com/v1alpha/models/gemini-2.5-pro:generateContent"},
		{`"type":"gemini","modelMapping":{"*":"gemini-3"}`, "/v1beta/models/x:streamGenerateContent?alt=sse&key=k", "generativelanguage.googleapis.com/v1beta/models/gemini-3:streamGenerateContent?alt=sse"},
		{`"type":"gemini"`, "/v1beta/models/x:countTokens?key=k", "generativelanguage.googleapis.com/v1beta/models/x:countTokens"},
		{`"type":"gemini"`, "/v1/embeddings", "generativelanguage.googleapis.com/v1beta/openai/embeddings"},
		{`"type":"gemini"`, "/v1/models", "generativelanguage.googleapis.com/v1beta/openai/models"},
		{`"type":"vertex"`, "/v1/chat/completions", "aiplatform.googleapis.com/v1/publishers/google/models/gpt-4o:generateContent"},
		{`"type":"vertex","vertexOpenAICompatible":true,"vertexProjectId":"p","vertexRegion":"us-central1"`, "/v1/chat/completions",
			"us-central1-aiplatform.googleapis.com/v1beta1/projects/p/locations/us-central1/endpoints/openapi/chat/completions"},
		{`"type":"vertex","vertexOpenAICompatible":true,"vertexProjectId":"p"`, "/v1/chat/completions", "is required for type vertex, unless apiTokens are keys of its Express mode"},
		{`"type":"bedrock","awsRegion":"us-east-1"`, "/v1/chat/completions", "bedrock-runtime.us-east-1.amazonaws.com/model/gpt-4o/converse"},
		{`"type":"bedrock","awsRegion":"us-east-1","modelMapping":{"*":"arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude"}`, "/v1beta/models/x:streamGenerateContent",
			"bedrock-runtime.us-east-1.amazonaws.com/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fus.anthropic.claude/converse-stream"},
		{`"type":"bedrock","awsRegion":"cn-north-1","awsAccessKey":"A","awsSecretKey":"S","apiTokens":[]`, "/v1/messages", "bedrock-runtime.cn-north-1.amazonaws.com.cn/model/gpt-4o/converse"},
		{`"type":"bedrock","awsRegion":"us-east-1","apiTokens":[]`, "/v1/messages", "is required for type bedrock without apiTokens"},
		{`"type":"bedrock","awsRegion":"us-east-1","bedrockPromptCachePointPositions":{"system_prompt":true,"first":true}`, "/v1/messages", "must be one of"},
		{`"type":"cohere"`, "/v1/chat/completions", "api.cohere.ai/compatibility/v1/chat/completions"},
		{`"type":"cohere"`, "/v1/rerank", "api.cohere.ai/v1/rerank"},
		{`"type":"dify","botType":"Chat"`, "/v1/chat/completions", "api.dify.ai/v1/chat-messages"},
		{`"type":"dify","botType":"Agent","difyApiUrl":"dify.test"`, "/v1/messages", "dify.test/v1/chat-messages"},
		{`"type":"dify","botType":"Completion","difyApiUrl":"https://dify.test/v1/"`, "/v1/responses", "dify.test/v1/completion-messages"},
		{`"type":"dify","botType":"Workflow","inputVariable":"q","difyApiUrl":"http://dify.test/sub"`, "/v1beta/models/m:generateContent", "dify.test/sub/v1/workflows/run"},
		{`"type":"dify","botType":"Workflow"`, "/v1/chat/completions", "is required for botType Workflow"},
		{`"type":"dify"`, "/v1/chat/completions", "is required for type dify"},
		{`"type":"dify","botType":"Chat"`, "/v1/embeddings", "no such API"},
		{`"type":"triton","tritonDomain":"triton.test:8000"`, "/v1/chat/completions", "triton.test:8000/v2/models/gpt-4o/generate"},
		{`"type":"triton","tritonDomain":"triton.test:8000","tritonModelVersion":"7"`, "/v1/messages stream", "triton.test:8000/v2/models/gpt-4o/versions/7/generate_stream"},
		{`"type":"triton","tritonDomain":"t"`, "/v1beta/models/m:streamGenerateContent", "t/v2/models/m/generate_stream"},
		{`"type":"triton"`, "/v1/chat/completions", "is required for type triton"},
		{`"type":"deepl","targetLang":"DE"`, "/v1/responses", "/v2/translate"},
		{`"type":"deepl"`, "/v1/responses", "is required for type deepl"},
		{`"type":"spark"`, "/v1/messages", "spark-api-open.xf-yun.com/v1/chat/completions"},
		{`"type":"openai"`, "/gw/v1beta/models/gpt-5:generateContent", "api.openai.com/v1/chat/completions"},
		{`"type":"claude"`, "/v1/responses", "api.anthropic.com/v1/messages"},
		{`"type":"claude"`, "/v1/responses/resp_1", "no such API"},
		{`"type":"generic","genericHost":"any.test"`, "/deep/v1beta/models/m:generateContent", "any.test/deep/v1/chat/completions"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/?api-version=1"`, "/v1beta/models/gpt-5:generateContent", "r.openai.azure.com/openai/deployments/gpt-5/chat/completions?api-version=1"},
		{`"type":"azure","azureServiceUrl":"https://r.openai.azure.com/?api-version=1"`, "/v1/chat/completions evil?x#y", "r.openai.azure.com/openai/deployments/evil%3Fx%23y/chat/completions?api-version=1"},
		{`"type":"openai","openaiCustomUrl":"llm.test/x/chat/completions"`, "/v1/responses", "llm.test/x/chat/completions"},
		{`"type":"qwen"`, "/v1/rerank", "dashscope.aliyuncs.com/compatible-api/v1/reranks"},
		{`"type":"moonshot","capabilities":{"openai/v1/embeddings":"/v2/embed"}`, "/v1/embeddings", "api.moonshot.cn/v2/embed"},
		{`"type":"openai","capabilities":{"openai/v1/chatcompletions":"/other/chat"}`, "/v1/chat/completions", "api.openai.com/other/chat"},
		{`"type":"openai","capabilities":{"openai/v1/retrievevideocontent":"/x/{video_id}/bytes"}`, "/v1/videos/v-1/content", "api.openai.com/x/v-1/bytes"},
		{`"type":"openai","capabilities":{"openai/v1/retrievevideo":"/x/{video_id}"}`, "/v1/videos/v-1/remix", "api.openai.com/v1/videos/v-1/remix"},
		{`"type":"moonshot","capabilities":{"anthropic/v1/messages":"/anthropic/v1/messages"}`, "/v1/messages", "api.moonshot.cn/anthropic/v1/messages"},
		{`"type":"claude","capabilities":{"openai/v1/files":"/x/files"}`, "/v1/files/f-1", "api.anthropic.com/x/files/f-1"},
		{`"type":"qwen"`, "/v1/reranks", "dashscope.aliyuncs.com/compatible-api/v1/reranks"},
		{`"type":"qwen"`, "/v1/conversations/c-1", "dashscope.aliyuncs.com/compatible-mode/v1/conversations/c-1"},
		{`"type":"qwen"`, "/v1/files/f-1/content", "dashscope.aliyuncs.com/compatible-mode/v1/files/f-1/content"},
		{`"type":"qwen"`, "/v1/batches/b-1/cancel", "dashscope.aliyuncs.com/compatible-mode/v1/batches/b-1/cancel"},
		{`"type":"openai"`, "/v1/fine_tuning/jobs/ft-1/events?after=x", "api.openai.com/v1/fine_tuning/jobs/ft-1/events?after=x"},
		{`"type":"openai"`, "/v1/conversations/c-1/items", "api.openai.com/v1/conversations/c-1/items"},
		{`"type":"claude"`, "/v1/complete", "api.anthropic.com/v1/complete"},
		{`"type":"generic","genericHost":"any.test"`, "/deep/v1/rerank", "any.test/deep/v1/rerank"},
		{`"type":"claude","claudeCodeMode":true`, "/v1/messages?beta=true&x=1", "api.anthropic.com/v1/messages?x=1&beta=true"},
		{`"type":"claude","claudeCodeMode":true`, "/v1/chat/completions?x=1", "api.anthropic.com/v1/messages?beta=true"},
		{`"type":"openai","modelMapping":{"~(":"x"}`, "/v1/models", "is not a regular expression"},
		{`"type":"openai","apiTokens":["line\nbreak"]`, "/v1/models", "must be a key that can stand in a header"},
	} {
		assert.Contains(t, destination(t, c.provider, c.path), c.want, "%s %s", c.provider, c.path)
	}
}

// TestBases joins paths of clients with bases, however these are written.
func TestBases(t *testing.T) {
	for _, base := range []string{"", "/", "/v1", "/v1/", "/compat/v2", "compat/v2/", "/api/anthropic"} {
		for path, want := range map[string]string{
			"/v1/chat/completions": "/v1/chat/completions", "/v1/embeddings?a=b//c": "/v1/embeddings?a=b//c", "/v1/rerank": "/v1/rerank",
			"/v1/responses": "/v1/responses", "/v1/messages?beta=true": "/v1/chat/completions", "/unknown/path": "/unknown/path",
		} {
			const types = `"type":"openai","capabilities":{"cohere/v1/rerank":"/v1/rerank"}`
			under := "api.openai.com" + want
			if trimmed := strings.Trim(base, "/"); trimmed != "" && !(trimmed == "v1" && strings.HasPrefix(want, "/v1/")) {
				under = "api.openai.com/" + trimmed + want
			}
			assert.Equal(t, under, destination(t, types+`,"providerBasePath":"`+base+`"`, path))
			assert.Equal(t, under, destination(t, types+`,"basePathHandling":"prepend","basePath":"`+base+`"`, path))
			if trimmed := strings.Trim(base, "/"); trimmed != "" && trimmed != "v1" {
				assert.Equal(t, "api.openai.com"+path, destination(t, `"type":"openai","protocol":"original","basePath":"`+base+`"`, "/"+trimmed+path))
				assert.Equal(t, "api.openai.com"+want, destination(t, types+`,"basePath":"`+base+`"`, "/"+trimmed+path))
			}
		}
	}
}

func destination(t *testing.T, members, path string) string {
	if !strings.Contains(members, "apiTokens") {
		members += `,"apiTokens":["sk-1"]`
	}
	rules, faults := config.Load[Config]([]byte(`{"provider":{`+members+`}}`), inherit)
	if bad := faults.Errors(); len(bad) > 0 {
		return bad[0].Text
	}
	c, err := rules.Match(config.Target{})
	require.NoError(t, err)
	s := c.active
	path, more, _ := strings.Cut(path, " ") // stream, or the name of the model
	w := s.way([]byte(path))
	if !w.ok {
		return "no such API"
	}
	model := "gpt-4o"
	if more != "" && more != "stream" {
		model = more
	}
	literal := jsonscan.AppendQuoted(nil, model)
	if target := s.models.literal(literal); target != nil {
		literal = target
	}
	return s.host + cmp.Or(w.path, s.path(w, path, literal, more == "stream"))
}

// TestEveryProviderLoads loads the least configuration of each.
func TestEveryProviderLoads(t *testing.T) {
	more := map[string]string{
		"azure": `,"azureServiceUrl":"https://r.openai.azure.com/?api-version=1"`, "ollama": `,"ollamaServerHost":"o","ollamaServerPort":1`,
		"bedrock": `,"awsRegion":"us-east-1"`, "cloudflare": `,"cloudflareAccountId":"a"`, "databricks": `,"providerDomain":"d"`,
		"dify": `,"botType":"Chat"`, "triton": `,"tritonDomain":"t"`, "deepl": `,"targetLang":"DE"`,
	}
	keys := map[string]string{
		"azure": "api-key: k", "claude": "x-api-key: k", "gemini": "x-goog-api-key: k", "vertex": "x-goog-api-key: k",
		"ai360": "authorization: k", "github": "authorization: k", "ollama": ": ", "triton": ": ", "deepl": "authorization: DeepL-Auth-Key k",
	}
	for _, name := range provider.Names() {
		raw := []byte(`{"providers":[{"id":"p","type":"` + name + `","apiTokens":["k"]` + more[name] + `}],"activeProviderId":"p"}`)
		assert.Empty(t, Check(raw), name)
		rules, _ := config.Load[Config](raw, inherit)
		c, err := rules.Match(config.Target{})
		require.NoError(t, err)
		key := c.active.keys[0]
		assert.Equal(t, cmp.Or(keys[name], "authorization: Bearer k"), key.header+": "+key.value.Reveal(), name)
	}
}

// TestIntroduce has requests look as those of Claude Code.
func TestIntroduce(t *testing.T) {
	for _, c := range []struct{ agent, betas, wantAgent, wantBetas string }{
		{"curl/8", "", "claude-cli/2.1.2 (external, cli)", codeBeta},
		{"claude-cli/3.0.0 (external, sdk)", "a , oauth-2025-04-20,b,a", "claude-cli/3.0.0 (external, sdk)", codeBeta + ",a,b"},
	} {
		h := plugin.NewHeaders([][2]string{{"user-agent", c.agent}, {"anthropic-beta", c.betas}, {"anthropic-beta", "c"}})
		introduce(h)
		h.Commit()
		got := map[string]string{}
		h.Each(func(name, value []byte) bool { got[string(name)] += string(value); return true })
		assert.Equal(t, map[string]string{"user-agent": c.wantAgent, "x-app": "cli", "anthropic-beta": c.wantBetas + ",c"}, got)
	}
}

func TestCheckTellsEveryFault(t *testing.T) {
	faults := Check([]byte(`{"provider":{"type":"claud","apiTokens":[1],"protcol":"x","firstByteTimeout":-1}}`))
	var text strings.Builder
	for _, f := range faults {
		text.WriteString(f.Error() + "\n")
	}
	for _, want := range []string{"provider.apiTokens[0]", "provider.protcol", "protocol", "provider.firstByteTimeout"} {
		assert.Contains(t, text.String(), want)
	}
}
