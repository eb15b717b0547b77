package wire_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

var inner = wire.Table{Rows: []wire.Row{{Name: "name", Is: wire.Text, To: 3}, {Name: "deeper", Is: wire.Inside}}}

var table = wire.Table{Camel: true, Other: 99, Rows: []wire.Row{
	{Name: "id", Is: wire.Text, To: 0}, {Name: "maxTokens", Is: wire.Number, To: 1}, {Name: "skipped"},
	{Name: "bare", Is: wire.Bare, To: 2}, {Name: "inner", Is: wire.Inside, In: &inner}, {Name: "mine", Is: wire.Do, To: 7},
	{Name: "list", Is: wire.List, To: 4}, {Name: "any", Is: wire.Value, To: 5},
}}

func TestTableReadsWhatItsRowsSay(t *testing.T) {
	s := jsonscan.New([]byte(`{"skipped":{"id":"no"},"id":"a\"b","max_tokens":12,"bare":"png","inner":{"x":1,"deeper":{"name":"n"}},` +
		`"mine":[1,2],"other":{"id":"no"},"list":[3],"any":null}`))
	var to [6][]byte
	var stops []string
	for s.Object(); ; {
		do := table.Next(&s, to[:])
		if do == 0 {
			break
		}
		stops = append(stops, string(s.Key())+" "+string(s.Value()))
	}
	require.NoError(t, s.End())
	assert.Equal(t, []string{"mine [1,2]", `other {"id":"no"}`}, stops)
	var got []string
	for _, value := range to {
		got = append(got, string(value))
	}
	assert.Equal(t, []string{`"a\"b"`, "12", "png", `"n"`, "[3]", "null"}, got)
}

func TestTableTakesWrongTypesForAbsent(t *testing.T) {
	var to [6][]byte
	table.Read([]byte(`{"id":5,"max_tokens":"12","bare":{},"inner":[],"list":{},"mine":1}`), to[:])
	assert.Equal(t, [6][]byte{}, to)
	table.Read(nil, to[:])
	table.Read([]byte(`"id"`), to[:])
	assert.Equal(t, [6][]byte{}, to)
	assert.Error(t, inner.Document([]byte(`{"name":"n"} x`), to[:]))
	assert.Error(t, inner.Document([]byte(`[]`), to[:]))
	assert.True(t, wire.Others(&inner, []byte(`{"deeper":{"x":1}}`)))
	assert.False(t, wire.Others(&inner, []byte(`{"deeper":{"name":1},"name":2}`)))
}

// FuzzTable holds that the members that a table reads are those that a JSON
// decoder finds.
func FuzzTable(f *testing.F) {
	f.Add([]byte(`{"id":"a","max_tokens":1.5,"maxTokens":2,"bare":"x","list":[{}],"any":{"id":0},"inner":{"name":"n"}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var members map[string]json.RawMessage
		if json.Unmarshal(data, &members) != nil || members == nil {
			return
		}
		var to [6][]byte
		require.NoError(t, table.Document(data, to[:]))
		for name, at := range map[string]int{"id": 0, "list": 4, "any": 5} {
			if to[at] != nil {
				assert.True(t, json.Valid(to[at]))
			}
			if at == 5 && members[name] != nil {
				assert.NotNil(t, to[at])
			}
		}
	})
}

var nested = wire.Table{Rest: wire.ToRequest, Prefix: "nested.", Rows: []wire.Row{{Name: "user", Is: wire.Text, To: wire.User}}}

var request = wire.Table{Rest: wire.ToRequest, Listed: true, Rows: []wire.Row{
	{Name: "model", Is: wire.Text, To: wire.Model, Once: 1}, {Name: "limit", Is: wire.Number, To: wire.MaxTokens},
	{Name: "nested", Is: wire.Inside, In: &nested}, {Name: "stream", Is: wire.Flag, To: wire.Stream},
	{Name: "tags", Is: wire.Map, To: wire.Metadata}, {Name: "stop", Is: wire.Strings}, {Name: "loose", Is: wire.Loose, To: wire.Scratch},
	{Name: "mine", Is: wire.Do, To: 1}, {Name: "even null", Is: wire.Any, To: 2},
}}

func decode(body string) (r llm.Request, stops []string, err error) {
	var d wire.Decoder
	d.Begin("test", []byte(body), &r, []string{"listed"})
	for d.Object(); ; {
		do := d.Next(&request)
		if do == 0 {
			return r, stops, d.End(1, "model")
		}
		stops = append(stops, string(d.Name)+" "+string(d.Value()))
	}
}

func TestDecoderPutsValuesWhereTheyBelong(t *testing.T) {
	r, stops, err := decode(`{"model":"m","limit":5,"nested":{"user":"u","x":1},"stream":true,"tags":{},"stop":["a"],"mine":[],"even null":null,` +
		`"listed":1,"unheard of":2,"nothing":null,"loose":7}`)
	require.NoError(t, err)
	assert.Equal(t, []string{"mine []", "even null null"}, stops)
	assert.Equal(t, llm.Request{
		Origin: "test", Model: llm.Text(`"m"`), MaxTokens: llm.Raw("5"), User: llm.Text(`"u"`), Stream: true, Metadata: llm.Raw("{}"),
		Stop: []llm.Text{llm.Text(`"a"`)},
		Extra: []llm.Member{
			{Name: "nested.x", Value: llm.Raw("1"), Own: true}, {Name: "listed", Value: llm.Raw("1"), Own: true},
			{Name: "unheard of", Value: llm.Raw("2")},
		},
	}, r)
	_, stops, err = decode(`{"model":"m","limit":null,"nested":null,"stream":null,"mine":null}`)
	require.NoError(t, err)
	assert.Empty(t, stops, "null is as good as absent")
}

func TestDecoderRefuses(t *testing.T) {
	for body, want := range map[string]string{
		`{"model":1}`:                           "model must be a string",
		`{"model":"m","limit":"5"}`:             "limit must be a number",
		`{"model":"m","stream":1}`:              "stream must be true or false",
		`{"model":"m","nested":{"user":false}}`: "nested.user must be a string",
		`{"model":"m","tags":[]}`:               "tags must be an object",
		`{"model":"m","stop":[1]}`:              "stop.0 must be a string",
		`{"model":"m","model":"n"}`:             "model must not be there twice",
		`{}`:                                    "the request body has no model",
		`[]`:                                    "the request body must be an object",
		`{"model":"m"`:                          "the request body is invalid JSON at byte 12: want a comma or }",
	} {
		_, _, err := decode(body)
		var p *problem.Problem
		require.ErrorAs(t, err, &p, body)
		assert.Equal(t, want, p.Message)
	}
}
