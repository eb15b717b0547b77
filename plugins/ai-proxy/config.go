package aiproxy

import (
	"aigateway/common/config"
	"aigateway/common/secret"
)

// Config is the configuration of ai-proxy, field by field that of Higress'
// plugin of this name. A rule of _rules_ starts as a copy of the rest.
type Config struct {
	// Provider is the one provider. It wins over providers.
	Provider *Provider `json:"provider"`
	// Providers are those that activeProviderId can choose from.
	Providers []config.Isolated[Provider] `json:"providers"`
	// ActiveProviderID is the id of the provider in use. Without one, and
	// without provider, requests pass as they are.
	ActiveProviderID string `json:"activeProviderId"`
	// Fallbacks are providers that are asked in turn when the active one
	// fails.
	Fallbacks []Fallback `json:"fallbacks"`
	// ActiveProviderFrom is endpoint where the plugin is an upstream HTTP
	// filter of Envoy: then each attempt of Envoy's own retries has the
	// provider whose id is in the metadata of the endpoint that it goes to,
	// as provider in the namespace aigateway. It is upstream where such a
	// filter is behind this one, which then lets requests pass.
	ActiveProviderFrom string `json:"activeProviderFrom" default:"route" enum:"route,endpoint,upstream"`

	// endpoints are the providers by id where the endpoint chooses.
	endpoints map[string]*service
	// active is what the above comes to, nil where requests pass.
	active *service
}

// Validate makes the active provider ready. The others are not looked at:
// they may be of a type that this version does not have.
func (c *Config) Validate(at *config.Report) {
	c.active, c.endpoints = nil, nil // a rule begins as a copy
	if c.ActiveProviderFrom == "endpoint" {
		c.compileEndpoints(at)
		return
	}
	defer func() {
		if c.active != nil {
			c.active.relayed = c.ActiveProviderFrom == "upstream"
		}
	}()
	if c.Provider != nil {
		c.active = compile(c.Provider, at.Member("provider"))
		c.compileChain(c.Provider, at)
		return
	}
	if c.ActiveProviderID == "" {
		return
	}
	for i := range c.Providers {
		p := &c.Providers[i]
		if p.Value.ID != c.ActiveProviderID {
			continue
		}
		if at := at.Member("providers").Index(i); p.Broken {
			at.Fault("is the active provider and has faults")
		} else {
			c.active = compile(&p.Value, at)
		}
		c.compileChain(&p.Value, at)
		return
	}
	at.Member("activeProviderId").Warn("is the id of no provider, so that requests pass as they are")
}

// Provider is one service and how to use it.
type Provider struct {
	// ID is what activeProviderId calls this provider.
	ID string `json:"id"`
	// Type says which service this is.
	Type string `json:"type" required:"true"`
	// APITokens are the keys of the service. Each request takes one of them
	// at random; one of an API that keeps state at the service takes the one
	// that its consumer (x-mse-consumer) always gets.
	APITokens []secret.String `json:"apiTokens"`
	// Timeout bounds calls that the plugin makes besides the request itself,
	// in milliseconds.
	Timeout uint32 `json:"timeout" default:"120000"`
	// FirstByteTimeout bounds the time until a streamed answer begins, in
	// milliseconds; 0 means that nothing does.
	FirstByteTimeout uint32 `json:"firstByteTimeout"`
	// ModelMapping says what the service calls a model: by its name, by a
	// prefix ("gpt-*"), by a regular expression ("~^gpt-(.+)$", whose value
	// may use $1), or any ("*"). The longest prefix or expression wins. An
	// empty value keeps the name.
	ModelMapping map[string]string `json:"modelMapping"`
	// Protocol is openai for requests in any client protocol, which are
	// converted where the service does not speak it; original sends bodies
	// and paths as they are.
	Protocol string `json:"protocol" default:"openai" enum:"openai,original"`
	// CustomSettings set members of request bodies.
	CustomSettings []CustomSetting `json:"customSettings"`
	// MergeConsecutiveMessages joins neighbouring messages of one role.
	MergeConsecutiveMessages bool `json:"mergeConsecutiveMessages"`

	// Failover takes keys out of use that fail.
	Failover *Failover `json:"failover"`
	// RetryOnFailure sends a request that failed again, with another key.
	RetryOnFailure *RetryOnFailure `json:"retryOnFailure"`

	// BasePath is the part of client paths that basePathHandling is about.
	BasePath string `json:"basePath"`
	// BasePathHandling removes basePath from the client's path, or puts it
	// in front of the provider's.
	BasePathHandling string `json:"basePathHandling" enum:"removePrefix,prepend"`
	// ProviderDomain replaces the host of the service.
	ProviderDomain string `json:"providerDomain"`
	// ProviderBasePath is put in front of the service's paths.
	ProviderBasePath string `json:"providerBasePath"`

	// OpenAICustomURL is where type openai finds its service: the host and
	// what takes the place of /v1, or the whole path of one API.
	OpenAICustomURL string `json:"openaiCustomUrl"`
	// VLLMCustomURL is openaiCustomUrl for type vllm.
	VLLMCustomURL string `json:"vllmCustomUrl"`
	// VLLMServerHost is the host of type vllm.
	VLLMServerHost string `json:"vllmServerHost"`
	// AzureServiceURL is the address of a resource, a deployment or an API
	// of type azure, with its api-version.
	AzureServiceURL string `json:"azureServiceUrl"`
	// OllamaServerHost is the host of type ollama.
	OllamaServerHost string `json:"ollamaServerHost"`
	// OllamaServerPort is the port of type ollama.
	OllamaServerPort uint16 `json:"ollamaServerPort"`
	// GenericHost is the host of type generic; without one it is the
	// client's.
	GenericHost string `json:"genericHost"`
	// QwenDomain is the host of type qwen.
	QwenDomain string `json:"qwenDomain"`
	// QwenEnableCompatible uses the OpenAI-compatible API of type qwen, not
	// DashScope's own.
	QwenEnableCompatible bool `json:"qwenEnableCompatible" default:"true"`
	// DoubaoDomain is the host of type doubao.
	DoubaoDomain string `json:"doubaoDomain"`
	// ZhipuDomain is the host of type zhipuai.
	ZhipuDomain string `json:"zhipuDomain"`
	// ZhipuCodePlanMode uses the paths of the coding plan of type zhipuai.
	ZhipuCodePlanMode bool `json:"zhipuCodePlanMode"`
	// CloudflareAccountID is the account of type cloudflare.
	CloudflareAccountID string `json:"cloudflareAccountId"`
	// MinimaxAPIType is v2, or pro for MiniMax' older protocol.
	MinimaxAPIType string `json:"minimaxApiType" default:"v2" enum:"v2,pro"`
	// MinimaxGroupID belongs to pro.
	MinimaxGroupID string `json:"minimaxGroupId"`
	// HunyuanAuthID and hunyuanAuthKey are a key pair of Tencent Cloud, with
	// which type hunyuan is spoken to in Tencent's own protocol.
	HunyuanAuthID secret.String `json:"hunyuanAuthId"`
	// HunyuanAuthKey belongs to hunyuanAuthId.
	HunyuanAuthKey secret.String `json:"hunyuanAuthKey"`
	// GeminiSafetySetting says what types gemini and vertex withhold, as a
	// threshold for each category.
	GeminiSafetySetting map[string]string `json:"geminiSafetySetting"`
	// GeminiThinkingBudget is how many tokens models of Gemini 2.5 think with
	// where the client does not say it.
	GeminiThinkingBudget *int64 `json:"geminiThinkingBudget"`
	// VertexProjectID is the project of type vertex.
	VertexProjectID string `json:"vertexProjectId"`
	// VertexRegion is the region of type vertex, or global.
	VertexRegion string `json:"vertexRegion"`
	// VertexOpenAICompatible uses Vertex AI's OpenAI-compatible API, for which
	// apiTokens are OAuth access tokens.
	VertexOpenAICompatible bool `json:"vertexOpenAICompatible"`
	// VertexAuthKey is the key file of a service account, as text, which
	// access tokens are got with in the place of apiTokens.
	VertexAuthKey secret.String `json:"vertexAuthKey"`
	// VertexAuthServiceName is the service that gives them out: the cluster
	// outbound|443||NAME.dns, or the one of this name if it has a | in it.
	VertexAuthServiceName string `json:"vertexAuthServiceName"`
	// VertexTokenRefreshAhead is how early they are renewed, in seconds.
	VertexTokenRefreshAhead uint32 `json:"vertexTokenRefreshAhead" default:"60"`
	// AWSRegion is the region of type bedrock.
	AWSRegion string `json:"awsRegion"`
	// AWSAccessKey and awsSecretKey sign requests of type bedrock where there
	// are no apiTokens.
	AWSAccessKey string `json:"awsAccessKey"`
	// AWSSecretKey belongs to awsAccessKey.
	AWSSecretKey secret.String `json:"awsSecretKey"`
	// AWSSessionToken belongs to an awsAccessKey that is temporary.
	AWSSessionToken secret.String `json:"awsSessionToken"`
	// BedrockAdditionalFields are put into additionalModelRequestFields.
	BedrockAdditionalFields map[string]config.Raw `json:"bedrockAdditionalFields"`
	// PromptCacheRetention has type bedrock cache prompts, for minutes or
	// for an hour, where the client's prompt_cache_retention does not say it.
	PromptCacheRetention string `json:"promptCacheRetention" enum:"in_memory,24h"`
	// BedrockPromptCachePointPositions says up to where they are cached:
	// systemPrompt, which is the default, lastUserMessage and lastMessage.
	BedrockPromptCachePointPositions map[string]bool `json:"bedrockPromptCachePointPositions"`
	// Capabilities are paths of the service by the API that they are for,
	// such as "openai/v1/chatcompletions". They win over the service's own.
	Capabilities map[string]string `json:"capabilities"`
	// ClaudeVersion is the anthropic-version of type claude.
	ClaudeVersion string `json:"claudeVersion"`
	// APIVersion is an older name of claudeVersion; for type gemini it is the
	// version in paths, v1beta unless a client names another.
	APIVersion string `json:"apiVersion"`

	conversations
	own
	later
}

// later are fields of Higress that this version knows and does not act on, so
// that its configurations load and their operator is told.
type later struct {
	// MoonshotFileID is a file that conversations of type moonshot are about.
	MoonshotFileID config.NoEffect `json:"moonshotFileId" deprecated:"never had an effect in Higress either"`
}

// CustomSetting sets one member of request bodies.
type CustomSetting struct {
	// Name is the member, by its name in the OpenAI API in mode auto; in
	// mode raw a path whose parts are separated by dots.
	Name string `json:"name" required:"true"`
	// Value is any JSON value.
	Value config.Raw `json:"value" required:"true"`
	// Mode is auto for the parameters that services call differently, raw
	// for any member.
	Mode string `json:"mode" default:"auto" enum:"auto,raw"`
	// Overwrite replaces what the client sent.
	Overwrite bool `json:"overwrite" default:"true"`
}
