package promote

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/sse"
)

var codecs = []codec.Codec{openai.New(openai.Dialect{}), responses.New(), anthropic.New(anthropic.Dialect{}), gemini.New(gemini.Dialect{})}

// said collects what an answer says.
type said struct{ text, thought, calls, failure string }

func (s *said) Event(e *llm.Event) {
	switch {
	case e.Type == llm.Failed:
		s.failure = e.Problem.Message
	case e.Type == llm.BlockStarted && e.Part == llm.ToolCallPart:
		s.calls += jsonscan.Text(e.Name)
	case e.Type == llm.Delta && e.Part == llm.TextPart:
		s.text += jsonscan.Text(e.Text)
	case e.Type == llm.Delta && e.Part == llm.ReasoningPart:
		s.thought += jsonscan.Text(e.Text)
	}
}

// stream passes a stream through in pieces.
func stream(c codec.Codec, body string, size int) string {
	n := NewNative(c, new(llm.Event))
	n.Reset()
	var d sse.Decoder
	var e sse.Event
	var out []byte
	for rest := []byte(body); len(rest) > 0; {
		piece := append([]byte(nil), rest[:min(size, len(rest))]...)
		rest = rest[len(piece):]
		for d.Write(piece); d.Next(&e); {
			out = n.Stream(out, &e)
		}
	}
	if d.Close(&e) {
		out = n.Stream(out, &e)
	}
	return string(out)
}

// hear reads a stream.
func hear(c codec.Codec, body string) (s said) {
	r := c.NewReader(new(llm.Event))
	r.Reset()
	var d sse.Decoder
	var e sse.Event
	for d.Write([]byte(body)); d.Next(&e); {
		if e.Data != nil {
			r.Event(e.Name, e.Data, &s)
		}
	}
	r.Close(&s)
	return s
}

func whole(c codec.Codec, body string) string {
	n := NewNative(c, new(llm.Event))
	n.Reset()
	return string(n.Whole(nil, []byte(body)))
}

// streams are answers without a text, by the codec: each thinks "Hm,\n so".
var streams = map[string][]string{
	"openai": {
		`{"id":"c1","object":"chat.completion.chunk","created":7,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}]}`,
		`{"id":"c1","created":7,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":"Hm,\n"},"finish_reason":null}]}`,
		`{"id":"c1","created":7,"model":"m","choices":[{"index":0,"delta":{"reasoning_content":" so"},"finish_reason":null}]}`,
		`{"id":"c1","created":7,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`,
		`{"id":"c1","created":7,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}`,
		`[DONE]`,
	},
	"anthropic": {
		`{"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}`,
		`{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Hm,\n so"}}`,
		`{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQ"}}`,
		`{"type":"content_block_stop","index":0}`,
		`{"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s","name":"web_search"}}`,
		`{"type":"content_block_stop","index":1}`,
		`{"type":"message_delta","delta":{"stop_reason":"max_tokens"},"usage":{"output_tokens":9}}`,
		`{"type":"message_stop"}`,
	},
	"responses": {
		`{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","model":"m","status":"in_progress","output":[]}}`,
		`{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[]}}`,
		`{"type":"response.reasoning_summary_text.delta","sequence_number":2,"output_index":0,"summary_index":0,"delta":"Hm,\n so"}`,
		`{"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm,\n so"}]}}`,
		`{"type":"response.completed","sequence_number":4,"response":{"id":"resp_1","model":"m","status":"completed","output":[{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"Hm,\n so"}]}],"usage":{"input_tokens":1,"output_tokens":2}}}`,
	},
	"gemini": {
		`{"candidates":[{"content":{"parts":[{"text":"Hm,\n","thought":true}],"role":"model"},"index":0}],"modelVersion":"m"}`,
		`{"candidates":[{"content":{"parts":[{"text":" so","thought":true}],"role":"model"},"index":0}],"modelVersion":"m"}`,
		`{"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1},"modelVersion":"m"}`,
	},
}

const thought = "Hm,\n so"

func body(events []string, named bool) string {
	var b strings.Builder
	for _, e := range events {
		if named && strings.HasPrefix(e, `{"type":"`) {
			b.WriteString("event: " + strings.Split(e, `"`)[3] + "\n")
		}
		b.WriteString("data: " + e + "\n\n")
	}
	return b.String()
}

func TestStreams(t *testing.T) {
	for _, c := range codecs {
		in := body(streams[c.Name()], true)
		want := stream(c, in, len(in))
		heard := hear(c, want)
		assert.Equal(t, said{text: thought, thought: thought}, heard, c.Name())
		for size := 1; size < len(in); size += 1 + size/7 {
			require.Equal(t, want, stream(c, in, size), "%s in pieces of %d", c.Name(), size)
		}
		// What came passes, in order, but for the event that ends the answer.
		rest := want
		for _, e := range streams[c.Name()] {
			if strings.Contains(e, "response.completed") || strings.Contains(e, "finishReason") {
				continue
			}
			_, after, ok := strings.Cut(rest, "data: "+e+"\n\n")
			require.True(t, ok, "%s: %s", c.Name(), e)
			rest = after
		}
		for line := range strings.Lines(want) {
			if data, ok := strings.CutPrefix(line, "data: "); ok && !strings.HasPrefix(data, "[DONE]") {
				assert.True(t, json.Valid([]byte(data)), line)
			}
		}
	}
}

func TestStreamOfEach(t *testing.T) {
	chat := stream(codecs[0], body(streams["openai"], true), 9)
	assert.Contains(t, chat, "\n\ndata: {\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,"+
		"\"delta\":{\"content\":\"Hm,\\n so\"},\"finish_reason\":null}]}\n\ndata: {\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n")
	messages := stream(codecs[2], body(streams["anthropic"], true), 9)
	assert.Contains(t, messages, "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":2,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"+
		"event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":2,\"delta\":{\"type\":\"text_delta\",\"text\":\"Hm,\\n so\"}}\n\n"+
		"event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":2}\n\nevent: message_delta\n")
	response := stream(codecs[1], body(streams["responses"], true), 9)
	for i, part := range []string{`"response.output_item.added","sequence_number":4,"output_index":1,"item":{"id":"msg_resp_1",`, `"response.content_part.added","sequence_number":5,`,
		`"response.output_text.delta","sequence_number":6,"output_index":1,"content_index":0,"item_id":"msg_resp_1","delta":"Hm,\n so"`, `"response.output_text.done","sequence_number":7,`,
		`"response.content_part.done","sequence_number":8,`, `"response.output_item.done","sequence_number":9,`, `"response.completed","sequence_number":10,`,
		`,{"id":"msg_resp_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hm,\n so","annotations":[],"logprobs":[]}]}],"usage"`} {
		assert.Contains(t, response, part, "%d", i)
	}
	frames := stream(codecs[3], body(streams["gemini"], false), 9)
	assert.Contains(t, frames, `"parts":[{"text":""},{"text":"Hm,\n so"}],"role":"model"},"finishReason":"STOP"`)
}

// TestSpeaks has answers that say something pass as they are.
func TestSpeaks(t *testing.T) {
	for _, c := range []struct{ name, from, to string }{
		{"openai", `"delta":{"reasoning_content":" so"}`, `"delta":{"content":"Hi"}`},
		{"openai", `"delta":{},"finish_reason":"stop"`, `"delta":{"content":"Hi"},"finish_reason":"stop"`},
		{"openai", `"delta":{},`, `"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]},`},
		{"openai", `"delta":{},`, `"delta":{"refusal":"No."},`},
		{"openai", `"stop"`, `"content_filter"`},
		{"openai", `reasoning_content`, `other`},
		{"openai", "data: {\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"id\":\"c1\",\"created\":7,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n", ""},
		{"openai", `{"id":"c1","created":7,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}`, `{"error":{"message":"no"}}`},
		{"anthropic", `"server_tool_use"`, `"tool_use"`},
		{"anthropic", `"max_tokens"`, `"refusal"`},
		{"gemini", `[{"text":""}]`, `[{"text":"Hi"}]`},
		{"gemini", `"STOP"`, `"SAFETY"`},
	} {
		in := strings.ReplaceAll(body(streams[c.name], true), c.from, c.to)
		for _, of := range codecs {
			if of.Name() == c.name {
				assert.Equal(t, in, stream(of, in, 5), c.to)
			}
		}
	}
}

func TestStreamWithoutFinish(t *testing.T) {
	events := append([]string{}, streams["openai"][:3]...)
	got := stream(codecs[0], body(append(events, "[DONE]"), false), 4)
	assert.True(t, strings.HasSuffix(got, "data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hm,\\n so\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n\n"), got)
}

func TestChoices(t *testing.T) {
	got := stream(codecs[0], body([]string{
		`{"choices":[{"index":0,"delta":{"reasoning":"a"}},{"index":1,"delta":{"reasoning":"b"}}]}`,
		`{"choices":[{"index":1,"delta":{"content":"B"}}]}`,
		`{"choices":[{"index":1,"delta":{},"finish_reason":"stop"},{"index":0,"delta":{},"finish_reason":"stop"}]}`,
	}, false), 6)
	assert.Equal(t, 1, strings.Count(got, `"finish_reason":null`))
	assert.Contains(t, got, `"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]`)
}

func TestWhole(t *testing.T) {
	for _, c := range []struct {
		codec    int
		in, want string
	}{
		{0, `{"choices":[{"index":0,"message":{"role":"assistant","content":null,"reasoning_content":"a\n"},"finish_reason":"stop"}]}`,
			`{"choices":[{"index":0,"message":{"role":"assistant","content":"a\n","reasoning_content":"a\n"},"finish_reason":"stop"}]}`},
		{0, `{"choices":[{"message":{"content" : "", "reasoning":"a"}},{"message":{"content":"B","reasoning":"b"}},{"message":{"reasoning":"c"}}]}`,
			`{"choices":[{"message":{"content" : "a", "reasoning":"a"}},{"message":{"content":"B","reasoning":"b"}},{"message":{"content":"c","reasoning":"c"}}]}`},
		{0, `{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}]}]}}]}`,
			`{"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"a"}]},{"type":"text","text":"a"}]}}]}`},
		{0, `{"choices":[{"message":{"content":"","reasoning_content":"a","tool_calls":[{"id":"x","function":{"name":"f","arguments":"{}"}}]}}]}`, ""},
		{0, `{"choices":[{"message":{"content":"x","reasoning_content":"a"}}]}`, ""},
		{0, `{"choices":[{"message":{"content":"","reasoning_content":"a"},"finish_reason":"content_filter"}]}`, ""},
		{0, `{"choices":[{"message":{"content":"","reasoning_content":" \n"},"finish_reason":"stop"}]}`, ""},
		{0, `no JSON`, ""},
		{1, `{"id":"resp_1","status":"completed","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"a"}]}]}`,
			`{"id":"resp_1","status":"completed","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"a"}]},{"id":"msg_resp_1","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"a","annotations":[],"logprobs":[]}]}]}`},
		{2, `{"type":"message","content":[{"type":"thinking","thinking":"a","signature":"s"},{"type":"thinking","thinking":"b","signature":"t"}],"stop_reason":"end_turn"}`,
			`{"type":"message","content":[{"type":"thinking","thinking":"a","signature":"s"},{"type":"thinking","thinking":"b","signature":"t"},{"type":"text","text":"a\n\nb"}],"stop_reason":"end_turn"}`},
		{3, `{"candidates":[{"content":{"parts":[{"text":"a","thought":true}]},"finishReason":"MAX_TOKENS"}]}`,
			`{"candidates":[{"content":{"parts":[{"text":"a","thought":true},{"text":"a"}]},"finishReason":"MAX_TOKENS"}]}`},
		{3, `{"candidates":[{"content":{"parts":[{"text":"a","thought":true}]},"finishReason":"PROHIBITED_CONTENT"}]}`, ""},
	} {
		if c.want == "" {
			c.want = c.in
		}
		assert.Equal(t, c.want, whole(codecs[c.codec], c.in))
	}
}

// TestLastFrame has the frame that ends a candidate without parts.
func TestLastFrame(t *testing.T) {
	for _, c := range []struct{ content, want string }{
		{``, `"content":{"role":"model","parts":[{"text":"a"}]},`},
		{`"content":{},`, `"content":{"parts":[{"text":"a"}]},`},
		{`"content":{"role":"model"},`, `"content":{"parts":[{"text":"a"}],"role":"model"},`},
		{`"content":null,`, `"content":{"role":"model","parts":[{"text":"a"}]},`},
	} {
		got := stream(codecs[3], body([]string{`{"candidates":[{"content":{"parts":[{"text":"a","thought":true}]}}]}`, `{"candidates":[{` + c.content + `"finishReason":"STOP"}]}`}, false), 8)
		assert.True(t, strings.HasSuffix(got, `{"candidates":[{`+c.want+"\"finishReason\":\"STOP\"}]}\n\n"), got)
	}
}

// TestBound has more reasoning than is kept.
func TestBound(t *testing.T) {
	var w watch
	for range 3000 {
		w.event(&llm.Event{Type: llm.Delta, Part: llm.ReasoningPart, Text: llm.Text(`"` + strings.Repeat("x", 1000) + `"`)})
	}
	c := w.event(&llm.Event{Type: llm.Finished, Finish: llm.FinishStop})
	require.NotNil(t, c)
	assert.LessOrEqual(t, len(c.literal()), maxThought)
	assert.Greater(t, len(c.literal()), maxThought-1002)
}

// TestStage has every protocol converted to every other, streamed and whole.
func TestStage(t *testing.T) {
	for _, from := range codecs {
		for _, to := range codecs {
			b := codec.NewBridge(to, from, new(llm.Event))
			b.Through(new(Stage))
			for range 2 { // the second time everything is used again
				b.Reset(codec.Options{Stream: true, Model: llm.Text(`"m"`)})
				out := b.Close(b.Write(nil, []byte(body(streams[from.Name()], true))))
				assert.Equal(t, said{text: thought, thought: thought}, hear(to, string(out)), "%s to %s", from.Name(), to.Name())
				b.Reset(codec.Options{Model: llm.Text(`"m"`)})
				out = b.Close(b.Write(nil, []byte(body(streams[from.Name()], true))))
				require.Nil(t, b.Problem())
				var whole said
				r := to.NewReader(new(llm.Event))
				r.Reset()
				r.Whole(out, &whole)
				assert.Equal(t, said{text: thought, thought: thought}, whole, "%s to %s", from.Name(), to.Name())
			}
		}
	}
}

// FuzzNative has a stream say the same wherever it is cut, and lose nothing.
func FuzzNative(f *testing.F) {
	for i, c := range codecs {
		f.Add(uint8(i), []byte(body(streams[c.Name()], true)), 3)
		f.Add(uint8(i), []byte("data: {\"choices\":[{\"delta\":{\"reasoning\":\"a\"},\"finish_reason\":\"stop\"}],\"candidates\":[{\"finishReason\":\"STOP\"}]}\r\n\r\n"), 1)
	}
	f.Add(uint8(1), []byte("data: {\"type\":\"response.completed\",\"response\":{\"output\":[{\"type\":\"reasoning\",\"summary\":[{\"text\":\"0\"}]}]}}\n\n"), 2)
	f.Add(uint8(0), []byte("data:{\"choices\":[{\"delta\":{\"reasoning\":\"0\"},\"finish_reason\":\"0\"}]}\r\r0"), 5)
	f.Fuzz(func(t *testing.T, i uint8, in []byte, size int) {
		c := codecs[int(i)%len(codecs)]
		at := max(size, 1)
		want := stream(c, string(in), len(in)+1)
		if got := stream(c, string(in), at); got != want {
			t.Fatalf("whole %q, pieces of %d %q", want, at, got)
		}
		if before, after := hear(c, string(in)), hear(c, want); after.calls != before.calls || after.thought != before.thought || !strings.HasPrefix(after.text, before.text) {
			t.Fatalf("%q said %+v, %q says %+v", in, before, want, after)
		}
		out := whole(c, string(in))
		if json.Valid(in) && !json.Valid([]byte(out)) {
			t.Fatalf("%q became %q", in, out)
		}
	})
}
