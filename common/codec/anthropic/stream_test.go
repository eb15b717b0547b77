package anthropic_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/sse"
)

var update = flag.Bool("update", false, "write the golden files")

var (
	streamed  = codec.Options{Stream: true, Seed: 36*36 + 1, Model: llm.Text(`"asked"`)}
	collected = codec.Options{Seed: 36*36 + 1, Model: llm.Text(`"asked"`)}
)

func bridge() *codec.Bridge {
	c := anthropic.New(anthropic.Dialect{})
	return codec.NewBridge(c, c, new(llm.Event))
}

// carry sends a stream through b in two chunks.
func carry(b *codec.Bridge, o codec.Options, stream []byte, cut int) []byte {
	b.Reset(o)
	out := b.Write(nil, bytes.Clone(stream[:cut]))
	out = b.Write(out, bytes.Clone(stream[cut:]))
	return b.Close(out)
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}

func TestStreams(t *testing.T) {
	paths, err := filepath.Glob("testdata/stream/*.in")
	require.NoError(t, err)
	for _, path := range paths {
		name := strings.TrimSuffix(path, ".in")
		t.Run(filepath.Base(name), func(t *testing.T) {
			in, err := os.ReadFile(path)
			require.NoError(t, err)
			b := bridge()
			out := carry(b, streamed, in, 0)
			golden(t, name+".stream", out)
			checkStream(t, out)
			whole := carry(b, collected, in, 0)
			if p := b.Problem(); p != nil {
				assert.Empty(t, whole)
				whole = []byte(p.Error())
			} else {
				assert.JSONEq(t, string(whole), string(accumulate(t, out)), "the whole is what the stream adds up to")
				assert.Equal(t, string(whole), string(wholeAgain(b, whole)), "a whole reply comes out as it went in")
				assert.JSONEq(t, string(whole), string(accumulate(t, streamOf(b, whole))), "a whole reply can be streamed")
			}
			golden(t, name+".whole", append(whole, '\n'))
			for _, newline := range []string{"\n", "\r\n", "\r"} {
				in := []byte(strings.ReplaceAll(string(in), "\n", newline))
				for cut := range in {
					require.Equal(t, string(out), string(carry(b, streamed, in, cut)), "%q cut at %d", newline, cut)
				}
				in = bytes.TrimRight(in, "\r\n")
				require.Equal(t, string(out), string(carry(b, streamed, in, 0)), "no blank line at the end")
			}
		})
	}
}

func wholeAgain(b *codec.Bridge, body []byte) []byte {
	b.Reset(collected)
	return b.Close(b.Whole(nil, body))
}

func streamOf(b *codec.Bridge, body []byte) []byte {
	b.Reset(streamed)
	return b.Close(b.Whole(nil, body))
}

// wire is any event of a stream.
type wire struct {
	Type    string
	Index   *int
	Message map[string]any
	Block   map[string]any `json:"content_block"`
	Delta   map[string]any
	Usage   map[string]any
	Error   map[string]any
}

func events(t testing.TB, stream []byte) (list []wire) {
	t.Helper()
	var d sse.Decoder
	var e sse.Event
	for d.Write(stream); d.Next(&e); {
		var w wire
		require.NoError(t, json.Unmarshal(e.Data, &w), "%s", e.Data)
		require.Equal(t, w.Type, string(e.Name))
		list = append(list, w)
	}
	require.False(t, d.Close(&e), "unfinished event")
	return list
}

// checkStream holds a stream against what the official clients rely on.
func checkStream(t testing.TB, stream []byte) {
	t.Helper()
	open, next, deltas, state := -1, 0, 0, "start"
	for _, w := range events(t, stream) {
		require.NotEqual(t, "over", state, "event after the end")
		switch w.Type {
		case "message_start":
			require.Equal(t, "start", state)
			state = "open"
			checkUsage(t, w.Message["usage"])
			require.Equal(t, []any{}, w.Message["content"])
			require.Equal(t, "assistant", w.Message["role"])
			require.Equal(t, "message", w.Message["type"])
			require.IsType(t, "", w.Message["id"])
			require.IsType(t, "", w.Message["model"])
		case "content_block_start":
			require.Equal(t, "open", state)
			require.Equal(t, -1, open, "blocks interleave")
			require.Equal(t, next, *w.Index)
			open, next = next, next+1
			checkBlock(t, w.Block)
		case "content_block_delta":
			require.Equal(t, open, *w.Index, "no such block is open")
		case "content_block_stop":
			require.Equal(t, open, *w.Index)
			open = -1
		case "message_delta":
			require.Equal(t, "open", state)
			require.Equal(t, -1, open)
			deltas++
			require.IsType(t, "", w.Delta["stop_reason"])
			require.Contains(t, w.Delta, "stop_sequence")
			checkUsage(t, w.Usage)
			state = "closing"
		case "message_stop":
			require.Equal(t, "closing", state)
			require.Equal(t, 1, deltas)
			state = "over"
		case "error":
			require.NotEmpty(t, w.Error["type"])
			require.NotEmpty(t, w.Error["message"])
			state = "over"
		default:
			t.Fatalf("event %q", w.Type)
		}
	}
	require.Equal(t, "over", state)
}

func checkUsage(t testing.TB, usage any) {
	t.Helper()
	for _, name := range []string{"input_tokens", "output_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"} {
		n, ok := usage.(map[string]any)[name].(float64)
		require.True(t, ok && n >= 0, name)
	}
}

func checkBlock(t testing.TB, block map[string]any) {
	t.Helper()
	switch block["type"] {
	case "text":
		require.Equal(t, "", block["text"])
	case "thinking":
		require.Equal(t, "", block["thinking"])
		require.Equal(t, "", block["signature"])
	case "redacted_thinking":
		require.IsType(t, "", block["data"])
	case "tool_use":
		require.Equal(t, map[string]any{}, block["input"])
		require.NotEmpty(t, block["id"])
		require.IsType(t, "", block["name"])
	default:
		t.Fatalf("block %v", block)
	}
}

// accumulate adds a stream up, as the official clients do.
func accumulate(t testing.TB, stream []byte) []byte {
	t.Helper()
	var message map[string]any
	var content []any
	var block map[string]any
	input := ""
	for _, w := range events(t, stream) {
		switch w.Type {
		case "message_start":
			message = w.Message
		case "content_block_start":
			block, input = w.Block, ""
		case "content_block_delta":
			for name, value := range w.Delta {
				switch text, _ := value.(string); name {
				case "text", "thinking":
					block[name] = block[name].(string) + text
				case "signature":
					block[name] = text
				case "partial_json":
					input += text
				}
			}
		case "content_block_stop":
			if block["type"] == "tool_use" && input != "" {
				require.NoError(t, json.Unmarshal([]byte(input), new(any)))
				block["input"] = json.RawMessage(input)
			}
			content = append(content, block)
		case "message_delta":
			message["stop_reason"], message["stop_sequence"] = w.Delta["stop_reason"], w.Delta["stop_sequence"]
			for _, name := range []string{"cache_creation", "service_tier"} {
				require.NotContains(t, w.Usage, name, "only the beginning has it")
			}
			maps.Copy(message["usage"].(map[string]any), w.Usage)
		}
	}
	message["content"] = content
	out, err := json.Marshal(message)
	require.NoError(t, err)
	return out
}

func TestWholeFailures(t *testing.T) {
	for body, kind := range map[string]problem.Kind{
		``: problem.BadUpstream, `<html>`: problem.BadUpstream, `{}`: problem.BadUpstream, `{"content":"x"}`: problem.BadUpstream,
		`{"content":[{"type":"text","text":"a"}]`:                               problem.BadUpstream,
		`{"type":"error","error":{"type":"rate_limit_error","message":"slow"}}`: problem.RateLimited,
		`{"error":{"message":"no"}}`:                                            problem.Internal,
	} {
		b := bridge()
		b.Reset(collected)
		assert.Empty(t, b.Close(b.Whole(nil, []byte(body))))
		require.NotNil(t, b.Problem(), body)
		assert.Equal(t, kind, b.Problem().Kind, body)
		checkStream(t, streamOf(b, []byte(body)))
	}
}

func TestFinish(t *testing.T) {
	for reason, want := range map[string]llm.Finish{
		"end_turn": llm.FinishStop, "stop_sequence": llm.FinishStopSequence, "max_tokens": llm.FinishLength, "tool_use": llm.FinishToolCalls,
		"refusal": llm.FinishRefusal, "pause_turn": llm.FinishPaused, "model_context_window_exceeded": llm.FinishLength, "compaction": llm.FinishOther,
	} {
		var got recorder
		r := anthropic.New(anthropic.Dialect{}).NewReader(new(llm.Event))
		r.Whole([]byte(`{"content":null,"stop_reason":"`+reason+`"}`), &got)
		assert.Equal(t, []llm.EventType{llm.Started, llm.Finished, llm.Ended}, got.types)
		assert.Equal(t, want, got.finish, reason)
	}
	for finish, want := range map[llm.Finish]string{
		llm.FinishStop: "end_turn", llm.FinishStopSequence: "stop_sequence", llm.FinishLength: "max_tokens", llm.FinishToolCalls: "tool_use",
		llm.FinishFiltered: "refusal", llm.FinishRefusal: "refusal", llm.FinishPaused: "pause_turn", llm.FinishOther: "odd",
	} {
		out := write(streamed, &llm.Event{Type: llm.Started}, &llm.Event{Type: llm.Finished, Finish: finish, FinishRaw: llm.Text(`"odd"`)}, &llm.Event{Type: llm.Ended})
		checkStream(t, out)
		assert.Contains(t, string(out), `{"stop_reason":"`+want+`","stop_sequence":null}`)
	}
}

// recorder keeps what the tests ask of events.
type recorder struct {
	types  []llm.EventType
	finish llm.Finish
	usage  llm.Usage
}

func (r *recorder) Event(e *llm.Event) {
	r.types = append(r.types, e.Type)
	switch e.Type {
	case llm.Finished:
		r.finish = e.Finish
	case llm.Metered:
		r.usage = e.Usage
	}
}

func TestUsage(t *testing.T) {
	var got recorder
	r := anthropic.New(anthropic.Dialect{}).NewReader(new(llm.Event))
	for _, data := range []string{
		`{"type":"message_start","message":{"usage":{"input_tokens":10,"cache_read_input_tokens":5,"cache_creation_input_tokens":3,"cache_creation":{"ephemeral_1h_input_tokens":2},"output_tokens":1}}}`,
		`{"type":"message_delta","delta":{},"usage":{"output_tokens":4}}`,
		`{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":10,"cache_read_input_tokens":null,"output_tokens":7,"output_tokens_details":{"thinking_tokens":2}}}`,
	} {
		r.Event(nil, []byte(data), &got)
	}
	assert.Equal(t, llm.Usage{Known: true, Input: 18, CacheRead: 5, CacheWrite: 3, CacheWriteHour: 2, Output: 7, Reasoning: 2}, got.usage)
}

func write(o codec.Options, list ...*llm.Event) []byte {
	w := anthropic.New(anthropic.Dialect{}).NewWriter()
	w.Reset(o)
	w.Into(nil)
	for _, e := range list {
		w.Event(e)
	}
	return w.Take()
}

// openAI is what a reply of another protocol may look like: usage comes last,
// there are other choices, a call without an id, and reasoning unsigned.
func openAI(arguments ...string) []*llm.Event {
	list := []*llm.Event{
		{Type: llm.Started, ID: llm.Text(`"chatcmpl-1"`)},
		{Type: llm.BlockStarted, Part: llm.ReasoningPart},
		{Type: llm.Delta, Part: llm.ReasoningPart, Text: llm.Text(`"hm"`)},
		{Type: llm.BlockEnded, Part: llm.ReasoningPart},
		{Type: llm.BlockStarted, Block: 1, Part: llm.RefusalPart},
		{Type: llm.Delta, Block: 1, Text: llm.Text(`"no"`)},
		{Type: llm.Delta, Choice: 1, Text: llm.Text(`"other"`)},
		{Type: llm.BlockStarted, Block: 2, Part: llm.ToolCallPart, Name: llm.Text(`"f"`)},
	}
	for _, a := range arguments {
		list = append(list, &llm.Event{Type: llm.Delta, Block: 2, Text: llm.Text(a)})
	}
	return append(list,
		&llm.Event{Type: llm.BlockEnded, Block: 2},
		&llm.Event{Type: llm.Finished, Finish: llm.FinishStop},
		&llm.Event{Type: llm.Metered, Usage: llm.Usage{Known: true, Input: 10, CacheRead: 4, Output: 3}},
		&llm.Event{Type: llm.Ended},
		&llm.Event{Type: llm.Ended})
}

func TestWriter(t *testing.T) {
	for _, test := range []struct {
		arguments []string
		input     string
	}{
		{[]string{`"{\"a\":"`, `"\"\ud83d"`, `"\ude00\"} "`}, `{"a":"😀"}`},
		{nil, `{}`},
		{[]string{`"{\"a\":"`}, `{"INVALID_JSON":"{\"a\":"}`},
	} {
		assert.JSONEq(t, `{"id":"chatcmpl-1","type":"message","role":"assistant","model":"asked","content":[
			{"type":"thinking","thinking":"hm","signature":""},{"type":"text","text":"no"},{"type":"tool_use","id":"toolu_101_2","name":"f","input":`+test.input+`}],
			"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":6,"cache_creation_input_tokens":0,"cache_read_input_tokens":4,"output_tokens":3}}`,
			string(write(collected, openAI(test.arguments...)...)))
		checkStream(t, write(streamed, openAI(test.arguments...)...))
	}
}

func TestWriterOutOfOrder(t *testing.T) {
	checkStream(t, write(streamed, &llm.Event{Type: llm.Ended}))
	checkStream(t, write(streamed, &llm.Event{Type: llm.Failed}))
	checkStream(t, write(streamed, &llm.Event{Type: llm.Delta, Text: llm.Text(`"x"`)}, &llm.Event{Type: llm.Signed, Signature: llm.Text(`"x"`)},
		&llm.Event{Type: llm.BlockStarted, Part: llm.OpaquePart}, &llm.Event{Type: llm.BlockEnded}, &llm.Event{Type: llm.BlockStarted, Part: llm.ReasoningPart},
		&llm.Event{Type: llm.Signed, Signature: llm.Text(`"x"`)}, &llm.Event{Type: llm.Delta, Text: llm.Text(`"x"`)}, &llm.Event{Type: llm.Finished}, &llm.Event{Type: llm.Finished}, &llm.Event{Type: llm.Ended}))
}

func TestNoGarbagePerEvent(t *testing.T) {
	in, err := os.ReadFile("testdata/stream/tools.in")
	require.NoError(t, err)
	b := bridge()
	out := make([]byte, 0, 64<<10)
	for _, o := range []codec.Options{streamed, collected} {
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			b.Reset(o)
			out = b.Close(b.Write(out[:0], in))
		}))
	}
}

func FuzzStream(f *testing.F) {
	paths, _ := filepath.Glob("testdata/stream/*.in")
	for _, path := range paths {
		in, _ := os.ReadFile(path)
		f.Add(in, 10)
	}
	f.Fuzz(func(t *testing.T, in []byte, cut int) {
		b := bridge()
		out := carry(b, streamed, in, 0)
		if cut = max(cut, 0) % (len(in) + 1); string(out) != string(carry(b, streamed, in, cut)) {
			t.Fatalf("cut at %d it is different", cut)
		}
		if valid(in) {
			checkStream(t, out)
			if whole := carry(b, collected, in, 0); len(whole) > 0 && !json.Valid(whole) {
				t.Fatalf("collected: %s", whole)
			}
		}
	})
}

// valid tells whether all events are JSON to the letter, which readers do not
// examine.
func valid(stream []byte) bool {
	var d sse.Decoder
	var e sse.Event
	for d.Write(stream); d.Next(&e); {
		if e.Data != nil && !json.Valid(e.Data) {
			return false
		}
	}
	return !d.Close(&e) || json.Valid(e.Data)
}

func FuzzWhole(f *testing.F) {
	f.Add([]byte(`{"id":"m","model":"x","content":[{"type":"text","text":"a"},{"type":"tool_use","id":"t","name":"n","input":{}}],"stop_reason":"end_turn","usage":{"input_tokens":1,"output_tokens":2}}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		b := bridge()
		out := streamOf(b, body)
		if json.Valid(body) {
			checkStream(t, out)
		}
		again := wholeAgain(b, body)
		if json.Valid(body) && len(again) > 0 && !json.Valid(again) {
			t.Fatalf("%s became %s", body, again)
		}
	})
}
