package variant_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"aigateway/common/codec"
	"aigateway/common/codec/variant"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// seeds hands all parts of a name that files of a folder have to add.
func seeds(f *testing.F, folder string, names []string, add func(server int, part []byte)) {
	files, err := filepath.Glob("testdata/" + folder + "/*.txtar")
	require.NoError(f, err)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(f, err)
		for _, part := range txtar.Parse(raw).Files {
			if slices.Contains(names, part.Name) {
				add(indexOf(f, file), part.Data)
			}
		}
	}
}

// order checks the events of a reply against what package llm says of them.
type order struct {
	t           *testing.T
	blocks      map[int]int // that are open, by choice; -1 for none
	next        map[int]int
	begun, over bool
	kinds       []llm.EventType
}

func (o *order) Event(e *llm.Event) {
	o.kinds = append(o.kinds, e.Type)
	require.False(o.t, o.over, "an event after the end: %v", o.kinds)
	open, isOpen := o.blocks[e.Choice]
	switch e.Type {
	case llm.Started:
		require.False(o.t, o.begun)
		o.begun = true
	case llm.BlockStarted:
		require.False(o.t, isOpen, "%v", o.kinds)
		require.Equal(o.t, o.next[e.Choice], e.Block, "%v", o.kinds)
		o.blocks[e.Choice] = e.Block
		o.next[e.Choice]++
	case llm.Delta, llm.Signed:
		require.True(o.t, isOpen && open == e.Block, "%v", o.kinds)
	case llm.BlockEnded:
		require.True(o.t, isOpen && open == e.Block, "%v", o.kinds)
		delete(o.blocks, e.Choice)
	case llm.Finished:
		require.False(o.t, isOpen, "%v", o.kinds)
	case llm.Failed:
		require.NotNil(o.t, e.Problem)
		require.NotEmpty(o.t, e.Problem.Message)
		o.over = true
	case llm.Ended:
		o.over = true
	}
}

// FuzzReply reads anything as a reply of each protocol: whole, as events, and
// as a stream that is cut anywhere.
func FuzzReply(f *testing.F) {
	seeds(f, "reply", []string{"stream", "whole"}, func(i int, part []byte) { f.Add(part, byte(i), 10*i) })
	f.Fuzz(func(t *testing.T, reply []byte, which byte, cut int) {
		known := servers[int(which)%len(servers)]
		s := variant.New(known.Protocol, known.Options)
		o := &order{t: t, blocks: map[int]int{}, next: map[int]int{}}
		r := s.NewReader(new(llm.Event))
		r.Reset()
		r.Whole(reply, o)
		require.True(t, o.over)
		o = &order{t: t, blocks: map[int]int{}, next: map[int]int{}}
		r.Reset()
		for line := range bytes.Lines(reply) {
			r.Event(nil, bytes.TrimPrefix(line, []byte("data:")), o)
		}
		r.Close(o)
		require.True(t, o.over)

		b := codec.NewBridge(clients[0], s, new(llm.Event))
		out := string(carry(b, streamed, reply, 0))
		assert.Equal(t, out, string(carry(b, streamed, reply, min(max(cut, 0), len(reply)))))
		require.NotNil(t, s.DecodeProblem(500, reply))
	})
}

// FuzzRequest encodes any request that a client can send for each protocol.
func FuzzRequest(f *testing.F) {
	seeds(f, "request", clientNames(), func(i int, part []byte) { f.Add(part, byte(i)) })
	f.Fuzz(func(t *testing.T, body []byte, which byte) {
		known := servers[int(which)%len(servers)]
		if !utf8JSON(body) {
			return
		}
		for _, client := range clients {
			var r llm.Request
			var lost []llm.Loss
			if client.DecodeRequest(&r, body) != nil {
				continue
			}
			out, err := variant.New(known.Protocol, known.Options).EncodeRequest(nil, &r, &lost)
			if err == nil {
				require.True(t, json.Valid(out), "%s", out)
			}
		}
	})
}

// utf8JSON tells whether a body is JSON to encoding/json too: the decoders do
// not examine escapes and numbers.
func utf8JSON(body []byte) bool { return json.Valid(body) && jsonscan.Valid(body) }

// FuzzEmbeddings asks for embeddings with anything, and reads anything.
func FuzzEmbeddings(f *testing.F) {
	seeds(f, "embeddings", []string{"ask", "answer"}, func(_ int, part []byte) { f.Add(part, len(part)%2 == 0) })
	f.Fuzz(func(t *testing.T, body []byte, packs bool) {
		if !utf8JSON(body) {
			return
		}
		for _, p := range []variant.Protocol{variant.DashScope, variant.Ollama} {
			s := variant.New(p, variant.Options{})
			var lost []llm.Loss
			if out, err := s.EncodeEmbeddings(nil, body, llm.Text(`"m"`), &lost); err == nil {
				require.True(t, json.Valid(out), "%s", out)
			}
			if out, failed := s.Embeddings(nil, body, llm.Text(`"m"`), packs); failed == nil {
				require.True(t, json.Valid(out), "%s", out)
			}
		}
	})
}

// FuzzConversation looks for the name of a conversation in anything.
func FuzzConversation(f *testing.F) {
	f.Add([]byte(`data: {"event":"message","conversation_id": "c-1"}`))
	f.Add([]byte(`"conversation_id":"`))
	f.Fuzz(func(t *testing.T, reply []byte) {
		for _, c := range []byte(variant.Conversation(reply)) {
			require.True(t, c > ' ' && c <= '~', "it has to stand in a header")
		}
	})
}
