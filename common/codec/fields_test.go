package codec_test

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/bedrock"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
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

// protocol is one that fields are translated from and to.
type protocol struct {
	codec.Codec
	title string
	// model is what a request names when it is written in this protocol, nil
	// where it is what it named before: the fate of some fields hangs on it.
	model llm.Text
	// address are the paths of fields that this protocol has in the address of
	// a request and not in its body.
	address []string
	// implied says, by the paths of fields, what this protocol does in any case.
	implied map[string]string
}

var protocols = []protocol{
	{Codec: anthropic.New(anthropic.Dialect{}), title: "Anthropic (messages)"},
	{Codec: openai.New(openai.Dialect{}), title: "OpenAI (chat completions)"},
	{Codec: responses.New(), title: "OpenAI (responses)"},
	{
		Codec: bedrock.New(bedrock.Dialect{}), title: "Bedrock (Converse)",
		model: llm.Text(`"us.anthropic.claude-sonnet-4-5-20250929-v1:0"`), address: []string{"model", "stream"},
		implied: map[string]string{"parallel_tool_calls=true": "the model may call several tools"},
	},
	{
		Codec: gemini.New(gemini.Dialect{}), title: "Gemini (generateContent)",
		model: llm.Text(`"gemini-3-flash-preview"`), address: []string{"model", "stream"},
		implied: map[string]string{
			"parallel_tool_calls=true": "the model may call several functions", "service_tier": "the provider decides",
			"service_tier=auto": "the provider decides",
		},
	},
}

// TestFields declares what becomes of every request field of each protocol in
// the others, and fails where one would be dropped without a word.
func TestFields(t *testing.T) {
	var page strings.Builder
	page.WriteString("# What becomes of each request field in another protocol\n\n" +
		"Generated from the examples in `*/testdata/fields.json` by `go test ./common/codec -run TestFields -update`.\n\n" +
		"- **mapped**: the provider gets it in its own words.\n" +
		"- **lost**: the provider does without; the operator is told, with the reason given here.\n" +
		"- **rejected**: the request would lose its meaning, so that the client gets this error.\n" +
		"- **implied**: the provider does it unasked.\n" +
		"- **in the address**: the provider has it in the address of a request, not in its body.\n")
	for i := range protocols {
		table(t, &page, &protocols[i])
	}
	if *update {
		require.NoError(t, os.WriteFile("FIELDS.md", []byte(page.String()), 0o644))
	}
	want, err := os.ReadFile("FIELDS.md")
	require.NoError(t, err)
	assert.Equal(t, string(want), page.String(), "run the test with -update")
}

// table writes a row for each field, with a column for each other protocol.
func table(t *testing.T, page *strings.Builder, from *protocol) {
	data, err := os.ReadFile(from.Name() + "/testdata/fields.json")
	require.NoError(t, err)
	var examples []example
	require.NoError(t, json.Unmarshal(data, &examples))
	heading(page, from)
	for i := range examples[1:] {
		x := &examples[1+i]
		if x.Without == nil {
			x.Without = examples[0].Request
		}
		page.WriteString("| `" + x.Path + "` |")
		t.Run(from.Name()+"/"+x.Path, func(t *testing.T) {
			sameProtocol(t, from, x.Request)
			for i := range protocols {
				if to := &protocols[i]; to != from {
					page.WriteString(" " + judge(t, from, to, x).cell() + " |")
				}
			}
		})
		page.WriteString("\n")
	}
}

func heading(page *strings.Builder, from *protocol) {
	page.WriteString("\n## From " + from.title + "\n\n| Field |")
	for i := range protocols {
		if to := &protocols[i]; to != from {
			page.WriteString(" to " + to.title + " |")
		}
	}
	page.WriteString("\n|---|" + strings.Repeat("---|", len(protocols)-1) + "\n")
}

func (v verdict) cell() string {
	if v.note == "" {
		return v.word
	}
	return v.word + ": " + strings.ReplaceAll(v.note, "|", `\|`)
}

// sameProtocol checks that a request can be written in its own protocol, and
// that what is written means the same.
func sameProtocol(t *testing.T, c *protocol, request []byte) {
	out, _, err := translate(c, c, request)
	assert.Nil(t, err)
	assert.True(t, json.Valid(out), "%s", out)
	again, _, err := translate(c, c, out)
	assert.Nil(t, err)
	assert.JSONEq(t, string(out), string(again))
}

func judge(t *testing.T, from, to *protocol, x *example) verdict {
	if slices.Contains(to.address, x.Path) {
		return verdict{"in the address", ""}
	}
	out, lost, err := translate(from, to, x.Request)
	if err != nil {
		assert.Equal(t, problem.Invalid, err.Kind)
		return verdict{"rejected", err.Message}
	}
	plain, before, err := translate(from, to, x.Without)
	require.Nil(t, err)
	require.True(t, json.Valid(out), "%s", out)
	var notes []string
	for _, l := range lost {
		if !slices.Contains(before, l) || l.Path == x.Path {
			notes = append(notes, "`"+l.Path+"`: "+l.Reason)
		}
	}
	note := strings.Join(notes, "; ")
	switch mapped := !assert.ObjectsAreEqual(value(t, plain), value(t, out)); {
	case mapped && note != "":
		return verdict{"mapped, in part", note}
	case mapped:
		return verdict{"mapped", ""}
	case note != "":
		return verdict{"lost", note}
	case x.Implied != "":
		return verdict{"implied", x.Implied}
	case to.implied[x.Path] != "":
		return verdict{"implied", to.implied[x.Path]}
	}
	t.Errorf("%s is dropped in silence on its way to %s: %s", x.Path, to.Name(), out)
	return verdict{"dropped", ""}
}

func translate(from, to *protocol, request []byte) ([]byte, []llm.Loss, *problem.Problem) {
	var r llm.Request
	var lost []llm.Loss
	if err := from.DecodeRequest(&r, request); err != nil {
		return nil, nil, err.(*problem.Problem)
	}
	if to.model != nil {
		r.Model = to.model
	}
	out, err := to.EncodeRequest(nil, &r, &lost)
	if err != nil {
		return nil, nil, err.(*problem.Problem)
	}
	return out, lost, nil
}

func value(t *testing.T, body []byte) (v any) {
	require.NoError(t, json.Unmarshal(body, &v))
	return v
}
