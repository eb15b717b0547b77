package config_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/config"
)

var update = flag.Bool("update", false, "rewrite the expected sentences")

func TestDecodeFillsEveryForm(t *testing.T) {
	var c sample
	faults := config.Decode([]byte(`{
		"timeout": 60000, "priority": -128, "offset": -9223372036854775808, "bytes": 18446744073709551615,
		"ratio": 2.5e-6, "stream": false,
		"provider": {"type": "azure", "apiTokens": ["sk-\u0031"], "protocol": "Original"},
		"providers": [{"id": "a", "type": "openai"}, {"type": "claude"}],
		"activeProviderId": "a",
		"redis": {"cluster": "outbound|6379||redis.dns", "password": "p"},
		"statuses": ["429"], "ports": [1, 65535], "mapping": {"gpt-*": "qwen", "*": ""},
		"weights": {"a": 0, "b": 1}, "schema": {"any": [1, null]}, "stop": "END",
		"nested": {"a": {"b": "c"}}
	}`), &c)
	require.Empty(t, faults)
	assert.Equal(t, limits{60000, -128, -9223372036854775808, 18446744073709551615, 2.5e-6, false}, c.limits)
	assert.Equal(t, "sk-1", c.Provider.APITokens[0].Reveal())
	assert.Equal(t, mode("original"), c.Provider.Protocol)
	assert.Equal(t, "a", c.Providers[0].Value.ID)
	assert.Equal(t, mode("openai"), c.Providers[1].Value.Protocol)
	assert.Equal(t, "p", c.Redis.Password.Reveal())
	assert.Equal(t, 6379, c.Redis.Port)
	assert.Equal(t, []string{"429"}, c.Statuses)
	assert.Equal(t, []uint16{1, 65535}, c.Ports)
	assert.Equal(t, []string{"*", "gpt-*"}, config.SortedKeys(c.Mapping))
	assert.Equal(t, map[string]float64{"a": 0, "b": 1}, c.Weights)
	assert.JSONEq(t, `{"any": [1, null]}`, string(c.Schema))
	assert.Equal(t, []string{"END"}, c.Stop.words)
	assert.Equal(t, "c", c.Nested["a"]["b"].Reveal())
}

func TestAbsentAndNullMembersHaveTheirDefaults(t *testing.T) {
	for _, raw := range []string{`{}`, `{"timeout":null,"ratio":null,"stream":null,"redis":null,"statuses":null,"provider":null,"stop":null,"subPath":null}`} {
		var c sample
		require.Empty(t, config.Decode([]byte(raw), &c), raw)
		assert.Equal(t, limits{Timeout: 1000, Ratio: 0.5, Stream: true}, c.limits)
		assert.Equal(t, []string{"4.*", "5.*"}, c.Statuses)
		assert.Equal(t, 6379, c.Redis.Port)
		assert.Nil(t, c.Provider)
		assert.Nil(t, c.Schema)
	}
}

// TestBadFiles reads each *.bad.json, as a plugin would, and compares what is
// said about it with the file of the same name that ends in .txt.
func TestBadFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.bad.json")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		require.NoError(t, err)
		_, faults := config.Load[sample](raw, config.Options{})
		var got strings.Builder
		for _, f := range faults {
			got.WriteString(f.Kind.String() + " " + f.Error() + "\n")
		}
		assert.NotContains(t, got.String(), "sk-", "%s: a credential is shown", file)
		golden := strings.TrimSuffix(file, ".json") + ".txt"
		if *update {
			require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o600))
		}
		want, err := os.ReadFile(golden)
		require.NoError(t, err)
		assert.Equal(t, string(want), got.String(), file)
	}
}

func TestNoJSON(t *testing.T) {
	for raw, want := range map[string]string{
		``:                     `byte 0: want a value`,
		`{"a":1,}`:             `byte 7: want a value after the comma`,
		`{"a":01}`:             `byte 5: want a number without leading zeros`,
		`{"a":-}`:              `byte 6: want a number without leading zeros`,
		`{"a":1.}`:             `byte 7: want a digit after the point`,
		`{"a":1e+}`:            `byte 8: want a digit in the exponent`,
		`{"a":1-2}`:            `byte 6: want the end of the number`,
		`{"a":"\q"}`:           `byte 6: want a valid escape`,
		`{"\u12":1}`:           `byte 2: want a valid escape`,
		"{\"a\":\"\n\"}":       `byte 6: want an escape instead of a control character`,
		"{\"a\":\"\xff\"}":     `byte 6: want valid UTF-8`,
		`{} x`:                 `byte 3: want end of input`,
		"\ufeff{}":             `byte 0: want a value`,
		`{"providers":[{"id":`: `byte 20: want a value`,
	} {
		var c sample
		faults := config.Decode([]byte(raw), &c)
		require.Len(t, faults, 1, raw)
		assert.Equal(t, "configuration: is not valid JSON at "+want, faults[0].Error(), raw)
	}
	deep := strings.Repeat("[", 1000) + strings.Repeat("]", 1000)
	assert.Equal(t, "is nested too deeply", config.Decode([]byte(deep), new(config.Raw))[0].Text)
}

func TestFaultsAreSorted(t *testing.T) {
	var c sample
	faults := config.Decode([]byte(`{"old": true, "tiemout": 1, "stream": 1}`), &c)
	assert.Equal(t, config.Faults{{Kind: config.Invalid, Path: "stream", Text: "must be true or false; got a number"}}, faults.Errors())
	assert.Equal(t, config.Faults{{Kind: config.Unknown, Path: "tiemout", Text: `is not a known member; did you mean "timeout"?`}}, faults.Unknown())
	assert.Len(t, faults.Warnings(), 2)
	assert.True(t, c.Old)
}

// A flood of unknown members must not hide what breaks the configuration.
func TestListIsBounded(t *testing.T) {
	raw := `{"x0":0` + strings.Repeat(`,"x":0`, 5000) + `,"stream":1}`
	var c sample
	faults := config.Decode([]byte(raw), &c)
	assert.Len(t, faults.Unknown(), 101)
	assert.Len(t, faults.Errors(), 1)
	assert.Equal(t, "configuration: has 4901 more faults like these (unknown)", faults[len(faults)-1].Error())
}

func TestTypesThatCannotBeDecodedAreFaults(t *testing.T) {
	assert.Len(t, config.Decode([]byte(`1`), nil), 1)
	assert.Len(t, config.Decode([]byte(`1`), sample{}), 1)
	assert.Len(t, config.Decode([]byte(`1`), new(chan int)), 1)
	assert.Len(t, config.Decode([]byte(`1`), new(any)), 1)
	assert.Len(t, config.Decode([]byte(`{"1":1}`), new(map[int]int)), 1)
	assert.Len(t, config.Decode([]byte(`{}`), &struct {
		A *int `json:"a" default:"1"`
	}{}), 1)
}

// TestMegabyte holds the time that a large configuration takes, which is about
// 25 ms. A slow machine is measured by what encoding/json takes on it.
func TestMegabyte(t *testing.T) {
	entry := map[string]any{"id": "an-id", "type": "openai", "apiTokens": []string{"sk-1", "sk-2"}, "surprise": 1}
	list := []any{}
	for range 14000 {
		list = append(list, entry)
	}
	raw, err := json.Marshal(map[string]any{"providers": list, "mapping": map[string]string{"a": strings.Repeat("x", 1<<16)}})
	require.NoError(t, err)
	require.Greater(t, len(raw), 1<<20)
	ours := best(func() { config.Load[sample](raw, config.Options{}) })
	reference := best(func() {
		var v any
		require.NoError(t, json.Unmarshal(raw, &v))
	})
	t.Logf("%d bytes in %v, encoding/json %v", len(raw), ours, reference)
	assert.Less(t, ours, max(50*time.Millisecond, 4*reference))
}

// best returns the time that f takes when it is not disturbed.
func best(f func()) time.Duration {
	least := time.Hour
	for range 5 {
		start := time.Now()
		f()
		least = min(least, time.Since(start))
	}
	return least
}
