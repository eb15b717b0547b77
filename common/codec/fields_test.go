package codec_test

import (
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/openai"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

var update = flag.Bool("update", false, "write the generated files")

// example is a request that uses one field of its protocol. Those of a
// protocol lie in its testdata/fields.json; the first one has no path and no
// field beyond what every request has.
type example struct {
	Path    string
	Request json.RawMessage
	// Without is the same request without the field, the first example where
	// it is absent.
	Without json.RawMessage
	// Implied says why a field is neither written nor lost: the target does
	// what it asks for in any case.
	Implied string
}

// verdict is what becomes of a field.
type verdict struct{ word, note string }

// TestFields declares what becomes of every request field of each protocol in
// the other, and fails where one would be dropped without a word.
func TestFields(t *testing.T) {
	chat, messages := openai.New(openai.Dialect{}), anthropic.New(anthropic.Dialect{})
	var page strings.Builder
	page.WriteString("# What becomes of each request field in another protocol\n\n" +
		"Generated from the examples in `*/testdata/fields.json` by `go test ./common/codec -run TestFields -update`.\n\n" +
		"- **mapped**: the provider gets it in its own words.\n" +
		"- **lost**: the provider does without; the operator is told, with the reason given here.\n" +
		"- **rejected**: the request would lose its meaning, so that the client gets this error.\n" +
		"- **implied**: the provider does it unasked.\n")
	table(t, &page, "From Anthropic (messages) to OpenAI (chat completions)", messages, chat)
	table(t, &page, "From OpenAI (chat completions) to Anthropic (messages)", chat, messages)
	if *update {
		require.NoError(t, os.WriteFile("FIELDS.md", []byte(page.String()), 0o644))
	}
	want, err := os.ReadFile("FIELDS.md")
	require.NoError(t, err)
	assert.Equal(t, string(want), page.String(), "run the test with -update")
}

func table(t *testing.T, page *strings.Builder, title string, from, to codec.Codec) {
	data, err := os.ReadFile(from.Name() + "/testdata/fields.json")
	require.NoError(t, err)
	var examples []example
	require.NoError(t, json.Unmarshal(data, &examples))
	page.WriteString("\n## " + title + "\n\n| Field | What becomes of it | Why |\n|---|---|---|\n")
	for i := range examples[1:] {
		x := &examples[1+i]
		if x.Without == nil {
			x.Without = examples[0].Request
		}
		t.Run(from.Name()+"/"+x.Path, func(t *testing.T) {
			sameProtocol(t, from, x.Request)
			v := judge(t, from, to, x)
			page.WriteString("| `" + x.Path + "` | " + v.word + " | " + strings.ReplaceAll(v.note, "|", `\|`) + " |\n")
		})
	}
}

// sameProtocol checks that a request can be written in its own protocol, and
// that what is written means the same.
func sameProtocol(t *testing.T, c codec.Codec, request []byte) {
	out, _, err := translate(c, c, request)
	assert.Nil(t, err)
	assert.True(t, json.Valid(out), "%s", out)
	again, _, err := translate(c, c, out)
	assert.Nil(t, err)
	assert.JSONEq(t, string(out), string(again))
}

func judge(t *testing.T, from, to codec.Codec, x *example) verdict {
	plain, before, err := translate(from, to, x.Without)
	require.Nil(t, err)
	out, lost, err := translate(from, to, x.Request)
	if err != nil {
		assert.Equal(t, problem.Invalid, err.Kind)
		return verdict{"rejected", err.Message}
	}
	require.True(t, json.Valid(out), "%s", out)
	var notes []string
	for _, l := range lost {
		if !contains(before, l) {
			notes = append(notes, "`"+l.Path+"`: "+l.Reason)
		}
	}
	note := strings.Join(notes, "; ")
	switch mapped := !assert.ObjectsAreEqual(value(t, plain), value(t, out)); {
	case x.Implied != "":
		assert.False(t, mapped)
		assert.Empty(t, note)
		return verdict{"implied", x.Implied}
	case mapped && note != "":
		return verdict{"mapped, in part", note}
	case mapped:
		return verdict{"mapped", ""}
	case note != "":
		return verdict{"lost", note}
	}
	t.Errorf("%s is dropped in silence: %s", x.Path, out)
	return verdict{"dropped", ""}
}

func translate(from, to codec.Codec, request []byte) ([]byte, []llm.Loss, *problem.Problem) {
	var r llm.Request
	var lost []llm.Loss
	if err := from.DecodeRequest(&r, request); err != nil {
		return nil, nil, err.(*problem.Problem)
	}
	out, err := to.EncodeRequest(nil, &r, &lost)
	if err != nil {
		return nil, nil, err.(*problem.Problem)
	}
	return out, lost, nil
}

func contains(list []llm.Loss, loss llm.Loss) bool {
	for _, l := range list {
		if l == loss {
			return true
		}
	}
	return false
}

func value(t *testing.T, body []byte) (v any) {
	require.NoError(t, json.Unmarshal(body, &v))
	return v
}
