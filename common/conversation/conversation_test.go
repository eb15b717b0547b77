package conversation

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/gemini"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/responses"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
)

func apply(body string, change func(edits *jsonedit.Edits, body []byte)) string {
	var edits jsonedit.Edits
	change(&edits, []byte(body))
	return string(edits.Apply(nil, []byte(body)))
}

func TestForget(t *testing.T) {
	for _, c := range []struct {
		protocol   Protocol
		body, want string
	}{
		{Chat, `{"messages": [{"role":"system","content":"s"}, {"role":"user","content":"a"}, {"role":"user","content":"/clear"}, {"role":"user","content":"b"}], "x":1}`,
			`{"messages": [{"role":"system","content":"s"}, {"role":"user","content":"b"}], "x":1}`},
		{Chat, `{"messages":[{"role":"user","content":"a"},{"role":"developer","content":"d"},{"role":"user","content":" /clear\n"},{"role":"assistant","content":"ok"},{"role":"user","content":"/clear"},{"role":"user","content":"b"}]}`,
			`{"messages":[{"role":"developer","content":"d"},{"role":"user","content":"b"}]}`},
		{Chat, `{"messages":[{"role":"user","content":"a"},{"role":"assistant","tool_calls":[]},{"role":"tool","content":"/clear"},{"role":"user","content":[{"type":"text","text":"新话题"}]},{"role":"user","content":"b"}]}`,
			`{"messages":[{"role":"user","content":"b"}]}`},
		{Chat, `{"messages":[{"role":"user","content":[{"type":"text","text":"\u65b0话题"},{"type":"image_url","image_url":{"url":"u"}}]},{"role":"user","content":"b"}]}`,
			`{"messages":[{"role":"user","content":"b"}]}`},
		{Chat, `{"messages":[{"role":"user","content":"a"},{"role":"user","content":"/clear"}]}`, `{"messages":[{"role":"user","content":"/clear"}]}`},
		{Chat, `{"messages":[{"role":"user","content":"/clear"},{"role":"system","content":"s"}]}`, `{"messages":[{"role":"user","content":"/clear"},{"role":"system","content":"s"}]}`},
		{Chat, `{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"/clear"},{"role":"user","content":"say /clear"}]}`,
			`{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"/clear"},{"role":"user","content":"say /clear"}]}`},
		{Chat, `{"messages":[{"role":"user","content":[{"type":"text","text":"/clear"},{"type":"text","text":"x"}]},{"role":"user","content":"b"}]}`,
			`{"messages":[{"role":"user","content":[{"type":"text","text":"/clear"},{"type":"text","text":"x"}]},{"role":"user","content":"b"}]}`},
		{Messages, `{"system":"s","messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use"}]},{"role":"user","content":[{"type":"tool_result","content":"r"},{"type":"text","text":"/clear"}]},{"role":"assistant","content":"ok"},{"role":"user","content":"b"}]}`,
			`{"system":"s","messages":[{"role":"assistant","content":"ok"},{"role":"user","content":"b"}]}`},
		{Gemini, `{"contents":[{"parts":[{"text":"/clear"}]},{"role":"model","parts":[{"text":"ok"}]},{"role":"user","parts":[{"text":"b"}]}]}`,
			`{"contents":[{"role":"model","parts":[{"text":"ok"}]},{"role":"user","parts":[{"text":"b"}]}]}`},
		{Responses, `{"input":[{"type":"reasoning"},{"role":"user","content":[{"type":"input_text","text":"/clear"}]},{"type":"function_call"},{"role":"user","content":"b"}],"previous_response_id":"resp_1"}`,
			`{"input":[{"type":"function_call"},{"role":"user","content":"b"}],"previous_response_id":null}`},
		{Responses, `{"input":"/clear","previous_response_id":"resp_1"}`, `{"input":"/clear","previous_response_id":null}`},
		{Responses, `{"input":"b","previous_response_id":"resp_1"}`, `{"input":"b","previous_response_id":"resp_1"}`},
		{Chat, `{"messages":[{"role":"user","content":"a"},{"role":"user","content":"/clear"},{"role":"user","content":"b"`, `{"messages":[{"role":"user","content":"a"},{"role":"user","content":"/clear"},{"role":"user","content":"b"`},
		{Chat, `{"messages":7}`, `{"messages":7}`},
		{Chat, `[]`, `[]`},
	} {
		got := apply(c.body, func(edits *jsonedit.Edits, body []byte) {
			Forget(edits, c.protocol, body, []string{"/clear", "新话题"})
		})
		assert.Equal(t, c.want, got)
	}
}

func TestInstruct(t *testing.T) {
	for _, c := range []struct {
		protocol   Protocol
		body, want string
	}{
		{Chat, `{"messages":[{"role":"user","content":"a"}]}`, `{"messages":[{"role":"system","content":"T\n"},{"role":"user","content":"a"}]}`},
		{Chat, `{"messages": [ {"role":"system","content":"s"} , {"role":"developer","content":"d"} , {"role":"user","content":"a"}]}`,
			`{"messages": [ {"role":"system","content":"s"} , {"role":"developer","content":"d"} , {"role":"system","content":"T\n"},{"role":"user","content":"a"}]}`},
		{Chat, `{"messages":[{"role":"system","content":"s"} ]}`, `{"messages":[{"role":"system","content":"s"},{"role":"system","content":"T\n"} ]}`},
		{Chat, `{"messages":[]}`, `{"messages":[{"role":"system","content":"T\n"}]}`},
		{Responses, `{"input":"hi","stream":true}`, `{"input":[{"role":"system","content":"T\n"},{"role":"user","content":"hi"}],"stream":true}`},
		{Responses, `{"input":[{"type":"message","role":"developer","content":"d"},{"type":"function_call_output"}]}`,
			`{"input":[{"type":"message","role":"developer","content":"d"},{"role":"system","content":"T\n"},{"type":"function_call_output"}]}`},
		{Responses, `{"input":"hi","previous_response_id":"resp_1"}`, `{"input":"hi","previous_response_id":"resp_1"}`},
		{Responses, `{"input":"hi","previous_response_id":null}`, `{"input":[{"role":"system","content":"T\n"},{"role":"user","content":"hi"}],"previous_response_id":null}`},
		{Messages, `{"messages":[]}`, `{"system":"T\n","messages":[]}`},
		{Messages, `{"messages":[],"system":"s\""}`, `{"messages":[],"system":"s\"\n\nT\n"}`},
		{Messages, `{"messages":[],"system":""}`, `{"messages":[],"system":"T\n"}`},
		{Messages, `{"messages":[],"system":null}`, `{"messages":[],"system":"T\n"}`},
		{Messages, `{"messages":[],"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}]}`,
			`{"messages":[],"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}},{"type":"text","text":"T\n"}]}`},
		{Messages, `{"messages":[],"system":[]}`, `{"messages":[],"system":[{"type":"text","text":"T\n"}]}`},
		{Gemini, `{"contents":[]}`, `{"systemInstruction":{"parts":[{"text":"T\n"}]},"contents":[]}`},
		{Gemini, `{"contents":[],"system_instruction":{"parts":[{"text":"s"}]}}`, `{"contents":[],"system_instruction":{"parts":[{"text":"s"},{"text":"T\n"}]}}`},
		{Gemini, `{"contents":[],"systemInstruction":{"role":"user"}}`, `{"contents":[],"systemInstruction":{"parts":[{"text":"T\n"}],"role":"user"}}`},
		{Gemini, `{"contents":[],"systemInstruction":{}}`, `{"contents":[],"systemInstruction":{"parts":[{"text":"T\n"}]}}`},
		{Gemini, `{"contents":[],"systemInstruction":null}`, `{"contents":[],"systemInstruction":{"parts":[{"text":"T\n"}]}}`},
		{Gemini, `{"cachedContent":"cachedContents/1","contents":[{"parts":[{"text":"a"}]}]}`,
			`{"cachedContent":"cachedContents/1","contents":[{"role":"user","parts":[{"text":"T\n"}]},{"parts":[{"text":"a"}]}]}`},
		{Gemini, `{}`, `{}`},
		{Chat, `null`, `null`},
	} {
		got := apply(c.body, func(edits *jsonedit.Edits, body []byte) { Instruct(edits, c.protocol, body, []byte(`"T\n"`)) })
		assert.Equal(t, c.want, got)
	}
}

func TestAdd(t *testing.T) {
	var r llm.Request
	r.Parts = []llm.Part{{Type: llm.TextPart, Text: llm.Text(`"s"`)}, {Type: llm.TextPart, Text: llm.Text(`"a"`)}}
	r.Messages = []llm.Message{{Role: llm.System, Count: 1}, {Role: llm.User, First: 1, Count: 1}}
	Add(&r, Prompts(&r), llm.Text(`"T"`))
	require.Len(t, r.Messages, 3)
	assert.Equal(t, llm.System, r.Messages[1].Role)
	assert.Equal(t, `"T"`, string(r.Content(&r.Messages[1])[0].Text))
	assert.Equal(t, `"a"`, string(r.Content(&r.Messages[2])[0].Text))
	assert.Equal(t, 2, Prompts(&r))
}

const schema = `{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}`

func TestForce(t *testing.T) {
	closed := strings.Replace(schema, `"]}`, `"],"additionalProperties":false}`, 1)
	for _, c := range []struct {
		protocol           Protocol
		format, body, want string
	}{
		{Chat, schema, `{"m":1}`, `{"response_format":{"type":"json_schema","json_schema":{"name":"response","schema":` + schema + `}},"m":1}`},
		{Chat, `{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":` + schema + `}}`, `{"response_format":{"type":"text"}}`,
			`{"response_format":{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":` + schema + `}}}`},
		{Chat, `{"type":"json_schema","name":"n","schema":` + schema + `}`, `{"response_format":null}`,
			`{"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":` + schema + `}}}`},
		{Chat, `{"name":"n","description":"d","schema":` + schema + `,"strict":false}`, `{"m":1}`,
			`{"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":` + schema + `,"description":"d","strict":false}},"m":1}`},
		{Chat, `{"type":"regex","pattern":"a+"}`, `{"m":1}`, `{"response_format":{"type":"regex","pattern":"a+"},"m":1}`},
		{Responses, `{"type":"regex","pattern":"a+"}`, `{"m":1}`, `{"m":1}`},
		{Responses, `{"type":"json_object"}`, `{"text":{"verbosity":"low"}}`, `{"text":{"format":{"type":"json_object"},"verbosity":"low"}}`},
		{Responses, schema, `{"text":null}`, `{"text":{"format":{"type":"json_schema","name":"response","schema":` + schema + `}}}`},
		{Responses, schema, `{"text":{"format":{"type":"text"}}}`, `{"text":{"format":{"type":"json_schema","name":"response","schema":` + schema + `}}}`},
		{Messages, schema, `{"output_format":{"type":"json_schema"},"output_config":{"effort":"low"}}`,
			`{"output_format":null,"output_config":{"format":{"type":"json_schema","schema":` + closed + `},"effort":"low"}}`},
		{Messages, `{"type":"json_object"}`, `{"m":1}`, `{"m":1}`},
		{Gemini, schema, `{"m":1}`, `{"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":` + schema + `},"m":1}`},
		{Gemini, schema, `{"generation_config":{"response_schema":{},"response_mime_type":"text/plain","seed":1}}`,
			`{"generation_config":{"responseJsonSchema":` + schema + `,"response_schema":null,"response_mime_type":"application/json","seed":1}}`},
		{Gemini, `{"type":"json_object"}`, `{"generationConfig":{"responseJsonSchema":{},"responseMimeType":"x"}}`,
			`{"generationConfig":{"responseJsonSchema":null,"responseMimeType":"application/json"}}`},
		{Gemini, `{"type":"text"}`, `{"generationConfig":{}}`, `{"generationConfig":{"responseMimeType":"text/plain"}}`},
	} {
		f, err := ParseFormat([]byte(c.format))
		require.NoError(t, err)
		got := apply(c.body, func(edits *jsonedit.Edits, body []byte) { f.Force(edits, c.protocol, body) })
		assert.Equal(t, c.want, got)
	}
	for _, bad := range []string{`[]`, `"x"`, `{"a"`} {
		_, err := ParseFormat([]byte(bad))
		assert.Error(t, err)
	}
}

// TestBothForms has a body that is edited say what the request says that was
// changed.
func TestBothForms(t *testing.T) {
	for p, c := range map[Protocol]struct {
		codec codec.Codec
		body  string
	}{
		Chat:      {openai.New(openai.Dialect{}), `{"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}`},
		Responses: {responses.New(), `{"model":"m","input":[{"role":"developer","content":"s"},{"role":"user","content":"a"}]}`},
		Messages:  {anthropic.New(anthropic.Dialect{}), `{"model":"m","max_tokens":1,"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"a"}]}`},
		Gemini:    {gemini.New(gemini.Dialect{}), `{"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"a"}]}]}`},
	} {
		format, err := ParseFormat([]byte(schema))
		require.NoError(t, err)
		text := llm.Text(`"T"`)
		edited := apply(c.body, func(edits *jsonedit.Edits, body []byte) { Instruct(edits, p, body, text) })
		edited = apply(edited, func(edits *jsonedit.Edits, body []byte) { format.Force(edits, p, body) })
		var inPlace, changed llm.Request
		require.NoError(t, c.codec.DecodeRequest(&inPlace, []byte(edited)))
		require.NoError(t, c.codec.DecodeRequest(&changed, []byte(c.body)))
		Add(&changed, Prompts(&changed), text)
		changed.Format = format.Asked
		assert.Equal(t, texts(&changed), texts(&inPlace), "%d", p)
		assert.Equal(t, llm.FormatSchema, inPlace.Format.Type, "%d", p)
		assert.Contains(t, string(inPlace.Format.Schema), `"a":{"type":"string"}`, "%d", p)
	}
}

// texts are what the system says, and then what everybody else does.
func texts(r *llm.Request) (list []string) {
	for i := range r.Messages {
		role := "other:"
		if r.Messages[i].Role == llm.System || r.Messages[i].Role == llm.Developer {
			role = "system:"
		}
		for _, part := range r.Content(&r.Messages[i]) {
			list = append(list, role+string(part.Text))
		}
	}
	return list
}

// FuzzEdits has whatever is valid JSON stay so, and no more said than is.
func FuzzEdits(f *testing.F) {
	for p := Chat; p <= Gemini; p++ {
		f.Add(uint8(p), []byte(`{"messages":[{"role":"system","content":"s"},{"role":"user","content":"/clear"},{"role":"user","content":[{"text":"b"}]}],"system":[{"type":"text","text":"x"}],`+
			`"input":"/clear","previous_response_id":"r","contents":[{"parts":[{"text":"/clear"}]},{}],"system_instruction":{"parts":[]},"text":null,"generation_config":{"response_schema":1}}`))
		f.Add(uint8(p), []byte(`{"input":[{"role":"user","content":"/clear"},1],"systemInstruction":{},"cachedContent":"c","output_config":{},"output_format":1}`))
	}
	format, err := ParseFormat([]byte(schema))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, p uint8, body []byte) {
		protocol := Protocol(p%uint8(Gemini) + 1)
		valid := json.Valid(body)
		for _, change := range []func(*jsonedit.Edits, []byte){
			func(e *jsonedit.Edits, b []byte) { Forget(e, protocol, b, []string{"/clear"}) },
			func(e *jsonedit.Edits, b []byte) { Instruct(e, protocol, b, []byte(`"T"`)) },
			func(e *jsonedit.Edits, b []byte) { format.Force(e, protocol, b) },
		} {
			var edits jsonedit.Edits
			change(&edits, body)
			out := edits.Apply(nil, body)
			if valid && !json.Valid(out) {
				t.Fatalf("%q became %q", body, out)
			}
			if edits.Empty() && string(out) != string(body) {
				t.Fatalf("%q became %q without an edit", body, out)
			}
			body = out
		}
	})
}
