package anthropic_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/anthropic"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// same are requests that come out of their own protocol as they went in.
var same = map[string]string{
	"system string":     `{"model":"m","max_tokens":1,"system":"s","messages":[{"role":"user","content":"x"}]}`,
	"system in between": `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":"x"},{"role":"system","content":"s"},{"role":"user","content":"y"}]}`,
	"empty texts":       `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":""},{"role":"assistant","content":[]}]}`,
	"image url":         `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"https://x/y.png"},"transformations":{"oversized_image":"error"}}]}]}`,
	"image file":        `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"f"}}]}]}`,
	"documents": `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[
		{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA=="},"title":"t","context":"c","citations":{"enabled":true}},
		{"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"}},
		{"type":"document","source":{"type":"url","url":"https://x/y.pdf"}},
		{"type":"document","source":{"type":"file","file_id":"f"}},
		{"type":"document","source":{"type":"content","content":[{"type":"text","text":"z"}]},"title":"t"}]}]}`,
	"thinking": `{"model":"m","max_tokens":1,"messages":[{"role":"assistant","content":[{"type":"redacted_thinking","data":"r"},{"type":"tool_use","id":"a","name":"b","input":{}},{"type":"thinking","thinking":"t","signature":"s"},{"type":"text","text":"x","citations":[{"type":"char_location"}]}]}]}`,
	"server tools": `{"model":"m","max_tokens":1,"tools":[{"type":"web_search_20250305","name":"web_search","max_uses":2},{"name":"f","input_schema":{},"strict":true,"defer_loading":true,"cache_control":{"type":"ephemeral"}}],
		"messages":[{"role":"assistant","content":[{"type":"server_tool_use","id":"s","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"u"}]},{"type":"search_result","source":"s","title":"t","content":[]}]}]}`,
	"results":           `{"model":"m","max_tokens":1,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a"},{"type":"tool_result","tool_use_id":"b","content":[{"type":"tool_reference","tool_name":"n"}],"is_error":false,"cache_control":{"type":"ephemeral"}}],"extra":1}]}`,
	"choices":           `{"model":"m","max_tokens":1,"tool_choice":{"type":"tool","name":"n","disable_parallel_tool_use":true},"messages":[]}`,
	"choice any":        `{"model":"m","max_tokens":1,"tool_choice":{"type":"any","disable_parallel_tool_use":false},"messages":[]}`,
	"choice none":       `{"model":"m","max_tokens":1,"tool_choice":{"type":"none"},"messages":[]}`,
	"choice new":        `{"model":"m","max_tokens":1,"tool_choice":{"type":"some","names":["n"]},"messages":[]}`,
	"numbers":           `{"model":"m","max_tokens":1,"temperature":0.30,"top_p":1.0,"top_k":5,"stop_sequences":["a"," "],"messages":[]}`,
	"thinking display":  `{"model":"m","max_tokens":1,"thinking":{"type":"adaptive","display":"omitted"},"output_config":{"effort":"max","task_budget":{"n":1}},"messages":[]}`,
	"thinking disabled": `{"model":"m","max_tokens":1,"thinking":{"type":"disabled"},"messages":[]}`,
	"thinking new":      `{"model":"m","max_tokens":1,"thinking":{"type":"between_tools","x":1},"messages":[]}`,
	"format":            `{"model":"m","max_tokens":1,"output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},"messages":[]}`,
	"format new":        `{"model":"m","max_tokens":1,"output_config":{"format":{"type":"grammar","schema":1}},"messages":[]}`,
	"others":            `{"model":"m","max_tokens":1,"service_tier":"auto","metadata":{"user_id":"u","x":1},"container":"c","mcp_servers":[],"context_management":{},"cache_control":{"type":"ephemeral"},"unknown":[1],"messages":[]}`,
}

func TestSame(t *testing.T) {
	for name, body := range same {
		t.Run(name, func(t *testing.T) {
			out, lost := encode(t, decode(t, body))
			assert.Empty(t, lost)
			assert.JSONEq(t, body, out)
		})
	}
}

func TestDecodeOrder(t *testing.T) {
	// Members in any order; a tool result behind the text of its turn.
	r := decode(t, `{"messages":[{"content":[{"text":"t","type":"text"},
		{"content":[{"text":"r1","type":"text"},{"text":"r2","type":"text"}],"tool_use_id":"a","type":"tool_result"},
		{"type":"text","text":"u"},{"type":"tool_result","tool_use_id":"b","content":"r3"}],"role":"user"}],"system":"s"}`)
	require.Len(t, r.Messages, 4)
	assert.Equal(t, []llm.Role{llm.System, llm.ToolRole, llm.ToolRole, llm.User},
		[]llm.Role{r.Messages[0].Role, r.Messages[1].Role, r.Messages[2].Role, r.Messages[3].Role})
	assert.Equal(t, `"r2"`, string(r.Result(&r.Content(&r.Messages[1])[0])[1].Text))
	assert.Equal(t, `"b"`, string(r.Content(&r.Messages[2])[0].ID))
	assert.Equal(t, `"u"`, string(r.Content(&r.Messages[3])[1].Text))
}

func TestDecodeMeaning(t *testing.T) {
	r := decode(t, `{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"A\/A="}}]},
		{"role":"assistant","content":[{"type":"tool_use","id":"i","name":"n","input":{"a":1},"caller":{"type":"direct"}}]}],
		"tool_choice":{"type":"auto","disable_parallel_tool_use":true},"output_format":{"type":"json_schema","schema":{"x":1}},"container":null}`)
	image := r.Parts[0]
	assert.Equal(t, "image/png", string(image.Media.MIME))
	assert.Equal(t, `A\/A=`, string(image.Media.Data))
	assert.Equal(t, `{"a":1}`, string(r.Parts[1].Arguments))
	assert.Empty(t, r.Parts[1].Extra)
	assert.Equal(t, llm.False, r.ParallelTools)
	assert.Equal(t, llm.FormatSchema, r.Format.Type)
	assert.Empty(t, r.Extra)
}

func TestDecodeRefuses(t *testing.T) {
	c := anthropic.New(anthropic.Dialect{})
	for body, param := range map[string]string{
		``:                               "",
		`[]`:                             "",
		`{}`:                             "messages",
		`{"messages":{}}`:                "messages",
		`{"messages":[1]}`:               "messages.0",
		`{"messages":[{"content":"x"}]}`: "messages.0",
		`{"messages":[{"role":"tool","content":"x"}]}`:                                                       "messages.0.role",
		`{"messages":[{"role":"user","content":"x"},{"role":"user","content":7}]}`:                           "messages.1.content",
		`{"messages":[{"role":"user","content":[{"type":"text"}]}]}`:                                         "messages.0.content.0",
		`{"messages":[{"role":"user","content":[{"text":"x"}]}]}`:                                            "messages.0.content.0",
		`{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"x"}}]}]}`:  "messages.0.content.0",
		`{"messages":[{"role":"user","content":[{"type":"tool_result"}]}]}`:                                  "messages.0.content.0",
		`{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"a","content":[{}]}]}]}`: "messages.0.content.0.content.0",
		`{"messages":[{"role":"user","content":"a","content":"b"}]}`:                                         "messages.0.content",
		`{"messages":[],"messages":[]}`:                                                                      "messages",
		`{"model":"a","model":"b"}`:                                                                          "model",
		`{"messages":[],"max_tokens":"5"}`:                                                                   "max_tokens",
		`{"messages":[],"stream":1}`:                                                                         "stream",
		`{"messages":[],"stop_sequences":"a"}`:                                                               "stop_sequences",
		`{"messages":[],"tools":[{}]}`:                                                                       "tools.0",
		`{"messages":[],"thinking":"on"}`:                                                                    "thinking",
		`{"messages":[],"tool_choice":{"type":"tool"}}`:                                                      "tool_choice",
		`{"messages":[]`:        "",
		"{\"messages\":[]}\x00": "",
	} {
		var p *problem.Problem
		require.ErrorAs(t, c.DecodeRequest(new(llm.Request), []byte(body)), &p, body)
		assert.Equal(t, problem.Invalid, p.Kind)
		assert.Equal(t, param, p.Param, body)
		assert.NotEmpty(t, p.Message)
	}
}

func FuzzDecodeRequest(f *testing.F) {
	f.Add([]byte(usual))
	for _, body := range same {
		f.Add([]byte(body))
	}
	c := anthropic.New(anthropic.Dialect{})
	f.Fuzz(func(t *testing.T, body []byte) {
		var r llm.Request
		if c.DecodeRequest(&r, body) != nil {
			return
		}
		for _, origin := range []string{"anthropic", "other"} {
			r.Origin = origin
			var lost []llm.Loss
			out, err := c.EncodeRequest(nil, &r, &lost)
			if err != nil {
				continue
			}
			if err := c.DecodeRequest(new(llm.Request), out); err != nil {
				t.Fatalf("%s\nbecame %s\nwhich is refused: %v", body, out, err)
			}
		}
	})
}
