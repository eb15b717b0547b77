package codec_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/llm"
)

// answer is a reply that is not streamed and uses one field of its protocol.
// Those of a protocol lie in its testdata/answers.json; the first one has no
// path.
type answer struct {
	Path  string
	Reply json.RawMessage
	// Without is the same reply without the field, the first answer where it
	// is absent.
	Without json.RawMessage
	// Lost says, by the name of the client's protocol or * for all of them, why
	// the field, or a part of it, is not told.
	Lost map[string]string
}

// TestAnswers declares what becomes of every field of a reply in the other
// protocols, and fails where one is dropped that is not declared so, or is not
// dropped.
func TestAnswers(t *testing.T) {
	var page strings.Builder
	page.WriteString("# What becomes of each field of a reply in another protocol\n\n" +
		"Generated from the examples in `*/testdata/answers.json` by `go test ./common/codec -run TestAnswers -update`.\n\n" +
		"- **mapped**: the client gets it in its own words, streamed or not.\n" +
		"- **lost**: the client does not get it, for the reason given here.\n")
	for i := range protocols {
		answerTable(t, &page, &protocols[i])
	}
	if *update {
		require.NoError(t, os.WriteFile("ANSWERS.md", []byte(page.String()), 0o644))
	}
	want, err := os.ReadFile("ANSWERS.md")
	require.NoError(t, err)
	assert.Equal(t, string(want), page.String(), "run the test with -update")
}

func answerTable(t *testing.T, page *strings.Builder, from *protocol) {
	data, err := os.ReadFile(from.Name() + "/testdata/answers.json")
	require.NoError(t, err)
	var answers []answer
	require.NoError(t, json.Unmarshal(data, &answers))
	heading(page, from)
	for i := range answers[1:] {
		x := &answers[1+i]
		if x.Without == nil {
			x.Without = answers[0].Reply
		}
		page.WriteString("| `" + x.Path + "` |")
		t.Run(from.Name()+"/"+x.Path, func(t *testing.T) {
			for i := range protocols {
				if to := &protocols[i]; to != from {
					page.WriteString(" " + judgeAnswer(t, from, to, x).cell() + " |")
				}
			}
		})
		page.WriteString("\n")
	}
}

func judgeAnswer(t *testing.T, from, to *protocol, x *answer) verdict {
	got := told(t, from, to, x.Reply)
	mapped := !assert.ObjectsAreEqual(told(t, from, to, x.Without), got)
	assert.Equal(t, comparable(got), comparable(collected(t, from, to, x.Reply)), "%s of %s streamed to %s and not", x.Path, from.Name(), to.Name())
	reason := x.Lost[to.Name()]
	if reason == "" {
		reason = x.Lost["*"]
	}
	switch {
	case mapped && reason == "":
		return verdict{"mapped", ""}
	case mapped:
		assert.Empty(t, x.Lost["*"], "%s is mapped", x.Path)
		return verdict{"mapped, but", reason}
	case reason == "":
		t.Errorf("%s is dropped in silence on its way to %s: %v", x.Path, to.Name(), got)
	}
	return verdict{"lost", reason}
}

var asked = codec.Options{Usage: true, Model: llm.Text(`"asked"`), Seed: 35, Created: 7}

// told is what a client gets for a reply.
func told(t *testing.T, from, to *protocol, reply []byte) any {
	b := codec.NewBridge(to, from, new(llm.Event))
	b.Reset(asked)
	out := b.Whole(nil, reply)
	require.Nil(t, b.Problem())
	return value(t, out)
}

// collected is what a client makes of the same reply when it is streamed.
func collected(t *testing.T, from, to *protocol, reply []byte) any {
	b, again := codec.NewBridge(to, from, new(llm.Event)), codec.NewBridge(to, to, new(llm.Event))
	o := asked
	o.Stream = true
	b.Reset(o)
	again.Reset(asked)
	out := again.Close(again.Write(nil, b.Whole(nil, reply)))
	require.Nil(t, again.Problem())
	return value(t, out)
}

// comparable leaves out what a stream does not say, or says in other words.
func comparable(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for name, x := range v {
			switch name {
			case "id", "responseId", "encrypted_content", "thoughtSignature", "signature", "usage":
				delete(v, name)
			default:
				v[name] = comparable(x)
			}
		}
	case []any:
		for i := range v {
			v[i] = comparable(v[i])
		}
	}
	return v
}
