package sigv4_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"aigateway/common/clock"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
)

// The credentials and the time of AWS' published test suite.
var (
	published = sigv4.Credentials{
		AccessKey: "AKIDEXAMPLE", SecretKey: secret.New("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
		Region: "us-east-1", Service: "service",
	}
	then = clock.Time(time.Date(2015, 8, 30, 12, 36, 0, 0, time.UTC).UnixNano())
)

// TestPublished checks vectors of AWS' Signature Version 4 test suite.
func TestPublished(t *testing.T) {
	form := []sigv4.Header{{Name: "content-type", Value: "application/x-www-form-urlencoded"}}
	for name, test := range map[string]struct {
		request   sigv4.Request
		signature string
	}{
		"get-vanilla":                       {sigv4.Request{Method: "GET", Path: "/"}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
		"post-vanilla":                      {sigv4.Request{Method: "POST", Path: "/"}, "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
		"get-vanilla-query-order-key-case":  {sigv4.Request{Method: "GET", Path: "/", Query: "Param2=value2&Param1=value1"}, "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
		"post-x-www-form-urlencoded":        {sigv4.Request{Method: "POST", Path: "/", Headers: form, Body: []byte("Param1=value1")}, "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
		"get-relative (a dotted segment)":   {sigv4.Request{Method: "GET", Path: "/example/.."}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
		"get-slash (an empty segment)":      {sigv4.Request{Method: "GET", Path: "//"}, "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
		"get-header-value-trim":             {sigv4.Request{Method: "GET", Path: "/", Headers: []sigv4.Header{{Name: "my-header1", Value: " value1"}, {Name: "my-header2", Value: ` "a   b   c"`}}}, "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
		"get-header-key-duplicate (sorted)": {sigv4.Request{Method: "GET", Path: "/", Headers: []sigv4.Header{{Name: "my-header1", Value: "value2"}, {Name: "my-header1", Value: "value2"}, {Name: "my-header1", Value: "value1"}}}, "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
	} {
		test.request.Host = "example.amazonaws.com"
		assert.Equal(t, test.signature, signature(&published, &test.request), name)
	}
}

func signature(c *sigv4.Credentials, r *sigv4.Request) string {
	headers := c.Sign(nil, r, then)
	_, signature, _ := strings.Cut(headers[len(headers)-1].Value, "Signature=")
	return signature
}

func TestHeaders(t *testing.T) {
	c := published
	r := sigv4.Request{Method: "POST", Path: "/model/a%3A0/converse", Host: "h", Body: []byte("{}")}
	headers := c.Sign([]sigv4.Header{{Name: "kept", Value: "1"}}, &r, then)
	assert.Equal(t, sigv4.Header{Name: "kept", Value: "1"}, headers[0])
	assert.Equal(t, sigv4.Header{Name: "x-amz-date", Value: "20150830T123600Z"}, headers[1])
	assert.Regexp(t, `^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, `+
		`SignedHeaders=host;x-amz-date, Signature=[0-9a-f]{64}$`, headers[2].Value)

	c.SessionToken = secret.New("token")
	headers = c.Sign(nil, &r, then)
	assert.Equal(t, sigv4.Header{Name: "x-amz-security-token", Value: "token"}, headers[1])
	assert.Contains(t, headers[2].Value, "SignedHeaders=host;x-amz-date;x-amz-security-token,")
}

// TestEverythingCounts changes one thing at a time.
func TestEverythingCounts(t *testing.T) {
	base := sigv4.Request{Method: "POST", Path: "/model/a%3A0/converse", Query: "x=1", Host: "h", Body: []byte("{}")}
	seen := map[string]bool{signature(&published, &base): true}
	for name, change := range map[string]func(*sigv4.Request){
		"method": func(r *sigv4.Request) { r.Method = "PUT" },
		"path":   func(r *sigv4.Request) { r.Path = "/model/a:0/converse" },
		"query":  func(r *sigv4.Request) { r.Query = "x=2" },
		"host":   func(r *sigv4.Request) { r.Host = "g" },
		"body":   func(r *sigv4.Request) { r.Body = []byte("{ }") },
		"header": func(r *sigv4.Request) { r.Headers = []sigv4.Header{{Name: "a", Value: "b"}} },
	} {
		r := base
		change(&r)
		s := signature(&published, &r)
		assert.False(t, seen[s], name)
		seen[s] = true
	}
}

func TestAppendEscaped(t *testing.T) {
	assert.Equal(t, "arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-sonnet-4-5-20250929-v1%3A0",
		string(sigv4.AppendEscaped(nil, "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0")))
	assert.Equal(t, "%C3%A9%20~_-.", string(sigv4.AppendEscaped(nil, "é ~_-.")))
}
