package parrot

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
)

func asked(text string) *Conversation {
	return &Conversation{Model: "m", Turns: []Turn{{Role: User, Text: text}}}
}

func TestText(t *testing.T) {
	c := asked("hello")
	c.System = "be brief"
	c.Turns[0].Media = []Media{{Bytes: 5}, {Document: true, URL: "https://x/y"}}
	assert.Equal(t, "You said: hello [image of 5 bytes] [document at https://x/y] [2 in all]\nI was told: be brief", Continue(c).Text)

	c = asked(strings.Repeat("long ", 1000))
	assert.Regexp(t, `^You said: (long ){8}… \(5000 bytes, sha256 [0-9a-f]{64}\)$`, Continue(c).Text)

	c = asked("one")
	c.Append(Turn{Role: Assistant, Text: "two"})
	c.Append(Turn{Role: User, Text: "three"})
	assert.Equal(t, "You said: three\nThis is turn 2.", Continue(c).Text)
}

func TestCalls(t *testing.T) {
	tools := []Tool{{Name: "a", Schema: json.RawMessage(`{"type":"object","properties":{"x":{"type":"string"}}}`)}, {Name: "b"}}
	for _, tt := range []struct {
		text   string
		choice Choice
		one    bool
		want   string
	}{
		{"hello", Auto, false, ""},
		{"call a", 0, false, `a{"x":"sample"}`},
		{"Please call a and b.", 0, false, `a{"x":"sample"} b{}`},
		{"call a, b", 0, false, `a{"x":"sample"} b{}`},
		{"call a and call b", 0, true, `a{"x":"sample"}`},
		{`call a {"x":"Paris"} and b`, 0, false, `a{"x":"Paris"} b{}`},
		{`call a {"x":"Paris"}, a {"x":"Rome"}`, 0, false, `a{"x":"Paris"} a{"x":"Rome"}`},
		{"call me", 0, false, ""},
		{"call a", Never, false, ""},
		{"hello", Any, false, `a{"x":"sample"}`},
		{"call a and b", Named, false, `b{}`},
	} {
		c := asked(tt.text)
		c.Tools, c.Choice, c.ToolName, c.OneCall = tools, tt.choice, "b", tt.one
		var got []string
		for _, call := range Continue(c).Calls {
			got = append(got, call.Name+string(call.Arguments))
		}
		assert.Equal(t, tt.want, strings.Join(got, " "), tt.text)
	}
}

// TestLoop lets the results ask for the next call.
func TestLoop(t *testing.T) {
	c := asked("call step")
	c.Tools = []Tool{{Name: "step"}}
	ids := map[string]bool{}
	for range 10 {
		a := Continue(c)
		assert.Equal(t, Calling, a.Finish)
		assert.False(t, ids[a.Calls[0].ID], "ids are unique in a conversation")
		ids[a.Calls[0].ID] = true
		c.Append(Turn{Role: Assistant, Calls: a.Calls})
		c.Append(Turn{Role: User, Results: []Result{{Name: "step", Text: "now call step"}}})
	}
	c.Turns[len(c.Turns)-1].Results[0] = Result{Name: "step", Text: "no more", Error: true}
	assert.Equal(t, "step failed: no more", Continue(c).Text)
}

func TestLimits(t *testing.T) {
	c := asked("a b c d")
	c.Stop = []string{"zz", "c d", "b"}
	a := Continue(c)
	assert.Equal(t, "You said: a ", a.Text)
	assert.Equal(t, Stopped, a.Finish)
	assert.Equal(t, "b", a.StopSequence)

	c = asked("a b c d")
	c.MaxTokens = 3
	a = Continue(c)
	assert.Equal(t, Cut, a.Finish)
	assert.Equal(t, 3, a.Usage.Output)

	c.Think, c.MaxTokens = true, 4
	a = Continue(c)
	assert.Empty(t, a.Text)
	assert.Equal(t, 4, a.Usage.Thinking)
}

func TestUsage(t *testing.T) {
	c := asked(strings.Repeat("word ", 2000))
	c.AutoCache = true
	assert.Zero(t, Continue(c).Usage.CacheRead, "the first turn finds no cache")
	c.Append(Turn{Role: Assistant, Text: "x"})
	u := Continue(c).Usage
	assert.Positive(t, u.CacheRead)
	assert.Zero(t, u.CacheRead%cacheStep)

	c = asked("hello there")
	c.Marked = 2
	assert.Equal(t, 2, Continue(c).Usage.CacheWrite)
	c.Append(Turn{Role: Assistant, Text: "x"})
	assert.Equal(t, 2, Continue(c).Usage.CacheRead)
}

func TestSample(t *testing.T) {
	for schema, want := range map[string]string{
		`{}`:                    `null`,
		`{"enum":["b","a"]}`:    `"b"`,
		`{"const":5}`:           `5`,
		`{"type":"boolean"}`:    `true`,
		`{"type":["null","x"]}`: `null`,
		`{"type":"array","items":{"type":"integer","minimum":7},"minItems":2}`:                      `[7,7]`,
		`{"anyOf":[{"type":"string","format":"date"}]}`:                                             `"2026-01-02"`,
		`{"type":"string","maxLength":3}`:                                                           `"sam"`,
		`{"$ref":"#/$defs/a","$defs":{"a":{"type":"object","properties":{"b":{"type":"number"}}}}}`: `{"b":1}`,
		`not a schema`: `{}`,
	} {
		assert.JSONEq(t, want, string(Sample(json.RawMessage(schema))), schema)
	}
}

func FuzzDeltas(f *testing.F) {
	f.Add("hello, wörld  \n\n x")
	f.Fuzz(func(t *testing.T, s string) {
		parts := Deltas(s)
		assert.Equal(t, s, strings.Join(parts, ""))
		assert.LessOrEqual(t, len(parts), maxDeltas)
		if utf8.ValidString(s) {
			for _, p := range parts {
				assert.True(t, utf8.ValidString(p))
			}
		}
	})
}
