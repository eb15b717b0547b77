package gemini_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/gemini"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

func TestDecodeSnakeCase(t *testing.T) {
	r := decode(t, `{"generation_config":{"max_output_tokens":5,"response_mime_type":"application/json","thinking_config":{"thinking_budget":7,"include_thoughts":true}},
		"tool_config":{"function_calling_config":{"mode":"ANY","allowed_function_names":["f"]}},"tools":[{"function_declarations":[{"name":"f"}]}],"safety_settings":[],
		"contents":[{"role":"user","parts":[{"inline_data":{"mime_type":"image\/png","data":"AA=="}}]}],"system_instruction":{"parts":[{"text":"s"}]}}`)
	assert.Equal(t, "5", string(r.MaxTokens))
	assert.Equal(t, llm.FormatJSON, r.Format.Type)
	assert.Equal(t, llm.Reasoning{Mode: llm.ReasoningOn, Budget: llm.Raw("7")}, r.Reasoning)
	assert.Equal(t, llm.ToolChoice{Mode: llm.ToolNamed, Name: llm.Text(`"f"`)}, r.ToolChoice)
	assert.Equal(t, llm.System, r.Messages[0].Role)
	image := r.Content(&r.Messages[1])[0]
	assert.Equal(t, "image/png", string(image.Media.MIME))
	var names []string
	for _, m := range r.Extra {
		assert.True(t, m.Own)
		names = append(names, m.Name)
	}
	assert.Equal(t, []string{"generationConfig.thinkingConfig.includeThoughts", "safetySettings"}, names)
}

// TestDecodeResults puts what functions returned in front of what the user
// says in the same turn, and gives it the id of the call.
func TestDecodeResults(t *testing.T) {
	r := decode(t, `{"contents":[
		{"role":"model","parts":[{"functionCall":{"name":"f"}},{"functionCall":{"name":"g","args":{"a":1}}},{"functionCall":{"name":"f"}},{"functionCall":{"id":"own","name":"g"}}]},
		{"role":"function","parts":[{"text":"a"},{"functionResponse":{"name":"f","response":{"output":"1"}}},{"text":"b"},
			{"functionResponse":{"name":"f","response":{"error":"2"},"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}]}},{"functionResponse":{"id":"own","name":"g"}},
			{"functionResponse":{"name":"g","response":{"x":1}}},{"functionResponse":{"name":"h","response":{}}}]}]}`)
	require.Len(t, r.Messages, 7)
	var ids, texts []string
	for i := 1; i < 6; i++ {
		m := &r.Messages[i]
		require.Equal(t, llm.ToolRole, m.Role)
		result := r.Content(m)[0]
		ids = append(ids, string(result.ID))
		texts = append(texts, string(r.Result(&result)[0].Text))
	}
	assert.Equal(t, []string{`"call_gemini_0"`, `"call_gemini_2"`, `"own"`, `"call_gemini_1"`, `"h"`}, ids)
	assert.Equal(t, []string{`"1"`, `"2"`, `""`, `"{\"x\":1}"`, `"{}"`}, texts)
	second := r.Content(&r.Messages[2])[0]
	assert.Equal(t, llm.True, second.Failed)
	assert.Equal(t, llm.ImagePart, r.Result(&second)[1].Type)
	said := r.Content(&r.Messages[6])
	assert.Equal(t, llm.User, r.Messages[6].Role)
	assert.Equal(t, []string{`"a"`, `"b"`}, []string{string(said[0].Text), string(said[1].Text)})
	assert.Equal(t, "{}", string(r.Content(&r.Messages[0])[0].Arguments))
}

// TestDecodeStreamedThoughts joins thoughts that came in pieces, as a client
// sends them back, with the signature behind them.
func TestDecodeStreamedThoughts(t *testing.T) {
	r := decode(t, `{"contents":[{"role":"model","parts":[{"text":"a","thought":true},{"text":"b","thought":true},{"text":"","thought":true,"thoughtSignature":"x-y_z="},{"text":"c"}]}]}`)
	parts := r.Content(&r.Messages[0])
	require.Len(t, parts, 2)
	assert.Equal(t, llm.ReasoningPart, parts[0].Type)
	assert.Equal(t, `"ab"`, string(parts[0].Text))
	assert.Equal(t, `"x+y/z="`, string(parts[0].Signature))
	assert.Equal(t, `"c"`, string(parts[1].Text))
}

func TestDecodeSchema(t *testing.T) {
	for schema, want := range map[string]string{
		`{"type":"OBJECT","properties":{"min_items":{"type":"STRING","nullable":true},"b":{"type":"array","items":{"type":"INTEGER"},"min_items":"1"}}}`: `{"type":"object","properties":{"min_items":{"type":["string","null"]},"b":{"type":"array","items":{"type":"integer"},"minItems":1}}}`,
		`{"anyOf":[{"type":"NUMBER"},{"type":"STRING","format":"enum","enum":["OBJECT"]}],"nullable":true}`:                                              `{"anyOf":[{"type":"number"},{"type":"string","enum":["OBJECT"]}],"nullable":true}`,
		`{"type":"TYPE_UNSPECIFIED","default":{"type":"STRING"}}`:                                                                                        `{"default":{"type":"STRING"}}`,
	} {
		r := decode(t, `{"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parameters":`+schema+`}]}]}`)
		assert.JSONEq(t, want, string(r.Tools[0].Parameters))
	}
}

func TestDecodeRefuses(t *testing.T) {
	c := gemini.New(gemini.Dialect{})
	for body, param := range map[string]string{
		``:                                      "",
		`[]`:                                    "",
		`{}`:                                    "contents",
		`{"contents":{}}`:                       "contents",
		`{"contents":[1]}`:                      "contents.0",
		`{"contents":[],"contents":[]}`:         "contents",
		`{"contents":[{"role":"system"}]}`:      "contents.0.role",
		`{"contents":[{"parts":[{}]}]}`:         "contents.0.parts.0",
		`{"contents":[{"parts":[{"text":5}]}]}`: "contents.0.parts.0",
		`{"contents":[{"parts":[{"text":"a","functionCall":{"name":"f"}}]}]}`:                      "contents.0.parts.0",
		`{"contents":[{"parts":[{"text":"a"}],"parts":[{"text":"b"}]}]}`:                           "contents.0",
		`{"contents":[{"parts":[{"functionCall":{"args":{}}}]}]}`:                                  "contents.0.parts.0",
		`{"contents":[{"parts":[{"text":"a"},{"functionResponse":{"response":{}}}]}]}`:             "contents.0.parts.1",
		`{"contents":[{"parts":[{"inlineData":{"data":"AA=="}}]}]}`:                                "contents.0.parts.0",
		`{"contents":[{"parts":[{"inlineData":{"mimeType":"image/png"}}]}]}`:                       "contents.0.parts.0",
		`{"contents":[{"parts":[{"fileData":{"mimeType":"image/png"}}]}]}`:                         "contents.0.parts.0",
		`{"contents":[{"parts":[{"functionResponse":{"name":"f","parts":[{"inlineData":{}}]}}]}]}`: "contents.0.parts.0",
		`{"contents":[],"generationConfig":{"temperature":"hot"}}`:                                 "generationConfig.temperature",
		`{"contents":[],"generationConfig":{},"generation_config":{}}`:                             "generation_config",
		`{"contents":[],"tools":[{"functionDeclarations":[{}]}]}`:                                  "tools.0.functionDeclarations.0",
		`{"contents":[]`:        "",
		"{\"contents\":[]}\x00": "",
	} {
		var p *problem.Problem
		require.ErrorAs(t, c.DecodeRequest(new(llm.Request), []byte(body)), &p, body)
		assert.Equal(t, problem.Invalid, p.Kind)
		assert.Equal(t, param, p.Param, body)
		assert.NotEmpty(t, p.Message)
	}
}

func FuzzDecodeRequest(f *testing.F) {
	for _, body := range same {
		f.Add([]byte(body))
	}
	f.Add([]byte(`{"contents":[],"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"$ref":"#/$defs/a","$defs":{"a":{"allOf":[{"$ref":"#/$defs/a"}]}}}}]}]}`))
	c := gemini.New(gemini.Dialect{})
	f.Fuzz(func(t *testing.T, body []byte) {
		var r llm.Request
		if c.DecodeRequest(&r, body) != nil {
			return
		}
		for _, origin := range []string{"gemini", "other"} {
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
