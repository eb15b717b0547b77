package aiproxy

import (
	"strings"

	"aigateway/common/clock"
	"aigateway/common/codec/openai"
	"aigateway/common/config"
	"aigateway/common/provider"
	"aigateway/common/provider/gcptoken"
)

// vertex reads the fields of Vertex AI: whether requests have keys of its
// Express mode or the access tokens of a service account, where they go, and
// whether to its OpenAI-compatible API.
func (s *service) vertex(c *Provider, at *config.Report) string {
	express := len(c.APITokens) > 0 && !c.VertexOpenAICompatible
	switch {
	case c.VertexAuthKey.Empty() && len(c.APITokens) == 0:
		at.Member("apiTokens").Fault("vertex needs the key of a service account in vertexAuthKey, or keys of its Express mode here")
	case c.VertexAuthKey.Empty():
	case len(c.APITokens) > 0:
		at.Member("vertexAuthKey").Warn("has no effect beside apiTokens")
	default:
		s.tokens = compileTokens(c, at)
	}
	if express {
		return s.Host
	}
	for _, f := range [...]struct{ field, value string }{{"vertexProjectId", c.VertexProjectID}, {"vertexRegion", c.VertexRegion}} {
		if f.value == "" {
			at.Member(f.field).Fault("is required for type vertex, unless apiTokens are keys of its Express mode")
		}
	}
	s.Auth = provider.Bearer
	location := "/projects/" + c.VertexProjectID + "/locations/" + c.VertexRegion
	if c.VertexOpenAICompatible {
		s.Chat = provider.Chat
		s.Dialect = openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ThoughtSignatures: true}
		s.paths = provider.Paths{provider.Chat: "/v1beta1" + location + "/endpoints/openapi/chat/completions"}
	}
	for api, path := range s.paths {
		if rest, ok := strings.CutPrefix(path, "/v1/publishers/"); ok {
			s.paths[api] = "/v1" + location + "/publishers/" + rest
		}
	}
	return vertexHost(c.VertexRegion, s.Host)
}

// vertexHost is where a region is served, or a multi-region.
func vertexHost(region, host string) string {
	switch region {
	case "global":
		return host
	case "us", "eu":
		return "aiplatform." + region + ".rep.googleapis.com"
	}
	return region + "-" + host
}

// compileTokens reads how the access tokens of a service account are got.
func compileTokens(c *Provider, at *config.Report) *tokens {
	account, faults := gcptoken.Parse(c.VertexAuthKey.Reveal())
	for _, f := range faults {
		where := at.Member("vertexAuthKey")
		if f.Member != "" {
			where = where.Member(f.Member)
		}
		where.Fault(f.Text)
	}
	if c.VertexAuthServiceName == "" {
		at.Member("vertexAuthServiceName").Fault("is required with vertexAuthKey: the service that access tokens come from, such as one for oauth2.googleapis.com")
	}
	t := newTokens(c.VertexAuthKey.Reveal(), account)
	if t.cluster = c.VertexAuthServiceName; !strings.Contains(t.cluster, "|") {
		t.cluster = "outbound|443||" + t.cluster + ".dns"
	}
	t.timeout = clock.Duration(min(c.Timeout, maxTokenCall)) * clock.Millisecond
	t.ahead = clock.Duration(c.VertexTokenRefreshAhead) * clock.Second
	return t
}
