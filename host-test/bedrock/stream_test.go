package bedrock_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/bedrock"
	"aigateway/common/llm"
	"aigateway/host-test/upstream"
)

// messages is a stream of another protocol, which becomes one of Bedrock's.
const messages = `data: {"type":"message_start","message":{"id":"msg_1","model":"m","usage":{"input_tokens":5,"cache_read_input_tokens":7}}}

data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"h\u00e9"}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}

data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"EqQB"}}

data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"Hi"}}

data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}

data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\"a\":1}"}}

`

const ended = `data: {"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}

data: {"type":"message_stop"}

`

// wire is an event as the script prints it.
type wire [2]any

// TestStreams has botocore read what is written.
func TestStreams(t *testing.T) {
	started := []wire{
		{"messageStart", obj(`{"role":"assistant"}`)},
		{"contentBlockDelta", obj(`{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"hé"}}}`)},
		{"contentBlockDelta", obj(`{"contentBlockIndex":0,"delta":{"reasoningContent":{"signature":"EqQB"}}}`)},
		{"contentBlockStop", obj(`{"contentBlockIndex":0}`)},
		{"contentBlockDelta", obj(`{"contentBlockIndex":1,"delta":{"reasoningContent":{"redactedContent":"EqQB"}}}`)},
		{"contentBlockStop", obj(`{"contentBlockIndex":1}`)},
		{"contentBlockDelta", obj(`{"contentBlockIndex":2,"delta":{"text":"Hi"}}`)},
		{"contentBlockStop", obj(`{"contentBlockIndex":2}`)},
		{"contentBlockStart", obj(`{"contentBlockIndex":3,"start":{"toolUse":{"toolUseId":"t","name":"f"}}}`)},
		{"contentBlockDelta", obj(`{"contentBlockIndex":3,"delta":{"toolUse":{"input":"{\"a\":1}"}}}`)},
	}
	for name, test := range map[string]struct {
		in   string
		want []wire
	}{
		"whole": {messages + ended, append(started[:len(started):len(started)],
			wire{"contentBlockStop", obj(`{"contentBlockIndex":3}`)}, wire{"messageStop", obj(`{"stopReason":"tool_use"}`)},
			wire{"metadata", obj(`{"usage":{"inputTokens":5,"outputTokens":9,"totalTokens":21,"cacheReadInputTokens":7,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}`)})},
		"cut off": {messages, append(started[:len(started):len(started)], wire{"internalServerException", "the provider's stream ended before the reply was complete"})},
	} {
		t.Run(name, func(t *testing.T) {
			b := codec.NewBridge(bedrock.New(bedrock.Dialect{}), anthropic.New(anthropic.Dialect{}), new(llm.Event))
			b.Reset(codec.Options{Stream: true})
			assert.Equal(t, test.want, read(t, b.Close(b.Write(nil, []byte(test.in)))))
		})
	}
}

// TestFakeStreams has botocore read what the fake Bedrock writes.
func TestFakeStreams(t *testing.T) {
	r := httptest.NewRequest(http.MethodPost, "/model/m/converse-stream", strings.NewReader(`{"messages":[{"role":"user","content":[{"text":"x"}]}]}`))
	r.Header.Set("Authorization", "Bearer key")
	w := httptest.NewRecorder()
	upstream.New(upstream.Options{}).ServeHTTP(w, r)
	events := read(t, w.Body.Bytes())
	assert.Equal(t, "messageStart", events[0][0])
	assert.Equal(t, "metadata", events[len(events)-1][0])
}

func read(t *testing.T, stream []byte) (events []wire) {
	t.Helper()
	require.NoError(t, json.Unmarshal(run(t, "stream.py", []any{stream})[0], &events))
	return events
}

func obj(text string) (v any) {
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		panic(err)
	}
	return v
}
