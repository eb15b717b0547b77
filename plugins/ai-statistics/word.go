package aistatistics

import (
	"strings"

	"aigateway/common/tokens"
)

// word is a text that exchanges repeat, such as a model or a content type,
// with what it says.
type word struct {
	text   string
	raw    []byte        // the same
	family tokens.Family // of a model
	// Of a content type: whether it is that of a stream, and whether an
	// answer of it can hold usage, as sounds and images do not.
	streams, readable bool
}

// maxWords bounds the words that are kept.
const maxWords = 1024

// words are the words of a worker.
type words struct {
	known   map[string]*word
	recent  [16]*word // by a hash: most of them are those of the request before
	nothing word      // the empty one
}

func newWords() words { return words{known: map[string]*word{}, nothing: newWord("")} }

// word returns b as a word. Each is examined once.
func (s *statistics) word(b []byte) *word {
	if len(b) == 0 {
		return &s.words.nothing
	}
	recent := &s.words.recent[(len(b)*5+int(b[len(b)-1]))%len(s.words.recent)]
	if w := *recent; w == nil || w.text != string(b) {
		*recent = s.words.find(b)
	}
	return *recent
}

func (l *words) find(b []byte) *word {
	if known := l.known[string(b)]; known != nil {
		return known
	}
	if len(l.known) >= maxWords {
		clear(l.known)
	}
	w := newWord(string(b))
	l.known[w.text] = &w
	return &w
}

func newWord(text string) word {
	w := word{text: text, raw: []byte(text), family: tokens.FamilyOf(text)}
	for _, kind := range [...]string{"text/event-stream", "ndjson", "amazon.eventstream"} {
		w.streams = w.streams || strings.Contains(text, kind)
	}
	w.readable = w.streams || text == "" || strings.Contains(text, "json") || strings.Contains(text, "text")
	return w
}
