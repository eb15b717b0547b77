package codec

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/llm"
)

func TestAppendClosed(t *testing.T) {
	for _, c := range []struct {
		schema, want string
		complete     bool
	}{
		{`{"type":"string"}`, `{"type":"string"}`, true},
		{`{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]}`,
			`{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}`, true},
		{`{"properties":{"a":true,"b":{}},"required":["a"]}`, `{"properties":{"a":true,"b":{}},"required":["a"],"additionalProperties":false}`, false},
		{`{"properties":{"a":{}},"additionalProperties":true}`, `{"properties":{"a":{}},"additionalProperties":true}`, false},
		{`{"type":"array","items":{"anyOf":[{"properties":{"properties":{"type":"null"}}},{}]},"$defs":{"x":{"properties":{}}}}`,
			`{"type":"array","items":{"anyOf":[{"properties":{"properties":{"type":"null"}},"additionalProperties":false},{}]},"$defs":{"x":{"properties":{},"additionalProperties":false}}}`, false},
		{`{"enum":[{"properties":{"a":1}}],"properties":3}`, `{"enum":[{"properties":{"a":1}}],"properties":3}`, true},
		{`[1]`, `[1]`, true},
		{`{"a":`, `{"a":`, false},
	} {
		got, complete := AppendClosed(nil, llm.Raw(c.schema))
		assert.Equal(t, c.want, string(got))
		assert.Equal(t, c.complete, complete, c.schema)
	}
}

func TestPlainBase64(t *testing.T) {
	for in, want := range map[string]string{"aGVs": "aGVs", "a-_=": "a+/=", "a-_": "a+/=", "YQ": "YQ==", "": ""} {
		assert.Equal(t, want, string(PlainBase64([]byte(in))))
	}
}
