package aiproxy

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/provider"
)

const (
	supportBegin = "<!-- support:begin -->\n"
	supportEnd   = "<!-- support:end -->\n"
)

// TestSupport holds the table of the README to what the code does; -update
// writes it.
func TestSupport(t *testing.T) {
	const file = "README.md"
	raw, err := os.ReadFile(file)
	require.NoError(t, err)
	head, rest, ok := strings.Cut(string(raw), supportBegin)
	require.True(t, ok, "the README marks the table")
	table, tail, ok := strings.Cut(rest, supportEnd)
	require.True(t, ok)
	want := supportTable()
	if u := flag.Lookup("update"); u != nil && u.Value.String() == "true" {
		require.NoError(t, os.WriteFile(file, []byte(head+supportBegin+want+supportEnd+tail), 0o644))
		return
	}
	assert.Equal(t, want, table, "run the test with -update")
}

// clients are the protocols of chats, with their words for the table.
var clients = []struct {
	api  provider.API
	name string
}{
	{provider.Chat, "OpenAI chat"}, {provider.Responses, "OpenAI Responses"}, {provider.Messages, "Anthropic"}, {provider.GenerateContent, "Gemini"},
	{provider.Converse, "Converse"},
}

// titles are what protocols are called that one service speaks.
var titles = map[string]string{"dify": "Dify", "triton": "Triton", "deepl": "DeepL", "spark": "Spark"}

func supportTable() string {
	var b strings.Builder
	b.WriteString("| `type` | OpenAI chat | Responses | Anthropic | Gemini | Other APIs, as they are |\n|---|---|---|---|---|---|\n")
	for _, name := range provider.Names() {
		d := provider.Find(name)
		b.WriteString("| `" + name + "` |")
		for _, c := range clients[:4] {
			if d.Paths[c.api] != "" {
				b.WriteString(" native |")
				continue
			}
			if d.Chat == provider.Own {
				b.WriteString(" as " + titles[d.Own.Name()] + " |")
			}
			for _, spoken := range clients {
				if spoken.api == d.Chat {
					b.WriteString(" as " + spoken.name + " |")
				}
			}
		}
		b.WriteString(" " + strings.Join(others(d), ", ") + " |\n")
	}
	return b.String()
}

// others are the APIs of a service that are no chats, by the end of the names
// that capabilities have.
func others(d *provider.Descriptor) (names []string) {
	for api, pattern := range d.Paths {
		if a := provider.API(api); pattern != "" && !a.IsChat() {
			_, name, _ := strings.Cut(a.String(), "/v1/")
			if !slices.Contains(names, name) { // some have two spellings
				names = append(names, name)
			}
		}
	}
	return names
}
