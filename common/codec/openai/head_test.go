package openai_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

func TestPatch(t *testing.T) {
	all := codec.Patch{Model: llm.Text(`"new"`), Usage: true}
	for _, c := range []struct {
		in, want string
		patch    codec.Patch
		dialect  openai.Dialect
	}{
		{in: ` {"model": "old", "n" : 1}`, want: ` {"model": "new", "n" : 1}`, patch: all},
		{in: ` { "n":1}`, want: ` { "model":"new","n":1}`, patch: all},
		{in: `{"mod\u0065l":null}`, want: `{"mod\u0065l":"new"}`, patch: all},
		{in: `{}`, want: `{}`, patch: all},
		{in: `{"stream":true,"x":1}`, want: `{"stream_options":{"include_usage":true},"stream":true,"x":1}`, patch: codec.Patch{Usage: true}},
		{in: `{"stream":true,"x":1}`, want: `{"model":"new","stream_options":{"include_usage":true},"stream":true,"x":1}`, patch: all},
		{in: `{"stream":true,"x":1}`, want: `{"stream":true,"x":1}`, patch: codec.Patch{Usage: true}, dialect: openai.Dialect{NoStreamOptions: true}},
		{in: `{"stream":false}`, want: `{"stream":false}`, patch: codec.Patch{Usage: true}},
		{in: `{"stream":true,"stream_options":null}`, want: `{"stream":true,"stream_options":{"include_usage":true}}`, patch: codec.Patch{Usage: true}},
		{in: `{"stream":true,"stream_options":{ }}`, want: `{"stream":true,"stream_options":{"include_usage":true}}`, patch: codec.Patch{Usage: true}},
		{in: `{"stream":true,"stream_options":{"a":1}}`, want: `{"stream":true,"stream_options":{"include_usage":true,"a":1}}`, patch: codec.Patch{Usage: true}},
		{in: `{"stream":true,"stream_options":{"include_usage": false }}`, want: `{"stream":true,"stream_options":{"include_usage": true }}`, patch: codec.Patch{Usage: true}},
		{in: `{"stream":true,"stream_options":{"include_usage":true}}`, want: `{"stream":true,"stream_options":{"include_usage":true}}`, patch: codec.Patch{Usage: true}},
		{
			in:      `{"messages":[{"role":"developer","content":"developer"},1,{"content":[{"role":"developer"}],"role" : "developer"}],"role":"developer"}`,
			want:    `{"messages":[{"role":"system","content":"developer"},1,{"content":[{"role":"developer"}],"role" : "system"}],"role":"developer"}`,
			dialect: openai.Dialect{NoDeveloperRole: true},
		},
		{in: `{"messages":[{"role":"developer"}]}`, want: `{"messages":[{"role":"developer"}]}`},
		{in: `{"messages":{"role":"developer"}}`, want: `{"messages":{"role":"developer"}}`, dialect: openai.Dialect{NoDeveloperRole: true}},
	} {
		var h codec.Head
		var edits jsonedit.Edits
		x := openai.New(c.dialect)
		require.NoError(t, x.ScanHead(&h, []byte(c.in)), c.in)
		forced := x.Patch(&edits, &h, c.patch)
		assert.Equal(t, h.Stream && c.patch.Usage && h.StreamUsage != llm.True && !c.dialect.NoStreamOptions, forced, c.in)
		got := string(edits.Apply(nil, []byte(c.in)))
		assert.Equal(t, c.want, got)
		assert.True(t, json.Valid([]byte(got)))
	}
}

func TestScanHead(t *testing.T) {
	var h codec.Head
	x := openai.New(openai.Dialect{})
	require.NoError(t, x.ScanHead(&h, []byte(usual)))
	assert.Equal(t, `"gpt-4o-mini"`, string(h.Model))
	assert.True(t, h.Stream)
	assert.Equal(t, llm.True, h.StreamUsage)
	body := []byte(usual)
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = x.ScanHead(&h, body) }))
}

func TestForced(t *testing.T) {
	x := openai.New(openai.Dialect{})
	for in, want := range map[string]bool{
		`{"choices":[],"usage":{"prompt_tokens":1}}`:                         true,
		`{"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}}`:             false,
		`{"choices":[],"usage":null}`:                                        false,
		`{"choices":[{"delta":{"content":"\"usage\":{}"}}]}`:                 false,
		`{"choices":[{"delta":{"content":"x"}}],"x_groq":{"usage":{"a":1}}}`: false,
		`{"choices":[],"usage":{"prompt_tokens"`:                             false,
		`[DONE]`:                                                             false,
	} {
		assert.Equal(t, want, x.Forced([]byte(in)), in)
	}
}

func TestScanHeadRefuses(t *testing.T) {
	for in, param := range map[string]string{
		``: "", `[]`: "", `{"a":1`: "", `{} {}`: "", `{"model":"a","m\u006fdel":"b"}`: "model", `{"stream":1}`: "stream", `{"model":{}}`: "model",
		`{"stream":true,"stream":false}`: "stream", `{"stream_options":{},"stream_options":{}}`: "stream_options", `{"stream_options":3}`: "stream_options",
		`{"messages":[],"messages":[]}`: "messages", `{"stream_options":{"include_usage":1}}`: "stream_options.include_usage",
	} {
		var h codec.Head
		var p *problem.Problem
		if assert.ErrorAs(t, openai.New(openai.Dialect{}).ScanHead(&h, []byte(in)), &p, in) {
			assert.Equal(t, param, p.Param, in)
			assert.Equal(t, 400, p.HTTPStatus())
		}
	}
}

func FuzzHead(f *testing.F) {
	f.Add([]byte(usual))
	f.Add([]byte(`{"stream":true,"stream_options":{ },"messages":[{"role":"developer"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var h codec.Head
		x := openai.New(openai.Dialect{NoDeveloperRole: true})
		if x.ScanHead(&h, body) != nil || !json.Valid(body) {
			return
		}
		var edits jsonedit.Edits
		x.Patch(&edits, &h, codec.Patch{Model: llm.Text(`"new"`), Usage: true})
		got := edits.Apply(nil, body)
		require.True(t, json.Valid(got), "%s became %s", body, got)
		var again codec.Head
		require.NoError(t, x.ScanHead(&again, got))
		require.Empty(t, again.Roles)
		if h.FirstAt > 0 {
			require.Equal(t, `"new"`, string(again.Model))
			require.True(t, !again.Stream || again.StreamUsage == llm.True)
		}
	})
}
