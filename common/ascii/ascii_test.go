package ascii_test

import (
	"bytes"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/common/ascii"
)

// FuzzAgainstStrings holds every function against those of Go, which agree for
// ASCII.
func FuzzAgainstStrings(f *testing.F) {
	for _, text := range []string{"", " \t\n\v\f\r x \r", "Content-Type", "a,b,,c", "/v1/x/v1/y/v1/", "0", "007", "123456789012345678", "1234567890123456789", "-1", "x\\\"", "[] {}", "\x00\x1c\x85\xa0"} {
		f.Add(text, "/v1/")
	}
	f.Fuzz(func(t *testing.T, text, other string) {
		require.Equal(t, strings.LastIndex(text, other), ascii.LastIndex(text, other))
		require.Equal(t, strings.Split(text, ","), ascii.Split(text, ','))
		require.Equal(t, strings.IndexByte(text, ',') < 0 && strings.IndexByte(text, '"') < 0, ascii.Either([]byte(text), ',', '"') < 0)
		for _, r := range text + other {
			if r >= 0x80 {
				return
			}
		}
		require.Equal(t, strings.TrimSpace(text), ascii.TrimSpace(text))
		require.Equal(t, string(bytes.TrimSpace([]byte(text))), string(ascii.TrimSpace([]byte(text))))
		require.Equal(t, strings.TrimLeft(text, other), ascii.TrimLeft(text, other))
		require.Equal(t, strings.EqualFold(text, other), ascii.EqualFold(text, other))
		require.True(t, ascii.EqualFold(text, strings.ToUpper(text)))
		require.Equal(t, strings.ToLower(text), ascii.Lower(text))
		require.Equal(t, strings.IndexAny(text, ",\""), ascii.Either(text, ',', '"'))
		n, ok := ascii.Number(text)
		want, err := strconv.ParseUint(text, 10, 63)
		require.Equal(t, err == nil && len(text) <= 18, ok, text)
		if ok {
			require.EqualValues(t, want, n)
		}
	})
}
