package base64_test

import (
	std "encoding/base64"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/base64"
)

// FuzzEncode compares with the standard library.
func FuzzEncode(f *testing.F) {
	for _, text := range []string{"", "a", "ab", "abc", "\xff\xfe\xfd\xfc\xfb", strings.Repeat("\x00", 50)} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got := base64.Append([]byte("x"), data)
		assert.Equal(t, "x"+std.StdEncoding.EncodeToString(data), string(got))
		assert.Len(t, got, 1+base64.Len(len(data)))
		assert.Equal(t, "x"+std.RawURLEncoding.EncodeToString(data), string(base64.AppendURL([]byte("x"), data)))
		back, ok := base64.Decode([]byte("x"), string(got[1:]))
		assert.True(t, ok)
		assert.Equal(t, "x"+string(data), string(back))
	})
}

// FuzzDecode compares with the standard library, which knows fewer kinds of
// white space and is strict where it is told to be.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{"", "YQ==", "YWI=", "YWJj\nYWJj\n", "YR==", "YWJ=", "Y", "YQ=", "=YQ=", "YQ==YQ==", "Y-_=", "YQ= =", "YWJj====", "===="} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		bare := strings.Map(func(r rune) rune {
			if r == ' ' || r >= '\t' && r <= '\r' {
				return -1
			}
			return r
		}, text)
		want, err := std.StdEncoding.Strict().DecodeString(bare)
		got, ok := base64.Decode(nil, text)
		assert.Equal(t, err == nil, ok, "%q", text)
		if ok {
			assert.Equal(t, string(want), string(got))
		}
	})
}
