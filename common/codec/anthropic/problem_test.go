package anthropic_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/codec/anthropic"
	"aigateway/common/problem"
)

func TestDecodeProblem(t *testing.T) {
	c := anthropic.New(anthropic.Dialect{})
	silent := "the provider answered with status 502 and gave no reason"
	for name, test := range map[string]struct {
		status int
		body   string
		want   problem.Problem
	}{
		"own": {429, `{"type":"error","error":{"type":"rate_limit_error","message":"Slow \"down\""},"request_id":"req_1"}`,
			problem.Problem{Kind: problem.RateLimited, Status: 429, Type: "rate_limit_error", Message: `Slow "down"`, RequestID: "req_1"}},
		"a type that says more": {500, `{"error":{"type":"overloaded_error","message":"m"}}`,
			problem.Problem{Kind: problem.Overloaded, Status: 500, Type: "overloaded_error", Message: "m"}},
		"a status that says more": {413, `{"error":{"type":"invalid_request_error","message":"m"}}`,
			problem.Problem{Kind: problem.TooLarge, Status: 413, Type: "invalid_request_error", Message: "m"}},
		"OpenAI's": {404, `{"error":{"message":"m","type":"invalid_request_error","param":"model","code":"model_not_found"}}`,
			problem.Problem{Kind: problem.NotFound, Status: 404, Type: "invalid_request_error", Message: "m", Param: "model", Code: "model_not_found"}},
		"a string":       {500, `{"error":"m"}`, problem.Problem{Kind: problem.Internal, Status: 500, Message: "m"}},
		"a message":      {403, `{"message":"m"}`, problem.Problem{Kind: problem.Denied, Status: 403, Message: "m"}},
		"a detail":       {422, `{"detail":"m"}`, problem.Problem{Kind: problem.Invalid, Status: 422, Message: "m"}},
		"odd":            {502, `{"error":[1]}`, problem.Problem{Kind: problem.BadUpstream, Status: 502, Message: silent}},
		"cut":            {502, `{"error":{"mess`, problem.Problem{Kind: problem.BadUpstream, Status: 502, Message: silent}},
		"empty":          {502, ``, problem.Problem{Kind: problem.BadUpstream, Status: 502, Message: silent}},
		"HTML":           {502, ` <html>`, problem.Problem{Kind: problem.BadUpstream, Status: 502, Message: silent}},
		"zipped":         {502, "\x1f\x8b\x08", problem.Problem{Kind: problem.BadUpstream, Status: 502, Message: silent}},
		"plain":          {503, "no healthy upstream\n", problem.Problem{Kind: problem.Unavailable, Status: 503, Message: "no healthy upstream"}},
		"plain and long": {502, strings.Repeat("x", 3000), problem.Problem{Kind: problem.BadUpstream, Status: 502, Message: strings.Repeat("x", 2000) + "…"}},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, test.want, *c.DecodeProblem(test.status, []byte(test.body)))
		})
	}
}

func TestEncodeProblem(t *testing.T) {
	c := anthropic.New(anthropic.Dialect{})
	for kind, want := range map[problem.Kind]string{
		problem.Invalid: "invalid_request_error", problem.Unauthorized: "authentication_error", problem.Payment: "billing_error",
		problem.Denied: "permission_error", problem.NotFound: "not_found_error", problem.Timeout: "timeout_error", problem.Conflict: "conflict_error",
		problem.TooLarge: "request_too_large", problem.RateLimited: "rate_limit_error", problem.Internal: "api_error",
		problem.Unavailable: "api_error", problem.Overloaded: "overloaded_error", problem.BadUpstream: "api_error", 0: "api_error",
	} {
		assert.JSONEq(t, `{"type":"error","error":{"type":"`+want+`","message":"a \"b\""}}`,
			string(c.EncodeProblem(nil, &problem.Problem{Kind: kind, Message: `a "b"`})))
	}
	assert.JSONEq(t, `{"type":"error","error":{"type":"invalid_request_error","message":"messages.0: is bad"},"request_id":"r"}`,
		string(c.EncodeProblem(nil, &problem.Problem{Kind: problem.Invalid, Param: "messages.0", Message: "is bad", RequestID: "r"})))
}

func FuzzDecodeProblem(f *testing.F) {
	f.Add(500, []byte(`{"type":"error","error":{"type":"api_error","message":"m"}}`))
	c := anthropic.New(anthropic.Dialect{})
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		p := c.DecodeProblem(status, body)
		if again := c.DecodeProblem(status, c.EncodeProblem(nil, p)); again.Message == "" || again.Kind == 0 {
			t.Fatalf("%q became %v", body, again)
		}
	})
}
