// Package tokens estimates how many tokens a text is, without a vocabulary: it
// counts letters, digits, signs and the like and weighs them. It is for what a
// provider did not count itself; nothing that it says is a usage that was
// metered. README.md states how far it is off.
package tokens

import (
	"strings"
	"unicode/utf8"
)

// Family is a tokenizer that weights are known for.
type Family uint8

const (
	// O200k is OpenAI's since GPT-4o, and what is taken for a model that is
	// not known.
	O200k Family = iota + 1
	// Claude has no public tokenizer: it is O200k and a fifth, unmeasured.
	Claude
	Qwen
	DeepSeek
)

// FamilyOf returns the family of a model by its name, with or without its
// vendor's.
func FamilyOf(model string) Family {
	for _, known := range [...]struct {
		word   string
		family Family
	}{{"claude", Claude}, {"qwen", Qwen}, {"qwq", Qwen}, {"deepseek", DeepSeek}} {
		if strings.Contains(model, known.word) {
			return known.family
		}
	}
	return O200k
}

// Estimator reads a text piece by piece. How the text is cut, and even inside
// a character, does not matter. It allocates nothing; the zero Estimator is
// ready for use.
type Estimator struct {
	counts counts
	class  class
	run    int  // length of the run of class so far
	common bool // the last one was a common Chinese character
	held   [utf8.UTFMax]byte
	nheld  int
	escape escape
}

// Reset makes e ready for another text.
func (e *Estimator) Reset() { *e = Estimator{} }

// Write adds plain UTF-8. A byte that is none counts as a sign.
func (e *Estimator) Write(chunk []byte) {
	for len(chunk) > 0 && e.nheld > 0 {
		e.hold(chunk[0])
		chunk = chunk[1:]
	}
	for len(chunk) > 0 {
		switch c := chunk[0]; {
		case c >= 'a' && c <= 'z':
			n := 1
			for n < len(chunk) && chunk[n] >= 'a' && chunk[n] <= 'z' {
				n++
			}
			e.lowers(n)
			chunk = chunk[n:]
			continue
		case c == ' ' && e.class != space: // between two words
			e.class, e.run, e.common = space, 1, false
			chunk = chunk[1:]
			continue
		case c < utf8.RuneSelf:
			e.rune(rune(c))
			chunk = chunk[1:]
			continue
		}
		if !utf8.FullRune(chunk) {
			e.nheld = copy(e.held[:], chunk)
			return
		}
		r, size := utf8.DecodeRune(chunk)
		e.rune(r)
		chunk = chunk[size:]
	}
}

// hold adds c to a character that was cut.
func (e *Estimator) hold(c byte) {
	e.held[e.nheld] = c
	e.nheld++
	for e.nheld > 0 && utf8.FullRune(e.held[:e.nheld]) {
		r, size := utf8.DecodeRune(e.held[:e.nheld])
		e.rune(r)
		e.nheld = copy(e.held[:], e.held[size:e.nheld])
	}
}

// Tokens returns the estimate for what was written so far.
func (e *Estimator) Tokens(f Family) int64 {
	total := int64(0)
	w := &weights[familyIndex(f)]
	for i, n := range e.counts {
		total += n * w[i]
	}
	if f == Claude {
		total += total / 5
	}
	return (total + 500) / 1000
}

// familyIndex returns the row of weights for f.
func familyIndex(f Family) int {
	switch f {
	case Qwen:
		return 1
	case DeepSeek:
		return 2
	}
	return 0
}
