package bedrock_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/bedrock"
	"aigateway/common/codec/openai"
	"aigateway/common/eventstream"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

var update = flag.Bool("update", false, "write the golden files")

var (
	streamed  = codec.Options{Stream: true, Usage: true, Seed: 36*36 + 1, Model: llm.Text(`"asked"`)}
	collected = codec.Options{Seed: 36*36 + 1, Model: llm.Text(`"asked"`)}
)

// clients are the protocols that streams are carried to.
var clients = []codec.Codec{bedrock.New(bedrock.Dialect{}), openai.New(openai.Dialect{}), anthropic.New(anthropic.Dialect{})}

func bridge(client codec.Codec) *codec.Bridge {
	return codec.NewBridge(client, bedrock.New(bedrock.Dialect{}), new(llm.Event))
}

// frames makes a stream of lines "NAME PAYLOAD"; ! marks an exception.
func frames(lines string) (stream []byte) {
	for line := range strings.Lines(lines) {
		name, payload, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		headers := []eventstream.Header{{Name: ":event-type", Value: name}, {Name: ":content-type", Value: "application/json"}, {Name: ":message-type", Value: "event"}}
		if exception, ok := strings.CutPrefix(name, "!"); ok {
			headers = []eventstream.Header{{Name: ":exception-type", Value: exception}, {Name: ":message-type", Value: "exception"}}
		}
		start := len(stream)
		stream = eventstream.End(append(eventstream.Begin(stream, headers...), payload...), start)
	}
	return stream
}

// lines is the reverse of frames.
func lines(t testing.TB, stream []byte) string {
	t.Helper()
	var out strings.Builder
	var d eventstream.Decoder
	var f eventstream.Frame
	for d.Write(stream); d.Next(&f); {
		name := string(f.Header(":event-type"))
		if exception := f.Header(":exception-type"); exception != nil {
			name = "!" + string(exception)
		}
		out.WriteString(name + " " + string(f.Payload) + "\n")
	}
	require.NoError(t, d.Err())
	require.Empty(t, d.Pending(), "unfinished frame")
	return out.String()
}

// carry sends a stream through b in two chunks.
func carry(b *codec.Bridge, o codec.Options, stream []byte, cut int) []byte {
	b.Reset(o)
	out := b.Write(nil, bytes.Clone(stream[:cut]))
	out = b.Write(out, bytes.Clone(stream[cut:]))
	return b.Close(out)
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
}

func TestStreams(t *testing.T) {
	paths, err := filepath.Glob("testdata/stream/*.in")
	require.NoError(t, err)
	for _, path := range paths {
		name := strings.TrimSuffix(path, ".in")
		in, err := os.ReadFile(path)
		require.NoError(t, err)
		stream := frames(string(in))
		for _, client := range clients {
			t.Run(filepath.Base(name)+" to "+client.Name(), func(t *testing.T) {
				b := bridge(client)
				out := carry(b, streamed, stream, 0)
				for cut := range stream {
					require.Equal(t, string(out), string(carry(b, streamed, stream, cut)), "cut at %d", cut)
				}
				shown := string(out)
				if client.Name() == bedrock.Name {
					shown = lines(t, out)
					checkStream(t, shown)
				}
				golden(t, name+"."+client.Name()+".stream", shown)
				whole := carry(b, collected, stream, 0)
				if p := b.Problem(); p != nil {
					assert.Empty(t, whole)
					whole = []byte(p.Error())
				} else {
					assert.True(t, json.Valid(whole), "%s", whole)
				}
				golden(t, name+"."+client.Name()+".whole", string(whole)+"\n")
			})
		}
	}
}

// TestWholeIsTheStream checks that a reply means the same in both forms.
func TestWholeIsTheStream(t *testing.T) {
	for _, name := range []string{"text", "tools", "answer_tool", "guardrail"} {
		path := "testdata/stream/" + name + ".bedrock.whole"
		whole, err := os.ReadFile(path)
		require.NoError(t, err)
		whole = bytes.TrimSuffix(whole, []byte("\n"))
		for _, client := range clients {
			b := bridge(client)
			b.Reset(collected)
			got := b.Whole(nil, whole)
			require.Nil(t, b.Problem(), path)
			want, err := os.ReadFile(strings.Replace(path, ".bedrock.", "."+client.Name()+".", 1))
			require.NoError(t, err)
			assert.JSONEq(t, string(want), string(got), "%s to %s", path, client.Name())
			b.Reset(streamed)
			assert.NotEmpty(t, b.Whole(nil, whole))
		}
	}
}

// checkStream holds a stream against what the official clients rely on.
func checkStream(t testing.TB, stream string) {
	t.Helper()
	open, next, state := -1.0, 0.0, "start"
	for line := range strings.Lines(stream) {
		name, data, _ := strings.Cut(line, " ")
		require.NotEqual(t, "over", state, "event after the end")
		var payload map[string]any
		require.NoError(t, json.Unmarshal([]byte(data), &payload), data)
		index, _ := payload["contentBlockIndex"].(float64)
		switch name {
		case "messageStart":
			require.Equal(t, "start", state)
			state = "open"
		case "contentBlockStart":
			require.Equal(t, -1.0, open, "blocks interleave")
			require.Equal(t, next, index)
			require.Contains(t, payload["start"], "toolUse")
			open = index
		case "contentBlockDelta":
			require.Equal(t, "open", state)
			require.Len(t, payload["delta"], 1)
			require.Equal(t, next, index)
			open = index
		case "contentBlockStop":
			require.Equal(t, next, index)
			open, next = -1, next+1
		case "messageStop":
			require.Equal(t, "open", state)
			require.Equal(t, -1.0, open)
			require.IsType(t, "", payload["stopReason"])
			state = "closing"
		case "metadata":
			require.Equal(t, "closing", state)
			require.Contains(t, payload, "metrics")
			require.Contains(t, payload["usage"], "totalTokens")
			state = "over"
		default:
			require.Regexp(t, "^![a-z][A-Za-z]*Exception$", name)
			require.NotEmpty(t, payload["message"])
			state = "over"
		}
	}
	require.Equal(t, "over", state)
}

func TestDamagedStream(t *testing.T) {
	stream := frames("messageStart {\"role\":\"assistant\"}\ncontentBlockDelta {\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hel\"}}\n")
	b := bridge(clients[0])
	for at := range stream {
		broken := bytes.Clone(stream)
		broken[at] ^= 1
		out := carry(b, streamed, broken, 0)
		assert.Contains(t, lines(t, out), "Exception", "byte %d", at)
		assert.Equal(t, string(out), string(carry(b, streamed, broken, at)))
	}
}

func TestWholeFailures(t *testing.T) {
	for body, kind := range map[string]problem.Kind{
		``: problem.BadUpstream, `<html>`: problem.BadUpstream, `{}`: problem.BadUpstream, `{"output":null}`: problem.BadUpstream,
		`{"output":{"message":{"content":[{"text":"a"}]}`: problem.BadUpstream,
		`{"message":"no"}`: problem.Internal,
	} {
		b := bridge(clients[0])
		b.Reset(collected)
		assert.Empty(t, b.Whole(nil, []byte(body)))
		require.NotNil(t, b.Problem(), body)
		assert.Equal(t, kind, b.Problem().Kind, body)
		b.Reset(streamed)
		checkStream(t, lines(t, b.Whole(nil, []byte(body))))
	}
}

// recorder keeps what the tests ask of events.
type recorder struct {
	types  []llm.EventType
	texts  string
	finish llm.Finish
	usage  llm.Usage
	tier   string
}

func (r *recorder) Event(e *llm.Event) {
	r.types = append(r.types, e.Type)
	switch e.Type {
	case llm.Delta:
		r.texts += string(e.Text)
	case llm.Finished:
		r.finish = e.Finish
	case llm.Metered:
		r.usage, r.tier = e.Usage, string(e.ServiceTier)
	}
}

func TestFinish(t *testing.T) {
	for reason, want := range map[string]llm.Finish{
		"end_turn": llm.FinishStop, "tool_use": llm.FinishToolCalls, "max_tokens": llm.FinishLength, "stop_sequence": llm.FinishStopSequence,
		"guardrail_intervened": llm.FinishFiltered, "content_filtered": llm.FinishFiltered, "malformed_model_output": llm.FinishOther,
		"malformed_tool_use": llm.FinishOther, "model_context_window_exceeded": llm.FinishLength, "refusal": llm.FinishRefusal,
	} {
		var got recorder
		clients[0].NewReader(new(llm.Event)).Whole([]byte(`{"output":{"message":{"content":[]}},"stopReason":"`+reason+`"}`), &got)
		assert.Equal(t, []llm.EventType{llm.Started, llm.Finished, llm.Ended}, got.types)
		assert.Equal(t, want, got.finish, reason)
	}
	for finish, want := range map[llm.Finish]string{
		llm.FinishStop: "end_turn", llm.FinishStopSequence: "stop_sequence", llm.FinishLength: "max_tokens", llm.FinishToolCalls: "tool_use",
		llm.FinishFiltered: "content_filtered", llm.FinishRefusal: "content_filtered", llm.FinishPaused: "end_turn", llm.FinishOther: "odd",
	} {
		out := write(streamed, &llm.Event{Type: llm.Started}, &llm.Event{Type: llm.Finished, Finish: finish, FinishRaw: llm.Text(`"odd"`)}, &llm.Event{Type: llm.Ended})
		assert.Contains(t, lines(t, out), `{"stopReason":"`+want+`"}`)
	}
}

func TestUsage(t *testing.T) {
	var got recorder
	clients[0].NewReader(new(llm.Event)).Whole([]byte(`{"output":{"message":{"content":[]}},"stopReason":"end_turn","serviceTier":{"type":"flex"},
		"usage":{"inputTokens":10,"outputTokens":7,"totalTokens":25,"cacheReadInputTokens":5,"cacheWriteInputTokens":3,"cacheDetails":[{"ttl":"1h","inputTokens":2}]}}`), &got)
	assert.Equal(t, llm.Usage{Known: true, Input: 18, CacheRead: 5, CacheWrite: 3, CacheWriteHour: 2, Output: 7}, got.usage)
	assert.Equal(t, `"flex"`, got.tier)
}

func TestWholeBlocks(t *testing.T) {
	var got recorder
	clients[0].NewReader(new(llm.Event)).Whole([]byte(`{"output":{"message":{"role":"assistant","content":[
		{"citationsContent":{"content":[{"text":"one "},{"text":"two"}],"citations":[{}]}},{"image":{"format":"png"}},
		{"toolUse":{"toolUseId":"a","name":"respond_with_structured_answer","input":{"b":1}}}]}},"stopReason":"tool_use"}`), &got)
	assert.Equal(t, `"one two""{\"b\":1}"`, got.texts)
	assert.Equal(t, llm.FinishStop, got.finish)
}

func write(o codec.Options, list ...*llm.Event) []byte {
	w := bedrock.New(bedrock.Dialect{}).NewWriter()
	w.Reset(o)
	w.Into(nil)
	for _, e := range list {
		w.Event(e)
	}
	return w.Take()
}

func TestWriterOutOfOrder(t *testing.T) {
	text := llm.Text(`"x"`)
	checkStream(t, lines(t, write(streamed, &llm.Event{Type: llm.Ended})))
	checkStream(t, lines(t, write(streamed, &llm.Event{Type: llm.Failed})))
	checkStream(t, lines(t, write(streamed, &llm.Event{Type: llm.Delta, Text: text}, &llm.Event{Type: llm.Signed, Signature: text},
		&llm.Event{Type: llm.BlockStarted, Part: llm.OpaquePart}, &llm.Event{Type: llm.BlockEnded}, &llm.Event{Type: llm.BlockStarted, Part: llm.ReasoningPart},
		&llm.Event{Type: llm.Signed, Signature: text}, &llm.Event{Type: llm.Delta, Text: text}, &llm.Event{Type: llm.BlockStarted, Part: llm.ToolCallPart},
		&llm.Event{Type: llm.Finished}, &llm.Event{Type: llm.Finished}, &llm.Event{Type: llm.Ended}, &llm.Event{Type: llm.Ended})))
}

func TestWriterInput(t *testing.T) {
	for _, test := range []struct {
		arguments []string
		input     string
	}{
		{[]string{`"{\"a\":"`, `"\"\ud83d"`, `"\ude00\"} "`}, `{"a":"😀"}`},
		{nil, `{}`},
		{[]string{`"{\"a\":"`}, `"{\"a\":"`},
	} {
		list := []*llm.Event{{Type: llm.Started}, {Type: llm.BlockStarted, Part: llm.ToolCallPart, Name: llm.Text(`"f"`)}}
		for _, a := range test.arguments {
			list = append(list, &llm.Event{Type: llm.Delta, Text: llm.Text(a)})
		}
		list = append(list, &llm.Event{Type: llm.Metered, Usage: llm.Usage{Known: true, Input: 10, CacheRead: 4, Output: 3}}, &llm.Event{Type: llm.Ended})
		assert.JSONEq(t, `{"output":{"message":{"role":"assistant","content":[{"toolUse":{"toolUseId":"tooluse_101_0","name":"f","input":`+test.input+`}}]}},
			"stopReason":"tool_use","usage":{"inputTokens":6,"outputTokens":3,"totalTokens":13,"cacheReadInputTokens":4,"cacheWriteInputTokens":0},"metrics":{"latencyMs":0}}`,
			string(write(collected, list...)))
	}
}

func TestNoGarbagePerEvent(t *testing.T) {
	in, err := os.ReadFile("testdata/stream/tools.in")
	require.NoError(t, err)
	stream := frames(string(in))
	for _, client := range clients {
		b := bridge(client)
		out := make([]byte, 0, 64<<10)
		for _, o := range []codec.Options{streamed, collected} {
			assert.Zero(t, testing.AllocsPerRun(100, func() {
				b.Reset(o)
				out = b.Close(b.Write(out[:0], stream))
			}), client.Name())
		}
	}
}

func TestIdleSize(t *testing.T) {
	assert.LessOrEqual(t, bedrock.ReaderSize+bedrock.WriterSize, 600, "bytes of a reader and a writer")
}

func FuzzStream(f *testing.F) {
	paths, _ := filepath.Glob("testdata/stream/*.in")
	for _, path := range paths {
		in, _ := os.ReadFile(path)
		f.Add(string(in), 10)
	}
	f.Fuzz(func(t *testing.T, in string, cut int) {
		stream := frames(in)
		for _, client := range clients {
			b := bridge(client)
			out := carry(b, streamed, stream, 0)
			if cut = max(cut, 0) % (len(stream) + 1); string(out) != string(carry(b, streamed, stream, cut)) {
				t.Fatalf("to %s, cut at %d it is different", client.Name(), cut)
			}
			if !valid(in) {
				continue
			}
			if client.Name() == bedrock.Name {
				checkStream(t, lines(t, out))
			}
			if whole := carry(b, collected, stream, 0); len(whole) > 0 && !json.Valid(whole) {
				t.Fatalf("to %s, collected: %s", client.Name(), whole)
			}
		}
	})
}

// valid tells whether all payloads are JSON to the letter, which readers do
// not examine.
func valid(in string) bool {
	for line := range strings.Lines(in) {
		_, payload, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if payload != "" && !json.Valid([]byte(payload)) {
			return false
		}
	}
	return true
}

func FuzzWhole(f *testing.F) {
	f.Add([]byte(`{"output":{"message":{"role":"assistant","content":[{"text":"a"},{"toolUse":{"toolUseId":"t","name":"n","input":{}}},{"reasoningContent":{"reasoningText":{"text":"t","signature":"s"}}}]}},"stopReason":"end_turn","usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		for _, client := range clients {
			b := bridge(client)
			b.Reset(streamed)
			out := b.Whole(nil, body)
			if json.Valid(body) && client.Name() == bedrock.Name {
				checkStream(t, lines(t, out))
			}
			b.Reset(collected)
			if whole := b.Whole(nil, body); json.Valid(body) && len(whole) > 0 && !json.Valid(whole) {
				t.Fatalf("%s became %s", body, whole)
			}
		}
	})
}

func FuzzEventStream(f *testing.F) {
	f.Add(frames("messageStart {\"role\":\"assistant\"}\nmessageStop {\"stopReason\":\"end_turn\"}\n"), 5)
	f.Fuzz(func(t *testing.T, stream []byte, cut int) {
		b := bridge(clients[0])
		out := carry(b, streamed, stream, 0)
		if cut = max(cut, 0) % (len(stream) + 1); string(out) != string(carry(b, streamed, stream, cut)) {
			t.Fatalf("cut at %d it is different", cut)
		}
		lines(t, out)
	})
}
