package usage_test

import (
	"encoding/binary"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"aigateway/common/tokens"
	"aigateway/common/usage"
)

var update = flag.Bool("update", false, "write what is read into testdata/shapes")

// shape is one form of an answer of testdata/shapes.
type shape struct {
	name, kind string // content type
	body       []byte
}

// contentTypes are those of the sections of a shape.
var contentTypes = map[string]string{
	"whole.json": "application/json", "stream.json": "application/json; charset=UTF-8", "stream.sse": "text/event-stream",
	"stream.ndjson": "application/x-ndjson", "frames": "application/vnd.amazon.eventstream",
}

// shapes returns every form of every shape.
func shapes(tb testing.TB) (list []shape) {
	files, err := filepath.Glob("testdata/shapes/*.txtar")
	require.NoError(tb, err)
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(tb, err)
		for _, f := range archive.Files {
			if kind := contentTypes[f.Name]; kind != "" {
				list = append(list, shape{filepath.Base(file) + " " + f.Name, kind, bodyOf(f)})
			}
		}
	}
	return list
}

// bodyOf returns the bytes of a section. Its lines become frames where a
// protocol has those.
func bodyOf(f txtar.File) []byte {
	if f.Name != "frames" {
		return f.Data
	}
	var body []byte
	for line := range strings.Lines(string(f.Data)) {
		const header = "\x0b:event-type\x07\x00\x04test"
		payload := strings.TrimSuffix(line, "\n")
		body = binary.BigEndian.AppendUint32(body, uint32(16+len(header)+len(payload)))
		body = binary.BigEndian.AppendUint32(body, uint32(len(header)))
		body = append(body, "cr32"+header+payload+"cr32"...)
	}
	return body
}

// read returns what the meter says of an answer that is written in pieces of
// size bytes.
func read(m *usage.Meter, o usage.Options, body []byte, size int) *usage.Reply {
	m.Reset(o)
	buffer := make([]byte, min(size, len(body)))
	for len(body) > 0 {
		n := copy(buffer, body)
		m.Write(buffer[:n])
		clear(buffer) // the host writes over its chunk
		body = body[n:]
	}
	m.Close()
	return m.Reply()
}

// describe lists what is not zero.
func describe(r *usage.Reply) string {
	var b strings.Builder
	var list func(v reflect.Value)
	list = func(v reflect.Value) {
		for i := range v.NumField() {
			f, name := v.Field(i), v.Type().Field(i).Name
			switch {
			case f.Kind() == reflect.Struct:
				list(f)
			case f.Kind() == reflect.Slice && f.Len() > 0:
				b.WriteString(name + ": " + string(f.Bytes()) + "\n")
			case f.Kind() == reflect.Bool && f.Bool():
				b.WriteString(name + "\n")
			case f.CanInt() && f.Int() != 0:
				b.WriteString(name + ": " + strconv.FormatInt(f.Int(), 10) + "\n")
			case f.CanUint() && f.Uint() != 0:
				b.WriteString(name + ": " + finishNames[f.Uint()] + "\n")
			}
		}
	}
	list(reflect.ValueOf(r).Elem())
	return b.String()
}

var finishNames = [...]string{"", "stop", "stop sequence", "length", "tool calls", "filtered", "refusal", "paused", "other"}

// TestShapes is the golden table: what is streamed says what is whole says.
func TestShapes(t *testing.T) {
	files, err := filepath.Glob("testdata/shapes/*.txtar")
	require.NoError(t, err)
	var m usage.Meter
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		require.NoError(t, err)
		want := &archive.Files[len(archive.Files)-1]
		require.Equal(t, "want", want.Name, file)
		for i, f := range archive.Files[:len(archive.Files)-1] {
			require.Contains(t, contentTypes, f.Name, file)
			body := bodyOf(f)
			got := describe(read(&m, usage.Options{ContentType: contentTypes[f.Name], Family: tokens.O200k}, body, len(body)))
			if *update && i == 0 {
				want.Data = []byte(got)
				require.NoError(t, os.WriteFile(file, txtar.Format(archive), 0o600))
			}
			assert.Equal(t, string(want.Data), got, "%s %s", file, f.Name)
		}
	}
}
