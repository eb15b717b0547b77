package openai_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/sse"
)

var update = flag.Bool("update", false, "write the golden files")

// script tells events as lines, the deltas of a block in one.
type script struct {
	lines []string
	open  map[int]int // block that a choice has open
}

var partNames = map[llm.PartType]string{
	llm.TextPart: "text", llm.ToolCallPart: "call", llm.ReasoningPart: "reasoning", llm.RedactedPart: "redacted", llm.RefusalPart: "refusal",
}

func (s *script) add(format string, args ...any) {
	s.lines = append(s.lines, fmt.Sprintf(format, args...))
}

func (s *script) Event(e *llm.Event) {
	at := fmt.Sprintf("%d.%d %s", e.Choice, e.Block, partNames[e.Part])
	text := jsonscan.Text(e.Text)
	switch e.Type {
	case llm.Started:
		s.add("started %s %s %s %s", jsonscan.Text(e.ID), jsonscan.Text(e.Model), e.Created, jsonscan.Text(e.ServiceTier))
	case llm.BlockStarted:
		if _, open := s.open[e.Choice]; open {
			s.add("INTERLEAVED")
		}
		s.open[e.Choice] = e.Block
		s.add("%s %s%s%s: ", at, jsonscan.Text(e.ID), jsonscan.Text(e.Name), jsonscan.Text(e.Signature))
	case llm.Delta:
		if s.open[e.Choice] != e.Block {
			s.add("WRONG BLOCK")
		}
		s.lines[s.last(at)] += text
	case llm.Signed:
		s.lines[s.last(at)] += " signed " + jsonscan.Text(e.Signature)
	case llm.BlockEnded:
		delete(s.open, e.Choice)
	case llm.Finished:
		s.add("%d finished %d %s", e.Choice, e.Finish, jsonscan.Text(e.FinishRaw))
	case llm.Metered:
		s.add("metered %+v", e.Usage)
	case llm.Failed:
		s.add("failed %d %s | %s %s", e.Problem.Kind, e.Problem.Message, e.Problem.Type, e.Problem.Code)
	case llm.Ended:
		s.add("ended")
	}
}

// last returns the line of a block.
func (s *script) last(at string) int {
	for i := len(s.lines) - 1; i >= 0; i-- {
		if strings.HasPrefix(s.lines[i], at) {
			return i
		}
	}
	s.add("%s NEVER STARTED", at)
	return len(s.lines) - 1
}

func (s *script) String() string { return strings.Join(s.lines, "\n") + "\n" }

func readStream(body string) string {
	s := &script{open: map[int]int{}}
	r := openai.New(openai.Dialect{}).NewReader(new(llm.Event))
	r.Reset()
	var d sse.Decoder
	var e sse.Event
	for d.Write([]byte(body)); d.Next(&e); {
		r.Event(e.Name, e.Data, s)
	}
	if d.Close(&e) {
		r.Event(e.Name, e.Data, s)
	}
	r.Close(s)
	return s.String()
}

func readWhole(body string) string {
	s := &script{open: map[int]int{}}
	r := openai.New(openai.Dialect{}).NewReader(new(llm.Event))
	r.Reset()
	r.Whole([]byte(body), s)
	return s.String()
}

// TestReplies reads the recordings in testdata/reply: NAME.sse or NAME.json is
// what a provider sent, NAME.events what that means, NAME.out.sse what a
// client of this protocol gets, and NAME.out.json what it gets if it does not
// stream.
func TestReplies(t *testing.T) {
	files, err := filepath.Glob("testdata/reply/*")
	require.NoError(t, err)
	for _, file := range files {
		base, isStream := strings.CutSuffix(file, ".sse")
		if !isStream {
			base, isStream = strings.CutSuffix(file, ".json")
			if !isStream {
				continue
			}
		}
		if strings.HasSuffix(base, ".out") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			in, err := os.ReadFile(file)
			require.NoError(t, err)
			if strings.HasSuffix(file, ".sse") {
				golden(t, base+".events", readStream(string(in)))
				golden(t, base+".out.sse", bridgeStream(string(in), len(in), true))
				golden(t, base+".out.json", bridgeStream(string(in), len(in), false))
				sameAtEveryCut(t, string(in))
				return
			}
			golden(t, base+".events", readWhole(string(in)))
			golden(t, base+".out.sse", bridgeWhole(string(in), true))
			golden(t, base+".out.json", bridgeWhole(string(in), false))
		})
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		return
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, file)
}

func newBridge(stream bool) *codec.Bridge {
	b := codec.NewBridge(openai.New(openai.Dialect{}), openai.New(openai.Dialect{}), new(llm.Event))
	b.Reset(codec.Options{Stream: stream, Usage: true, Model: llm.Text(`"asked-for"`), Seed: 1, Created: 7})
	return b
}

// bridgeStream sends a stream in chunks of a size.
func bridgeStream(body string, size int, stream bool) string {
	b := newBridge(stream)
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

func bridgeWhole(body string, stream bool) string {
	b := newBridge(stream)
	return result(b, b.Whole(nil, []byte(body)))
}

func result(b *codec.Bridge, out []byte) string {
	if p := b.Problem(); p != nil && len(out) == 0 {
		return "problem: " + p.Error() + "\n"
	}
	return string(out)
}

func sameAtEveryCut(t *testing.T, body string) {
	t.Helper()
	for _, newline := range []string{"\n", "\r\n"} {
		body := strings.ReplaceAll(strings.TrimRight(body, "\n"), "\n", newline)
		for _, tail := range []string{"", newline + newline} {
			for _, stream := range []bool{true, false} {
				whole := bridgeStream(body+tail, len(body)+4, stream)
				for _, size := range []int{1, 2, 3, 7, 64} {
					require.Equal(t, whole, bridgeStream(body+tail, size, stream), "chunks of %d", size)
				}
			}
		}
	}
}
