package variant_test

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
	"golang.org/x/tools/txtar"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/codec/variant"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

var update = flag.Bool("update", false, "write what is read into the files of testdata")

// clients are the protocols that a gateway is spoken to in.
var clients = []codec.Codec{openai.New(openai.Dialect{}), responses.New(), anthropic.New(anthropic.Dialect{}), gemini.New(gemini.Dialect{})}

// servers are the protocols by the names that files begin with.
var servers = []struct {
	name string
	variant.Protocol
	variant.Options
}{
	{"dashscope", variant.DashScope, variant.Options{}},
	{"dashscope-ignore", variant.DashScope, variant.Options{Reasoning: variant.Ignore}},
	{"dashscope-concat", variant.DashScope, variant.Options{Reasoning: variant.Concat}},
	{"ollama", variant.Ollama, variant.Options{}},
	{"hunyuan", variant.Hunyuan, variant.Options{}},
	{"minimax", variant.MiniMax, variant.Options{}},
	{"dify-chat", variant.Dify, variant.Options{Bot: variant.Chat}},
	{"dify-agent", variant.Dify, variant.Options{Bot: variant.Agent}},
	{"dify-completion", variant.Dify, variant.Options{Bot: variant.Completion}},
	{"dify-workflow", variant.Dify, variant.Options{Bot: variant.Workflow, Input: "question"}},
	{"dify-workflow-output", variant.Dify, variant.Options{Bot: variant.Workflow, Input: "question", Output: "text"}},
}

// serverOf returns the server that a file is about: the one with the longest
// name that it begins with.
func serverOf(t *testing.T, file string) *variant.Server {
	name := filepath.Base(file)
	at := -1
	for i, s := range servers {
		if strings.HasPrefix(name, s.name) && (at < 0 || len(s.name) > len(servers[at].name)) {
			at = i
		}
	}
	require.GreaterOrEqual(t, at, 0, file)
	return variant.New(servers[at].Protocol, servers[at].Options)
}

// each runs a test on each file of a folder of testdata, whose parts it may
// change.
func each(t *testing.T, folder string, test func(t *testing.T, s *variant.Server, parts map[string]string)) {
	files, err := filepath.Glob("testdata/" + folder + "/*.txtar")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			raw, err := os.ReadFile(file)
			require.NoError(t, err)
			a := txtar.Parse(raw)
			parts := map[string]string{}
			for _, f := range a.Files {
				parts[f.Name] = strings.TrimSuffix(string(f.Data), "\n")
			}
			test(t, serverOf(t, file), parts)
			if *update {
				write(t, file, a, parts)
			}
		})
	}
}

func write(t *testing.T, file string, a *txtar.Archive, parts map[string]string) {
	var files []txtar.File
	for _, f := range a.Files {
		if text, ok := parts[f.Name]; ok {
			files = append(files, txtar.File{Name: f.Name, Data: []byte(text + "\n")})
			delete(parts, f.Name)
		}
	}
	for _, client := range append(clientNames(), "asked", "lost", "out", "error") {
		for _, name := range []string{client, client + ".stream", client + ".whole"} {
			if text, ok := parts[name]; ok {
				files = append(files, txtar.File{Name: name, Data: []byte(text + "\n")})
			}
		}
	}
	a.Files = files
	require.NoError(t, os.WriteFile(file, txtar.Format(a), 0o644))
}

func clientNames() (names []string) {
	for _, c := range clients {
		names = append(names, c.Name())
	}
	return names
}

// same compares a part with what it should be.
func same(t *testing.T, parts map[string]string, name, got string) {
	if *update {
		parts[name] = got
		return
	}
	assert.Equal(t, parts[name], got, name)
}

// TestRequests encodes what a client sent. A file has a part named after the
// client's protocol, and the parts out, lost and error.
func TestRequests(t *testing.T) {
	each(t, "request", func(t *testing.T, s *variant.Server, parts map[string]string) {
		for _, client := range clients {
			body, ok := parts[client.Name()]
			if !ok {
				continue
			}
			var r llm.Request
			var lost []llm.Loss
			require.NoError(t, client.DecodeRequest(&r, []byte(body)))
			prefix := []byte("before ")
			out, err := s.EncodeRequest(prefix, &r, &lost)
			if *update {
				delete(parts, "out")
				delete(parts, "lost")
				delete(parts, "error")
			}
			if err != nil {
				same(t, parts, "error", err.Error())
				return
			}
			out = bytes.TrimPrefix(out, prefix)
			require.True(t, json.Valid(out), "%s", out)
			same(t, parts, "out", string(out))
			var lines []string
			for _, l := range lost {
				lines = append(lines, l.Path+": "+l.Reason)
			}
			if lines != nil || parts["lost"] != "" {
				same(t, parts, "lost", strings.Join(lines, "\n"))
			}
		}
	})
}

var (
	streamed  = codec.Options{Stream: true, Usage: true, Seed: 36*36 + 1, Model: llm.Text(`"asked"`), Created: 1_700_000_000}
	collected = codec.Options{Seed: 36*36 + 1, Model: llm.Text(`"asked"`), Created: 1_700_000_000}
)

// carry sends a stream through b in two chunks.
func carry(b *codec.Bridge, o codec.Options, stream []byte, cut int) []byte {
	b.Reset(o)
	out := b.Write(nil, bytes.Clone(stream[:cut]))
	out = b.Write(out, bytes.Clone(stream[cut:]))
	return b.Close(out)
}

// result is what the client gets of a whole reply: the reply, or the problem.
func result(t *testing.T, b *codec.Bridge, whole []byte) string {
	if p := b.Problem(); p != nil {
		assert.Empty(t, whole)
		return p.Error() + " " + p.Code
	}
	assert.True(t, json.Valid(whole), "%s", whole)
	return string(whole)
}

// TestReplies carries replies to all clients, as a stream and as a whole. A
// file has the part stream or whole, and one for each client and form.
func TestReplies(t *testing.T) {
	each(t, "reply", func(t *testing.T, s *variant.Server, parts map[string]string) {
		for _, client := range clients {
			b := codec.NewBridge(client, s, new(llm.Event))
			if in, ok := parts["whole"]; ok {
				b.Reset(collected)
				same(t, parts, client.Name()+".whole", result(t, b, b.Whole(nil, []byte(in))))
				b.Reset(streamed)
				same(t, parts, client.Name()+".stream", strings.TrimRight(string(b.Whole(nil, []byte(in))), "\n"))
				continue
			}
			stream := []byte(parts["stream"])
			if s.Framing() == codec.SSE {
				stream = append(stream, "\n\n"...)
			}
			out := string(carry(b, streamed, stream, 0))
			for cut := range stream {
				require.Equal(t, out, string(carry(b, streamed, stream, cut)), "cut at %d", cut)
			}
			same(t, parts, client.Name()+".stream", strings.TrimRight(out, "\n"))
			same(t, parts, client.Name()+".whole", result(t, b, carry(b, collected, stream, 0)))
		}
	})
}

// TestProblems reads answers with an error status. A file has the part STATUS,
// such as 429, and what the problem is.
func TestProblems(t *testing.T) {
	each(t, "problem", func(t *testing.T, s *variant.Server, parts map[string]string) {
		for name, body := range parts {
			if status := map[string]int{"400": 400, "401": 401, "403": 403, "404": 404, "429": 429, "456": 456, "500": 500, "503": 503}[name]; status != 0 {
				p := s.DecodeProblem(status, []byte(body))
				same(t, parts, "error", describe(p))
			}
		}
	})
}

func describe(p *problem.Problem) string {
	out, _ := json.Marshal(map[string]any{"status": p.HTTPStatus(), "kind": p.Kind, "code": p.Code, "message": p.Message, "request_id": p.RequestID})
	return string(out)
}

// TestEmbeddings asks for embeddings and reads the answer. A file has the parts
// ask and answer.
func TestEmbeddings(t *testing.T) {
	each(t, "embeddings", func(t *testing.T, s *variant.Server, parts map[string]string) {
		if *update {
			delete(parts, "error")
		}
		var lost []llm.Loss
		out, err := s.EncodeEmbeddings(nil, []byte(parts["ask"]), llm.Text(`"mapped"`), &lost)
		if err != nil {
			same(t, parts, "error", err.Error())
			return
		}
		require.True(t, json.Valid(out), "%s", out)
		var lines []string
		for _, l := range lost {
			lines = append(lines, l.Path+": "+l.Reason)
		}
		same(t, parts, "asked", string(out))
		same(t, parts, "lost", strings.Join(lines, "\n"))
		out, failed := s.Embeddings(nil, []byte(parts["answer"]), llm.Text(`"asked"`), variant.Packs([]byte(parts["ask"])))
		if failed != nil {
			same(t, parts, "error", describe(failed))
			return
		}
		require.True(t, json.Valid(out), "%s", out)
		same(t, parts, "out", string(out))
	})
}
