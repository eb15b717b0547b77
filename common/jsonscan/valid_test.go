package jsonscan_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"aigateway/common/jsonscan"
)

// FuzzValidObject holds ValidObject against encoding/json.
func FuzzValidObject(f *testing.F) {
	for _, s := range []string{
		`{}`, ` { } `, `{"a":1}`, `{"a":-0.5e+10,"b":[true,false,null,"\u00e9\n\/"]}`, `{"a":01}`, `{"a":1.}`,
		`{"a":"\x"}`, `{"a":"\u12"}`, `{"a":"` + "\n" + `"}`, `{"a\x":1}`, `[]`, `{"a":1}x`, `{"a":1,}`, `{"a"}`, `{"a":-}`,
		`{"a":1e}`, `{"a":.5}`, `{"a":+1}`, ``, `{`, `null`, `{"a":tru}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var object map[string]json.RawMessage
		want := json.Unmarshal(data, &object) == nil && object != nil
		if got := jsonscan.ValidObject(data); got != want && utf8.Valid(data) {
			t.Fatalf("ValidObject(%q) = %v, encoding/json says %v", data, got, want)
		}
	})
}
