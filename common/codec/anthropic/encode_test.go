package anthropic_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/anthropic"
	"aigateway/common/llm"
)

// user is a request of another protocol, to which parts can be added.
func user(parts ...llm.Part) *llm.Request {
	r := &llm.Request{Origin: "other", Model: llm.Text(`"m"`)}
	add(r, llm.User, parts...)
	return r
}

func add(r *llm.Request, role llm.Role, parts ...llm.Part) {
	r.Messages = append(r.Messages, llm.Message{Role: role, First: len(r.Parts), Count: len(parts)})
	r.Parts = append(r.Parts, parts...)
}

func say(text string) llm.Part {
	return llm.Part{Type: llm.TextPart, Text: llm.Text(strconv.Quote(text))}
}

func call(id, arguments string) llm.Part {
	return llm.Part{Type: llm.ToolCallPart, ID: llm.Text(strconv.Quote(id)), Name: llm.Text(`"f"`), Arguments: llm.Raw(arguments)}
}

// result adds a tool's answer.
func result(r *llm.Request, id string, parts ...llm.Part) {
	at := len(r.Parts)
	add(r, llm.ToolRole, llm.Part{Type: llm.ToolResultPart, ID: llm.Text(strconv.Quote(id)), First: at + 1, Count: len(parts)})
	r.Parts = append(r.Parts, parts...)
}

// part of the encoded request, as JSON.
func member(t testing.TB, body, name string) string {
	t.Helper()
	var object map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(body), &object), body)
	return string(object[name])
}

func TestEncodeTurns(t *testing.T) {
	r := &llm.Request{Origin: "other"}
	add(r, llm.Developer, say("s1"))
	add(r, llm.System, say(""), say("s2"))
	add(r, llm.User, say("a"))
	add(r, llm.User, say(""), say("b"))
	add(r, llm.Assistant, call("call_1", `"{\"x\":\"\\n\"}"`), call("call.2", `""`), say("c"))
	add(r, llm.Assistant, llm.Part{Type: llm.ReasoningPart, Text: llm.Text(`"hm"`), Signature: llm.Text(`"sig"`)})
	result(r, "call_1", say("one"))
	add(r, llm.System, say("s3"))
	add(r, llm.User, say("d"))
	result(r, "call.2")
	add(r, llm.Assistant)
	add(r, llm.User, llm.Part{Type: llm.RefusalPart, Text: llm.Text(`"e"`)})
	body, lost := encode(t, r)
	assert.Equal(t, []string{"messages[].role"}, lost)
	assert.JSONEq(t, `[{"type":"text","text":"s1"},{"type":"text","text":"s2"},{"type":"text","text":"s3"}]`, member(t, body, "system"))
	assert.JSONEq(t, `[
		{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},
		{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"sig"},{"type":"text","text":"c"},
			{"type":"tool_use","id":"call_1","name":"f","input":{"x":"\n"}},{"type":"tool_use","id":"call_2_2c460015","name":"f","input":{}}]},
		{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"one"},{"type":"tool_result","tool_use_id":"call_2_2c460015"},
			{"type":"text","text":"d"},{"type":"text","text":"e"}]}]`, member(t, body, "messages"))
	assert.Equal(t, "4096", member(t, body, "max_tokens"))
}

func TestEncodeContent(t *testing.T) {
	for name, test := range map[string]struct {
		part llm.Part
		want string // empty: refused
		lost []string
	}{
		"text": {part: say("x"), want: `"x"`},
		"cached": {part: llm.Part{Type: llm.TextPart, Text: llm.Text(`"x"`), Cache: llm.Raw(`{"type":"ephemeral"}`)},
			want: `[{"type":"text","text":"x","cache_control":{"type":"ephemeral"}}]`},
		"image": {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{Data: []byte("AA"), MIME: []byte("image/png"), Detail: llm.Text(`"low"`)}},
			want: `[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA"}}]`, lost: []string{"messages[].content[].image_url.detail"}},
		"image url": {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{URL: llm.Text(`"https://x"`), Detail: llm.Text(`"auto"`)}},
			want: `[{"type":"image","source":{"type":"url","url":"https://x"}}]`},
		"image file":         {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{FileID: llm.Text(`"f"`)}}},
		"image without type": {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{Data: []byte("AA")}}},
		"pdf": {part: llm.Part{Type: llm.DocumentPart, Name: llm.Text(`"n.pdf"`), Media: llm.Media{Data: []byte("AA")}},
			want: `[{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AA"},"title":"n.pdf"}]`},
		"text document": {part: llm.Part{Type: llm.DocumentPart, Text: llm.Text(`"d"`)},
			want: `[{"type":"document","source":{"type":"text","media_type":"text/plain","data":"d"}}]`},
		"word":   {part: llm.Part{Type: llm.DocumentPart, Media: llm.Media{Data: []byte("AA"), MIME: []byte("application/msword")}}},
		"file":   {part: llm.Part{Type: llm.DocumentPart, Media: llm.Media{FileID: llm.Text(`"f"`)}}},
		"audio":  {part: llm.Part{Type: llm.AudioPart, Media: llm.Media{Data: []byte("AA"), MIME: []byte("audio/wav")}}},
		"opaque": {part: llm.Part{Type: llm.OpaquePart, Name: llm.Text(`"x"`), Raw: llm.Raw(`{}`)}},
		"extra": {part: llm.Part{Type: llm.TextPart, Text: llm.Text(`"x"`), Extra: []llm.Member{{Name: "annotations", Value: llm.Raw("[]"), Own: true}}},
			want: `[{"type":"text","text":"x"}]`, lost: []string{"messages[].content[].annotations"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := user(test.part)
			if test.want == "" {
				assert.Equal(t, "messages.0.content", refused(t, r).Param)
				return
			}
			body, lost := encode(t, r)
			assert.Equal(t, test.lost, lost)
			assert.JSONEq(t, `[{"role":"user","content":`+test.want+`}]`, member(t, body, "messages"))
		})
	}
}

func TestEncodeArguments(t *testing.T) {
	for arguments, want := range map[string]string{
		`"{\"a\":1}"`: `{"a":1}`, `""`: `{}`, `" "`: `{}`, `null`: `{}`, ``: `{}`, `{"b":2}`: `{"b":2}`,
		`"[1]"`: "", `"{\"a\":"`: "", `"{\"a\":01}"`: "", `7`: "",
	} {
		r := user(say("x"))
		add(r, llm.Assistant, call("i", arguments))
		if want == "" {
			assert.Equal(t, "messages.1.tool_calls", refused(t, r).Param, arguments)
			continue
		}
		body, _ := encode(t, r)
		assert.Contains(t, body, `"input":`+want+`}`, arguments)
	}
}

func TestEncodeNothingToSay(t *testing.T) {
	assert.Equal(t, "messages", refused(t, user(say(""))).Param)
	_, lost := encode(t, func() *llm.Request { r := user(say("\n")); add(r, llm.User, say("x")); return r }())
	assert.Equal(t, []string{"messages[].content"}, lost)
}

// setting changes one thing of a request of another protocol.
func TestEncodeSettings(t *testing.T) {
	tool := llm.Tool{Name: llm.Text(`"f"`)}
	for name, test := range map[string]struct {
		change       func(r *llm.Request)
		member, want string
		lost         []string
	}{
		"temperature":  {func(r *llm.Request) { r.Temperature = llm.Raw("0.30") }, "temperature", `0.30`, nil},
		"hot":          {func(r *llm.Request) { r.Temperature = llm.Raw("1.5") }, "temperature", `1`, []string{"temperature"}},
		"top_p, top_k": {func(r *llm.Request) { r.TopP, r.TopK = llm.Raw("0.1"), llm.Raw("3") }, "top_k", `3`, nil},
		"n":            {func(r *llm.Request) { r.N = llm.Raw("1") }, "n", ``, nil},
		"seed":         {func(r *llm.Request) { r.Seed = llm.Raw("1") }, "seed", ``, []string{"seed"}},
		"no penalty":   {func(r *llm.Request) { r.FrequencyPenalty = llm.Raw("0.0") }, "frequency_penalty", ``, nil},
		"penalty":      {func(r *llm.Request) { r.PresencePenalty = llm.Raw("1") }, "presence_penalty", ``, []string{"presence_penalty"}},
		"stop":         {func(r *llm.Request) { r.Stop = []llm.Text{llm.Text(`"a"`), llm.Text(`"\n"`)} }, "stop_sequences", `["a"]`, []string{"stop"}},
		"user":         {func(r *llm.Request) { r.User = llm.Text(`"u"`) }, "metadata", `{"user_id":"u"}`, nil},
		"metadata":     {func(r *llm.Request) { r.Metadata = llm.Raw(`{"a":"b"}`) }, "metadata", ``, []string{"metadata"}},
		"tier":         {func(r *llm.Request) { r.ServiceTier = llm.Text(`"default"`) }, "service_tier", `"standard_only"`, nil},
		"tier unknown": {func(r *llm.Request) { r.ServiceTier = llm.Text(`"flex"`) }, "service_tier", ``, []string{"service_tier"}},
		"stream":       {func(r *llm.Request) { r.Stream = true }, "stream", `true`, nil},
		"format":       {func(r *llm.Request) { r.Format = llm.Format{Type: llm.FormatSchema, Schema: llm.Raw(`{}`)} }, "output_config", `{"format":{"type":"json_schema","schema":{}}}`, nil},
		"format any":   {func(r *llm.Request) { r.Format.Type = llm.FormatJSON }, "output_config", ``, []string{"response_format"}},
		"tool":         {func(r *llm.Request) { r.Tools = []llm.Tool{tool} }, "tools", `[{"name":"f","input_schema":{"type":"object","properties":{}}}]`, nil},
		"tool bare": {func(r *llm.Request) {
			r.Tools = []llm.Tool{{Name: tool.Name, Parameters: llm.Raw(`{"properties":{}}`), Strict: llm.True}}
		}, "tools", `[{"name":"f","input_schema":{"type":"object","properties":{}},"strict":true}]`, nil},
		"tool foreign": {func(r *llm.Request) { r.Tools = []llm.Tool{{Raw: llm.Raw(`{}`)}} }, "tools", ``, []string{"tools[]"}},
		"choice alone": {func(r *llm.Request) { r.ToolChoice.Mode = llm.ToolRequired }, "tool_choice", ``, []string{"tool_choice"}},
		"choice auto":  {func(r *llm.Request) { r.Tools = []llm.Tool{tool}; r.ToolChoice.Mode = llm.ToolAuto }, "tool_choice", `{"type":"auto"}`, nil},
		"choice any":   {func(r *llm.Request) { r.Tools = []llm.Tool{tool}; r.ToolChoice.Mode = llm.ToolRequired }, "tool_choice", `{"type":"any"}`, nil},
		"choice none":  {func(r *llm.Request) { r.Tools = []llm.Tool{tool}; r.ToolChoice.Mode = llm.ToolNone }, "tool_choice", `{"type":"none"}`, nil},
		"choice named": {func(r *llm.Request) {
			r.Tools = []llm.Tool{tool}
			r.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: tool.Name}
		}, "tool_choice", `{"type":"tool","name":"f"}`, nil},
		"choice other": {func(r *llm.Request) {
			r.Tools = []llm.Tool{tool}
			r.ToolChoice = llm.ToolChoice{Mode: llm.ToolOther, Raw: llm.Raw(`{}`)}
		}, "tool_choice", `{"type":"auto"}`, []string{"tool_choice"}},
		"one at a time": {func(r *llm.Request) { r.Tools = []llm.Tool{tool}; r.ParallelTools = llm.False }, "tool_choice", `{"type":"auto","disable_parallel_tool_use":true}`, nil},
		"unknown":       {func(r *llm.Request) { r.Extra = []llm.Member{{Name: "guard\"", Value: llm.Raw(`1`)}} }, "guard\"", `1`, nil},
		"own":           {func(r *llm.Request) { r.Extra = []llm.Member{{Name: "logprobs", Value: llm.Raw(`1`), Own: true}} }, "logprobs", ``, []string{"logprobs"}},
		"twice":         {func(r *llm.Request) { r.Extra = []llm.Member{{Name: "max_tokens", Value: llm.Raw(`1`)}} }, "max_tokens", `4096`, []string{"max_tokens"}},
		"name":          {func(r *llm.Request) { r.Messages[0].Name = llm.Text(`"n"`) }, "name", ``, []string{"messages[].name"}},
		"unsigned":      {func(r *llm.Request) { add(r, llm.Assistant, llm.Part{Type: llm.ReasoningPart, Text: llm.Text(`"t"`)}) }, "messages", `[{"role":"user","content":"x"}]`, []string{"messages[].reasoning"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := user(say("x"))
			test.change(r)
			body, lost := encode(t, r)
			assert.Equal(t, test.lost, lost)
			assert.Equal(t, test.want, member(t, body, test.member))
		})
	}
	r := user(say("x"))
	r.N = llm.Raw("2")
	assert.Equal(t, "n", refused(t, r).Param)
}

// TestBudget is the rule that a request has 1024 <= budget < max_tokens, or no
// thinking.
func TestBudget(t *testing.T) {
	for _, effort := range []string{"minimal", "low", "medium", "high", "xhigh", "max"} {
		for _, limit := range []string{"", "1", "400", "1024", "1025", "4096.0", "16384", "64000", "x"} {
			r := user(say("x"))
			r.Reasoning.Effort = llm.Text(strconv.Quote(effort))
			if limit != "" && limit != "x" {
				r.MaxTokens = llm.Raw(limit)
			}
			body, lost := encode(t, r)
			var out struct {
				MaxTokens float64 `json:"max_tokens"`
				Thinking  *struct {
					Type         string
					BudgetTokens float64 `json:"budget_tokens"`
				}
			}
			require.NoError(t, json.Unmarshal([]byte(body), &out))
			if out.Thinking == nil {
				assert.LessOrEqual(t, out.MaxTokens, 1024.0, limit)
				assert.Equal(t, []string{"reasoning_effort"}, lost)
				continue
			}
			assert.Empty(t, lost)
			assert.Equal(t, "enabled", out.Thinking.Type)
			assert.GreaterOrEqual(t, out.Thinking.BudgetTokens, 1024.0)
			assert.Less(t, out.Thinking.BudgetTokens, out.MaxTokens)
		}
	}
}

func TestThinking(t *testing.T) {
	signed := llm.Part{Type: llm.ReasoningPart, Text: llm.Text(`"t"`), Signature: llm.Text(`"s"`)}
	loop := func(parts ...llm.Part) func(r *llm.Request) {
		return func(r *llm.Request) {
			r.Reasoning.Effort = llm.Text(`"low"`)
			add(r, llm.Assistant, append(parts, call("i", `{}`))...)
			result(r, "i", say("y"))
		}
	}
	enabled := `{"type":"enabled","budget_tokens":1024}`
	for name, test := range map[string]struct {
		change func(r *llm.Request)
		want   string
		lost   []string
	}{
		"none":         {func(r *llm.Request) { r.Reasoning.Effort = llm.Text(`"none"`) }, `{"type":"disabled"}`, nil},
		"off":          {func(r *llm.Request) { r.Reasoning.Mode = llm.ReasoningOff }, `{"type":"disabled"}`, nil},
		"on":           {func(r *llm.Request) { r.Reasoning.Mode = llm.ReasoningOn }, `{"type":"enabled","budget_tokens":8192}`, nil},
		"adaptive":     {func(r *llm.Request) { r.Reasoning.Mode = llm.ReasoningAdaptive }, `{"type":"adaptive"}`, nil},
		"a new effort": {func(r *llm.Request) { r.Reasoning.Effort = llm.Text(`"vast"`) }, ``, []string{"reasoning_effort"}},
		"explicit":     {func(r *llm.Request) { r.Reasoning = llm.Reasoning{Effort: llm.Text(`"low"`), Budget: llm.Raw("5")} }, `{"type":"enabled","budget_tokens":5}`, nil},
		"verbatim": {func(r *llm.Request) {
			r.Reasoning.Effort = llm.Text(`"low"`)
			r.Extra = []llm.Member{{Name: "thinking", Value: llm.Raw(`{"type":"x"}`)}}
		}, `{"type":"x"}`, nil},
		"sampling": {func(r *llm.Request) {
			r.Reasoning.Effort = llm.Text(`"low"`)
			r.Temperature, r.TopP, r.TopK = llm.Raw("0.5"), llm.Raw("0.5"), llm.Raw("5")
		}, enabled, []string{"temperature", "top_p", "top_k"}},
		"sampling that may stay": {func(r *llm.Request) {
			r.Reasoning.Effort = llm.Text(`"low"`)
			r.Temperature, r.TopP = llm.Raw("1.0"), llm.Raw("0.95")
		}, enabled, nil},
		"forced tool": {func(r *llm.Request) {
			r.Reasoning.Effort = llm.Text(`"low"`)
			r.Tools, r.ToolChoice.Mode = []llm.Tool{{Name: llm.Text(`"f"`)}}, llm.ToolRequired
		}, enabled, []string{"tool_choice"}},
		"open loop":              {loop(), ``, []string{"reasoning_effort"}},
		"open loop, unsigned":    {loop(llm.Part{Type: llm.ReasoningPart, Text: llm.Text(`"t"`)}), ``, []string{"reasoning_effort", "messages[].reasoning"}},
		"open loop, signed":      {loop(signed), enabled, nil},
		"closed loop":            {func(r *llm.Request) { loop()(r); add(r, llm.Assistant, say("z")); add(r, llm.User, say("w")) }, enabled, nil},
		"the client's own words": {func(r *llm.Request) { r.Reasoning.Effort = llm.Text(`"low"`); add(r, llm.Assistant, say("z")) }, ``, []string{"reasoning_effort"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := user(say("x"))
			test.change(r)
			body, lost := encode(t, r)
			assert.Equal(t, test.want, member(t, body, "thinking"))
			assert.Equal(t, test.lost, lost)
		})
	}
}

func TestAdaptiveDialect(t *testing.T) {
	r := user(say("x"))
	r.Reasoning.Effort = llm.Text(`"minimal"`)
	out, err := anthropic.New(anthropic.Dialect{AdaptiveThinking: true, DefaultMaxTokens: 9}).EncodeRequest(nil, r, new([]llm.Loss))
	require.NoError(t, err)
	assert.JSONEq(t, `{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"}],"thinking":{"type":"adaptive"},"output_config":{"effort":"low"}}`, string(out))
}
