package aiproxy

import (
	"strings"

	"aigateway/common/codec/openai"
	"aigateway/common/config"
	"aigateway/common/llm"
	"aigateway/common/provider"
	"aigateway/common/provider/sigv4"
)

// vertex reads the fields of one of Vertex AI's modes: Express, with keys, or
// OpenAI-compatible, with access tokens.
func (s *service) vertex(c *Provider, at *config.Report) string {
	if !c.VertexAuthKey.Empty() {
		at.Member("vertexAuthKey").Fault("is not supported by this version, which gets no access tokens for service accounts: " +
			"give keys of the Express mode in apiTokens, or access tokens with vertexOpenAICompatible")
	}
	if !c.VertexOpenAICompatible {
		return s.Host
	}
	for field, value := range map[string]string{"vertexProjectId": c.VertexProjectID, "vertexRegion": c.VertexRegion} {
		if value == "" {
			at.Member(field).Fault("is required with vertexOpenAICompatible")
		}
	}
	s.Chat, s.Auth = provider.Chat, provider.Bearer
	s.Dialect = openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, ThoughtSignatures: true}
	s.paths = provider.Paths{provider.Chat: "/v1beta1/projects/" + c.VertexProjectID + "/locations/" + c.VertexRegion +
		"/endpoints/openapi/chat/completions"}
	if c.VertexRegion == "global" {
		return s.Host
	}
	return c.VertexRegion + "-" + s.Host
}

// bedrock reads who signs requests, where there are no keys, and what is added
// to them.
func (s *service) bedrock(c *Provider, at *config.Report) string {
	if c.AWSRegion == "" {
		at.Member("awsRegion").Fault("is required for type bedrock")
	}
	if len(c.APITokens) == 0 {
		if c.AWSAccessKey == "" {
			at.Member("awsAccessKey").Fault("is required for type bedrock without apiTokens")
		}
		if c.AWSSecretKey.Empty() {
			at.Member("awsSecretKey").Fault("is required for type bedrock without apiTokens")
		}
		s.signer = &sigv4.Credentials{
			AccessKey: c.AWSAccessKey, SecretKey: c.AWSSecretKey, SessionToken: c.AWSSessionToken, Region: c.AWSRegion, Service: "bedrock",
		}
	}
	for _, name := range config.SortedKeys(c.BedrockAdditionalFields) {
		s.Bedrock.Fields = append(s.Bedrock.Fields, llm.Member{Name: name, Value: llm.Raw(c.BedrockAdditionalFields[name])})
	}
	domain := ".amazonaws.com"
	if strings.HasPrefix(c.AWSRegion, "cn-") {
		domain += ".cn"
	}
	return "bedrock-runtime." + c.AWSRegion + domain
}
