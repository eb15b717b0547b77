package shape

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCheck(t *testing.T) {
	pet := Union("kind",
		Case{Value: "cat", Shape: Struct(Req("lives", &Shape{Kinds: []Kind{Integer}, Min: Limit(1), Max: Limit(9)}))},
		Case{Value: "dog"},
	)
	short := &Shape{Kinds: []Kind{String}, MinLen: 1, MaxLen: 3, Pattern: regexp.MustCompile(`^[a-z]*$`)}
	top := Struct(
		Req("name", short),
		Opt("pets", List(pet).Or(Enum("none", "many"))),
		Opt("tags", &Shape{Kinds: []Kind{Object}, Values: Of(String).Nullable()}),
	)
	for _, tt := range []struct {
		document, brackets, dots string
		problem                  Problem
	}{
		{`[]`, "", "", WrongKind},
		{`{}`, "name", "name", Missing},
		{`{"name":1}`, "name", "name", WrongKind},
		{`{"name":""}`, "name", "name", TooShort},
		{`{"name":"abcd"}`, "name", "name", TooLong},
		{`{"name":"A"}`, "name", "name", NoMatch},
		{`{"name":"a","x":1}`, "x", "x", Unknown},
		{`{"name":"a","pets":"few"}`, "pets", "pets", NotInEnum},
		{`{"name":"a","pets":7}`, "pets", "pets", WrongKind},
		{`{"name":"a","pets":[{}]}`, "pets[0].kind", "pets.0.kind", Missing},
		{`{"name":"a","pets":[{"kind":"cow"}]}`, "pets[0]", "pets.0", BadTag},
		{`{"name":"a","pets":[{"kind":"cat","lives":0}]}`, "pets[0].lives", "pets.0.cat.lives", TooSmall},
		{`{"name":"a","pets":[{"kind":"cat","lives":10}]}`, "pets[0].lives", "pets.0.cat.lives", TooLarge},
		{`{"name":"a","pets":[{"kind":"cat","lives":1.0}]}`, "pets[0].lives", "pets.0.cat.lives", WrongKind},
		{`{"name":"a","pets":[{"kind":"cat","lives":1,"age":2}]}`, "pets[0].age", "pets.0.cat.age", Unknown},
		{`{"name":"a","tags":{"b":1}}`, "tags.b", "tags.b", WrongKind},
	} {
		faults := top.Check(decode(t, tt.document))
		require.Len(t, faults, 1, tt.document)
		assert.Equal(t, tt.problem, faults[0].Problem, tt.document)
		assert.Equal(t, tt.brackets, faults[0].Path.Brackets())
		assert.Equal(t, tt.dots, faults[0].Path.Dots())
	}
	for _, document := range []string{
		`{"name":"a"}`, `{"name":"a","pets":"none"}`, `{"name":"a","pets":[{"kind":"dog","any":1}]}`, `{"name":"a","tags":{"b":null}}`,
	} {
		assert.Empty(t, top.Check(decode(t, document)), document)
	}
}

func decode(t *testing.T, document string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(document))
	d.UseNumber()
	var v any
	require.NoError(t, d.Decode(&v))
	return v
}
