package gemini_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/gemini"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// decode reads a request of this protocol.
func decode(t testing.TB, body string) *llm.Request {
	t.Helper()
	r := new(llm.Request)
	require.NoError(t, gemini.New(gemini.Dialect{}).DecodeRequest(r, []byte(body)))
	return r
}

// encode writes r, and tells the paths of what is lost.
func encode(t testing.TB, r *llm.Request) (body string, lost []string) {
	t.Helper()
	var losses []llm.Loss
	out, err := gemini.New(gemini.Dialect{}).EncodeRequest(nil, r, &losses)
	require.NoError(t, err)
	require.True(t, json.Valid(out), "%s", out)
	for _, l := range losses {
		lost = append(lost, l.Path)
	}
	return string(out), lost
}

// refused writes r, which must fail.
func refused(t testing.TB, r *llm.Request) *problem.Problem {
	t.Helper()
	var losses []llm.Loss
	out, err := gemini.New(gemini.Dialect{}).EncodeRequest([]byte("x"), r, &losses)
	var p *problem.Problem
	require.ErrorAs(t, err, &p)
	assert.Equal(t, "x", string(out))
	return p
}

func TestScanHead(t *testing.T) {
	c := gemini.New(gemini.Dialect{})
	body := []byte(`{"contents":[{"parts":[{"text":"x"}]}]}`)
	var h codec.Head
	require.NoError(t, c.ScanHead(&h, body))
	assert.Empty(t, h.Model, "the path has it")
	var edits jsonedit.Edits
	assert.False(t, c.Patch(&edits, &h, codec.Patch{Model: llm.Text(`"new"`), Usage: true}))
	assert.True(t, edits.Empty())
	for _, body := range []string{``, `[]`, `{"contents":[}`, `{} {}`} {
		var p *problem.Problem
		require.ErrorAs(t, c.ScanHead(&h, []byte(body)), &p, body)
		assert.Equal(t, problem.Invalid, p.Kind)
	}
}

// usual is what an agent sends.
const usual = `{"systemInstruction":{"parts":[{"text":"You are helpful."}]},
"contents":[{"role":"user","parts":[{"text":"Hi \u00e9"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]},
{"role":"model","parts":[{"text":"On it."},{"functionCall":{"id":"c1","name":"get","args":{"a":"1"}},"thoughtSignature":"c2ln"},{"functionCall":{"id":"c2","name":"get","args":{}}}]},
{"role":"user","parts":[{"functionResponse":{"id":"c1","name":"get","response":{"output":"one"}}},{"functionResponse":{"id":"c2","name":"get","response":{"error":"two"}}}]},
{"role":"user","parts":[{"text":"Go on."}]}],
"tools":[{"functionDeclarations":[{"name":"get","description":"Gets.","parametersJsonSchema":{"type":"object","properties":{"a":{"type":"string"}}}}]}],
"toolConfig":{"functionCallingConfig":{"mode":"AUTO"}},
"generationConfig":{"temperature":0.30,"maxOutputTokens":4096,"stopSequences":["END"],"thinkingConfig":{"thinkingLevel":"low"}}}`

func TestNoGarbage(t *testing.T) {
	c := gemini.New(gemini.Dialect{})
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
	for _, origin := range []string{"gemini", "other"} {
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
	assert.LessOrEqual(t, gemini.ReaderSize+gemini.WriterSize, 600, "bytes of a reader and a writer")
}

// same are requests that come out of their own protocol as they went in.
var same = map[string]string{
	"usual":  usual,
	"system": `{"systemInstruction":{"parts":[{"text":"s"},{"text":""}]},"contents":[{"role":"user","parts":[{"text":"x"}]}]}`,
	"turns":  `{"contents":[{"role":"user","parts":[{"text":"x"}]},{"role":"user","parts":[{"text":"y"}]},{"role":"model","parts":[]}]}`,
	"thoughts": `{"contents":[{"role":"model","parts":[{"text":"t","thought":true},{"text":"u","thought":true,"thoughtSignature":"c2ln"},
		{"thought":true,"thoughtSignature":"c2ln"},{"text":"a","thoughtSignature":"c2ln"},{"text":"","thoughtSignature":"c2ln"}]}]}`,
	"files": `{"contents":[{"role":"user","parts":[{"fileData":{"mimeType":"image/png","fileUri":"https://x/y.png"}},{"fileData":{"mimeType":"application/pdf","fileUri":"gs://b/o"}},
		{"fileData":{"fileUri":"https://www.youtube.com/watch?v=1"},"videoMetadata":{"fps":2}},{"inlineData":{"mimeType":"video/mp4","data":"AA=="}},
		{"inlineData":{"mimeType":"audio/wav","data":"AA==","displayName":"n"},"mediaResolution":{"level":"MEDIA_RESOLUTION_LOW"}}]}]}`,
	"server tools": `{"contents":[{"role":"model","parts":[{"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK"}},{"toolCall":{"id":"t"}},{"toolResponse":{"id":"t"}}]}],
		"tools":[{"googleSearch":{}},{"codeExecution":{}},{"functionDeclarations":[{"name":"f","behavior":"BLOCKING"}]}],"toolConfig":{"includeServerSideToolInvocations":true}}`,
	"calls without ids": `{"contents":[{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}},{"functionCall":{"name":"f","args":{"a":1}}}]},
		{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"a":[1],"b":{"c":null}}}},{"functionResponse":{"name":"f","response":{"output":"{}"}}}]}]}`,
	"results": `{"contents":[{"role":"user","parts":[{"functionResponse":{"id":"a","name":"f","response":{"output":"x","b":1},"parts":[{"inlineData":{"mimeType":"image/png","data":"AA=="}}],"scheduling":"SILENT"}}]}]}`,
	"validated": `{"contents":[{"role":"user","parts":[{"text":"x"}]}],"tools":[{"functionDeclarations":[{"name":"f"}]}],
		"toolConfig":{"functionCallingConfig":{"mode":"VALIDATED","allowedFunctionNames":["f","g"]},"retrievalConfig":{"languageCode":"en"}}}`,
	"any of some": `{"contents":[{"role":"user","parts":[{"text":"x"}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f","g"]}}}`,
	"named":       `{"contents":[{"role":"user","parts":[{"text":"x"}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}}`,
	"config": `{"contents":[{"role":"user","parts":[{"text":"x"}]}],"generationConfig":{"topP":1.0,"topK":5,"candidateCount":1,"seed":3000000000,"presencePenalty":0.5,"frequencyPenalty":0,
		"stopSequences":["a","","c","d","e","f"],"responseMimeType":"application/json","responseJsonSchema":{"type":"object","not":{}},"thinkingConfig":{"thinkingBudget":-1,"includeThoughts":true},
		"responseLogprobs":true,"logprobs":3,"speechConfig":{"x":1},"new":[1]}}`,
	"no thinking": `{"contents":[{"role":"user","parts":[{"text":"x"}]}],"generationConfig":{"responseMimeType":"text/plain","thinkingConfig":{"thinkingBudget":0,"thinkingLevel":"NEW"}}}`,
	"enum":        `{"contents":[{"role":"user","parts":[{"text":"x"}]}],"generationConfig":{"responseMimeType":"text/x.enum","responseJsonSchema":{"type":"string","enum":["a"]}}}`,
	"others":      `{"contents":[{"role":"user","parts":[{"text":"x"}],"weight":1}],"safetySettings":[{"category":"C","threshold":"T"}],"labels":{"a":"b"},"cachedContent":"cachedContents/1","serviceTier":"flex","unknown":[1]}`,
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
