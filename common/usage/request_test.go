package usage_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/tokens"
	"aigateway/common/usage"
)

func TestRequest(t *testing.T) {
	for _, c := range []struct {
		path, body string
		want       usage.Request
	}{
		{
			"/v1/chat/completions?x=1",
			`{"model":"gpt-4o","stream":true,"max_completion_tokens":100,"service_tier":"flex","user":"u-1","safety_identifier":"s",` +
				`"messages":[{"role":"system","content":"x"},{"role":"user","content":[{"type":"text","text":"hi"}]},{"role":"assistant","content":"a"},{"role":"user","content":"b"}]}`,
			usage.Request{Operation: usage.Chat, Model: []byte("gpt-4o"), Stream: true, Inputs: 1, UserMessages: 2, MaxTokens: 100, ServiceTier: []byte("flex"), SessionID: []byte("u-1")},
		},
		{
			"/v1/messages?beta=true",
			`{"metadata":{"user_id":"user_0123_account_4567_session_8e7d0b2c-0000"},"user":"no","max_tokens":5,"model":"claude-sonnet-4-5","system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"b"}]}`,
			usage.Request{Operation: usage.Chat, Model: []byte("claude-sonnet-4-5"), Inputs: 1, UserMessages: 1, MaxTokens: 5, SessionID: []byte("8e7d0b2c-0000")},
		},
		{
			"/v1/messages",
			`{"model":"m","metadata":{"user_id":"{\"device_id\":\"d\",\"session_id\":\"abc\"}"}}`,
			usage.Request{Operation: usage.Chat, Model: []byte("m"), Inputs: 1, SessionID: []byte("abc")},
		},
		{
			"/v1/responses",
			`{"model":"gpt-5","conversation":{"id":"conv_1"},"previous_response_id":"resp_1","input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"}]},{"type":"function_call_output","call_id":"c","output":"o"}]}`,
			usage.Request{Operation: usage.Chat, Model: []byte("gpt-5"), Inputs: 1, UserMessages: 1, SessionID: []byte("resp_1")},
		},
		{"/v1/responses", `{"model":"gpt-5","conversation":"conv_1","input":"hi","max_output_tokens":7}`, usage.Request{Operation: usage.Chat, Model: []byte("gpt-5"), Inputs: 1, UserMessages: 1, MaxTokens: 7, SessionID: []byte("conv_1")}},
		{
			"/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse",
			`{"model":"ignored","contents":[{"parts":[{"text":"hi"}]},{"role":"model","parts":[]}],"generationConfig":{"maxOutputTokens":9}}`,
			usage.Request{Operation: usage.Chat, Model: []byte("gemini-2.5-flash"), Stream: true, Inputs: 1, UserMessages: 1, MaxTokens: 9},
		},
		{
			"/model/us.anthropic.claude-3-5-haiku-20241022-v1%3A0/converse-stream",
			`{"messages":[{"role":"user","content":[{"text":"x"}]}],"inferenceConfig":{"maxTokens":512}}`,
			usage.Request{Operation: usage.Chat, Model: []byte("us.anthropic.claude-3-5-haiku-20241022-v1:0"), Stream: true, Inputs: 1, UserMessages: 1, MaxTokens: 512},
		},
		{"/openai/deployments/my-gpt/chat/completions?api-version=1", `{"messages":[]}`, usage.Request{Operation: usage.Chat, Model: []byte("my-gpt"), Inputs: 1}},
		{"/v1/embeddings", `{"model":"e","input":["a","b","c"]}`, usage.Request{Operation: usage.Embeddings, Model: []byte("e"), Inputs: 3}},
		{"/v1/embeddings", `{"model":"e","input":[1,2,3]}`, usage.Request{Operation: usage.Embeddings, Model: []byte("e"), Inputs: 1}},
		{"/v1/embeddings", `{"model":"e","input":[[1,2],[3]]}`, usage.Request{Operation: usage.Embeddings, Model: []byte("e"), Inputs: 2}},
		{"/v2/rerank", `{"model":"r","query":"q","documents":["a","b"]}`, usage.Request{Operation: usage.Rerank, Model: []byte("r"), Inputs: 2}},
		{"/api/chat", `{"model":"llama3.2","messages":[{"role":"user","content":"x"}],"options":{"num_predict":3}}`, usage.Request{Operation: usage.Chat, Model: []byte("llama3.2"), Stream: true, Inputs: 1, UserMessages: 1, MaxTokens: 3}},
		{"/api/generate", `{"model":"llama3.2","prompt":"x","stream":false}`, usage.Request{Operation: usage.Completion, Model: []byte("llama3.2"), Inputs: 1, UserMessages: 1}},
		{"/api/v1/services/aigc/text-generation/generation", `{"model":"qwen-max","input":{"messages":[{"role":"user","content":"x"}]},"parameters":{"max_tokens":4}}`, usage.Request{Operation: usage.Chat, Model: []byte("qwen-max"), Inputs: 1, UserMessages: 1, MaxTokens: 4}},
		{"/v1/images/generations", `{"model":"gpt-image-1","prompt":"a cat","user":"é\u0000"}`, usage.Request{Operation: usage.Image, Model: []byte("gpt-image-1"), Inputs: 1, UserMessages: 1}},
		{"/v1/chat/completions", `{"model":"a model\nthat is \"none\"","user":"` + strings.Repeat("x", 300) + `"}`, usage.Request{Operation: usage.Chat, Inputs: 1, SessionID: []byte(strings.Repeat("x", 128))}},
		{"/v1/models", `{}`, usage.Request{Operation: usage.Models, Inputs: 1}},
		{"/", `{}`, usage.Request{Inputs: 1}},
	} {
		var r usage.Request
		assert.NoError(t, r.Scan(c.path, []byte(c.body)), c.body)
		got := usage.Request{
			Operation: r.Operation, Model: r.Model, Stream: r.Stream, Inputs: r.Inputs, UserMessages: r.UserMessages,
			MaxTokens: r.MaxTokens, ServiceTier: r.ServiceTier, SessionID: r.SessionID,
		}
		assert.Equal(t, c.want, got, c.body)
	}
}

func TestRequestThatIsNoJSON(t *testing.T) {
	var r usage.Request
	form := "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n…\r\n--x--\r\n"
	assert.Error(t, r.Scan("/v1/audio/transcriptions", []byte(form)))
	assert.Equal(t, "whisper-1", string(r.Model))
	assert.Equal(t, usage.Transcription, r.Operation)
	assert.Error(t, r.Scan("/v1/chat/completions", []byte(`{"model":"m","stream":tr`)))
	assert.Equal(t, "m", string(r.Model))
	assert.Error(t, r.Scan("/v1/chat/completions", nil))
	assert.Empty(t, r.Model)
	assert.Equal(t, "chat", r.Operation.String())
}

// TestPromptTokens compares a sampled prompt with the estimate of all of it.
func TestPromptTokens(t *testing.T) {
	for _, name := range []string{"english-01", "chinese-01", "code-01", "json-01"} {
		text, err := os.ReadFile("../tokens/testdata/" + name + ".txt")
		assert.NoError(t, err)
		quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(strings.Repeat(string(text), 200))
		var r usage.Request
		assert.NoError(t, r.Scan("/v1/chat/completions", []byte(`{"messages":[{"role":"user","content":[{"type":"text","text":"`+quoted+`"},`+
			`{"type":"image_url","image_url":{"url":"data:image/png;base64,`+strings.Repeat("iVBOR", 10000)+`"}}]}]}`)))
		var e tokens.Estimator
		e.WriteLiteral([]byte(quoted))
		assert.InEpsilon(t, e.Tokens(tokens.O200k), r.PromptTokens(tokens.O200k), 0.05, name)
	}
}

func TestRequestDoesNotAllocate(t *testing.T) {
	body := []byte(`{"model":"gpt-4o","user":"u","messages":[{"role":"user","content":"hello"}]}`)
	var r usage.Request
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = r.Scan("/v1/chat/completions", body) }))
}

func FuzzRequest(f *testing.F) {
	f.Add("/v1/chat/completions", []byte(`{"model":"m","messages":[{"role":"user","content":"x"}]}`))
	f.Add("/model/a%3Ab/invoke", []byte(`{"input":{"messages":[{"content":[{"json":{"x":[1]}}]}]}}`))
	f.Fuzz(func(t *testing.T, path string, body []byte) {
		var r usage.Request
		_ = r.Scan(path, body)
		if len(r.Model) > 0 && !usage.ValidModel(r.Model) {
			t.Fatalf("%q is no model", r.Model)
		}
		if r.PromptTokens(tokens.Claude) < 0 || r.Inputs < 1 {
			t.Fatal("less than nothing")
		}
	})
}
