package provider

import (
	"aigateway/common/codec/openai"
	"aigateway/common/codec/variant"
)

// row is a service as the table has it. Its paths are spelled out by [Find]:
// the table itself is data, that costs a start nothing.
type row struct {
	Descriptor
	// base is where the APIs of has are, in the place of the client's /v1.
	base string
	has  set
	// more are paths that are elsewhere.
	more []path
	// own is the protocol that the service alone speaks, see Descriptor.Own.
	own variant.Protocol
}

type path struct {
	api     API
	pattern string
}

// set is a set of APIs.
type set uint64

const (
	chat         set = 1 << Chat
	completions  set = 1 << Completions
	embeddings   set = 1 << Embeddings
	responsesAPI set = 1 << Responses
	models       set = 1 << Models
	images       set = 1 << ImageGeneration
	rerank       set = 1 << Rerank
	messages     set = 1 << Messages
	speech       set = 1<<AudioSpeech | 1<<AudioTranscription | 1<<AudioTranslation
	files        set = 1<<Files | 1<<FileContent
	batches      set = 1 << Batches
	videos       set = 1<<VideoContent | 1<<VideoRemix | 1<<Video | 1<<Videos
	// everything is what OpenAI itself has.
	everything = chat | completions | embeddings | responsesAPI | models | images | speech | files | batches |
		1<<ImageVariation | 1<<ImageEdit | 1<<FineTuning | 1<<Realtime | videos | 1<<Conversations
)

// plain is how most compatible services differ from OpenAI.
var plain = openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true}

// Sources: the API reference of each service. Hosts and paths are Higress'
// where it has the service.
var table = [...]row{
	{Descriptor: Descriptor{Name: "ai360", Host: "api.360.cn", Auth: Bare, Chat: Chat, Dialect: plain}, base: "/v1", has: chat | embeddings},
	{Descriptor: Descriptor{Name: "azure", Auth: APIKey, Chat: Chat}, more: []path{
		// What runs a model is below its deployment, the rest is not.
		{Chat, "/openai/deployments/{model}*"}, {Completions, "/openai/deployments/{model}*"}, {Embeddings, "/openai/deployments/{model}*"},
		{ImageGeneration, "/openai/deployments/{model}*"}, {ImageEdit, "/openai/deployments/{model}*"}, {AudioSpeech, "/openai/deployments/{model}*"},
		{AudioTranscription, "/openai/deployments/{model}*"}, {AudioTranslation, "/openai/deployments/{model}*"}, {Models, "/openai*"},
		{Files, "/openai*"}, {FileContent, "/openai*"}, {Batches, "/openai*"}, {Responses, "/openai*"}, {FineTuning, "/openai*"},
	}},
	{Descriptor: Descriptor{Name: "baichuan", Host: "api.baichuan-ai.com", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v1", has: chat | embeddings},
	{Descriptor: Descriptor{Name: "baidu", Host: "qianfan.baidubce.com", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v2", has: chat | embeddings},
	{Descriptor: Descriptor{Name: "bedrock", Auth: Bearer, Chat: Converse},
		more: []path{{Converse, "/model/{model}/converse"}, {ConverseStream, "/model/{model}/converse-stream"}}},
	{Descriptor: Descriptor{Name: "cerebras", Host: "api.cerebras.ai", Auth: Bearer, Chat: Chat, Dialect: openai.Dialect{NoDeveloperRole: true}},
		base: "/v1", has: chat | completions | models},
	{Descriptor: Descriptor{Name: "claude", Host: "api.anthropic.com", Auth: XAPIKey, Chat: Messages},
		base: "/v1", has: messages | models | embeddings | files | 1<<CountTokens | 1<<Complete},
	{Descriptor: Descriptor{Name: "cloudflare", Host: "api.cloudflare.com", Auth: Bearer, Chat: Chat, Dialect: plain},
		base: "/client/v4/accounts/{account}/ai/v1", has: chat | embeddings},
	{Descriptor: Descriptor{Name: "cohere", Host: "api.cohere.ai", Auth: Bearer, Chat: Chat, Dialect: plain},
		base: "/compatibility/v1", has: chat | embeddings, more: []path{{Rerank, "/v1/rerank"}}},
	{Descriptor: Descriptor{Name: "coze", Host: "api.coze.cn", Auth: Bearer, Chat: Chat, OwnPaths: true, Dialect: plain}, base: "/v1", has: chat},
	{Descriptor: Descriptor{Name: "databricks", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/serving-endpoints", has: chat | completions | embeddings},
	{Descriptor: Descriptor{Name: "deepseek", Host: "api.deepseek.com", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ReasoningContent: true, Thinking: true}},
		base: "/v1", has: chat | models, more: []path{{Messages, "/anthropic/v1*"}}},
	{Descriptor: Descriptor{Name: "dify", Host: "api.dify.ai", Auth: Bearer, Chat: Own}, own: variant.Dify, more: []path{{Own, "/v1/chat-messages"}}},
	{Descriptor: Descriptor{Name: "doubao", Host: "ark.cn-beijing.volces.com", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ReasoningContent: true, Thinking: true}},
		base: "/api/v3", has: chat | embeddings | images | responsesAPI},
	{Descriptor: Descriptor{Name: "fireworks", Host: "api.fireworks.ai", Auth: Bearer, Chat: Chat, Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true}},
		base: "/inference/v1", has: chat | completions | embeddings | models},
	{Descriptor: Descriptor{Name: "gemini", Host: "generativelanguage.googleapis.com", Auth: GoogleKey, Chat: GenerateContent},
		base: "/v1beta/openai", has: embeddings | models | images, more: []path{
			{GenerateContent, "/{version}/models/{model}:generateContent"},
			{StreamGenerateContent, "/{version}/models/{model}:streamGenerateContent"},
		}},
	{Descriptor: Descriptor{Name: "generic", Auth: Bearer, Chat: Chat, KeyOptional: true, OwnPaths: true,
		Dialect: openai.Dialect{LegacyMaxTokens: true, NoStreamOptions: true}}, base: "/v1", has: everything | rerank | 1<<Reranks | 1<<Complete},
	{Descriptor: Descriptor{Name: "github", Host: "models.inference.ai.azure.com", Auth: Bare, Chat: Chat, Dialect: plain}, has: chat | embeddings},
	{Descriptor: Descriptor{Name: "grok", Host: "api.x.ai", Auth: Bearer, Chat: Chat, Dialect: openai.Dialect{NoDeveloperRole: true}},
		base: "/v1", has: chat | completions | responsesAPI | models | images | messages},
	{Descriptor: Descriptor{Name: "groq", Host: "api.groq.com", Auth: Bearer, Chat: Chat, Dialect: openai.Dialect{NoDeveloperRole: true}},
		base: "/openai/v1", has: chat | responsesAPI | models | speech},
	{Descriptor: Descriptor{Name: "huggingface", Host: "router.huggingface.co", Auth: Bearer, Chat: Chat, Dialect: plain},
		base: "/v1", has: chat | responsesAPI | models},
	{Descriptor: Descriptor{Name: "hunyuan", Host: "api.hunyuan.cloud.tencent.com", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v1", has: chat | embeddings},
	{Descriptor: Descriptor{Name: "longcat", Host: "api.longcat.chat", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v1", has: chat | embeddings | models},
	{Descriptor: Descriptor{Name: "minimax", Host: "api.minimax.chat", Auth: Bearer, Chat: Chat, Dialect: plain},
		more: []path{{Chat, "/v1/text/chatcompletion_v2"}}},
	{Descriptor: Descriptor{Name: "mistral", Host: "api.mistral.ai", Auth: Bearer, Chat: Chat, OwnPaths: true,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true}}, base: "/v1", has: chat | embeddings | models},
	{Descriptor: Descriptor{Name: "moonshot", Host: "api.moonshot.cn", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ReasoningContent: true}}, base: "/v1", has: chat | models | files},
	{Descriptor: Descriptor{Name: "nvidia", Host: "integrate.api.nvidia.com", Auth: Bearer, Chat: Chat, Dialect: plain},
		base: "/v1", has: chat | completions | embeddings | models},
	{Descriptor: Descriptor{Name: "ollama", Auth: NoAuth, Chat: Chat, KeyOptional: true, Dialect: plain},
		base: "/v1", has: chat | completions | embeddings | models},
	{Descriptor: Descriptor{Name: "openai", Host: "api.openai.com", Auth: Bearer, Chat: Chat, KeyOptional: true}, base: "/v1", has: everything},
	{Descriptor: Descriptor{Name: "openrouter", Host: "openrouter.ai", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{ReasoningDetails: true, CacheControl: true, TopK: true}}, base: "/api/v1", has: chat | completions | models},
	{Descriptor: Descriptor{Name: "perplexity", Host: "api.perplexity.ai", Auth: Bearer, Chat: Chat, Dialect: plain}, has: chat},
	{Descriptor: Descriptor{Name: "qwen", Host: "dashscope.aliyuncs.com", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true}},
		base: "/compatible-mode/v1", has: chat | completions | embeddings | responsesAPI | files | batches | 1<<Conversations,
		more: []path{{Messages, "/apps/anthropic/v1*"}, {Rerank, "/compatible-api/v1/reranks"}, {Reranks, "/compatible-api/v1/reranks"}}},
	{Descriptor: Descriptor{Name: "sambanova", Host: "api.sambanova.ai", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v1", has: chat | completions | embeddings | models},
	{Descriptor: Descriptor{Name: "siliconflow", Host: "api.siliconflow.cn", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true}},
		base: "/v1", has: chat | embeddings | models | images | rerank | speech},
	{Descriptor: Descriptor{Name: "spark", Host: "spark-api-open.xf-yun.com", Auth: Bearer, Chat: Chat, KeyOptional: true, Dialect: plain}, base: "/v1", has: chat},
	{Descriptor: Descriptor{Name: "stepfun", Host: "api.stepfun.com", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v1", has: chat | models},
	{Descriptor: Descriptor{Name: "together-ai", Host: "api.together.xyz", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true}},
		base: "/v1", has: chat | completions | embeddings | models | images | rerank},
	{Descriptor: Descriptor{Name: "vertex", Host: "aiplatform.googleapis.com", Auth: GoogleKey, Chat: GenerateContent}, more: []path{
		{GenerateContent, "/v1/publishers/google/models/{model}:generateContent"},
		{StreamGenerateContent, "/v1/publishers/google/models/{model}:streamGenerateContent"},
		{RawPredict, "/v1/publishers/anthropic/models/{model}:rawPredict"},
		{StreamRawPredict, "/v1/publishers/anthropic/models/{model}:streamRawPredict"},
		{CountTokens, "/v1/publishers/anthropic/models/count-tokens:rawPredict"},
	}},
	{Descriptor: Descriptor{Name: "vllm", Host: "vllm-service.cluster.local", Auth: Bearer, Chat: Chat, KeyOptional: true,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true}},
		base: "/v1", has: chat | completions | embeddings | models | rerank},
	{Descriptor: Descriptor{Name: "yi", Host: "api.lingyiwanwu.com", Auth: Bearer, Chat: Chat, Dialect: plain}, base: "/v1", has: chat},
	{Descriptor: Descriptor{Name: "zhipuai", Host: "open.bigmodel.cn", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ReasoningContent: true, Thinking: true}},
		base: "/api/paas/v4", has: chat | embeddings | images},
}

// paths spells out the paths of a row.
func (r *row) paths() (p Paths) {
	for api := range apiCount {
		if r.has&(1<<api) != 0 {
			p[api] = r.base + "*"
		}
	}
	for _, m := range r.more {
		p[m.api] = m.pattern
	}
	return p
}
