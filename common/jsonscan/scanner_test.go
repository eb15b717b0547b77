package jsonscan_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/jsonscan"
)

func walk(s *jsonscan.Scanner) any {
	switch s.Kind() {
	case '{':
		m := map[string]any{}
		for s.Object(); s.Member(); {
			k := string(s.Key())
			m[k] = walk(s)
		}
		return m
	case '[':
		a := []any{}
		for s.Array(); s.Element(); {
			a = append(a, walk(s))
		}
		return a
	case '"':
		return jsonscan.Text(s.String())
	default:
		var v any
		raw := s.Value()
		if s.Err() == nil {
			if err := json.Unmarshal(raw, &v); err != nil {
				s.Fail(err)
			}
		}
		return v
	}
}

func TestScannerReadsWhatEncodingJSONReads(t *testing.T) {
	for _, in := range []string{
		`{}`, `[]`, ` {"a" : [1, 2.5e3, -1, true, false, null, "x\"y\\"] , "b":{"c":{}}} `,
		`"\ud83d\ude00 \u00e9 \n\/"`, `{"a\u0062":1}`, `[[],[[]],{}]`,
	} {
		var want any
		assert.NoError(t, json.Unmarshal([]byte(in), &want))
		s := jsonscan.New([]byte(in))
		assert.Equal(t, want, walk(&s), in)
		assert.NoError(t, s.End(), in)
	}
}

func TestScannerRefuses(t *testing.T) {
	for _, in := range []string{
		``, `{`, `{"a"}`, `{"a":}`, `{"a":1,}`, `[1,]`, `[1 2]`, `{"a":1 "b":2}`, `"abc`, `"abc\"`, `[}`, `{"a":[}`, `{]`, `nul`, `{} {}`, `{,"a":1}`,
	} {
		s := jsonscan.New([]byte(in))
		s.Skip()
		assert.Error(t, s.End(), in)
	}
}

func FuzzScanner(f *testing.F) {
	f.Add([]byte(`{"a":[1,"x\u00e9",{"b":null}]}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		s := jsonscan.New(in)
		s.Skip()
		err := s.End()
		if json.Valid(in) && err != nil && err.Error() != "invalid JSON: nested too deeply" {
			t.Fatalf("%q is JSON: %v", in, err)
		}
	})
}

func FuzzQuote(f *testing.F) {
	f.Add("a\"b\\c\n\x00é\xff")
	f.Fuzz(func(t *testing.T, in string) {
		literal := jsonscan.AppendQuoted(nil, in)
		var want string
		if err := json.Unmarshal(literal, &want); err != nil {
			t.Fatalf("%q: %v", literal, err)
		}
		if got := jsonscan.Text(literal); got != want {
			t.Fatalf("%q: got %q, want %q", literal, got, want)
		}
	})
}
