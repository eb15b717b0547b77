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

func TestMember(t *testing.T) {
	for _, c := range []struct{ body, with, want string }{
		{`{"a":1, "x" : [2] ,"b":3}`, ``, `{"a":1 ,"b":3}`},
		{`{ "x":1 , "b":3}`, ``, `{ "b":3}`},
		{`{"a":1,"x":{"x":1}}`, ``, `{"a":1}`},
		{`{"x":1 }`, ``, `{ }`},
		{`{"a":1, "x":"y"}`, `"z":2`, `{"a":1, "z":2}`},
		{`{ "x":1,"b":3}`, `"z":2`, `{ "z":2,"b":3}`},
		{`{"a":{"x":1}}`, `"z":2`, `{"a":{"x":1}}`},
		{`{"a":`, `"z":2`, `{"a":`},
		{`[]`, ``, `[]`},
	} {
		var e jsonedit.Edits
		var with []byte
		if c.with != "" {
			with = []byte(c.with)
		}
		found := e.Member([]byte(c.body), "x", with)
		got := string(e.Apply(nil, []byte(c.body)))
		assert.Equal(t, c.want, got)
		assert.Equal(t, found, got != c.body)
	}
}

// TestAt compares with gjson.
func TestAt(t *testing.T) {
	body := []byte(`{"a":[1,{"b":"x"} , null],"c":{"d": -1.5},"":7}`)
	for path, want := range map[string]string{"a": "", "a.1": "", "a.1.b": "", "a.2": "", "c.d": "", "c": "", "a.3": "none", "a.x": "none", "z": "none", "a.1.b.c": "none"} {
		at := jsonedit.At(body, jsonedit.Span{}, strings.Split(path, ".")...)
		if want == "none" {
			assert.Equal(t, jsonedit.Span{}, at, path)
			continue
		}
		assert.Equal(t, gjson.GetBytes(body, path).Raw, string(at.Of(body)), path)
	}
	inner := jsonedit.At(body, jsonedit.Span{}, "c")
	assert.Equal(t, "-1.5", string(jsonedit.At(body, inner, "d").Of(body)))
	assert.Equal(t, jsonedit.Span{}, jsonedit.At([]byte(`{"a":`), jsonedit.Span{}, "a"))
}
