package openai_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/codec/openai"
	"aigateway/common/problem"
)

func TestDecodeProblem(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		want   problem.Problem
	}{
		{401, `{"error":{"message":"Incorrect API key provided: sk-x.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}`,
			problem.Problem{Kind: problem.Unauthorized, Message: "Incorrect API key provided: sk-x.", Type: "invalid_request_error", Code: "invalid_api_key"}},
		{404, `{"error":{"message":"The model x does not exist","type":"invalid_request_error","param":"model","code":"model_not_found"}}`,
			problem.Problem{Kind: problem.NotFound, Message: "The model x does not exist", Type: "invalid_request_error", Param: "model", Code: "model_not_found"}},
		{429, `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`,
			problem.Problem{Kind: problem.Payment, Message: "You exceeded your current quota", Type: "insufficient_quota", Code: "insufficient_quota"}},
		{429, `{"error":"slow down"}`, problem.Problem{Kind: problem.RateLimited, Message: "slow down"}},
		{400, `{"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400}`,
			problem.Problem{Kind: problem.Invalid, Message: "too long", Type: "BadRequestError"}},
		{400, `[{"error":{"code":400,"message":"bad","status":"INVALID_ARGUMENT"}}]`, problem.Problem{Kind: problem.Invalid, Message: "bad", Type: "INVALID_ARGUMENT"}},
		{422, `{"detail":[{"loc":["body","x"],"msg":"field required","type":"missing"}]}`,
			problem.Problem{Kind: problem.Invalid, Message: "field required", Type: "missing"}},
		{404, `{"detail":"Not Found"}`, problem.Problem{Kind: problem.NotFound, Message: "Not Found"}},
		{500, `{"message":"boom","request_id":"r-1"}`, problem.Problem{Kind: problem.Internal, Message: "boom", RequestID: "r-1"}},
		{503, `upstream connect error`, problem.Problem{Kind: problem.Unavailable, Message: "upstream connect error"}},
		{502, `<html><body>Bad Gateway</body></html>`,
			problem.Problem{Kind: problem.BadUpstream, Message: "the provider answered with status 502 and gave no reason"}},
		{529, ``, problem.Problem{Kind: problem.Overloaded, Message: "the provider answered with status 529 and gave no reason"}},
		{500, `{"error":{"message":`, problem.Problem{Kind: problem.Internal, Message: "the provider answered with status 500 and gave no reason"}},
		{400, `{"error":{"message":"` + strings.Repeat("é", 2000) + `"}}`,
			problem.Problem{Kind: problem.Invalid, Message: strings.Repeat("é", 1000) + "…"}},
	} {
		c.want.Status = c.status
		got := openai.New(openai.Dialect{}).DecodeProblem(c.status, []byte(c.body))
		assert.Equal(t, c.want, *got, c.body)
		assert.Equal(t, c.status, got.HTTPStatus())
	}
}

func TestEncodeProblem(t *testing.T) {
	x := openai.New(openai.Dialect{})
	got := x.EncodeProblem(nil, &problem.Problem{Kind: problem.NotFound, Message: "no \"such\" model", Param: "model"})
	assert.Equal(t, `{"error":{"message":"no \"such\" model","type":"invalid_request_error","param":"model","code":"model_not_found"}}`, string(got))
	got = x.EncodeProblem(nil, &problem.Problem{Kind: problem.Invalid, Message: "x", Code: "context_length_exceeded", Type: "another"})
	assert.Equal(t, `{"error":{"message":"x","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}}`, string(got))
	for kind := problem.Invalid; kind <= problem.BadUpstream; kind++ {
		var body struct {
			Error struct{ Message, Type string }
		}
		assert.NoError(t, json.Unmarshal(x.EncodeProblem(nil, problem.New(kind, nil, "m")), &body))
		assert.Equal(t, "m", body.Error.Message)
		assert.NotEmpty(t, body.Error.Type)
	}
}

func FuzzProblem(f *testing.F) {
	f.Add([]byte(`{"error":{"message":"m","type":"t","param":null,"code":400}}`))
	f.Add([]byte(`{"detail":[{"msg":"x"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		x := openai.New(openai.Dialect{})
		p := x.DecodeProblem(500, body)
		assert.NotEmpty(t, p.Message)
		assert.True(t, json.Valid(x.EncodeProblem(nil, p)))
	})
}
