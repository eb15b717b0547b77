package gemini_test

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
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/llm"
	"aigateway/common/sse"
)

var update = flag.Bool("update", false, "write the golden files")

var (
	streamed  = codec.Options{Stream: true, Usage: true, Seed: 36*36 + 1, Model: llm.Text(`"asked"`), Created: 7}
	collected = codec.Options{Seed: 36*36 + 1, Model: llm.Text(`"asked"`), Created: 7}
)

// protocols are those that replies are carried from and to.
var protocols = map[string]codec.Codec{
	".gemini": gemini.New(gemini.Dialect{}), ".openai": openai.New(openai.Dialect{}), ".anthropic": anthropic.New(anthropic.Dialect{}),
	".array": gemini.New(gemini.Dialect{Array: true}),
}

func bridge(client, provider string) *codec.Bridge {
	return codec.NewBridge(protocols[client], protocols[provider], new(llm.Event))
}

// carry sends a stream through b in two chunks.
func carry(b *codec.Bridge, o codec.Options, stream []byte, cut int) []byte {
	b.Reset(o)
	out := b.Write(nil, bytes.Clone(stream[:cut]))
	out = b.Write(out, bytes.Clone(stream[cut:]))
	return orProblem(b, b.Close(out))
}

func orProblem(b *codec.Bridge, out []byte) []byte {
	if p := b.Problem(); p != nil && len(out) == 0 {
		return []byte("problem: " + p.Error())
	}
	return out
}

func whole(b *codec.Bridge, o codec.Options, body []byte) []byte {
	b.Reset(o)
	return orProblem(b, b.Close(b.Whole(nil, body)))
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(path, got, 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got), path)
}

// TestStreams carries the recordings in testdata/stream: NAME.in is what a
// provider sent, NAME.gemini, NAME.openai and NAME.anthropic what clients of
// these protocols get, NAME.json what a client gets that does not stream.
func TestStreams(t *testing.T) {
	paths, err := filepath.Glob("testdata/stream/*.in")
	require.NoError(t, err)
	require.NotEmpty(t, paths)
	for _, path := range paths {
		name := strings.TrimSuffix(path, ".in")
		t.Run(filepath.Base(name), func(t *testing.T) {
			in, err := os.ReadFile(path)
			require.NoError(t, err)
			for _, client := range []string{".openai", ".anthropic"} {
				golden(t, name+client, carry(bridge(client, ".gemini"), streamed, in, 0))
			}
			b := bridge(".gemini", ".gemini")
			out := carry(b, streamed, in, 0)
			golden(t, name+".gemini", out)
			document := carry(b, collected, in, 0)
			golden(t, name+".json", append(bytes.Clone(document), '\n'))
			sameAtEveryCut(t, b, in, out)
			sameAsArray(t, in, out, document)
			if json.Valid(document) {
				assert.JSONEq(t, string(document), accumulate(t, out), "the whole is what the stream adds up to")
				assert.Equal(t, string(document), string(whole(b, collected, document)), "a whole reply comes out as it went in")
				assert.JSONEq(t, string(document), accumulate(t, whole(b, streamed, document)), "a whole reply can be streamed")
			}
		})
	}
}

func sameAtEveryCut(t *testing.T, b *codec.Bridge, in, out []byte) {
	t.Helper()
	for _, newline := range []string{"\n", "\r\n", "\r"} {
		in := []byte(strings.ReplaceAll(string(in), "\n", newline))
		for cut := range in {
			require.Equal(t, string(out), string(carry(b, streamed, in, cut)), "%q cut at %d", newline, cut)
		}
		in = bytes.TrimRight(in, "\r\n")
		require.Equal(t, string(out), string(carry(b, streamed, in, 0)), "no blank line at the end")
	}
}

// sameAsArray carries a stream as the array that it is without alt=sse.
func sameAsArray(t *testing.T, in, out, document []byte) {
	t.Helper()
	array := "[" + strings.Join(events(t, in), "\n,\r\n") + "]\n"
	b := bridge(".array", ".array")
	got := carry(b, streamed, []byte(array), 0)
	for cut := range array {
		require.Equal(t, string(got), string(carry(b, streamed, []byte(array), cut)), "cut at %d", cut)
	}
	var elements []json.RawMessage
	require.NoError(t, json.Unmarshal(got, &elements), "%s", got)
	list := events(t, out)
	require.Len(t, elements, len(list))
	for i := range list {
		if json.Valid([]byte(array)) { // else one tells of it in other words
			assert.Equal(t, list[i], string(elements[i]))
		}
	}
	if json.Valid([]byte(array)) {
		assert.Equal(t, string(document), string(whole(bridge(".gemini", ".gemini"), collected, []byte(array))), "an array that was collected")
	}
}

// events returns the data of the events of a stream.
func events(t testing.TB, stream []byte) (list []string) {
	t.Helper()
	var d sse.Decoder
	var e sse.Event
	for d.Write(stream); d.Next(&e); {
		list = append(list, string(e.Data))
	}
	require.False(t, d.Close(&e), "unfinished event")
	return list
}

// reply is a reply as the official clients see it.
type reply struct {
	Candidates    []*candidate    `json:"candidates"`
	UsageMetadata json.RawMessage `json:"usageMetadata,omitempty"`
	ModelVersion  string          `json:"modelVersion"`
	ResponseID    string          `json:"responseId"`
}

type candidate struct {
	Content struct {
		Parts []*part `json:"parts"`
		Role  string  `json:"role"`
	} `json:"content"`
	FinishReason string `json:"finishReason,omitempty"`
	Index        int    `json:"index"`
}

type part struct {
	Text             *string         `json:"text,omitempty"`
	Thought          bool            `json:"thought,omitempty"`
	ThoughtSignature string          `json:"thoughtSignature,omitempty"`
	FunctionCall     json.RawMessage `json:"functionCall,omitempty"`
}

// accumulate adds a stream up and holds it against what clients rely on: every
// event has a candidate with parts, the last one of each a reason.
func accumulate(t testing.TB, stream []byte) string {
	t.Helper()
	sum := reply{}
	for _, event := range events(t, stream) {
		var r reply
		require.NoError(t, json.Unmarshal([]byte(event), &r), event)
		require.Len(t, r.Candidates, 1)
		c := r.Candidates[0]
		require.NotEmpty(t, c.Content.Parts, "clients take such an event for a broken reply")
		require.Equal(t, "model", c.Content.Role)
		sum.ModelVersion, sum.ResponseID, sum.UsageMetadata = r.ModelVersion, r.ResponseID, r.UsageMetadata
		sum.add(t, c)
	}
	for _, c := range sum.Candidates {
		require.NotEmpty(t, c.FinishReason)
	}
	out, err := json.Marshal(sum)
	require.NoError(t, err)
	return string(out)
}

func (r *reply) add(t testing.TB, c *candidate) {
	var to *candidate
	for _, old := range r.Candidates {
		if old.Index == c.Index {
			to = old
		}
	}
	if to == nil {
		r.Candidates = append(r.Candidates, c)
		return
	}
	require.Empty(t, to.FinishReason, "more after the end")
	to.FinishReason = c.FinishReason
	for _, p := range c.Content.Parts {
		last := to.Content.Parts[len(to.Content.Parts)-1]
		switch {
		case p.Text != nil && last.Text != nil && last.Thought == p.Thought && last.ThoughtSignature == "":
			joined := *last.Text + *p.Text
			last.Text, last.ThoughtSignature = &joined, p.ThoughtSignature
		case p.Text == nil || *p.Text != "" || p.ThoughtSignature != "":
			to.Content.Parts = append(to.Content.Parts, p)
		}
	}
}

// TestClients carries the recordings in testdata/client, of other providers,
// to a client of this protocol.
func TestClients(t *testing.T) {
	for _, provider := range []string{".openai", ".anthropic"} {
		paths, err := filepath.Glob("testdata/client/*" + provider)
		require.NoError(t, err)
		require.NotEmpty(t, paths)
		for _, path := range paths {
			t.Run(filepath.Base(path), func(t *testing.T) {
				in, err := os.ReadFile(path)
				require.NoError(t, err)
				b := bridge(".gemini", provider)
				out := carry(b, streamed, in, 0)
				golden(t, path+".gemini", out)
				for cut := range in {
					require.Equal(t, string(out), string(carry(b, streamed, in, cut)), "cut at %d", cut)
				}
				if document := carry(b, collected, in, 0); json.Valid(document) {
					assert.JSONEq(t, string(document), accumulate(t, out))
				}
			})
		}
	}
}

func TestNoGarbagePerEvent(t *testing.T) {
	out := make([]byte, 0, 64<<10)
	for _, name := range []string{"text", "thought", "tools", "candidates"} {
		in, err := os.ReadFile("testdata/stream/" + name + ".in")
		require.NoError(t, err)
		for client := range protocols {
			if client == ".openai" && name == "candidates" {
				continue // its writer makes room for the second answer
			}
			b := bridge(client, ".gemini")
			assert.Zero(t, testing.AllocsPerRun(100, func() {
				b.Reset(streamed)
				out = b.Close(b.Write(out[:0], in))
			}), "%s for %s", name, client)
		}
	}
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
	return !d.Close(&e) || e.Data == nil || json.Valid(e.Data)
}

func FuzzStream(f *testing.F) {
	paths, _ := filepath.Glob("testdata/stream/*.in")
	for _, path := range paths {
		in, _ := os.ReadFile(path)
		f.Add(in, 10)
	}
	f.Fuzz(func(t *testing.T, in []byte, cut int) {
		cut = max(cut, 0) % (len(in) + 1)
		for client := range protocols {
			b := bridge(client, ".gemini")
			out := carry(b, streamed, in, 0)
			if string(out) != string(carry(b, streamed, in, cut)) {
				t.Fatalf("cut at %d it is different for %s", cut, client)
			}
			if document := carry(b, collected, in, 0); valid(in) && !json.Valid(document) && b.Problem() == nil {
				t.Fatalf("for %s: %s", client, document)
			}
			if client == ".gemini" && valid(in) {
				for _, event := range events(t, out) {
					require.True(t, json.Valid([]byte(event)), event)
				}
			}
		}
	})
}

func FuzzWhole(f *testing.F) {
	paths, _ := filepath.Glob("testdata/stream/*.json")
	for _, path := range paths {
		in, _ := os.ReadFile(path)
		f.Add(in)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		for client := range protocols {
			b := bridge(client, ".gemini")
			out := whole(b, collected, body)
			if json.Valid(body) && b.Problem() == nil && !json.Valid(out) {
				t.Fatalf("for %s %s became %s", client, body, out)
			}
			whole(b, streamed, body)
		}
	})
}
