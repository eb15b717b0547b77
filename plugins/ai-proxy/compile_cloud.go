package aiproxy

import (
	"strings"

	"aigateway/common/config"
	"aigateway/common/llm"
	"aigateway/common/provider/sigv4"
)

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
