package responses_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/host-test/upstream"
)

// conversations are what clients of each protocol say, turn by turn.
var conversations = map[string]struct {
	codec.Codec
	turns []string
}{
	"chat": {chat, []string{
		`{"model":"gpt-5","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"hi"}],"max_completion_tokens":5,"top_k":3}`,
		`{"model":"gpt-5","messages":[{"role":"user","content":"call f"}],"tools":[{"type":"function","function":{"name":"f"}}],"reasoning_effort":"low","tool_choice":"required"}`,
		`{"model":"gpt-4o","messages":[{"role":"user","content":"say json"}],"response_format":{"type":"json_object"},"n":1,"temperature":0.5}`,
		`{"model":"gpt-4o","messages":[{"role":"user","content":[{"type":"text","text":"see"},{"type":"image_url","image_url":{"url":"https://x.org/1.png"}},{"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,JVBE"}}]},` +
			`{"role":"assistant","content":"ok","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"function","function":{"name":"f","arguments":"{}"}}]},` +
			`{"role":"tool","tool_call_id":"a","content":"1"},{"role":"tool","tool_call_id":"b","content":"2"}]}`,
		`{"model":"gpt-4o","messages":[{"role":"user","content":"ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL"}],"stop":["x"],"seed":1}`,
	}},
	"messages": {messages, []string{
		`{"model":"gpt-4o","max_tokens":100,"system":"Be kind.","messages":[{"role":"user","content":"hi"}]}`,
		`{"model":"gpt-5","max_tokens":3000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"call f"}],` +
			`"tools":[{"name":"f","input_schema":{"type":"object","properties":{"a":{"type":"string"}}}}],"tool_choice":{"type":"auto","disable_parallel_tool_use":true}}`,
	}},
}

// TestProvidersTakeWhatWeSend holds that a provider as strict as OpenAI takes
// the requests that are made of those of other protocols, and that its
// replies become replies of theirs.
func TestProvidersTakeWhatWeSend(t *testing.T) {
	s := upstream.New(upstream.Options{Now: func() time.Time { return time.Unix(1, 0) }})
	for name, c := range conversations {
		for _, turn := range c.turns {
			for _, stream := range []bool{false, true} {
				request := turn
				if stream {
					request = `{"stream":true,` + turn[1:]
				}
				out := exchange(t, s, carry{client: c.Codec, provider: own, stream: stream}, request)
				if stream {
					assert.Regexp(t, `message_stop|\[DONE\]`, out, name)
				} else {
					assert.True(t, json.Valid([]byte(out)), "%s", out)
				}
			}
		}
	}
}

// TestReasoningComesBack holds that what a provider of this protocol sealed
// comes back to it by way of clients of others.
func TestReasoningComesBack(t *testing.T) {
	s := upstream.New(upstream.Options{Now: func() time.Time { return time.Unix(1, 0) }})
	var first struct{ Content []json.RawMessage }
	out := exchange(t, s, carry{client: messages, provider: own}, conversations["messages"].turns[1])
	require.NoError(t, json.Unmarshal([]byte(out), &first))
	said, err := json.Marshal(first.Content)
	require.NoError(t, err)
	var call struct{ ID string }
	require.NoError(t, json.Unmarshal(first.Content[len(first.Content)-1], &call))
	second := strings.Replace(conversations["messages"].turns[1], `[{"role":"user","content":"call f"}]`, `[{"role":"user","content":"call f"},`+
		`{"role":"assistant","content":`+string(said)+`},{"role":"user","content":[{"type":"tool_result","tool_use_id":"`+call.ID+`","content":"done"}]}]`, 1)
	exchange(t, s, carry{client: messages, provider: own}, second)
	last, _ := s.Last()
	assert.Contains(t, string(last.Body), `{"type":"reasoning","summary":[{"type":"summary_text","text":"The user sent`)
	assert.Contains(t, string(last.Body), `"encrypted_content":"gAAAAA`)
}

// exchange sends a client's request to a provider and returns what the client
// gets.
func exchange(t *testing.T, s http.Handler, c carry, request string) string {
	t.Helper()
	body, _, err := translate(t, c.client, c.provider, request)
	require.NoError(t, err)
	r := httptest.NewRequest(http.MethodPost, "/v1/responses", strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer sk-good")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	require.Equal(t, http.StatusOK, w.Code, "%s\n%s", body, w.Body)
	if c.stream {
		return c.streamed(w.Body.String(), 100)
	}
	return c.whole(w.Body.String())
}
