package provider

import "aigateway/common/codec/openai"

var table = []Descriptor{
	{Name: "azure", Auth: APIKey, Chat: Chat, Paths: azure()},
	{Name: "claude", Host: "api.anthropic.com", Auth: XAPIKey, Chat: Messages, Paths: Paths{
		Messages: "/v1*", CountTokens: "/v1*", Models: "/v1*", Embeddings: "/v1*", Files: "/v1*", FileContent: "/v1*",
	}},
	{Name: "deepseek", Host: "api.deepseek.com", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ReasoningContent: true, Thinking: true},
		Paths:   Paths{Chat: "/v1*", Models: "/v1*", Messages: "/anthropic/v1*"}},
	{Name: "generic", Auth: Bearer, Chat: Chat, KeyOptional: true, OwnPaths: true,
		Dialect: openai.Dialect{LegacyMaxTokens: true, NoStreamOptions: true},
		Paths:   compatible("/v1", everything...)},
	{Name: "groq", Host: "api.groq.com", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true},
		Paths:   compatible("/openai/v1", Chat, Responses, Models, AudioSpeech, AudioTranscription, AudioTranslation)},
	{Name: "mistral", Host: "api.mistral.ai", Auth: Bearer, Chat: Chat, OwnPaths: true,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true},
		Paths:   compatible("/v1", Chat, Embeddings, Models)},
	{Name: "moonshot", Host: "api.moonshot.cn", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ReasoningContent: true},
		Paths:   compatible("/v1", Chat, Models, Files, FileContent)},
	{Name: "ollama", Auth: NoAuth, Chat: Chat, KeyOptional: true,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true},
		Paths:   compatible("/v1", Chat, Completions, Embeddings, Models)},
	{Name: "openai", Host: "api.openai.com", Auth: Bearer, Chat: Chat, KeyOptional: true, Paths: compatible("/v1", everything...)},
	{Name: "openrouter", Host: "openrouter.ai", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{ReasoningDetails: true, CacheControl: true, TopK: true},
		Paths:   compatible("/api/v1", Chat, Completions, Models)},
	{Name: "qwen", Host: "dashscope.aliyuncs.com", Auth: Bearer, Chat: Chat,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true},
		Paths:   qwen()},
	{Name: "vllm", Host: "vllm-service.cluster.local", Auth: Bearer, Chat: Chat, KeyOptional: true,
		Dialect: openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, TopK: true},
		Paths:   compatible("/v1", Chat, Completions, Embeddings, Models, Rerank)},
}

// everything is what OpenAI itself has.
var everything = []API{
	Chat, Completions, Embeddings, Responses, Models, AudioSpeech, AudioTranscription, AudioTranslation, ImageGeneration,
	ImageVariation, ImageEdit, Files, FileContent, Batches, FineTuning, Realtime, Videos,
}

// compatible has some of OpenAI's APIs below base.
func compatible(base string, has ...API) (p Paths) {
	for _, api := range has {
		p[api] = base + "*"
	}
	return p
}

// Source: Azure OpenAI REST API reference: what runs a model is below its
// deployment, the rest is not.
func azure() Paths {
	p := compatible("/openai/deployments/{model}", Chat, Completions, Embeddings, ImageGeneration, ImageEdit, AudioSpeech,
		AudioTranscription, AudioTranslation)
	for _, api := range []API{Models, Files, FileContent, Batches, Responses, FineTuning} {
		p[api] = "/openai*"
	}
	return p
}

func qwen() Paths {
	p := compatible("/compatible-mode/v1", Chat, Completions, Embeddings, Responses, Files, FileContent, Batches)
	p[Messages] = "/apps/anthropic/v1*"
	return p
}
