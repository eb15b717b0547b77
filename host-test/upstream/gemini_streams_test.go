package upstream

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func streamPath(model string) string {
	return "/v1beta/models/" + model + ":streamGenerateContent?alt=sse"
}

// geminiEvents takes a stream apart, strictly: data alone, ended as Google
// ends it.
func geminiEvents(t *testing.T, body string) []map[string]any {
	t.Helper()
	var list []map[string]any
	require.True(t, strings.HasSuffix(body, "\r\n\r\n"))
	for event := range strings.SplitSeq(strings.TrimSuffix(body, "\r\n\r\n"), "\r\n\r\n") {
		data, ok := strings.CutPrefix(event, "data: ")
		require.True(t, ok, event)
		list = append(list, parse(t, []byte(data)))
	}
	return list
}

var generations = map[string]struct{ model, body string }{
	"text":      {flash, contentsOf(geminiUser(`{"text":"hello, wörld"}`), `"systemInstruction":{"parts":[{"text":"be brief"}]}`)},
	"calls":     {flash, contentsOf(geminiUser(`{"text":"please call f and f"}`), oneDecl)},
	"no ids":    {"gemini-2.5-flash", contentsOf(geminiUser(`{"text":"call f"}`), oneDecl)},
	"thoughts":  {flash, contentsOf(userSays, `"generationConfig":{"thinkingConfig":{"includeThoughts":true}}`)},
	"hidden":    {"gemini-2.5-pro", contentsOf(userSays, `"generationConfig":{"thinkingConfig":{"thinkingBudget":1024}}`)},
	"schema":    {flash, contentsOf(userSays, `"generationConfig":{"responseMimeType":"application/json","responseSchema":{"type":"OBJECT","properties":{"a":{"type":"INTEGER"}}}}`)},
	"cut":       {flash, contentsOf(geminiUser(`{"text":"a b c d e f"}`), `"generationConfig":{"maxOutputTokens":2}`)},
	"stopped":   {flash, contentsOf(geminiUser(`{"text":"a b c d e f"}`), `"generationConfig":{"stopSequences":["c d"]}`)},
	"two":       {flash, contentsOf(userSays, `"generationConfig":{"candidateCount":2}`)},
	"forced":    {flash, contentsOf(userSays, oneDecl+`,"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}`)},
	"a reason":  {"finish-malformed-function-call", contentsOf(userSays, "")},
	"withdrawn": {flash, contentsOf(geminiUser(`{"text":"ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL"}`), "")},
}

func TestGeminiStreamIsTheAnswer(t *testing.T) {
	for name, g := range generations {
		t.Run(name, func(t *testing.T) {
			s := newServer()
			whole := parse(t, geminiPost(s, generate(g.model), g.body).Body.Bytes())
			w := geminiPost(s, streamPath(g.model), g.body)
			assert.Equal(t, "text/event-stream; charset=utf-8", w.Header().Get("Content-Type"))
			list := geminiEvents(t, w.Body.String())

			w = geminiPost(s, strings.TrimSuffix(streamPath(g.model), "?alt=sse"), g.body)
			assert.Equal(t, "application/json; charset=UTF-8", w.Header().Get("Content-Type"))
			var array []map[string]any
			require.NoError(t, json.Unmarshal(w.Body.Bytes(), &array))
			assert.Equal(t, list, array)
			assert.Equal(t, whole, gatherGemini(list))
		})
	}
}

// gatherGemini adds the events of a stream up.
func gatherGemini(list []map[string]any) map[string]any {
	sum := map[string]any{}
	var candidates []any
	for _, event := range list {
		for name, value := range event {
			sum[name] = value
		}
		added, _ := event["candidates"].([]any)
		for _, c := range added {
			c := c.(map[string]any)
			index := int(c["index"].(float64))
			if index == len(candidates) {
				candidates = append(candidates, c)
				continue
			}
			to := candidates[index].(map[string]any)
			if reason := c["finishReason"]; reason != nil {
				to["finishReason"] = reason
			}
			content := to["content"].(map[string]any)
			for _, p := range c["content"].(map[string]any)["parts"].([]any) {
				content["parts"] = joinPart(content["parts"].([]any), p.(map[string]any))
			}
		}
	}
	if candidates != nil {
		sum["candidates"] = candidates
	}
	return sum
}

func joinPart(parts []any, p map[string]any) []any {
	last := parts[len(parts)-1].(map[string]any)
	said, isText := p["text"].(string)
	before, wasText := last["text"].(string)
	switch {
	case isText && wasText && p["thought"] == last["thought"]:
		last["text"] = before + said
		if p["thoughtSignature"] != nil {
			last["thoughtSignature"] = p["thoughtSignature"]
		}
		return parts
	case isText && said == "":
		return parts
	}
	return append(parts, p)
}

// TestGeminiSignatures holds a conversation in which the model signs its calls
// and wants the signatures back.
func TestGeminiSignatures(t *testing.T) {
	s := newServer()
	ask := geminiUser(`{"text":"call f and f"}`)
	reply := parse(t, geminiPost(s, generate(flash), contentsOf(ask, oneDecl)).Body.Bytes())
	content := reply["candidates"].([]any)[0].(map[string]any)["content"].(map[string]any)
	var answers []string
	for i, p := range content["parts"].([]any) {
		p := p.(map[string]any)
		call := p["functionCall"].(map[string]any)
		assert.Equal(t, i == 0, p["thoughtSignature"] != nil, "the first call alone is signed")
		answers = append(answers, `{"functionResponse":{"id":"`+call["id"].(string)+`","name":"f","response":{"output":"done"}}}`)
	}
	back, err := json.Marshal(content)
	require.NoError(t, err)
	next := func(model string) string {
		return geminiPost(s, generate(flash), contentsOf(ask+","+model+","+geminiUser(strings.Join(answers, ",")), oneDecl)).Body.String()
	}
	assert.Contains(t, next(string(back)), "f answered: done")
	delete(content["parts"].([]any)[0].(map[string]any), "thoughtSignature")
	back, err = json.Marshal(content)
	require.NoError(t, err)
	assert.Contains(t, next(string(back)), "is missing a thought_signature")
}

func TestGeminiLoad(t *testing.T) {
	url, stop, err := StartLoad("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	body, err := io.ReadAll(send(t, t.Context(), url+streamPath("bench-200"), contentsOf(userSays, "")).Body)
	require.NoError(t, err)
	assert.Equal(t, 200, strings.Count(string(body), "word"))
	assert.Len(t, geminiEvents(t, string(body)), 201)
}

func TestGeminiMidStream(t *testing.T) {
	s := newServer()
	list := geminiEvents(t, geminiPost(s, streamPath(faultErrorMidStream), contentsOf(userSays, "")).Body.String())
	assert.Contains(t, list[len(list)-1], "error")
	w := geminiPost(s, strings.TrimSuffix(streamPath(faultErrorMidStream), "?alt=sse"), contentsOf(userSays, ""))
	var array []map[string]any
	require.NoError(t, json.Unmarshal(w.Body.Bytes(), &array), w.Body.String())
	assert.Contains(t, array[len(array)-1], "error")
	assert.Equal(t, "gemini", s.Ledger()[0].Service)
}
