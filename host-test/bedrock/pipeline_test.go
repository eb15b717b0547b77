package bedrock_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/clock"
	"aigateway/common/codec"
	"aigateway/common/codec/bedrock"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
	"aigateway/host-test/upstream"
)

// gateway does what a gateway does for a client of OpenAI's.
type gateway struct {
	url         string
	client      codec.Codec
	provider    codec.Codec
	credentials sigv4.Credentials
}

func newGateway(t *testing.T) *gateway {
	url, stop, err := upstream.New(upstream.Options{}).Start("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	return &gateway{
		url: url, client: openai.New(openai.Dialect{}), provider: bedrock.New(bedrock.Dialect{}),
		credentials: sigv4.Credentials{AccessKey: accessKey, SecretKey: secret.New(secretKey), Region: "us-east-1", Service: "bedrock"},
	}
}

// ask sends a request on and returns what the client gets.
func (g *gateway) ask(t *testing.T, body string) (status int, answer string) {
	var r llm.Request
	var lost []llm.Loss
	require.NoError(t, g.client.DecodeRequest(&r, []byte(body)))
	out, err := g.provider.EncodeRequest(nil, &r, &lost)
	require.NoError(t, err)
	operation := "/converse"
	if r.Stream {
		operation += "-stream"
	}
	path := string(sigv4.AppendEscaped([]byte("/model/"), jsonscan.Text(r.Model))) + operation
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, g.url+path, bytes.NewReader(out))
	require.NoError(t, err)
	signed := sigv4.Request{Method: request.Method, Path: path, Host: request.Host, Body: out}
	for _, h := range g.credentials.Sign(nil, &signed, clock.Time(time.Now().UnixNano())) {
		request.Header.Set(h.Name, h.Value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	return response.StatusCode, g.answer(t, response, &r)
}

func (g *gateway) answer(t *testing.T, response *http.Response, r *llm.Request) string {
	if response.StatusCode >= 400 {
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return string(g.client.EncodeProblem(nil, g.provider.DecodeProblem(response.StatusCode, body)))
	}
	b := codec.NewBridge(g.client, g.provider, new(llm.Event))
	b.Reset(codec.Options{Stream: r.Stream, Usage: true, Model: r.Model, Seed: 1})
	if !r.Stream {
		body, err := io.ReadAll(response.Body)
		require.NoError(t, err)
		return string(b.Whole(nil, body))
	}
	require.Equal(t, g.provider.Framing().ContentType(), response.Header.Get("Content-Type"))
	var out []byte
	chunk := make([]byte, 100)
	for {
		n, err := response.Body.Read(chunk)
		out = b.Write(out, chunk[:n])
		if err != nil {
			return string(b.Close(out))
		}
	}
}

const schema = `{"type":"object","properties":{"a":{"type":"string"}},"required":["a"],"additionalProperties":false}`

// asked are requests, and what is in the answers to them.
var asked = []struct {
	name, model, rest string
	status            int
	want              []string
}{
	{"text", "amazon.nova-pro-v1:0", `"messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hello"}],"temperature":2,"top_k":5,"stop":"q","max_tokens":50`, 200,
		[]string{`You said: hello`, `I was told: be brief`}},
	{"tools", "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
		`"messages":[{"role":"user","content":"call f and g"}],"tools":[{"type":"function","function":{"name":"f","strict":true,"parameters":` + schema + `}},{"type":"function","function":{"name":"g"}}],"tool_choice":"required"`, 200,
		[]string{`"name":"f"`, `"name":"g"`, `tool_calls`}},
	{"results", "meta.llama3-1-70b-instruct-v1:0", `"messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"a b","type":"function","function":{"name":"f","arguments":"{}"}}]},
		{"role":"tool","tool_call_id":"a b","content":""}]`, 200, []string{`f answered: {}`}},
	{"image", "amazon.nova-pro-v1:0", `"messages":[{"role":"user","content":[{"type":"text","text":"look"},{"type":"image_url","image_url":{"url":"data:image/png;base64,iVBORw0KGgo="}}]}]`, 200,
		[]string{`[image of 8 bytes]`}},
	{"reasoning", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", `"messages":[{"role":"user","content":"x"}],"reasoning_effort":"low","temperature":0`, 200,
		[]string{`"reasoning_content":"The user`, `"signature":`}},
	{"reasoning by effort", "us.amazon.nova-2-lite-v1:0", `"messages":[{"role":"user","content":"x"}],"reasoning_effort":"high","max_tokens":50`, 200, []string{`"reasoning_content":"The user`}},
	{"a schema", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", `"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":` + schema + `}}`, 200,
		[]string{`{\"a\":`, `"stop"`}},
	{"a schema by a tool", "amazon.nova-pro-v1:0", `"messages":[{"role":"user","content":"x"}],"response_format":{"type":"json_schema","json_schema":{"name":"n","schema":` + schema + `}}`, 200,
		[]string{`{\"a\":`, `"stop"`}},
	{"no such model", "missing-1", `"messages":[{"role":"user","content":"x"}]`, 404, []string{`Could not resolve the foundation model`}},
	{"too many requests", "error-429", `"messages":[{"role":"user","content":"x"}]`, 429, []string{`"rate_limit_error"`, `Too many requests`}},
}

// TestPipeline goes the whole way, streamed and not.
func TestPipeline(t *testing.T) {
	g := newGateway(t)
	for _, test := range asked {
		for _, stream := range []string{"false", "true"} {
			t.Run(test.name+" stream="+stream, func(t *testing.T) {
				status, answer := g.ask(t, `{"model":"`+test.model+`","stream":`+stream+`,`+test.rest+`}`)
				assert.Equal(t, test.status, status, answer)
				if stream == "true" && status == 200 {
					answer = joined(answer)
				}
				for _, want := range test.want {
					assert.Contains(t, answer, want)
				}
			})
		}
	}
	_, answer := g.ask(t, `{"model":"error-mid-stream","stream":true,"messages":[{"role":"user","content":"x"}]}`)
	assert.Contains(t, answer, `data: {"error":{"message":"The system encountered an unexpected error`)
	assert.NotContains(t, answer, "[DONE]")
}

// joined puts in front of a stream of chat completions what its pieces say
// together, so that a text can be looked for.
func joined(stream string) string {
	said := map[string]string{}
	for line := range strings.Lines(stream) {
		var chunk struct {
			Choices []struct{ Delta map[string]any }
		}
		data, _ := strings.CutPrefix(strings.TrimSpace(line), "data: ")
		if json.Unmarshal([]byte(data), &chunk) != nil || len(chunk.Choices) == 0 {
			continue
		}
		for name, value := range chunk.Choices[0].Delta {
			text, _ := value.(string)
			said[name] += text
		}
	}
	whole, _ := json.Marshal(said) // strings always encode
	return string(whole) + stream
}
