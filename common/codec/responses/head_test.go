package responses_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/responses"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
)

func TestPatch(t *testing.T) {
	const sealed = `{"type":"reasoning","summary":[],"encrypted_content":"signed\"EqQB"}`
	const open = `{"type":"reasoning","summary":[],"encrypted_content":"open\""}`
	const redacted = `{"encrypted_content":"sealed\"EmwK","type":"reasoning","summary":[]}`
	const kept = `{"type":"reasoning","summary":[],"encrypted_content":"gAAAAA"}`
	for in, want := range map[string]string{
		`{"model":"a","input":"x","stream":true}`: `{"model":"b","input":"x","stream":true}`,
		`{ "input":"x"}`: `{ "model":"b","input":"x"}`,
		`{"model":null,"input":[1,{}],"tools":[{"model":1}]}`:                          `{"model":"b","input":[1,{}],"tools":[{"model":1}]}`,
		`{"model":"a","input":[` + kept + `]}`:                                         `{"model":"b","input":[` + kept + `]}`,
		`{"model":"a","input":[ ` + sealed + ` , ` + redacted + `, ` + kept + ` ]}`:    `{"model":"b","input":[ ` + kept + ` ]}`,
		`{"model":"a","input":[` + kept + ` , ` + sealed + `,` + redacted + `]}`:       `{"model":"b","input":[` + kept + `]}`,
		`{"model":"a","input":[` + kept + `, ` + sealed + `,1,` + redacted + `, 2]}`:   `{"model":"b","input":[` + kept + `,1, 2]}`,
		`{"model":"a","input":[` + sealed + `, ` + redacted + `,` + open + `]}`:        `{"model":"b","input":[]}`,
		`{"model":"a","input":[{"type":"function_call","call_id":"c__thought__CiQ"}]}`: `{"model":"b","input":[{"type":"function_call","call_id":"c"}]}`,
	} {
		var h codec.Head
		var edits jsonedit.Edits
		require.NoError(t, own.ScanHead(&h, []byte(in)), in)
		assert.Equal(t, strings.Contains(in, `"stream":true`), h.Stream)
		assert.False(t, own.Patch(&edits, &h, codec.Patch{Model: llm.Text(`"b"`), Usage: true}))
		assert.Equal(t, want, string(edits.Apply(nil, []byte(in))))
	}
}

func TestScanHeadRefuses(t *testing.T) {
	for in, want := range map[string]string{
		`{"model":"a","model":"b"}`:  "model must not be there twice",
		`{"stream":true,"stream":1}`: "stream must not be there twice",
		`{"input":[],"input":[]}`:    "input must not be there twice",
		`{"stream":1}`:               "stream must be true or false",
		`{"model":["a"]}`:            "model must be a string",
		`{"model":"a"`:               "invalid JSON",
	} {
		assert.ErrorContains(t, own.ScanHead(new(codec.Head), []byte(in)), want, in)
	}
}

func FuzzHead(f *testing.F) {
	f.Add([]byte(usual))
	f.Add([]byte(`{"input":[{"encrypted_content":"signed\"x"},{"encrypted_content":"sealed\"x"},{}]}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		var h codec.Head
		var edits jsonedit.Edits
		c := responses.New()
		if c.ScanHead(&h, body) != nil || !json.Valid(body) {
			return
		}
		c.Patch(&edits, &h, codec.Patch{Model: llm.Text(`"b"`)})
		out := edits.Apply(nil, body)
		require.True(t, json.Valid(out), "%s", out)
	})
}
