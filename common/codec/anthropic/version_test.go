package anthropic_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
)

var (
	predict = anthropic.New(anthropic.Dialect{VersionInBody: true, ModelInPath: true})
	count   = anthropic.New(anthropic.Dialect{VersionInBody: true})
)

// TestVersionInBody patches requests for Vertex AI.
func TestVersionInBody(t *testing.T) {
	for _, c := range []struct {
		codec       *anthropic.Codec
		body, want  string
		model, says llm.Text
	}{
		{predict, `{"model":"a","stream":true}`, `{"anthropic_version":"vertex-2023-10-16","stream":true}`, nil, nil},
		{predict, ` { "model" : "a" , "stream":true}`, ` { "anthropic_version":"vertex-2023-10-16" , "stream":true}`, llm.Text(`"b"`), nil},
		{predict, `{"stream":true, "model": "a"}`, `{"stream":true,"anthropic_version":"vertex-2023-10-16"}`, nil, nil},
		{predict, `{"x":1,"model":"a","y":2}`, `{"x":1,"anthropic_version":"2026-10-21","y":2}`, nil, llm.Text(`"2026-10-21"`)},
		{predict, `{"model":"a"}`, `{"anthropic_version":"vertex-2023-10-16"}`, nil, nil},
		{predict, `{"messages":[]}`, `{"anthropic_version":"vertex-2023-10-16","messages":[]}`, llm.Text(`"b"`), nil},
		{predict, `{}`, `{}`, nil, nil},
		{count, `{"model":"a","messages":[]}`, `{"anthropic_version":"vertex-2023-10-16","model":"b","messages":[]}`, llm.Text(`"b"`), nil},
		{count, `{"messages":[]}`, `{"anthropic_version":"vertex-2023-10-16","model":"b","messages":[]}`, llm.Text(`"b"`), nil},
	} {
		var h codec.Head
		var edits jsonedit.Edits
		require.NoError(t, c.codec.ScanHead(&h, []byte(c.body)))
		assert.False(t, c.codec.Patch(&edits, &h, codec.Patch{Model: c.model, Version: c.says}))
		assert.Equal(t, c.want, string(edits.Apply(nil, []byte(c.body))))
	}
	for _, body := range []string{`{"anthropic_version":"vertex-2023-10-16","model":"a"}`, `{"model":"a","anthropic_version":null}`} {
		err := predict.ScanHead(new(codec.Head), []byte(body))
		require.Error(t, err)
		assert.Contains(t, err.Error(), "anthropic_version must not be there: the header anthropic-version says it")
	}
	assert.NoError(t, anthropic.New(anthropic.Dialect{}).ScanHead(new(codec.Head), []byte(`{"anthropic_version":1}`)), "Anthropic says that itself")
}

func FuzzVersionInBody(f *testing.F) {
	f.Add(`{"model":"a","messages":[{"model":"b"}],"stream":true}`)
	f.Add(`{"messages":[],"model":null}`)
	f.Fuzz(func(t *testing.T, body string) {
		var h codec.Head
		if !json.Valid([]byte(body)) || predict.ScanHead(&h, []byte(body)) != nil {
			return
		}
		var edits jsonedit.Edits
		predict.Patch(&edits, &h, codec.Patch{Model: llm.Text(`"b"`)})
		out := edits.Apply(nil, []byte(body))
		var before, after map[string]json.RawMessage
		require.NoError(t, json.Unmarshal([]byte(body), &before))
		require.NoError(t, json.Unmarshal(out, &after), "%s", out)
		delete(before, "model")
		if h.FirstAt > 0 {
			assert.JSONEq(t, `"vertex-2023-10-16"`, string(after["anthropic_version"]))
		}
		delete(after, "anthropic_version")
		assert.Equal(t, before, after)
	})
}

// TestEncodeForVertex writes a request of another protocol.
func TestEncodeForVertex(t *testing.T) {
	r := llm.Request{Model: llm.Text(`"claude-sonnet-4-5@20250929"`), Parts: []llm.Part{{Type: llm.TextPart, Text: llm.Text(`"Hi"`)}},
		Messages: []llm.Message{{Role: llm.User, Count: 1}}}
	out, err := predict.EncodeRequest(nil, &r, new([]llm.Loss))
	require.NoError(t, err)
	assert.JSONEq(t, `{"anthropic_version":"vertex-2023-10-16","max_tokens":4096,"messages":[{"role":"user","content":"Hi"}]}`, string(out))
	out, err = count.EncodeRequest(nil, &r, new([]llm.Loss))
	require.NoError(t, err)
	assert.Contains(t, string(out), `"model":"claude-sonnet-4-5@20250929"`)
}
