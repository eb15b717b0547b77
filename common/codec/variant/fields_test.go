package variant_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/variant"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// example is a request that uses one field of its protocol, as those of
// TestFields in package codec; the first one of a file has no path.
type example struct {
	Path             string
	Request, Without json.RawMessage
	Implied          string
}

// targets are the protocols that fields are translated to, with those of which
// nothing is to be said: they are in the address, or go without saying.
var targets = []struct {
	title string
	variant.Protocol
	variant.Options
	model   string
	implied []string
}{
	{"DashScope", variant.DashScope, variant.Options{}, `"qwen-vl-max"`, nil},
	{"Ollama", variant.Ollama, variant.Options{}, `"gpt-oss"`, nil},
	{"Hunyuan", variant.Hunyuan, variant.Options{}, `"hunyuan-turbo"`, nil},
	{"MiniMax pro", variant.MiniMax, variant.Options{}, `"abab6.5s-chat"`, nil},
	{"Spark", variant.Spark, variant.Options{}, `"4.0Ultra"`, nil},
	{"Dify", variant.Dify, variant.Options{Bot: variant.Chat}, "", []string{"model"}},
	{"Triton", variant.Triton, variant.Options{}, "", []string{"model"}},
	{"DeepL", variant.DeepL, variant.Options{Language: "DE"}, `"Free"`, []string{"model", "stream", "max_tokens"}},
}

// unasked are fields that say what services do in any case, and the model, which
// is that of the table here.
var unasked = []string{
	"model", "tool_choice=auto", "tool_choice.type=auto", "toolConfig.functionCallingConfig.mode=AUTO", "parallel_tool_calls=true", "service_tier", "service_tier=auto",
}

// TestFields declares what becomes of every request field of each client
// protocol, and fails where one would be dropped without a word.
func TestFields(t *testing.T) {
	var page strings.Builder
	page.WriteString("# What becomes of each request field in a service's own protocol\n\n" +
		"Generated from the examples in `../*/testdata/fields.json` by `go test ./common/codec/variant -run TestFields -update`; the words are those of\n" +
		"[FIELDS.md](../FIELDS.md), where the examples are. Why a field is lost or rejected is told with the request (`x-ai-gateway-loss`).\n")
	for _, client := range clients {
		data, err := os.ReadFile("../" + client.Name() + "/testdata/fields.json")
		require.NoError(t, err)
		var examples []example
		require.NoError(t, json.Unmarshal(data, &examples))
		page.WriteString("\n## From " + client.Name() + "\n\n| Field |")
		for _, to := range targets {
			page.WriteString(" " + to.title + " |")
		}
		page.WriteString("\n|---|" + strings.Repeat("---|", len(targets)) + "\n")
		for _, x := range examples[1:] {
			if x.Without == nil {
				x.Without = examples[0].Request
			}
			page.WriteString("| `" + x.Path + "` |")
			for i, to := range targets {
				verdict := judge(t, client, i, &x)
				if slices.Contains(unasked, x.Path) {
					verdict = strings.Replace(verdict, "dropped", "implied", 1)
				}
				if verdict == "dropped" && !assert.Contains(t, to.implied, x.Path, "%s of %s is dropped in silence on its way to %s", x.Path, client.Name(), to.title) {
					continue
				}
				page.WriteString(" " + strings.Replace(verdict, "dropped", "implied", 1) + " |")
			}
			page.WriteString("\n")
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("FIELDS.md", []byte(page.String()), 0o644))
	}
	want, err := os.ReadFile("FIELDS.md")
	require.NoError(t, err)
	assert.Equal(t, string(want), page.String(), "run the test with -update")
}

func judge(t *testing.T, from codec.Codec, to int, x *example) string {
	out, lost, failed := translate(from, to, x.Request)
	if failed != nil {
		assert.Equal(t, problem.Invalid, failed.Kind)
		return "rejected"
	}
	plain, before, failed := translate(from, to, x.Without)
	require.Nil(t, failed, "%s", x.Without)
	whole, _, _ := strings.Cut(x.Path, "[")
	if whole == "input" { // what others call messages
		whole = "messages[]"
	}
	isLost := slices.ContainsFunc(lost, func(l llm.Loss) bool {
		return !slices.Contains(before, l) || l.Path == x.Path || l.Path == whole || strings.HasPrefix(x.Path, l.Path+".")
	})
	require.True(t, json.Valid(out), "%s", out)
	switch isMapped := !assert.ObjectsAreEqual(decoded(t, plain), decoded(t, out)); {
	case isMapped && isLost:
		return "in part"
	case isMapped:
		return "mapped"
	case isLost:
		return "lost"
	case x.Implied != "":
		return "implied"
	}
	return "dropped"
}

func translate(from codec.Codec, to int, request []byte) ([]byte, []llm.Loss, *problem.Problem) {
	target := &targets[to]
	var r llm.Request
	var lost []llm.Loss
	if err := from.DecodeRequest(&r, request); err != nil {
		return nil, nil, err.(*problem.Problem)
	}
	if target.model != "" {
		r.Model = llm.Text(target.model)
	}
	out, err := variant.New(target.Protocol, target.Options).EncodeRequest(nil, &r, &lost)
	if err != nil {
		return nil, nil, err.(*problem.Problem)
	}
	return out, lost, nil
}

func decoded(t *testing.T, body []byte) (v any) {
	require.NoError(t, json.Unmarshal(body, &v))
	return v
}
