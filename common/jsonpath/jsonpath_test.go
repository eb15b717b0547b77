package jsonpath_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/tidwall/gjson"

	"aigateway/common/jsonpath"
)

const document = `{
	"model": "m", "a.b": 1, "n": 12.5, "t": true, "z": null, "empty": [],
	"messages": [
		{"role": "system", "content": "be \"kind\"", "n": 1},
		{"role": "user", "content": "hello", "n": 2},
		{"role": "user", "content": [{"type": "text", "text": "x"}], "n": 3}
	],
	"usage": {"prompt_tokens": 9, "details": {"cached": 4}},
	"0": "zero", "list": [1, 2, 3], "deep": [[1, 2], [3]]
}`

// TestAsGJSON holds the package to what gjson finds.
func TestAsGJSON(t *testing.T) {
	for _, path := range []string{
		"model", "missing", "a\\.b", "n", "t", "z", "0", "usage.details.cached", "usage", "model.x", "list.1", "list.9", "list.x",
		"messages.0.content", "messages.@reverse.0.content", "messages.@reverse.1.role", "messages.@reverse.9", "list.@reverse",
		"messages.#", "messages.#.role", "messages.#.content.0.type", "empty.#", "list.#", "deep.#.0", "model.#",
		`messages.#(role=="user").content`, `messages.#(role=="user")#.n`, `messages.#(role=="user")#`, `messages.#(n>1).n`, `messages.#(n>=2)#.n`,
		`messages.#(role!="user").n`, `messages.#(role%"us*").n`, `messages.#(role!%"us*").n`, `messages.#(role="user").n`, "list.#(>1)", "list.#(>1)#",
		`messages.#(n<2).role`, `messages.#(n<=2)#.role`, `messages.#(content).n`, `messages.#(role=="none").n`, `messages.#(role=="user")#|0.n`,
		"mod*", "m?del", "usage.*_tokens", "messages.#.role|1", `messages.#(role=="user")#.n|1`, "deep.@reverse.0.0", "usage.@reverse.details",
		`messages.#(n==2).role`,
	} {
		p, err := jsonpath.Compile(path)
		require.NoError(t, err, path)
		want := gjson.Get(document, path)
		got := p.Find([]byte(document))
		if !want.Exists() {
			assert.Empty(t, got, "%s: %s", path, got)
			continue
		}
		if assert.NotEmpty(t, got, path) {
			assert.JSONEq(t, want.Raw, string(got), path)
		}
	}
}

func TestCompileRefuses(t *testing.T) {
	for _, path := range []string{"", "a.", ".a", "a..b", "@pretty", "a.@flatten", "{a,b}", "[a]", "a.#(b", "a.#(b)c", "!1", "a.#(b~true)#x"} {
		_, err := jsonpath.Compile(path)
		assert.Error(t, err, path)
	}
}

func FuzzFind(f *testing.F) {
	for _, path := range []string{"a.b", "#.a", "#(a==1)#.b|0", `a\.*`, "@reverse.0", "#(#(a)#.b>1)"} {
		f.Add(path, document)
	}
	f.Fuzz(func(_ *testing.T, path, data string) {
		if p, err := jsonpath.Compile(path); err == nil {
			p.Find([]byte(data))
		}
	})
}
