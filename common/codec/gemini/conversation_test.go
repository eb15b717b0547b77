package gemini_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/gemini"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

type object = map[string]any

// nextTurn is the request that a client sends after a reply of two calls, by
// protocol, and whether it keeps what it does not know.
func nextTurn(t *testing.T, client string, reply []byte, keeps bool) []byte {
	t.Helper()
	var r object
	require.NoError(t, json.Unmarshal(reply, &r), "%s", reply)
	var request object
	switch client {
	case ".openai":
		m := r["choices"].([]any)[0].(object)["message"].(object)
		list := []any{object{"role": "user", "content": "x"}, m}
		for _, c := range m["tool_calls"].([]any) {
			c := c.(object)
			if !keeps {
				delete(c, "extra_content")
			}
			list = append(list, object{"role": "tool", "tool_call_id": c["id"], "content": "done"})
		}
		request = object{"model": "gemini-3-flash-preview", "messages": list}
	case ".anthropic":
		results := []any{}
		for _, b := range r["content"].([]any) {
			if b := b.(object); b["type"] == "tool_use" {
				results = append(results, object{"type": "tool_result", "tool_use_id": b["id"], "content": "done"})
			}
		}
		request = object{"model": "gemini-3-flash-preview", "max_tokens": 100, "messages": []any{
			object{"role": "user", "content": "x"}, object{"role": "assistant", "content": r["content"]}, object{"role": "user", "content": results}}}
	default:
		content := r["candidates"].([]any)[0].(object)["content"].(object)
		results := []any{}
		for _, p := range content["parts"].([]any) {
			if c, ok := p.(object)["functionCall"].(object); ok {
				results = append(results, object{"functionResponse": object{"id": c["id"], "name": c["name"], "response": object{"output": "done"}}})
			}
		}
		request = object{"contents": []any{object{"role": "user", "parts": []any{object{"text": "x"}}}, content, object{"role": "user", "parts": results}}}
	}
	out, err := json.Marshal(request)
	require.NoError(t, err)
	return out
}

// TestSignaturesComeBack holds that what Gemini signed comes back to it as it
// was, through clients of every protocol: such as keep what they do not know,
// and such as send back no more than id, name and arguments.
func TestSignaturesComeBack(t *testing.T) {
	in, err := os.ReadFile("testdata/stream/tools.in")
	require.NoError(t, err)
	for _, client := range []string{".openai", ".anthropic", ".gemini"} {
		for _, keeps := range []bool{true, false} {
			reply := carry(bridge(client, ".gemini"), collected, in, 0)
			var r llm.Request
			require.NoError(t, protocols[client].DecodeRequest(&r, nextTurn(t, client, reply, keeps)))
			r.Model = llm.Text(`"gemini-3-flash-preview"`)
			body, _ := encode(t, &r)
			var request struct {
				Contents []struct {
					Role  string
					Parts []struct {
						ThoughtSignature               string
						FunctionCall, FunctionResponse struct{ ID, Name string }
					}
				}
			}
			require.NoError(t, json.Unmarshal([]byte(body), &request))
			require.Len(t, request.Contents, 3, body)
			model, answers := request.Contents[1], request.Contents[2]
			assert.Equal(t, "model", model.Role)
			calls := model.Parts[len(model.Parts)-2:]
			assert.Equal(t, "c2ln/+8=", calls[0].ThoughtSignature, "%s %v", client, keeps)
			assert.Empty(t, calls[1].ThoughtSignature)
			for i, id := range []string{"c1", "c2"} {
				assert.Equal(t, id, calls[i].FunctionCall.ID)
				assert.Equal(t, id, answers.Parts[i].FunctionResponse.ID)
				assert.Equal(t, "get", answers.Parts[i].FunctionResponse.Name)
			}
		}
	}
}

// TestSignatureOfText comes back beside the text.
func TestSignatureOfText(t *testing.T) {
	in, err := os.ReadFile("testdata/stream/thought.in")
	require.NoError(t, err)
	reply := carry(bridge(".openai", ".gemini"), collected, in, 0)
	var chat struct {
		Choices []struct{ Message json.RawMessage }
	}
	require.NoError(t, json.Unmarshal(reply, &chat))
	var r llm.Request
	body := `{"model":"m","messages":[{"role":"user","content":"x"},` + string(chat.Choices[0].Message) + `,{"role":"user","content":"y"}]}`
	require.NoError(t, protocols[".openai"].DecodeRequest(&r, []byte(body)))
	out, _ := encode(t, &r)
	assert.Contains(t, out, `{"text":"Yes","thoughtSignature":"c2lnbmVk"}`)
}

func TestProblems(t *testing.T) {
	c := gemini.New(gemini.Dialect{})
	for body, want := range map[string]problem.Problem{
		`{"error":{"code":400,"message":"no","status":"INVALID_ARGUMENT"}}`: {Kind: problem.Invalid, Message: "no", Type: "INVALID_ARGUMENT"},
		`[{"error":{"code":404,"message":"no","status":"NOT_FOUND"}}]`:      {Kind: problem.NotFound, Message: "no", Type: "NOT_FOUND"},
		`{"error":{"message":"no","status":"INVALID_ARGUMENT","details":[{"@type":"ErrorInfo","reason":"API_KEY_INVALID"}]}}`: {
			Kind: problem.Unauthorized, Message: "no", Type: "INVALID_ARGUMENT", Code: "API_KEY_INVALID"},
		`{"error":{"message":"no","status":"RESOURCE_EXHAUSTED","details":[{"violations":[]},{"@type":"RetryInfo","retryDelay":"22.5s"}]}}`: {
			Kind: problem.RateLimited, Message: "no", Type: "RESOURCE_EXHAUSTED", RetryAfter: 23},
		`{"error":{"message":"no","status":"INVALID_ARGUMENT","details":[{"fieldViolations":[{"field":"contents[0]","description":"d"}]}]}}`: {
			Kind: problem.Invalid, Message: "no", Type: "INVALID_ARGUMENT", Param: "contents[0]"},
		`{"error":{"message":"no","status":"FAILED_PRECONDITION"}}`: {Kind: problem.Denied, Message: "no", Type: "FAILED_PRECONDITION"},
		`{"error":{"message":"no","status":"PERMISSION_DENIED"}}`:   {Kind: problem.Denied, Message: "no", Type: "PERMISSION_DENIED"},
		`{"error":{"message":"no","status":"UNAUTHENTICATED"}}`:     {Kind: problem.Unauthorized, Message: "no", Type: "UNAUTHENTICATED"},
		`{"error":{"message":"no","status":"INTERNAL"}}`:            {Kind: problem.Internal, Message: "no", Type: "INTERNAL"},
		`{"error":{"message":"no","status":"UNAVAILABLE"}}`:         {Kind: problem.Unavailable, Message: "no", Type: "UNAVAILABLE"},
		`{"error":{"message":"no","status":"DEADLINE_EXCEEDED"}}`:   {Kind: problem.Timeout, Message: "no", Type: "DEADLINE_EXCEEDED"},
		`{"error":"no"}`:       {Kind: problem.Invalid, Message: "no"},
		`no`:                   {Kind: problem.Invalid, Message: "no"},
		`<html>`:               {Kind: problem.Invalid, Message: "the provider answered with status 400 and gave no reason"},
		`[]`:                   {Kind: problem.Invalid, Message: "the provider answered with status 400 and gave no reason"},
		`{"error":{"code":400`: {Kind: problem.Invalid, Message: "the provider answered with status 400 and gave no reason"},
	} {
		want.Status = 400
		assert.Equal(t, want, *c.DecodeProblem(400, []byte(body)), body)
	}
	assert.Equal(t, problem.Overloaded, c.DecodeProblem(529, nil).Kind)
	for status, word := range map[problem.Kind]string{
		problem.Invalid: "INVALID_ARGUMENT", problem.Unauthorized: "UNAUTHENTICATED", problem.Payment: "FAILED_PRECONDITION", problem.Denied: "PERMISSION_DENIED",
		problem.NotFound: "NOT_FOUND", problem.Timeout: "DEADLINE_EXCEEDED", problem.Conflict: "ABORTED", problem.TooLarge: "INVALID_ARGUMENT",
		problem.RateLimited: "RESOURCE_EXHAUSTED", problem.Internal: "INTERNAL", problem.Unavailable: "UNAVAILABLE", problem.Overloaded: "UNAVAILABLE",
		problem.BadUpstream: "UNAVAILABLE",
	} {
		body := c.EncodeProblem(nil, problem.New(status, nil, `a "sentence"`))
		assert.Contains(t, string(body), `"status":"`+word+`"`)
		require.True(t, json.Valid(body), "%s", body)
	}
	p := problem.Problem{Kind: problem.RateLimited, Message: "slow", Param: "model", RetryAfter: 5, RequestID: "q"}
	assert.Equal(t, `[{"error":{"code":429,"message":"model: slow","status":"RESOURCE_EXHAUSTED","details":[`+
		`{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"5s"},`+
		`{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"model","description":"slow"}]},`+
		`{"@type":"type.googleapis.com/google.rpc.RequestInfo","requestId":"q"}]}}]`,
		string(gemini.New(gemini.Dialect{Array: true}).EncodeProblem(nil, &p)))
}

// TestFinishes reads every reason to finish.
func TestFinishes(t *testing.T) {
	for word, want := range map[string]string{
		"STOP": "stop", "MAX_TOKENS": "length", "SAFETY": "content_filter", "RECITATION": "content_filter", "LANGUAGE": "content_filter",
		"BLOCKLIST": "content_filter", "PROHIBITED_CONTENT": "content_filter", "SPII": "content_filter", "IMAGE_SAFETY": "content_filter",
		"OTHER": "stop", "NO_IMAGE": "stop", "something new": "stop",
	} {
		out := whole(bridge(".openai", ".gemini"), collected, []byte(`{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"`+word+`"}]}`))
		assert.Contains(t, string(out), `"finish_reason":"`+want+`"`, word)
		out = whole(bridge(".gemini", ".gemini"), collected, []byte(`{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"`+word+`"}]}`))
		if word != "something new" {
			assert.Contains(t, string(out), `"finishReason":"`+word+`"`)
		}
	}
	for _, word := range []string{"MALFORMED_FUNCTION_CALL", "UNEXPECTED_TOOL_CALL", "TOO_MANY_TOOL_CALLS", "MISSING_THOUGHT_SIGNATURE", "MALFORMED_RESPONSE"} {
		b := bridge(".openai", ".gemini")
		whole(b, collected, []byte(`{"candidates":[{"finishReason":"`+word+`"}]}`))
		require.NotNil(t, b.Problem())
		assert.Equal(t, problem.BadUpstream, b.Problem().Kind)
	}
	for in, want := range map[string]string{"stop": "STOP", "length": "MAX_TOKENS", "tool_calls": "STOP", "content_filter": "SAFETY"} {
		out := whole(bridge(".gemini", ".openai"), collected, []byte(`{"id":"a","choices":[{"message":{"content":"x"},"finish_reason":"`+in+`"}]}`))
		assert.Contains(t, string(out), `"finishReason":"`+want+`"`)
	}
}
