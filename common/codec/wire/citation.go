package wire

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Source is a citation as it is read.
type Source [sourceValues][]byte

// Values of a source.
const (
	SourceKind = iota
	SourceURL
	SourceFile
	SourceTitle
	SourceQuote
	SourceStart
	SourceEnd
	sourceValues
)

// Cite tells a source of the open block of text, or of one that is opened for
// it. What it says of places is of text that starts behind from characters.
func (t *Teller) Cite(b *Block, s *Source, from int, to llm.Sink) {
	if s[SourceURL] == nil && s[SourceFile] == nil {
		return
	}
	c := s.citation()
	if start, end := s.Place(); end > 0 {
		c.Start, c.End = from+start, from+end
	}
	t.cite(b, c, to)
}

// CiteAt is Cite for a source whose place is known otherwise.
func (t *Teller) CiteAt(b *Block, s *Source, start, end int, to llm.Sink) {
	if s[SourceURL] != nil {
		c := s.citation()
		c.Start, c.End = start, end
		t.cite(b, c, to)
	}
}

// Place returns what a source says that it is of; end is 0 where it says
// nothing.
func (s *Source) Place() (start, end int) {
	from, _ := jsonscan.Int(s[SourceStart])
	to, _ := jsonscan.Int(s[SourceEnd])
	if from < 0 || to <= from || to > maxPlace {
		return 0, 0
	}
	return int(from), int(to)
}

// maxPlace is more characters than any answer has; what is above is nonsense.
const maxPlace = 1 << 30

func (s *Source) citation() *llm.Citation {
	return &llm.Citation{URL: s[SourceURL], FileID: s[SourceFile], Title: s[SourceTitle], Quote: s[SourceQuote]}
}

func (t *Teller) cite(b *Block, c *llm.Citation, to llm.Sink) {
	if b.Part != llm.TextPart {
		t.Stop(b, to)
		t.Begin(b, llm.TextPart, to)
	}
	t.E.Citation = c
	t.In(b, llm.Cited, to)
}

// Hold keeps a source that all of the open block of text rests on: it is told
// when the block ends.
func (t *Teller) Hold(b *Block, s *Source) {
	if b.Part != llm.TextPart || s[SourceURL] == nil && s[SourceFile] == nil {
		return
	}
	if t.held == nil {
		t.held = new([]*llm.Citation)
	}
	for i := range s {
		s[i] = bytes.Clone(s[i])
	}
	*t.held = append(*t.held, s.citation())
}

// release tells what was held.
func (t *Teller) release(b *Block, to llm.Sink) {
	if t.held == nil {
		return
	}
	for _, c := range *t.held {
		c.Start, c.End = int(b.From), int(b.Chars)
		t.cite(b, c, to)
	}
	t.held = nil
}
