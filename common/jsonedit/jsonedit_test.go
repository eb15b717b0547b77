package jsonedit_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/tidwall/gjson"
	"github.com/tidwall/sjson"

	"aigateway/common/jsonedit"
)

func TestEdits(t *testing.T) {
	body := []byte(`{"model":"a","stream":true}`)
	var e jsonedit.Edits
	e.Replace(9, 12, []byte(`"long name"`))
	e.Insert(1, []byte(`"first":1,`))
	assert.Equal(t, `{"first":1,"model":"long name","stream":true}`, string(e.Apply(nil, body)))
	prefix, end := e.Prefix(nil, body)
	assert.Equal(t, `{"first":1,"model":"long name"`, string(prefix))
	assert.Equal(t, 12, end)
}

// TestSet compares with sjson, whose paths operators know.
func TestSet(t *testing.T) {
	for _, body := range []string{
		`{}`, `{"a":1}`, ` {"a" : {"b" : [1, {"c":2}]}, "z":"\"" }`, `{"a":{"b":{}}}`, `{"a":[{"b":1},{"b":2}]}`,
	} {
		for _, path := range []string{"a", "a.b", "a.b.c", "a.b.1.c", "z", "new", "x.y.z", "a.1.b"} {
			got, ok := jsonedit.Set(nil, []byte(body), path, []byte(`{"v":[1]}`), true)
			if !ok {
				assert.Empty(t, got)
				continue
			}
			want, err := sjson.SetRaw(body, path, `{"v":[1]}`)
			assert.NoError(t, err)
			if strings.Contains(path, "1") && !gjson.Get(body, path).Exists() {
				continue // sjson makes arrays on the way, and pads them with null
			}
			assert.JSONEq(t, want, string(got), "%s %s", body, path)
		}
	}
}

func TestSetKeeps(t *testing.T) {
	for _, c := range []struct{ body, path string }{
		{`{"a":1}`, "a"}, {`{"a":{"b":null}}`, "a.b"}, {`[1]`, "0"}, {`{"a":1}`, "a.b"}, {`{"a":[1]}`, "a.7"}, {`{"b":`, "a"},
	} {
		_, ok := jsonedit.Set(nil, []byte(c.body), c.path, []byte("2"), false)
		assert.False(t, ok, "%s %s", c.body, c.path)
	}
	got, ok := jsonedit.Set(nil, []byte(`{"a":1}`), "b", []byte("2"), false)
	assert.True(t, ok)
	assert.JSONEq(t, `{"a":1,"b":2}`, string(got))
}

func FuzzSet(f *testing.F) {
	f.Add([]byte(`{"a":{"b":[1]}}`), "a.b.0")
	f.Fuzz(func(t *testing.T, body []byte, path string) {
		got, ok := jsonedit.Set(nil, body, path, []byte("7"), true)
		if ok && json.Valid(body) && !json.Valid(got) {
			t.Fatalf("%q at %q gave %q", body, path, got)
		}
	})
}

func TestFill(t *testing.T) {
	assert.Equal(t, `x{"a":1,"b":"t","c":1}`, string(jsonedit.Fill([]byte("x"), `{"a":%0,"b":%1,"c":%0}`, []byte("1"), []byte(`"t"`))))
	assert.Equal(t, `{}`, string(jsonedit.Fill(nil, `{}`)))
}
