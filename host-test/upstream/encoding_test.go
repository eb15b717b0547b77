package upstream

import (
	"bytes"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestEncoding reads back what was packed, and of a stream that is held each
// event though nothing ends it.
func TestEncoding(t *testing.T) {
	const body = "data: one\n\ndata: two\n\n"
	for _, name := range []string{"gzip", "deflate", "deflate-raw", "br"} {
		for _, held := range []bool{false, true} {
			r := Response{Status: 200, Header: http.Header{}, Body: []byte(body), Hold: held}
			require.NoError(t, r.Encode(name))
			decoded, err := Decode(r.Header.Get("Content-Encoding"), bytes.NewReader(r.Body))
			require.NoError(t, err)
			got := make([]byte, len(body))
			_, err = io.ReadFull(decoded, got)
			require.NoError(t, err, name)
			require.Equal(t, body, string(got))
			_, err = io.ReadAll(decoded)
			require.Equal(t, held, err != nil, name)
		}
	}
	plain, err := Decode("", bytes.NewReader([]byte("x")))
	require.NoError(t, err)
	got, err := io.ReadAll(plain)
	require.NoError(t, err)
	require.Equal(t, "x", string(got))
	_, err = Decode("zstd", plain)
	require.ErrorContains(t, err, `unknown content coding "zstd"`)
}
