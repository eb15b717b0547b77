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

	// active is what the above comes to, nil where requests pass.
	active *service
}

// Validate makes the active provider ready. The others are not looked at:
// they may be of a type that this version does not have.
func (c *Config) Validate(at *config.Report) {
	if c.Provider != nil {
		c.active = compile(c.Provider, at.Member("provider"))
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
	// at random.
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
	// QwenEnableCompatible uses the OpenAI-compatible API of type qwen.
	QwenEnableCompatible bool `json:"qwenEnableCompatible" default:"true"`
	// DoubaoDomain is the host of type doubao.
	DoubaoDomain string `json:"doubaoDomain"`
	// ZhipuDomain is the host of type zhipuai.
	ZhipuDomain string `json:"zhipuDomain"`
	// ZhipuCodePlanMode uses the paths of the coding plan of type zhipuai.
	ZhipuCodePlanMode bool `json:"zhipuCodePlanMode"`
	// CloudflareAccountID is the account of type cloudflare.
	CloudflareAccountID string `json:"cloudflareAccountId"`
	// MinimaxAPIType is v2; Higress' pro has been retired by its service.
	MinimaxAPIType string `json:"minimaxApiType" default:"v2" enum:"v2,pro"`
	// MinimaxGroupID belongs to pro.
	MinimaxGroupID string `json:"minimaxGroupId"`
	// HunyuanAuthID and hunyuanAuthKey are a key pair for Tencent's own
	// protocol; use apiTokens instead.
	HunyuanAuthID secret.String `json:"hunyuanAuthId"`
	// HunyuanAuthKey belongs to hunyuanAuthId.
	HunyuanAuthKey secret.String `json:"hunyuanAuthKey"`
	// Capabilities are paths of the service by the API that they are for,
	// such as "openai/v1/chatcompletions". They win over the service's own.
	Capabilities map[string]string `json:"capabilities"`
	// ClaudeVersion is the anthropic-version of type claude.
	ClaudeVersion string `json:"claudeVersion"`
	// APIVersion is an older name of claudeVersion.
	APIVersion string `json:"apiVersion"`

	later
}

// later are fields of Higress that this version knows and does not act on, so
// that its configurations load and their operator is told.
type later struct {
	// Context is a text that is put in front of conversations.
	Context config.NoEffect `json:"context" deprecated:"is not supported by this version"`
	// Failover takes keys out of use that fail.
	Failover config.NoEffect `json:"failover" deprecated:"is not supported by this version"`
	// RetryOnFailure sends a request that failed again.
	RetryOnFailure config.NoEffect `json:"retryOnFailure" deprecated:"is not supported by this version"`
	// ContextCleanupCommands are texts that make the conversation start anew.
	ContextCleanupCommands config.NoEffect `json:"contextCleanupCommands" deprecated:"is not supported by this version"`
	// PromoteThinkingOnEmpty makes reasoning the answer where there is none.
	PromoteThinkingOnEmpty config.NoEffect `json:"promoteThinkingOnEmpty" deprecated:"is not supported by this version"`
	// HiclawMode is mergeConsecutiveMessages and promoteThinkingOnEmpty.
	HiclawMode config.NoEffect `json:"hiclawMode" deprecated:"is not supported by this version; set mergeConsecutiveMessages"`
	// ReasoningContentMode says where the reasoning of type qwen goes.
	ReasoningContentMode config.NoEffect `json:"reasoningContentMode" deprecated:"only concerns DashScope's native API, which is not supported by this version"`
	// ResponseJSONSchema is forced on every answer.
	ResponseJSONSchema config.NoEffect `json:"responseJsonSchema" deprecated:"is not supported by this version"`
	// ClaudeCodeMode sends requests as Claude Code would.
	ClaudeCodeMode config.NoEffect `json:"claudeCodeMode" deprecated:"is not supported by this version"`
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
