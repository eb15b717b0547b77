package aiproxy

import (
	"cmp"
	"strconv"
	"strings"

	"aigateway/common/clock"
	"aigateway/common/config"
	"aigateway/common/provider"
	"aigateway/common/secret"
)

// compile makes a service of a provider's configuration.
func compile(c *Provider, at *config.Report) *service {
	d := provider.Find(c.Type)
	if d == nil {
		refuse(c.Type, at.Member("type"))
		return nil
	}
	s := &service{
		Descriptor: d, paths: d.Paths, merge: c.MergeConsecutiveMessages, original: c.Protocol == "original",
		basePath: c.BasePath, prepend: c.BasePathHandling == "prepend", prefix: c.ProviderBasePath,
		version: cmp.Or(c.ClaudeVersion, c.APIVersion, "2023-06-01"), firstByte: clock.Duration(c.FirstByteTimeout) * clock.Millisecond,
		ways: map[string]*way{},
	}
	host := s.address(c, at)
	s.compileOptions(c, at)
	if len(c.APITokens) == 0 && !d.KeyOptional && s.signer == nil && c.Type != "vertex" {
		at.Member("apiTokens").Fault(c.Type + " needs a key")
	}
	for i, key := range c.APITokens {
		if key.Empty() || strings.ContainsFunc(key.Reveal(), func(r rune) bool { return r <= ' ' && r != ' ' || r == 0x7f }) {
			at.Member("apiTokens").Index(i).Fault("must be a key that can stand in a header")
		}
		header, value := d.Auth.Header(key.Reveal())
		s.keys = append(s.keys, credential{header, secret.New(value)})
	}
	s.models = s.compileModels(c, at)
	defer s.compileCapabilities(c, at)
	s.settings = compileSettings(c, at)
	s.extras, s.ownExtras = compileExtras(c, at), compileOwnExtras(c)
	s.host = cmp.Or(c.ProviderDomain, host)
	return s
}

// refuse tells why there is no such type.
func refuse(name string, at *config.Report) {
	switch name {
	case "deepl", "triton":
		at.Fault(name + " is a type of Higress that this version does not support")
	default:
		at.OneOf(name, provider.Names()...)
	}
}

func (s *service) compileModels(c *Provider, at *config.Report) mapping {
	models, bad := compileMapping(c.ModelMapping)
	for _, key := range config.SortedKeys(bad) {
		at.Member("modelMapping").Member(key).Fault("is not a regular expression: " + bad[key].Error())
	}
	return models
}

// compileCapabilities puts paths of one's own over those of the service.
func (s *service) compileCapabilities(c *Provider, at *config.Report) {
	for _, name := range config.SortedKeys(c.Capabilities) {
		api, ok := provider.ByName(name)
		if !ok {
			at.Member("capabilities").Member(name).Warn("is no API that this plugin knows, and has no effect")
			continue
		}
		s.paths[api] = provider.Pattern(api, c.Capabilities[name])
	}
}

// address returns the host of the service, and puts in order what its own
// fields say of its paths.
func (s *service) address(c *Provider, at *config.Report) string {
	switch c.Type {
	case "openai":
		return s.custom(c.OpenAICustomURL)
	case "vllm":
		host, _, _ := strings.Cut(c.VLLMServerHost, ":")
		return cmp.Or(s.customHost(c.VLLMCustomURL), host, s.Host)
	case "azure":
		return s.azure(c.AzureServiceURL, at)
	case "gemini":
		s.google = c.APIVersion
	case "vertex":
		return s.vertex(c, at)
	case "bedrock":
		return s.bedrock(c, at)
	case "ollama":
		if c.OllamaServerHost == "" {
			at.Member("ollamaServerHost").Fault("is required for type ollama")
		}
		if c.OllamaServerPort == 0 {
			at.Member("ollamaServerPort").Fault("is required for type ollama")
		}
		s.ollama(c)
		return c.OllamaServerHost + ":" + strconv.Itoa(int(c.OllamaServerPort))
	case "generic":
		return c.GenericHost
	case "dify":
		return s.dify(c, at)
	case "doubao":
		return cmp.Or(c.DoubaoDomain, s.Host)
	case "zhipuai":
		if c.ZhipuCodePlanMode {
			s.paths[provider.Chat] = "/api/coding/paas/v4*"
		}
		return cmp.Or(c.ZhipuDomain, s.Host)
	case "cloudflare":
		if c.CloudflareAccountID == "" {
			at.Member("cloudflareAccountId").Fault("is required for type cloudflare")
		}
		for api, pattern := range s.paths {
			s.paths[api] = strings.Replace(pattern, "{account}", c.CloudflareAccountID, 1)
		}
	case "databricks":
		if c.ProviderDomain == "" {
			at.Member("providerDomain").Fault("must be the workspace's host for type databricks")
		}
	case "minimax":
		s.minimax(c, at)
	case "hunyuan":
		return s.hunyuan(c, at)
	case "qwen":
		return s.qwen(c, at)
	}
	return s.Host
}

func (s *service) custom(url string) string { return cmp.Or(s.customHost(url), s.Host) }

// customHost takes the paths from url, and returns its host.
func (s *service) customHost(url string) string {
	if url == "" {
		return ""
	}
	host, path := splitURL(url)
	path = strings.TrimSuffix(path, "/")
	if api, _ := provider.Detect("/v1/" + path[strings.LastIndexByte(path, '/')+1:]); api != provider.Unknown || directPath(path) {
		s.fixed = path
		s.speakOnly(path)
		return host
	}
	for api, pattern := range s.paths {
		if rest, ok := strings.CutPrefix(pattern, "/v1"); ok && path != "" {
			s.paths[api] = path + rest
		}
	}
	return host
}

// speakOnly has a service be spoken to in the one protocol of chats that its
// path is of, if it is.
func (s *service) speakOnly(path string) {
	for _, api := range [...]provider.API{provider.Chat, provider.Responses} {
		if strings.HasSuffix(path, tails[api]) {
			s.Chat = api
			s.paths[provider.Chat], s.paths[provider.Responses], s.paths[provider.Messages] = "", "", ""
			s.paths[api] = path
		}
	}
}

// directPath tells whether a custom URL names one API rather than a base.
func directPath(path string) bool {
	for _, end := range []string{
		"/completions", "/embeddings", "/audio/speech", "/audio/transcriptions", "/audio/translations", "/images/generations",
		"/images/variations", "/images/edits", "/models", "/responses", "/fine_tuning/jobs", "/fine_tuning/checkpoints",
		"/realtime", "/videos", "/rerank",
	} {
		if strings.HasSuffix(path, end) {
			return true
		}
	}
	return false
}

// azure reads one of the three forms of azureServiceUrl: a resource, a
// deployment, or the whole path of an API.
func (s *service) azure(url string, at *config.Report) string {
	url, query, _ := strings.Cut(url, "?")
	if !strings.Contains(query, "api-version=") {
		at.Member("azureServiceUrl").Fault("must be the URL of an Azure OpenAI resource with its api-version, such as " +
			"https://NAME.openai.azure.com/?api-version=2024-10-21")
	}
	s.query = query
	host, path := splitURL(url)
	path = strings.TrimSuffix(path, "/")
	deployment, ok := strings.CutPrefix(path, "/openai/deployments/")
	switch {
	case path == "":
	case ok && !strings.Contains(deployment, "/"):
		for api, pattern := range s.paths {
			s.paths[api] = strings.Replace(pattern, "{model}", deployment, 1)
		}
	default:
		s.fixed = path
	}
	return host
}

func splitURL(url string) (host, path string) {
	if _, rest, ok := strings.Cut(url, "://"); ok {
		url = rest
	}
	if i := strings.IndexByte(url, '/'); i >= 0 {
		return url[:i], url[i:]
	}
	return url, ""
}
