package wire_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

func TestOutput(t *testing.T) {
	o := wire.Output{Dst: []byte("{")}
	object, list := o.Open("a"), o.OpenList("b")
	assert.False(t, o.CloseList(list))
	assert.False(t, o.Close(object))
	assert.Equal(t, "{", string(o.Dst), "what stays empty is taken back")
	object = o.Open("a")
	o.Number("n", -1)
	o.Optional("absent", nil)
	o.Quoted("q", "x\"y")
	assert.True(t, o.Close(object))
	o.Name("id")
	o.Made("call_", 35)
	o.Between(`,"v":[`, []byte("1"), "]")
	o.Counts(`,"c":`, 7, "}")
	assert.Equal(t, `{"a":{"n":-1,"q":"x\"y"},"id":"call_z","v":[1],"c":7}`, string(o.Dst))
}

func TestGathered(t *testing.T) {
	for pieces, want := range map[string]string{
		`{\"a\":1}`: `{"a":1}`, ``: `{}`, ` `: `{}`, `{\"a\":`: `<"{\"a\":">`, `[1]`: `<"[1]">`,
	} {
		o := wire.Output{Dst: []byte("x")}
		start := o.Gather()
		o.Raw(pieces)
		o.Gathered(start, "<", ">")
		assert.Equal(t, "x"+want, string(o.Dst))
	}
}

func TestReason(t *testing.T) {
	words := []wire.Word{{Text: "end", Is: uint8(llm.FinishStop)}, {Text: "call", Is: uint8(llm.FinishToolCalls)}}
	for want, e := range map[string]llm.Event{
		"end": {}, "call": {Finish: llm.FinishToolCalls}, "odd": {Finish: llm.FinishOther, FinishRaw: llm.Text("odd")},
	} {
		var o wire.Output
		o.Reason(words, &e, false)
		assert.Equal(t, want, string(o.Dst))
	}
	var o wire.Output
	o.Reason(words, &llm.Event{Finish: llm.FinishStop}, true)
	assert.Equal(t, "call", string(o.Dst))
}

func TestProblem(t *testing.T) {
	for body, want := range map[string]problem.Problem{
		`{"type":"error","error":{"type":"overloaded_error","message":"m"},"request_id":"r"}`: {Type: "overloaded_error", Message: "m", RequestID: "r"},
		`[{"error":{"code":404,"message":"m","status":"NOT_FOUND"}}]`:                         {Type: "NOT_FOUND", Message: "m"},
		`{"error":{"message":"m","details":[{"reason":"WHY"},{"retryDelay":"1.5s"},{"fieldViolations":[{"field":"f","description":"d"}]}]}}`: {
			Message: "m", Code: "WHY", RetryAfter: 2, Param: "f"},
		`{"detail":[{"msg":"m"}]}`: {Message: "m"},
		"plain \n":                 {Message: "plain"},
		"<html>":                   {Message: "the provider answered with status 503 and gave no reason"},
		"":                         {Message: "the provider answered with status 503 and gave no reason"},
	} {
		got, _ := wire.Problem(503, []byte(body))
		want.Status, want.Kind = 503, problem.Unavailable
		assert.Equal(t, want, *got, body)
	}
	got, said := wire.Problem(0, []byte(`{"error":{"code":429,"message":"m"}}`))
	assert.Equal(t, problem.Problem{Kind: problem.RateLimited, Message: "m"}, *got)
	assert.Equal(t, 429, said)
}

func FuzzProblem(f *testing.F) {
	f.Add(500, []byte(`{"error":{"message":"m","details":[{"retryDelay":"9s"}],"code":"400"}}`))
	f.Fuzz(func(t *testing.T, status int, body []byte) {
		p, _ := wire.Problem(status, body)
		assert.NotEmpty(t, p.Message)
		assert.NotZero(t, p.Kind)
	})
}
