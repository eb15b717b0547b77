package responses_test

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/llm"
)

// patching is the echo of a request whose tool apply_patch takes text.
const patching = `["apply_patch"],"parallel_tool_calls":false,"tool_choice":"auto","temperature":0.30,"tools":[{"type":"custom","name":"apply_patch"}]`

// carry carries a reply from a provider's protocol to a client's, in chunks of
// a size.
type carry struct {
	client, provider codec.Codec
	stream           bool
}

func (c carry) bridge() *codec.Bridge {
	b := codec.NewBridge(c.client, c.provider, new(llm.Event))
	b.Reset(codec.Options{
		Stream: c.stream, Usage: true, Model: llm.Text(`"asked-for"`), Seed: 35, Created: 7, Echo: []byte(patching),
	})
	return b
}

func (c carry) streamed(body string, size int) string {
	b := c.bridge()
	var out []byte
	buffer := make([]byte, max(size, 1))
	for len(body) > 0 {
		n := copy(buffer, body)
		body = body[n:]
		out = b.Write(out, buffer[:n])
		clear(buffer) // the host writes over its chunk
	}
	return result(b, b.Close(out))
}

func (c carry) whole(body string) string {
	b := c.bridge()
	return result(b, b.Whole(nil, []byte(body)))
}

func result(b *codec.Bridge, out []byte) string {
	if p := b.Problem(); p != nil && len(out) == 0 {
		return "problem: " + p.Error() + "\n"
	}
	return string(out)
}

// targets are the clients that a provider of this protocol is read for.
var targets = []struct {
	extension string
	carry
}{
	{".out.sse", carry{own, own, true}},
	{".out.json", carry{own, own, false}},
	{".chat.sse", carry{chat, own, true}},
	{".messages.sse", carry{messages, own, true}},
}

// isGolden tells whether a file is what a client gets, not what a provider sent.
func isGolden(file string) bool {
	base := strings.TrimSuffix(strings.TrimSuffix(file, ".sse"), ".json")
	return filepath.Ext(base) != ""
}

// TestReplies reads the recordings in testdata/reply: NAME.sse or NAME.json is
// what a provider of this protocol sent, NAME.out.sse what a client of it
// gets, NAME.out.json what it gets if it does not stream, and the others what
// clients of other protocols get.
func TestReplies(t *testing.T) {
	for _, file := range glob(t, "testdata/reply/*") {
		if isGolden(file) {
			continue
		}
		in := read(t, file)
		base := strings.TrimSuffix(file, filepath.Ext(file))
		for _, to := range targets {
			if filepath.Ext(file) == ".json" {
				golden(t, base+to.extension, to.whole(in))
				continue
			}
			golden(t, base+to.extension, to.streamed(in, len(in)))
			sameAtEveryCut(t, to.carry, in)
		}
	}
}

// TestRepliesOfOtherProviders reads the recordings in testdata/client: of
// NAME.chat.sse and NAME.messages.sse, which providers of other protocols
// sent, NAME.sse and NAME.json is what a client of this protocol gets.
func TestRepliesOfOtherProviders(t *testing.T) {
	for _, file := range glob(t, "testdata/client/*.*.sse") {
		in := read(t, file)
		c := carry{client: own, provider: chat}
		base, isChat := strings.CutSuffix(file, ".chat.sse")
		if !isChat {
			c.provider = messages
			base = strings.TrimSuffix(file, ".sse")
			base = strings.Replace(base, ".messages", "-messages", 1)
		}
		golden(t, base+".json", c.streamed(in, len(in)))
		sameAtEveryCut(t, c, in)
		c.stream = true
		golden(t, base+".sse", c.streamed(in, len(in)))
		sameAtEveryCut(t, c, in)
	}
}

func sameAtEveryCut(t *testing.T, c carry, body string) {
	t.Helper()
	for _, newline := range []string{"\n", "\r\n"} {
		body := strings.ReplaceAll(strings.TrimRight(body, "\n"), "\n", newline)
		for _, tail := range []string{"", newline + newline} {
			whole := c.streamed(body+tail, len(body)+4)
			for _, size := range []int{1, 2, 3, 7, 64} {
				require.Equal(t, whole, c.streamed(body+tail, size), "chunks of %d", size)
			}
		}
	}
}

// TestStreamedIsWhole holds that what a client puts together from the events
// of a stream is what their last one says, and what it would have got as a
// whole.
func TestStreamedIsWhole(t *testing.T) {
	files := append(glob(t, "testdata/reply/*.out.sse"), glob(t, "testdata/client/*.sse")...)
	for _, file := range files {
		if strings.Count(filepath.Base(file), ".") > 1 && !strings.HasSuffix(file, ".out.sse") {
			continue
		}
		want := read(t, strings.TrimSuffix(file, "sse")+"json")
		got := follow(t, file, read(t, file))
		if !json.Valid([]byte(want)) { // a problem
			assert.Equal(t, "failed", got["status"], file)
			continue
		}
		out, err := json.Marshal(got)
		require.NoError(t, err)
		assert.JSONEq(t, want, string(out), file)
	}
}

// follow holds that a stream keeps to the grammar of the protocol, and returns
// the response that it ends with.
func follow(t *testing.T, file, stream string) (final map[string]any) {
	items := []map[string]any{}
	texts := map[string]string{} // the deltas so far
	for n, block := range strings.Split(strings.TrimSuffix(stream, "\n\n"), "\n\n") {
		name, data, _ := strings.Cut(block, "\ndata: ")
		var e map[string]any
		require.NoError(t, json.Unmarshal([]byte(data), &e), "%s: %s", file, block)
		assert.Equal(t, strings.TrimPrefix(name, "event: "), e["type"], file)
		assert.EqualValues(t, n, e["sequence_number"], file)
		kind := e["type"].(string)
		response, _ := e["response"].(map[string]any)
		switch {
		case n == 0:
			assert.Equal(t, "response.created", kind, file)
		case kind == "response.output_item.added":
			assert.EqualValues(t, len(items), e["output_index"], file)
			items = append(items, e["item"].(map[string]any))
		case kind == "response.output_item.done":
			assert.EqualValues(t, len(items)-1, e["output_index"], file)
			assert.Equal(t, items[len(items)-1]["id"], e["item"].(map[string]any)["id"], file)
			items[len(items)-1] = e["item"].(map[string]any)
		case strings.HasSuffix(kind, ".delta"):
			assert.Equal(t, items[len(items)-1]["id"], e["item_id"], file)
			texts[place(e)] += e["delta"].(string)
		case strings.HasSuffix(kind, ".done") && e["part"] == nil:
			for _, member := range []string{"text", "refusal", "arguments", "input"} {
				if text, ok := e[member].(string); ok {
					assert.Equal(t, texts[place(e)], text, file)
				}
			}
		case response != nil && response["status"] != "in_progress":
			require.Nil(t, final, file)
			final = response
		}
	}
	require.NotNil(t, final, file)
	if final["status"] != "failed" {
		output, err := json.Marshal(final["output"])
		require.NoError(t, err)
		told, err := json.Marshal(items)
		require.NoError(t, err)
		assert.JSONEq(t, string(told), string(output), file)
	}
	return final
}

// place tells what an event adds to.
func place(e map[string]any) string {
	at, _ := json.Marshal([]any{e["output_index"], e["content_index"], e["summary_index"]})
	return string(at)
}

// TestThinkingSurvives holds that the signed thinking of an Anthropic model
// comes back to it word for word by way of a client of this protocol, and
// does not go to anybody else.
func TestThinkingSurvives(t *testing.T) {
	var reply struct{ Output []json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(read(t, "testdata/client/tools-messages.json")), &reply))
	input, err := json.Marshal(append(reply.Output,
		json.RawMessage(`{"type":"function_call_output","call_id":"toolu_1","output":"1"}`),
		json.RawMessage(`{"type":"function_call_output","call_id":"toolu_2","output":"2"}`)))
	require.NoError(t, err)
	request := `{"model":"claude-sonnet-4-5","reasoning":{"effort":"low"},"input":` + string(input) + `}`
	out, lost, err := translate(t, own, messages, request)
	require.NoError(t, err)
	assert.Empty(t, lost)
	assert.Contains(t, out, `{"type":"thinking","thinking":"Let me see.","signature":"EqQB"},{"type":"redacted_thinking","data":"EmwK"},{"type":"tool_use"`)
	assert.Contains(t, out, `"thinking":{"type":"enabled"`)

	out, lost, err = translate(t, own, own, request)
	require.NoError(t, err)
	assert.NotEmpty(t, lost)
	assert.NotContains(t, out, "EqQB")
}

func TestStreamDoesNotAllocate(t *testing.T) {
	start := `event: response.output_item.added` + "\n" + `data: {"type":"response.output_item.added","output_index":0,"item":{"type":"function_call","call_id":"a","name":"f","arguments":""}}` + "\n\n"
	for event, before := range map[string]string{
		`{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"hello there","logprobs":[]}`: "",
		`{"type":"response.reasoning_summary_text.delta","output_index":0,"summary_index":0,"delta":"hm"}`:             "",
		`{"type":"response.function_call_arguments.delta","output_index":0,"delta":"{\"a"}`:                            start,
	} {
		b := carry{own, own, true}.bridge()
		last := []byte("data: " + event + "\n\n")
		out := b.Write(nil, []byte(before))
		for range 2000 { // room for what is kept of the reply
			out = b.Write(out[:0], last)
		}
		assert.Zero(t, testing.AllocsPerRun(100, func() { out = b.Write(out[:0], last) }), event)
		assert.Contains(t, string(out), ".delta")
	}
}

func TestReplyAfterReplyDoesNotAllocate(t *testing.T) {
	for _, c := range []carry{{own, own, true}, {own, chat, true}, {chat, own, true}} {
		body := []byte(read(t, "testdata/reply/reasoning-and-tools.sse"))
		if c.provider == codec.Codec(chat) {
			body = []byte(read(t, "testdata/client/tools.chat.sse"))
		}
		b := c.bridge()
		out := make([]byte, 0, 64<<10)
		run := func() {
			b.Reset(codec.Options{Stream: true, Usage: true, Seed: 35, Echo: []byte(nil)})
			out = b.Close(b.Write(out[:0], body))
		}
		run()
		assert.Zero(t, testing.AllocsPerRun(100, run))
	}
}

// TestLineBreaksStayInside holds that a provider cannot forge an event.
func TestLineBreaksStayInside(t *testing.T) {
	body := "{\"id\":\"x\",\"choices\":[{\"message\":{\"content\":\"a\n\nevent: error\ndata: {\\\"evil\\\":1}\n\n\"},\"finish_reason\":\"stop\"}]}"
	out := carry{own, chat, true}.whole(body)
	for _, event := range strings.Split(strings.TrimSuffix(out, "\n\n"), "\n\n") {
		assert.Regexp(t, `^event: response\.[a-z_.]+\ndata: \{"type":"response\.[^\n]+$`, event)
	}
}

func TestLongReplyFails(t *testing.T) {
	b := carry{own, own, true}.bridge()
	piece := []byte(`data: {"type":"response.output_text.delta","output_index":0,"delta":"` + strings.Repeat("x", 1<<20) + `"}` + "\n\n")
	var out []byte
	for range 20 {
		out = b.Write(out[:0], piece)
	}
	assert.Empty(t, out, "nothing follows the failure")
	assert.ErrorContains(t, b.Problem(), "too long")
}

func FuzzStream(f *testing.F) {
	for _, pattern := range []string{"testdata/reply/*.sse", "testdata/client/*.*.sse"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			f.Add(mustRead(f, file), 5)
		}
	}
	f.Fuzz(func(t *testing.T, body string, size int) {
		size = min(max(size, 1), 512)
		for _, c := range []carry{{own, own, true}, {own, own, false}, {own, chat, true}, {own, messages, true}, {chat, own, true}, {messages, own, true}} {
			whole := c.streamed(body, len(body)+1)
			require.Equal(t, whole, c.streamed(body, size))
		}
	})
}

func FuzzWhole(f *testing.F) {
	files, _ := filepath.Glob("testdata/reply/whole-*.json")
	for _, file := range files {
		f.Add(mustRead(f, file))
	}
	f.Fuzz(func(t *testing.T, body string) {
		for _, c := range []carry{{own, own, false}, {own, chat, false}, {own, messages, false}} {
			out := c.whole(body)
			if json.Valid([]byte(body)) && !strings.HasPrefix(out, "problem: ") {
				require.True(t, json.Valid([]byte(out)), "%s", out)
			}
		}
	})
}

func BenchmarkStreamEvent(b *testing.B) {
	event := []byte(`data: {"type":"response.output_text.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"hello there","logprobs":[]}` + "\n\n")
	var out []byte
	b.SetBytes(int64(len(event)))
	b.ReportAllocs()
	bridge := carry{own, own, true}.bridge()
	n := 0
	for b.Loop() {
		if n++; n%4096 == 0 {
			bridge = carry{own, own, true}.bridge()
		}
		out = bridge.Write(out[:0], event)
	}
}
