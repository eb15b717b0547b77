package bedrock_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/bedrock"
	"aigateway/common/problem"
)

func TestDecodeProblem(t *testing.T) {
	for _, test := range []struct {
		status  int
		body    string
		kind    problem.Kind
		message string
		kindOf  string
	}{
		{400, `{"message":"The model returned the following errors: x"}`, problem.Invalid, "The model returned the following errors: x", ""},
		{400, `{"__type":"com.amazon.coral.service#ServiceQuotaExceededException","message":"m"}`, problem.RateLimited, "m", "ServiceQuotaExceededException"},
		{400, `{"__type":"ValidationException:http://internal.amazon.com/x","message":"m"}`, problem.Invalid, "m", "ValidationException"},
		{403, `{"message":"You don't have access to the model with the specified model ID."}`, problem.Denied, "You don't have access to the model with the specified model ID.", ""},
		{403, `{"__type":"InvalidSignatureException","Message":"m"}`, problem.Unauthorized, "m", "InvalidSignatureException"},
		{404, `{"message":"Could not resolve the foundation model"}`, problem.NotFound, "Could not resolve the foundation model", ""},
		{408, `{"message":"m"}`, problem.Timeout, "m", ""},
		{424, `{"message":"m","originalStatusCode":500,"resourceName":"r"}`, problem.Internal, "m", ""},
		{429, `{"message":"Too many tokens"}`, problem.RateLimited, "Too many tokens", ""},
		{429, `{"__type":"ModelNotReadyException","message":"m"}`, problem.Unavailable, "m", "ModelNotReadyException"},
		{500, `{"message":"m"}`, problem.Internal, "m", ""},
		{503, `{"message":null}`, problem.Unavailable, "the provider answered with status 503 and gave no reason", ""},
		{403, `{`, problem.Denied, "the provider answered with status 403 and gave no reason", ""},
		{502, `<html>`, problem.BadUpstream, "the provider answered with status 502 and gave no reason", ""},
		{503, ``, problem.Unavailable, "the provider answered with status 503 and gave no reason", ""},
	} {
		p := bedrock.New(bedrock.Dialect{}).DecodeProblem(test.status, []byte(test.body))
		assert.Equal(t, test.kind, p.Kind, test.body)
		assert.Equal(t, test.message, p.Message)
		assert.Equal(t, test.kindOf, p.Type)
		assert.Equal(t, test.status, p.HTTPStatus())
	}
}

func TestEncodeProblem(t *testing.T) {
	c := bedrock.New(bedrock.Dialect{})
	for kind := problem.Invalid; kind <= problem.BadUpstream; kind++ {
		body := c.EncodeProblem(nil, problem.New(kind, nil, `a "fault"`))
		var said map[string]string
		require.NoError(t, json.Unmarshal(body, &said))
		assert.Equal(t, `a "fault"`, said["message"])
		assert.Regexp(t, "^[A-Z][A-Za-z]+Exception$", said["__type"])
	}
	again := c.DecodeProblem(429, c.EncodeProblem(nil, problem.New(problem.RateLimited, nil, "slow")))
	assert.Equal(t, problem.RateLimited, again.Kind)
}

func TestScanHead(t *testing.T) {
	c := bedrock.New(bedrock.Dialect{})
	var h codec.Head
	assert.NoError(t, c.ScanHead(&h, []byte(`{"messages":[]}`)))
	for _, body := range []string{``, `[]`, `{"a":1`, `{}{}`} {
		var p *problem.Problem
		assert.ErrorAs(t, c.ScanHead(&h, []byte(body)), &p, body)
		assert.Equal(t, problem.Invalid, p.Kind)
	}
	assert.False(t, c.Patch(nil, &h, codec.Patch{Usage: true}))
	assert.False(t, c.Forced([]byte(`{"usage":{}}`)))
}
