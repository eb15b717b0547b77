package anthropic_test

import (
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// decode reads a request of this protocol.
func decode(t testing.TB, body string) *llm.Request {
	t.Helper()
	r := new(llm.Request)
	require.NoError(t, anthropic.New(anthropic.Dialect{}).DecodeRequest(r, []byte(body)))
	return r
}

// encode writes r, and tells the paths of what is lost.
func encode(t testing.TB, r *llm.Request) (body string, lost []string) {
	t.Helper()
	var losses []llm.Loss
	out, err := anthropic.New(anthropic.Dialect{}).EncodeRequest(nil, r, &losses)
	require.NoError(t, err)
	for _, l := range losses {
		lost = append(lost, l.Path)
	}
	return string(out), lost
}

// refused writes r, which must fail.
func refused(t testing.TB, r *llm.Request) *problem.Problem {
	t.Helper()
	var losses []llm.Loss
	out, err := anthropic.New(anthropic.Dialect{}).EncodeRequest([]byte("x"), r, &losses)
	var p *problem.Problem
	require.ErrorAs(t, err, &p)
	assert.Equal(t, "x", string(out))
	return p
}

func TestScanHead(t *testing.T) {
	c := anthropic.New(anthropic.Dialect{})
	for name, test := range map[string]struct {
		body, model, patched string
		stream               bool
	}{
		"usual":       {`{"model":"a","stream":true,"x":[1]}`, `"a"`, `{"model":"new","stream":true,"x":[1]}`, true},
		"spaces":      {` { "stream" : null , "model" : "a" } `, `"a"`, ` { "stream" : null , "model" : "new" } `, false},
		"escaped key": {`{"mod\u0065l":"a"}`, `"a"`, `{"mod\u0065l":"new"}`, false},
		"absent":      {`{"stream":false}`, ``, `{"model":"new","stream":false}`, false},
		"null":        {`{"model":null}`, ``, `{"model":"new"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			var h codec.Head
			require.NoError(t, c.ScanHead(&h, []byte(test.body)))
			assert.Equal(t, test.model, string(h.Model))
			assert.Equal(t, test.stream, h.Stream)
			var edits jsonedit.Edits
			c.Patch(&edits, &h, codec.Patch{Model: llm.Text(`"new"`), Usage: true})
			assert.Equal(t, test.patched, string(edits.Apply(nil, []byte(test.body))))
		})
	}
	for body, param := range map[string]string{
		``: "", `[]`: "", `{"model":1}`: "model", `{"stream":1}`: "stream", `{"model":"a"`: "", `{"model":"a"}}`: "",
		`{"model":"a","model":"b"}`: "model", `{"stream":true,"stream":false}`: "stream", `{"model":"a","mod\u0065l":"b"}`: "model",
	} {
		var h codec.Head
		var p *problem.Problem
		require.ErrorAs(t, c.ScanHead(&h, []byte(body)), &p, body)
		assert.Equal(t, problem.Invalid, p.Kind)
		assert.Equal(t, param, p.Param, body)
	}
}

// usual is what an agent sends.
const usual = `{"model":"claude-sonnet-4-5","max_tokens":32000,"stream":true,
"system":[{"type":"text","text":"x-anthropic-billing-header: cc=1"},{"type":"text","text":"You are helpful.","cache_control":{"type":"ephemeral"}}],
"tools":[{"name":"get","description":"Gets.","input_schema":{"type":"object","properties":{"a":{"type":"string"}}}}],
"metadata":{"user_id":"u1"},"thinking":{"type":"enabled","budget_tokens":2048},
"messages":[{"role":"user","content":"Hi \u00e9"},
{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"text","text":"On it."},
{"type":"tool_use","id":"toolu_1","name":"get","input":{"a":"1"}},{"type":"tool_use","id":"toolu_2","name":"get","input":{}}]},
{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"one"},
{"type":"tool_result","tool_use_id":"toolu_2","is_error":true,"content":[{"type":"text","text":"two"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
{"type":"text","text":"Go on.","cache_control":{"type":"ephemeral","ttl":"1h"}}]}]}`

func TestNoGarbage(t *testing.T) {
	c := anthropic.New(anthropic.Dialect{})
	body := []byte(usual)
	var r llm.Request
	var h codec.Head
	var lost []llm.Loss
	out := make([]byte, 0, 8<<10)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		if c.ScanHead(&h, body) != nil {
			t.Error("not scanned")
		}
	}), "ScanHead")
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		r.Reset()
		if c.DecodeRequest(&r, body) != nil {
			t.Error("not decoded")
		}
	}), "DecodeRequest")
	for _, origin := range []string{"anthropic", "other"} {
		r.Origin = origin
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			var err error
			if out, err = c.EncodeRequest(out[:0], &r, &lost); err != nil || len(lost) > 0 {
				t.Error("not encoded", err, lost)
			}
		}), "EncodeRequest")
	}
}

func TestIdleSize(t *testing.T) {
	assert.LessOrEqual(t, anthropic.ReaderSize+anthropic.WriterSize, 600, "bytes of a reader and a writer")
	assert.LessOrEqual(t, unsafe.Sizeof(llm.Event{}), uintptr(400))
}

func TestSamePath(t *testing.T) {
	r := decode(t, usual)
	body, lost := encode(t, r)
	assert.Empty(t, lost)
	assert.JSONEq(t, strings.ReplaceAll(usual, "\n", ""), body)
	require.Len(t, r.Messages, 6)
	assert.Equal(t, llm.ToolRole, r.Messages[3].Role)
	assert.Len(t, r.Result(&r.Content(&r.Messages[4])[0]), 2)
}
