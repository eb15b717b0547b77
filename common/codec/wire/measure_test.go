package wire_test

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// FuzzRuler holds that places in a literal are those of the text that it says,
// however the text grew.
func FuzzRuler(f *testing.F) {
	f.Add("Gr\u00fc\u00df \u6771\u4eac \U0001f600: \"es\" regnet\\n", 5, true)
	f.Add("plain text without anything", 9, false)
	f.Fuzz(func(t *testing.T, text string, cut int, escaped bool) {
		if !utf8.ValidString(text) {
			return
		}
		literal := func(s string) []byte {
			out, err := json.Marshal(s)
			require.NoError(t, err)
			if escaped {
				out = []byte(ascii(s))
			}
			return wire.Inner(out)
		}
		cut = min(max(cut, 0), len(text))
		for cut < len(text) && !utf8.RuneStart(text[cut]) {
			cut++
		}
		var r wire.Ruler
		r.Add(literal(text[:cut]))
		r.Add(literal(text[cut:]))
		assert.Equal(t, utf8.RuneCountInString(text), wire.Chars(literal(text)))
		chars := 0
		for at := range text {
			assert.Equal(t, at, r.Bytes(chars))
			assert.Equal(t, chars, r.Chars(at))
			chars++
		}
		assert.Equal(t, len(text), r.Bytes(chars+5))
		assert.Equal(t, chars, r.Chars(len(text)+5))
	})
}

// ascii is a literal of a text in which nothing but escapes stands for what is
// not ASCII.
func ascii(s string) string {
	out := `"`
	for _, r := range s {
		switch {
		case r >= 0x10000:
			r -= 0x10000
			out += escape(0xd800+r>>10) + escape(0xdc00+r&0x3ff)
		case r < ' ' || r == '"' || r == '\\' || r >= 0x7f:
			out += escape(r)
		default:
			out += string(r)
		}
	}
	return out + `"`
}

func escape(r rune) string {
	const digits = "0123456789aBcDeF"
	return `\u` + string([]byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]})
}

// events notes what was told.
type events struct{ list []llm.Event }

func (e *events) Event(x *llm.Event) { e.list = append(e.list, *x) }

func TestTeller(t *testing.T) {
	var to events
	r := wire.Teller{E: new(llm.Event), Counts: true}
	var b wire.Block
	r.Ensure(&b, llm.TextPart, &to)
	r.Grow(&b, llm.Text(`"\u00e4b"`), &to)
	r.Grow(&b, llm.Text(`""`), &to)
	r.Ensure(&b, llm.TextPart, &to)
	r.Stop(&b, &to)
	r.Stop(&b, &to)
	r.Begin(&b, llm.TextPart, &to)
	r.Hold(&b, &wire.Source{wire.SourceURL: []byte(`"u"`)})
	r.Hold(&b, &wire.Source{wire.SourceTitle: []byte(`"nowhere"`)})
	r.Grow(&b, llm.Text(`"c"`), &to)
	r.Cite(&b, &wire.Source{wire.SourceFile: []byte(`"f"`), wire.SourceStart: []byte("0"), wire.SourceEnd: []byte("1")}, int(b.From), &to)
	r.Redacted(&b, nil, &to)
	r.Break(nil, wire.NoAnswer, &to)
	r.Break(nil, "not twice", &to)
	r.End(&to)
	text := func(e llm.Event) llm.Event { e.Part = llm.TextPart; return e }
	assert.Equal(t, []llm.Event{
		text(llm.Event{Type: llm.BlockStarted}), text(llm.Event{Type: llm.Delta, Text: llm.Text(`"\u00e4b"`)}), text(llm.Event{Type: llm.BlockEnded}),
		text(llm.Event{Type: llm.BlockStarted, Block: 1}), text(llm.Event{Type: llm.Delta, Block: 1, Text: llm.Text(`"c"`)}),
		text(llm.Event{Type: llm.Cited, Block: 1, Citation: &llm.Citation{FileID: llm.Text(`"f"`), Start: 2, End: 3}}),
		text(llm.Event{Type: llm.Cited, Block: 1, Citation: &llm.Citation{URL: llm.Text(`"u"`), Start: 2, End: 3}}),
		text(llm.Event{Type: llm.BlockEnded, Block: 1}),
		{Type: llm.BlockStarted, Block: 2, Part: llm.RedactedPart, Signature: llm.Text(`""`)},
		{Type: llm.BlockEnded, Block: 2, Part: llm.RedactedPart},
		{Type: llm.Failed, Problem: problem.New(problem.BadUpstream, nil, wire.NoAnswer)},
	}, to.list)
}
