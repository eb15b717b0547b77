package openai_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/jsonedit"
	"aigateway/common/llm"
)

// signedTurn is a conversation with a model of Google's: the client kept the
// signature of one call beside it, of the other behind its id.
const signedTurn = `{"model":"m","messages":[{"role":"user","content":"x"},
{"role":"assistant","content":"a","extra_content":{"google":{"thought_signature":"dGV4dA=="}},"tool_calls":[
{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"c2ln/+8="}}},
{"id":"c2__thought__c2ln_-8","type":"function","function":{"name":"f","arguments":"{\"__thought__\":1}"}}]},
{"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2__thought__c2ln_-8","content":"2"}]}`

// signedPlain is what a provider gets that knows of no signatures.
const signedPlain = `{"model":"m","messages":[{"role":"user","content":"x"},
{"role":"assistant","content":"a","tool_calls":[
{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},
{"id":"c2","type":"function","function":{"name":"f","arguments":"{\"__thought__\":1}"}}]},
{"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":"2"}]}`

// signedBack is what Google's own endpoint for this protocol gets.
const signedBack = `{"model":"m","messages":[{"role":"user","content":"x"},
{"role":"assistant","content":"a","extra_content":{"google":{"thought_signature":"dGV4dA=="}},"tool_calls":[
{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"thought_signature":"c2ln/+8="}}},
{"id":"c2","type":"function","function":{"name":"f","arguments":"{\"__thought__\":1}"},"extra_content":{"google":{"thought_signature":"c2ln/+8="}}}]},
{"role":"tool","tool_call_id":"c1","content":"1"},{"role":"tool","tool_call_id":"c2","content":"2"}]}`

func TestSignatures(t *testing.T) {
	out, lost, err := encode(t, signedTurn, openai.Dialect{ThoughtSignatures: true}, true)
	require.NoError(t, err)
	assert.Empty(t, lost)
	assert.JSONEq(t, signedBack, out)
	out, lost, err = encode(t, signedTurn, openai.Dialect{}, true)
	require.NoError(t, err)
	assert.Len(t, lost, 1)
	assert.JSONEq(t, signedPlain, out)
}

// TestSignaturesAreCutFromIDs holds that a provider of this protocol gets the
// ids as they were: it refuses long ones.
func TestSignaturesAreCutFromIDs(t *testing.T) {
	c := openai.New(openai.Dialect{})
	var h codec.Head
	require.NoError(t, c.ScanHead(&h, []byte(signedTurn)))
	require.Len(t, h.Foreign, 2)
	var edits jsonedit.Edits
	c.Patch(&edits, &h, codec.Patch{})
	out := string(edits.Apply(nil, []byte(signedTurn)))
	assert.Contains(t, out, `{"id":"c2","type"`)
	assert.Contains(t, out, `"tool_call_id":"c2"`)
	assert.Contains(t, out, `{\"__thought__\":1}`, "what is no id stays")
}

// TestOtherExtraContent is kept for a provider of this protocol.
func TestOtherExtraContent(t *testing.T) {
	in := `{"model":"m","messages":[{"role":"assistant","content":"a","extra_content":{"x":[1]},"tool_calls":[
{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"},"extra_content":{"google":{"y":1}}}]}]}`
	out, lost, err := encode(t, in, openai.Dialect{}, false)
	require.NoError(t, err)
	assert.Empty(t, lost)
	assert.JSONEq(t, in, out)
}

// TestSignedCall reads what Google's endpoint answers, and writes it for a
// client: beside the call and behind its id.
func TestSignedCall(t *testing.T) {
	reply := `{"id":"r","choices":[{"message":{"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"},` +
		`"extra_content":{"google":{"thought_signature":"c2ln/+8="}}}]},"finish_reason":"tool_calls"}]}`
	for _, stream := range []bool{true, false} {
		out := bridgeWhole(reply, stream)
		assert.Contains(t, out, `"id":"c1__thought__c2ln_-8"`)
		assert.Contains(t, out, `"extra_content":{"google":{"thought_signature":"c2ln/+8="}}`)
	}
}

// TestCallWithoutID gets one from the writer where the reader has none.
func TestCallWithoutID(t *testing.T) {
	w := openai.New(openai.Dialect{}).NewWriter()
	w.Reset(codec.Options{Seed: 36})
	w.Into(nil)
	for _, e := range []llm.Event{
		{Type: llm.Started}, {Type: llm.BlockStarted, Part: llm.ToolCallPart, Name: llm.Text(`"f"`)}, {Type: llm.BlockEnded, Part: llm.ToolCallPart},
		{Type: llm.Finished, Finish: llm.FinishToolCalls}, {Type: llm.Ended},
	} {
		w.Event(&e)
	}
	assert.Contains(t, string(w.Take()), `"id":"call_10_0"`)
}
