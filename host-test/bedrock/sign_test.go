package bedrock_test

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/clock"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
)

// signings are requests that both sign. An address has the path and the query
// as they are sent.
var signings = []struct {
	name, method, host, target string
	headers                    []sigv4.Header
	body                       string
	token, region              string
	time                       int64
}{
	{"a model", "POST", "bedrock-runtime.us-east-1.amazonaws.com", "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse", nil, `{"messages":[]}`, "", "us-east-1", 1_700_000_000},
	{"a stream", "POST", "bedrock-runtime.eu-central-1.amazonaws.com", "/model/eu.amazon.nova-pro-v1%3A0/converse-stream", nil, `{}`, "", "eu-central-1", 1_800_000_000},
	{"a colon that is not escaped", "POST", "bedrock-runtime.us-east-1.amazonaws.com", "/model/a:0/converse", nil, `{}`, "", "us-east-1", 1_700_000_000},
	{"an ARN", "POST", "bedrock-runtime.us-east-1.amazonaws.com", "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse", nil, `{}`, "", "us-east-1", 1_700_000_000},
	{"a session", "POST", "bedrock-runtime.us-east-1.amazonaws.com", "/model/m/converse", nil, `{}`, "IQoJb3JpZ2luX2VjEXAMPLETOKEN==", "us-east-1", 1_700_000_000},
	{"China", "POST", "bedrock-runtime.cn-north-1.amazonaws.com.cn", "/model/m/converse", nil, `{}`, "", "cn-north-1", 1_700_000_000},
	{"a port", "POST", "127.0.0.1:9100", "/model/m/converse", nil, `{}`, "", "us-east-1", 1_700_000_000},
	{"no body", "POST", "h", "/model/m/converse", nil, ``, "", "us-east-1", 1_700_000_000},
	{"a large body", "POST", "h", "/model/m/converse", nil, strings.Repeat("é\x00", 40_000), "", "us-east-1", 1_700_000_000},
	{"headers", "POST", "h", "/model/m/converse", []sigv4.Header{{Name: "content-type", Value: "application/json"}, {Name: "accept", Value: "  a   b "}, {Name: "x-amzn-bedrock-trace", Value: "ENABLED"}}, `{}`, "", "us-east-1", 1_700_000_000},
	{"a query", "GET", "h", "/foundation-models?byProvider=a%20b&byOutputModality=TEXT&flag", nil, ``, "", "us-east-1", 1_700_000_000},
	{"a value twice", "GET", "h", "/x?a=2&a=1&b=&A=3&a-b=4", nil, ``, "", "us-east-1", 1_700_000_000},
	{"dots and slashes", "GET", "h", "/a/./b//c/../d/", nil, ``, "", "us-east-1", 1_700_000_000},
	{"the root", "GET", "h", "/", nil, ``, "", "us-east-1", 1_700_000_000},
	{"odd letters", "POST", "h", "/model/a~b_c-d.e%20f%2Bg%25h/converse", nil, `{}`, "", "us-east-1", 1_700_000_000},
	{"an early second", "POST", "h", "/", nil, ``, "", "us-east-1", 946_684_801},
	{"a leap day", "POST", "h", "/", nil, ``, "", "us-east-1", 1_709_210_096},
}

const (
	accessKey = "AKIDEXAMPLE"
	secretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
)

// TestSignatures compares every header with botocore's.
func TestSignatures(t *testing.T) {
	input := make([]any, len(signings))
	for i, s := range signings {
		headers := map[string]string{}
		for _, h := range s.headers {
			headers[h.Name] = h.Value
		}
		input[i] = map[string]any{
			"method": s.method, "url": "https://" + s.host + s.target, "headers": headers, "body": base64.StdEncoding.EncodeToString([]byte(s.body)),
			"time": s.time, "accessKey": accessKey, "secretKey": secretKey, "token": s.token, "region": s.region, "service": "bedrock",
		}
	}
	for i, answer := range run(t, "sign.py", input) {
		s := signings[i]
		t.Run(s.name, func(t *testing.T) {
			want := map[string]string{}
			require.NoError(t, json.Unmarshal(answer, &want))
			c := sigv4.Credentials{AccessKey: accessKey, SecretKey: secret.New(secretKey), Region: s.region, Service: "bedrock"}
			if s.token != "" {
				c.SessionToken = secret.New(s.token)
			}
			path, query, _ := strings.Cut(s.target, "?")
			r := sigv4.Request{Method: s.method, Path: path, Query: query, Host: s.host, Headers: s.headers, Body: []byte(s.body)}
			got := map[string]string{}
			for _, h := range c.Sign(nil, &r, clock.Time(s.time*1e9)) {
				got[h.Name] = h.Value
			}
			assert.Equal(t, want, got)
		})
	}
}
