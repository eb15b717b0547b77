package formdata

import (
	"bytes"
	"io"
	"mime/multipart"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestBoundary(t *testing.T) {
	for contentType, want := range map[string]string{
		"multipart/form-data; boundary=abc":                       "abc",
		`Multipart/Form-Data; charset=utf-8; Boundary="a b;c"`:    "a b;c",
		`multipart/form-data; x="y=z; boundary=no"; boundary=yes`: "yes",
		"multipart/form-data":                                     "",
		"multipart/mixed; boundary=abc":                           "",
		"application/json":                                        "",
	} {
		assert.Equal(t, want, Boundary(contentType), contentType)
	}
}

// form writes one as clients do.
func form(t *testing.T, fields ...string) (body, boundary string) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		if fields[i] == "file" {
			part, err := w.CreateFormFile("file", `a"b.wav`)
			require.NoError(t, err)
			_, _ = io.WriteString(part, fields[i+1])
			continue
		}
		require.NoError(t, w.WriteField(fields[i], fields[i+1]))
	}
	require.NoError(t, w.Close())
	return b.String(), w.Boundary()
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		fields []string
		want   string
		found  bool
	}{
		{[]string{"model", "whisper-1", "file", "RIFF"}, "whisper-1", true},
		{[]string{"file", "RIFF\r\n--not it\r\nname=\"model\"\r\n\r\nno", "language", "de", "model", "m\r\n\r\nx"}, "m\r\n\r\nx", true},
		{[]string{"file", "RIFF", "Model", "x"}, "", false},
		{[]string{"model", ""}, "", true},
	} {
		body, boundary := form(t, c.fields...)
		got := Find([]byte(body), boundary, "model")
		assert.True(t, got.Done)
		assert.Equal(t, c.found, got.Found)
		assert.Equal(t, c.want, body[got.Start:got.End])
		for cut := range len(body) { // no wrong answer before all is there
			if early := Find([]byte(body[:cut]), boundary, "model"); early.Done {
				assert.Equal(t, got, early, "%q", body[:cut])
			}
		}
	}
	body := "--b\ncontent-disposition: form-data; name=model\n\nm\n--b--\n"
	at := Find([]byte(body), "b", "model")
	assert.Equal(t, "m", body[at.Start:at.End])
	body = "--b\r\ncontent-disposition: form-data; name=file\r\n\r\n--bad\r\n--b\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b--"
	at = Find([]byte(body), "b", "model")
	assert.Equal(t, "m", body[at.Start:at.End])
	assert.Equal(t, Field{}, Find([]byte("no form"), "b", "model"))
}

// FuzzFind compares with the standard library where that reads the form.
func FuzzFind(f *testing.F) {
	f.Add("--b\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--b--\r\n")
	f.Add("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x\"\r\nContent-Type: audio/wav\r\n\r\n--b\n\r\n--b\r\nContent-Disposition: form-data; name=model\r\n\r\n\r\n--b--")
	f.Fuzz(func(t *testing.T, body string) {
		at := Find([]byte(body), "b", "model")
		if at.Found && (at.Start > at.End || at.End > len(body)) {
			t.Fatalf("%q: %+v", body, at)
		}
		if strings.Count(body, "--b") != strings.Count(body, "\r\n--b")+1 || !strings.HasPrefix(body, "--b\r\n") || strings.Contains(strings.ReplaceAll(body, "\r\n", ""), "\n") {
			return // what readers may take in several ways
		}
		r := multipart.NewReader(strings.NewReader(body), "b")
		for {
			part, err := r.NextRawPart()
			if err != nil {
				return
			}
			value, err := io.ReadAll(part)
			if err != nil {
				return
			}
			if part.FormName() == "model" && at.Found && string(value) != body[at.Start:at.End] {
				t.Fatalf("%q: %q, not %q", body, body[at.Start:at.End], value)
			}
			if part.FormName() == "model" {
				return
			}
		}
	})
}
