package gemini_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/llm"
)

// user is a request of another protocol, to which parts can be added.
func user(parts ...llm.Part) *llm.Request {
	r := &llm.Request{Origin: "other", Model: llm.Text(`"gemini-3-flash-preview"`)}
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
	r.Messages[len(r.Messages)-1].Count = 1
	r.Parts = append(r.Parts, parts...)
}

// member of the encoded request, as JSON; a path has dots.
func member(t testing.TB, body, path string) string {
	t.Helper()
	value := json.RawMessage(body)
	for _, name := range strings.Split(path, ".") {
		var object map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(value, &object), body)
		if value = object[name]; value == nil {
			return ""
		}
	}
	return string(value)
}

var picture = llm.Part{Type: llm.ImagePart, Media: llm.Media{Data: []byte("AA=="), MIME: []byte("image/png")}}

func TestEncodeTurns(t *testing.T) {
	r := &llm.Request{Origin: "other", Model: llm.Text(`"models/gemini-2.5-flash"`)}
	add(r, llm.Developer, say("s1"))
	add(r, llm.System, say(""), say("s2"))
	add(r, llm.User, say("a"))
	add(r, llm.User, say(""), say("b"))
	add(r, llm.Assistant, say("c"), call("c1", `"{\"x\":\"\\n\"}"`), call("c2", `""`))
	result(r, "c1", say("one"), say("more"), picture)
	add(r, llm.System, say("s3"))
	result(r, "c2")
	add(r, llm.User, say("d"))
	add(r, llm.Assistant)
	add(r, llm.User, llm.Part{Type: llm.RefusalPart, Text: llm.Text(`"e"`)})
	body, lost := encode(t, r)
	assert.Equal(t, []string{"messages[].role", "messages[].content[].content[]"}, lost)
	assert.JSONEq(t, `{"parts":[{"text":"s1"},{"text":"s2"},{"text":"s3"}]}`, member(t, body, "systemInstruction"))
	assert.JSONEq(t, `[
		{"role":"user","parts":[{"text":"a"},{"text":"b"}]},
		{"role":"model","parts":[{"text":"c"},{"functionCall":{"id":"c1","name":"f","args":{"x":"\n"}}},{"functionCall":{"id":"c2","name":"f","args":{}}}]},
		{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"f","response":{"output":"one\n\nmore"}}},{"functionResponse":{"id":"c2","name":"f","response":{"output":""}}}]},
		{"role":"user","parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]},
		{"role":"user","parts":[{"text":"d"},{"text":"e"}]}]`, member(t, body, "contents"))
}

func TestEncodeContent(t *testing.T) {
	for name, test := range map[string]struct {
		part llm.Part
		want string // empty: refused
		lost []string
	}{
		"text":                     {part: say("x"), want: `{"text":"x"}`},
		"cached":                   {part: llm.Part{Type: llm.TextPart, Text: llm.Text(`"x"`), Cache: llm.Raw(`{}`)}, want: `{"text":"x"}`, lost: []string{"messages[].content[].cache_control"}},
		"image":                    {part: picture, want: `{"inlineData":{"mimeType":"image/png","data":"AA=="}}`},
		"image url":                {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{URL: llm.Text(`"https://x/a.webp?q"`), Detail: llm.Text(`"low"`)}}, want: `{"fileData":{"mimeType":"image/webp","fileUri":"https://x/a.webp?q"}}`, lost: []string{"messages[].content[].image_url.detail"}},
		"image url without a type": {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{URL: llm.Text(`"https://x/a"`)}}, want: `{"fileData":{"mimeType":"image/jpeg","fileUri":"https://x/a"}}`},
		"image file":               {part: llm.Part{Type: llm.ImagePart, Media: llm.Media{FileID: llm.Text(`"f"`)}}},
		"pdf":                      {part: llm.Part{Type: llm.DocumentPart, Name: llm.Text(`"n.pdf"`), Media: llm.Media{Data: []byte("AA")}}, want: `{"inlineData":{"mimeType":"application/pdf","data":"AA"}}`, lost: []string{"messages[].content[].document.name"}},
		"text file":                {part: llm.Part{Type: llm.DocumentPart, Text: llm.Text(`"d"`)}, want: `{"text":"d"}`},
		"audio":                    {part: llm.Part{Type: llm.AudioPart, Media: llm.Media{Data: []byte("AA"), MIME: []byte("audio/mpeg")}}, want: `{"inlineData":{"mimeType":"audio/mpeg","data":"AA"}}`},
		"signed text":              {part: llm.Part{Type: llm.TextPart, Text: llm.Text(`""`), Signature: llm.Text(`"c2ln"`)}, want: `{"text":"","thoughtSignature":"c2ln"}`},
		"opaque":                   {part: llm.Part{Type: llm.OpaquePart, Name: llm.Text(`"x"`), Raw: llm.Raw(`{}`)}},
		"extra":                    {part: llm.Part{Type: llm.TextPart, Text: llm.Text(`"x"`), Extra: []llm.Member{{Name: "annotations", Value: llm.Raw("[]"), Own: true}}}, want: `{"text":"x"}`, lost: []string{"messages[].content[].annotations"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := user(test.part)
			if test.want == "" {
				assert.Equal(t, "messages.0.content", refused(t, r).Param)
				return
			}
			body, lost := encode(t, r)
			assert.Equal(t, test.lost, lost)
			assert.JSONEq(t, `[{"role":"user","parts":[`+test.want+`]}]`, member(t, body, "contents"))
		})
	}
}

func TestEncodeRefuses(t *testing.T) {
	assert.Equal(t, "messages", refused(t, user(say(""))).Param)
	r := user(say("x"))
	result(r, "nobody", say("y"))
	assert.Equal(t, "messages.1.tool_call_id", refused(t, r).Param)
	for arguments, ok := range map[string]bool{`"{\"a\":1}"`: true, `""`: true, `null`: true, `{"b":2}`: true, `"[1]"`: false, `"{\"a\":"`: false, `7`: false} {
		r := user(say("x"))
		add(r, llm.Assistant, call("i", arguments))
		if !ok {
			assert.Equal(t, "messages.1.tool_calls", refused(t, r).Param, arguments)
			continue
		}
		encode(t, r)
	}
	r = user(say("x"))
	r.Tools = []llm.Tool{{Name: llm.Text(`"f"`), Parameters: llm.Raw(`[]`)}}
	assert.Equal(t, "tools", refused(t, r).Param)
	r = user(say("x"))
	r.Bound = "previous_response_id"
	assert.Equal(t, "previous_response_id", refused(t, r).Param)
}

// TestEncodeSignatures sends what Gemini signed back as it came, in whatever
// way the client kept it; without one the model is told not to look for it.
func TestEncodeSignatures(t *testing.T) {
	signed := call("c1", `{}`)
	signed.Signature = llm.Text(`"c2ln/+8="`)
	for name, test := range map[string]struct {
		model string
		call  llm.Part
		want  string
		lost  []string
	}{
		"beside the call":  {"gemini-3-flash-preview", signed, "c2ln/+8=", nil},
		"behind the id":    {"gemini-3-flash-preview", call("c1__thought__c2ln_-8", `{}`), "c2ln/+8=", nil},
		"nowhere":          {"gemini-4-pro", call("c1", `{}`), "skip_thought_signature_validator", []string{"messages[].tool_calls"}},
		"an earlier model": {"gemini-2.5-pro", call("c1", `{}`), "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r := user(say("x"))
			r.Model = llm.Text(strconv.Quote(test.model))
			add(r, llm.Assistant, test.call, call("c2", `{}`))
			result(r, string(test.call.ID[1:len(test.call.ID)-1]), say("y"))
			result(r, "c2", say("z"))
			body, lost := encode(t, r)
			assert.Equal(t, test.lost, lost)
			var request struct {
				Contents []struct {
					Parts []struct {
						ThoughtSignature               string
						FunctionCall, FunctionResponse struct{ ID string }
					}
				}
			}
			require.NoError(t, json.Unmarshal([]byte(body), &request))
			assert.Equal(t, test.want, request.Contents[1].Parts[0].ThoughtSignature)
			assert.Empty(t, request.Contents[1].Parts[1].ThoughtSignature, "the first call of a step alone is signed")
			assert.Equal(t, "c1", request.Contents[1].Parts[0].FunctionCall.ID)
			assert.Equal(t, "c1", request.Contents[2].Parts[0].FunctionResponse.ID)
		})
	}
}

func TestEncodeSettings(t *testing.T) {
	tool := llm.Tool{Name: llm.Text(`"f"`)}
	for name, test := range map[string]struct {
		change       func(r *llm.Request)
		member, want string
		lost         []string
	}{
		"temperature": {func(r *llm.Request) { r.Temperature = llm.Raw("0.30") }, "generationConfig.temperature", `0.30`, nil},
		"n":           {func(r *llm.Request) { r.N = llm.Raw("1") }, "generationConfig", ``, nil},
		"seed":        {func(r *llm.Request) { r.Seed = llm.Raw("-5") }, "generationConfig.seed", `-5`, nil},
		"large seed":  {func(r *llm.Request) { r.Seed = llm.Raw("3000000000") }, "generationConfig", ``, []string{"seed"}},
		"stop": {func(r *llm.Request) {
			r.Stop = []llm.Text{[]byte(`""`), []byte(`"a"`), []byte(`"b"`), []byte(`"c"`), []byte(`"d"`), []byte(`"e"`), []byte(`"f"`)}
		}, "generationConfig.stopSequences", `["a","b","c","d","e"]`, []string{"stop"}},
		"JSON": {func(r *llm.Request) { r.Format.Type = llm.FormatJSON }, "generationConfig.responseMimeType", `"application/json"`, nil},
		"schema": {func(r *llm.Request) {
			r.Format = llm.Format{Type: llm.FormatSchema, Schema: llm.Raw(`{"type":"array"}`)}
		}, "generationConfig.responseJsonSchema", `{"type":"array"}`, nil},
		"tools":        {func(r *llm.Request) { r.Tools = []llm.Tool{tool} }, "tools", `[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object","properties":{}}}]}]`, nil},
		"foreign tool": {func(r *llm.Request) { r.Tools = []llm.Tool{{Raw: llm.Raw(`{}`)}}; r.ToolChoice.Mode = llm.ToolRequired }, "tools", ``, []string{"tools[]", "tool_choice"}},
		"required":     {func(r *llm.Request) { r.Tools = []llm.Tool{tool}; r.ToolChoice.Mode = llm.ToolRequired }, "toolConfig", `{"functionCallingConfig":{"mode":"ANY"}}`, nil},
		"none":         {func(r *llm.Request) { r.Tools = []llm.Tool{tool}; r.ToolChoice.Mode = llm.ToolNone }, "toolConfig", `{"functionCallingConfig":{"mode":"NONE"}}`, nil},
		"named": {func(r *llm.Request) {
			r.Tools = []llm.Tool{tool}
			r.ToolChoice = llm.ToolChoice{Mode: llm.ToolNamed, Name: llm.Text(`"f"`)}
		}, "toolConfig", `{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}`, nil},
		"one by one": {func(r *llm.Request) { r.ParallelTools = llm.False }, "toolConfig", ``, []string{"parallel_tool_calls"}},
		"JSON with tools": {func(r *llm.Request) {
			r.Model, r.Tools, r.Format.Type = llm.Text(`"gemini-2.5-pro"`), []llm.Tool{tool}, llm.FormatJSON
		}, "generationConfig", ``, []string{"response_format"}},
		"tier":        {func(r *llm.Request) { r.ServiceTier = llm.Text(`"default"`) }, "serviceTier", `"standard"`, nil},
		"others' own": {func(r *llm.Request) { r.Extra = []llm.Member{{Name: "x", Value: llm.Raw("1"), Own: true}} }, "x", ``, []string{"x"}},
		"nobody's own": {func(r *llm.Request) {
			r.Extra = []llm.Member{{Name: "safetySettings", Value: llm.Raw("[]")}, {Name: "tools", Value: llm.Raw("1")}}
		}, "safetySettings", `[]`, []string{"tools"}},
	} {
		t.Run(name, func(t *testing.T) {
			r := user(say("x"))
			test.change(r)
			body, lost := encode(t, r)
			assert.Equal(t, test.lost, lost)
			assert.Equal(t, test.want, member(t, body, test.member))
		})
	}
}

func TestEncodeThinking(t *testing.T) {
	for _, test := range []struct{ model, reasoning, want, lost string }{
		{"gemini-3-flash-preview", `low`, `{"thinkingLevel":"low","includeThoughts":true}`, ""},
		{"gemini-3-flash-preview", `minimal`, `{"thinkingLevel":"minimal","includeThoughts":true}`, ""},
		{"gemini-3.1-pro-preview", `minimal`, `{"thinkingLevel":"low","includeThoughts":true}`, ""},
		{"gemini-3.8-flash", `none`, `{"thinkingLevel":"low"}`, "reasoning_effort"},
		{"gemini-3.5-flash-lite", `none`, `{"thinkingLevel":"minimal"}`, "reasoning_effort"},
		{"gemini-4-pro", `max`, `{"thinkingLevel":"high","includeThoughts":true}`, "reasoning_effort"},
		{"gemini-4-pro", `5000`, `{"thinkingLevel":"medium","includeThoughts":true}`, "thinking.budget_tokens"},
		{"gemini-4-pro", `on`, `{"includeThoughts":true}`, ""},
		{"gemini-4-pro", `adaptive`, `{"includeThoughts":true}`, ""},
		{"gemini-4-pro", `weird`, `{"includeThoughts":true}`, "reasoning_effort"},
		{"gemini-2.5-flash", `low`, `{"thinkingBudget":1024,"includeThoughts":true}`, ""},
		{"gemini-2.5-flash", `max`, `{"thinkingBudget":24576,"includeThoughts":true}`, ""},
		{"gemini-2.5-pro", `max`, `{"thinkingBudget":32768,"includeThoughts":true}`, ""},
		{"gemini-2.5-flash", `5000`, `{"thinkingBudget":5000,"includeThoughts":true}`, ""},
		{"gemini-2.5-flash", `50000`, `{"thinkingBudget":24576,"includeThoughts":true}`, "thinking.budget_tokens"},
		{"gemini-2.5-flash", `adaptive`, `{"thinkingBudget":-1,"includeThoughts":true}`, ""},
		{"gemini-2.5-flash", `off`, `{"thinkingBudget":0}`, ""},
		{"publishers/google/models/gemini-2.5-pro", `off`, `{"thinkingBudget":128}`, "reasoning_effort"},
		{"gemini-2.0-flash", `high`, ``, "reasoning_effort"},
		{"gemini-2.0-flash", `off`, ``, ""},
		{"gemini-3-flash-preview", ``, ``, ""},
	} {
		r := user(say("x"))
		r.Model = llm.Text(strconv.Quote(test.model))
		switch test.reasoning {
		case "":
		case "on":
			r.Reasoning.Mode = llm.ReasoningOn
		case "off":
			r.Reasoning.Mode = llm.ReasoningOff
		case "adaptive":
			r.Reasoning.Mode = llm.ReasoningAdaptive
		default:
			if _, err := strconv.Atoi(test.reasoning); err == nil {
				r.Reasoning = llm.Reasoning{Mode: llm.ReasoningOn, Budget: llm.Raw(test.reasoning)}
			} else {
				r.Reasoning.Effort = llm.Text(strconv.Quote(test.reasoning))
			}
		}
		body, lost := encode(t, r)
		assert.Equal(t, test.want, member(t, body, "generationConfig.thinkingConfig"), "%s %s", test.model, test.reasoning)
		assert.Equal(t, test.lost, strings.Join(lost, " "), "%s %s", test.model, test.reasoning)
	}
}

// TestEncodeSchema holds that schemas reach the provider as it is known to
// take them.
func TestEncodeSchema(t *testing.T) {
	for schema, want := range map[string]string{
		`{}`: `{"type":"object","properties":{}}`,
		`{"properties":{"a":{"const":"b"},"type":{"type":"string"}}}`: `{"type":"object","properties":{"a":{"enum":["b"]},"type":{"type":"string"}}}`,
		`{"$schema":"s","type":"object","properties":{"a":{"$ref":"#/$defs/A","description":"d"},"b":{"type":"array","items":{"$ref":"#/definitions/B~1C"}}},
			"$defs":{"A":{"type":"object","description":"x","properties":{"b":{"$ref":"#/definitions/B~1C"}}}},"definitions":{"B/C":{"type":["string","null"]}}}`: `{"type":"object",
			"properties":{"a":{"type":"object","properties":{"b":{"type":["string","null"]}},"description":"d"},"b":{"type":"array","items":{"type":["string","null"]}}}}`,
		`{"type":"object","properties":{"a":{"allOf":[{"$ref":"#/$defs/A"}]}},"$defs":{"A":{"type":"integer"}}}`:                   `{"type":"object","properties":{"a":{"anyOf":[{"type":"integer"}]}}}`,
		`{"type":"object","additionalProperties":false,"properties":{"a":true,"b":{"oneOf":[{"type":"string"},{"type":"null"}]}}}`: `{"type":"object","additionalProperties":false,"properties":{"a":true,"b":{"oneOf":[{"type":"string"},{"type":"null"}]}}}`,
	} {
		body, lost := encode(t, withSchema(schema))
		assert.Empty(t, lost)
		assert.JSONEq(t, want, parameters(t, body))
	}
	for schema, test := range map[string]struct{ want, lost string }{
		`{"type":"object","properties":{"a":{"type":"integer","exclusiveMinimum":0,"multipleOf":2}}}`: {
			`{"type":"object","properties":{"a":{"type":"integer"}}}`, "tools[].parameters.exclusiveMinimum tools[].parameters.multipleOf"},
		`{"type":"object","properties":{"a":{"$ref":"#"}}}`: {
			`{"type":"object","properties":{"a":{"type":"object","properties":{"a":{}}}}}`, "tools[].parameters.$ref"},
		`{"type":"object","properties":{"a":{"$ref":"#/$defs/nothing"},"b":{"$ref":"https://x"}}}`: {
			`{"type":"object","properties":{"a":{},"b":{}}}`, "tools[].parameters.$ref"},
		`{"type":"object","properties":{"a":{"allOf":[{"type":"string"},{"minLength":1}],"not":{}}}}`: {
			`{"type":"object","properties":{"a":{}}}`, "tools[].parameters.allOf tools[].parameters.not"},
	} {
		body, lost := encode(t, withSchema(schema))
		assert.Equal(t, test.lost, strings.Join(lost, " "))
		assert.JSONEq(t, test.want, parameters(t, body))
	}
}

// TestEncodeSchemaIsBounded holds that references cannot blow a schema up.
func TestEncodeSchemaIsBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"$ref":"#/$defs/d0","$defs":{`)
	for i := range 40 {
		next := strconv.Itoa(i + 1)
		b.WriteString(`"d` + strconv.Itoa(i) + `":{"properties":{"a":{"$ref":"#/$defs/d` + next + `"},"b":{"$ref":"#/$defs/d` + next + `"},"c":{"$ref":"#/$defs/d` + next + `"}}},`)
	}
	b.WriteString(`"d40":{}}}`)
	body, lost := encode(t, withSchema(b.String()))
	assert.NotEmpty(t, lost)
	assert.Less(t, len(body), 2<<20)
}

func withSchema(schema string) *llm.Request {
	r := user(say("x"))
	r.Tools = []llm.Tool{{Name: llm.Text(`"f"`), Parameters: llm.Raw(schema)}}
	return r
}

func parameters(t testing.TB, body string) string {
	t.Helper()
	var request struct {
		Tools []struct {
			FunctionDeclarations []struct{ ParametersJSONSchema json.RawMessage }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(body), &request))
	return string(request.Tools[0].FunctionDeclarations[0].ParametersJSONSchema)
}

func TestCallIDs(t *testing.T) {
	e := llm.Event{Choice: 1, Block: 2, Signature: llm.Text(`"c2ln\/+8\u003d"`)}
	id := codec.AppendCallID(nil, "call_", 36, &e)
	assert.Equal(t, `"call_10_1_2__thought__c2ln_-8"`, string(id))
	plain, signature := codec.CutCallID(id)
	assert.Equal(t, "call_10_1_2", string(plain))
	assert.Equal(t, `"c2ln/+8="`, string(codec.AppendSignature(nil, signature)))
	assert.Equal(t, `"call_10_1_2"`, string(codec.AppendPlainID(nil, id)))
}
