package parrot

import (
	"strconv"
	"strings"
)

// benchPrefix begins the names of models that say a fixed number of words:
// "bench-200" says 200, one an event when it is streamed.
const benchPrefix = "bench-"

const (
	benchWord  = "word "
	maxBenched = 100_000
)

// Benched returns how many words a bench model says; ok is false for other
// models.
func Benched(model string) (words int, ok bool) {
	rest, ok := strings.CutPrefix(model, benchPrefix)
	if !ok {
		return 0, false
	}
	words, err := strconv.Atoi(strings.TrimSuffix(rest, "-paced"))
	return words, err == nil && words > 0 && words <= maxBenched
}

// parts cuts the text as it is streamed.
func (c *Conversation) parts(text string) []string {
	if _, ok := Benched(c.Model); !ok {
		return Deltas(text)
	}
	return strings.SplitAfter(text, " ")
}
