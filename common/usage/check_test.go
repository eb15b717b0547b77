package usage

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"aigateway/common/jsonscan"
)

func check(literal []byte, size int) bool {
	var c checker
	for len(literal) > 0 {
		n := min(size, len(literal))
		c.write(literal[:n])
		literal = literal[n:]
	}
	return c.valid()
}

func TestChecker(t *testing.T) {
	for text, want := range map[string]bool{
		``: true, ` `: true, `{}`: true, `{"a":[1,-2.5e+3,0,true,false,null,"x\"\\\/\u00e9",{}],"b":{"c":[]}}`: true, ` { "a" : 1 } `: true,
		`{`: false, `{"a":1,}`: false, `{"a" 1}`: false, `{"a":01}`: false, `{"a":1.}`: false, `{"a":-}`: false, `{"a":tru}`: false, `[]`: false, `"x"`: false,
		`{"a":[1,]}`: false, `{a:1}`: false, `{} {}`: false, `{"a":"\x"}`: false, `{"a":"\u12g4"}`: false, "{\"a\":\"\n\"}": false, `{"a":nulll}`: false,
		`{"a":[}`: false, `{"a":1e}`: false, `{"a":1]`: false,
	} {
		literal := jsonscan.AppendEscaped(nil, text)
		for size := 1; size < len(literal)+2; size++ {
			assert.Equal(t, want, check(literal, size), "%s in pieces of %d", text, size)
		}
	}
}

func FuzzChecker(f *testing.F) {
	f.Add(`{"a":[1,-2.5e+3,true,null,"x\"\u00e9\\"],"b":{}}`, 3)
	f.Fuzz(func(t *testing.T, text string, size int) {
		want := jsonscan.ValidObject(jsonscan.AppendText(nil, jsonscan.AppendQuoted(nil, text)))
		got := check(jsonscan.AppendEscaped(nil, text), max(size, 1))
		blank := check(jsonscan.AppendEscaped(nil, text), max(size, 1)) && !want
		if got != want && !blank || blank && len(trimSpace(text)) > 0 {
			t.Fatalf("%q: %v, want %v", text, got, want)
		}
	})
}

func trimSpace(s string) (rest string) {
	for _, c := range s {
		if c != ' ' && c != '\n' && c != '\r' && c != '\t' {
			rest += string(c)
		}
	}
	return rest
}

// TestTemplate tells that events which are alike are not read.
func TestTemplate(t *testing.T) {
	var m Meter
	m.Reset(Options{})
	for _, event := range []string{
		`{"id":"a","created":1,"n":"","choices":[{"index":0,"delta":{"content":"one"},"finish_reason":null}],"pad":""}`,
		`{"id":"a","created":1,"n":"","choices":[{"index":0,"delta":{"content":"two"},"finish_reason":null}],"pad":"x"}`,
		`{"id":"a","created":12,"n":"y","choices":[{"index":0,"delta":{"content":""},"finish_reason":null}],"pad":"xx"}`,
	} {
		m.Write([]byte("data: " + event + "\n\n"))
	}
	last := []byte(` {"id":"b","created":7,"n":"","choices":[{"index":0,"delta":{"content":"three \" words"},"finish_reason":null}],"pad":"\""}`)
	n := m.template.head(last, plainEvent)
	assert.Positive(t, n)
	assert.True(t, m.template.tail(last[n+len(`three \" words`):]))
	for _, other := range []string{
		` {"id":"b","created":"7","n":"","choices":[{"index":0,"delta":{"content":"`, ` {"id":"b","created":7,"n":"","choices":[{"index":1,"delta":{"content":"`,
		` {"id":"b","created":,"n":"","choices":[{"index":0,"delta":{"content":"`, ` {"id":"b","created":7`, ` {"id":"b`,
	} {
		assert.Zero(t, m.template.head([]byte(other), plainEvent), other)
	}
	assert.False(t, m.template.tail([]byte(`"},"finish_reason":"stop"}],"pad":""}`)))
	t.Log("template", unsafe.Sizeof(m.template), "sampler", unsafe.Sizeof(m.spoken), "looper", unsafe.Sizeof(m.loop), "reply", unsafe.Sizeof(m.reply))
}
