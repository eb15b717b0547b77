package bedrock_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/anthropic"
	"aigateway/common/codec/bedrock"
	"aigateway/common/codec/openai"
	"aigateway/common/llm"
	hosttest "aigateway/host-test"
)

// clients are the protocols whose every field is sent to every kind of model.
var clients = []codec.Codec{bedrock.New(bedrock.Dialect{}), openai.New(openai.Dialect{}), anthropic.New(anthropic.Dialect{})}

var models = []string{
	"anthropic.claude-3-5-sonnet-20240620-v1:0", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "global.anthropic.claude-opus-4-6-v1",
	"anthropic.claude-opus-4-7", "us.amazon.nova-2-lite-v1:0", "amazon.nova-pro-v1:0", "openai.gpt-oss-120b-1:0", "mistral.mistral-large-2407-v1:0",
	"meta.llama3-1-70b-instruct-v1:0", "cohere.command-r-plus-v1:0",
	"arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abcdef",
}

// body is a request that was encoded for a model.
type body struct {
	Operation string          `json:"operation"`
	Model     string          `json:"model"`
	Body      json.RawMessage `json:"body"`
	from      string
}

// bodies encodes the examples of every protocol's fields.
func bodies(t *testing.T) (list []body) {
	target := bedrock.New(bedrock.Dialect{})
	for _, client := range clients {
		data, err := os.ReadFile(filepath.Join(hosttest.Root(), "common/codec", client.Name(), "testdata/fields.json"))
		require.NoError(t, err)
		var examples []struct {
			Path    string
			Request json.RawMessage
		}
		require.NoError(t, json.Unmarshal(data, &examples))
		for i, x := range examples {
			for k, model := range models {
				if client.Name() == bedrock.Name && k > 0 || x.Path == "an unknown member" {
					continue // what came as it is goes as it is
				}
				var r llm.Request
				var lost []llm.Loss
				require.NoError(t, client.DecodeRequest(&r, x.Request), x.Path)
				r.Model = llm.Text(`"` + model + `"`)
				out, err := target.EncodeRequest(nil, &r, &lost)
				if err != nil {
					continue // it is refused with a sentence
				}
				operation := [...]string{"Converse", "ConverseStream"}[i%2]
				list = append(list, body{operation, model, out, client.Name() + "/" + x.Path + " for " + model})
			}
		}
	}
	return list
}

// TestBodies has botocore validate what is sent.
func TestBodies(t *testing.T) {
	list := bodies(t)
	require.Greater(t, len(list), 1000)
	input := make([]any, len(list))
	for i := range list {
		input[i] = &list[i]
	}
	for i, answer := range run(t, "validate.py", input) {
		assert.Equal(t, "[]", string(answer), "%s: %s", list[i].from, list[i].Body)
	}
}

// TestValidation makes sure that what is wrong is found at all.
func TestValidation(t *testing.T) {
	input := []any{}
	for _, wrong := range []string{
		`{"messages":[{"role":"tool","content":[]}]}`, `{"messages":[{"role":"user","content":"x"}]}`, `{"model":"m"}`, `{"inferenceConfig":{"temperature":2}}`,
		`{"messages":[{"role":"user","content":[{"text":"x","image":{"format":"png","source":{"bytes":"AA=="}}}]}]}`,
		`{"toolConfig":{"tools":[{"toolSpec":{"name":"a b","inputSchema":{"json":{}}}}]}}`, `{"requestMetadata":{"a":"é"}}`,
	} {
		input = append(input, body{Operation: "Converse", Model: "m", Body: json.RawMessage(wrong)})
	}
	for i, answer := range run(t, "validate.py", input) {
		assert.NotEqual(t, "[]", string(answer), "%s", input[i].(body).Body)
	}
}
