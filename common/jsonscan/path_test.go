package jsonscan_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/jsonscan"
)

func TestPathNamesTheValueAtAnOffset(t *testing.T) {
	for in, want := range map[string]string{
		`@[]`:                                   "",
		`{"a":@1}`:                              "a",
		`{"a":1,"b" : {"c":[true, @null]}}`:     "b.c.1",
		`{"messages":[{},{},{"content": @12}]}`: "messages.2.content",
		`{"a":[1,2,@`:                           "a.2",
		`{"a":{"b":"x@yz"}}`:                    "a.b",
	} {
		data, rest, _ := strings.Cut(in, "@")
		assert.Equal(t, want, jsonscan.Path([]byte(data+rest), len(data)), in)
	}
}

func TestInt(t *testing.T) {
	for in, want := range map[string]int64{"0": 0, "12": 12, "-3": -3, "12.0": 12, "12.9": 12} {
		got, ok := jsonscan.Int([]byte(in))
		assert.True(t, ok, in)
		assert.Equal(t, want, got, in)
	}
	for _, in := range []string{"", "-", "x", "1e3", `"1"`, "1234567890123456789", "null"} {
		_, ok := jsonscan.Int([]byte(in))
		assert.False(t, ok, in)
	}
}
