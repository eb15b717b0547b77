package parrot

import (
	"unicode"
	"unicode/utf8"
)

// pieceRunes is the longest part of a word that counts as one token.
const pieceRunes = 6

// maxDeltas bounds in how many parts a streamed text comes.
const maxDeltas = 48

const (
	tokensPerTurn = 3
	tokensPerItem = 85 // an image or a document
	cacheFloor    = 1024
	cacheStep     = 128
)

// pieceEnd returns where the token that starts at i ends: white space and up to
// pieceRunes of what follows it.
func pieceEnd(s string, i int) int {
	inWord := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			if inWord > 0 {
				return i
			}
		} else if inWord++; inWord > pieceRunes {
			return i
		}
		i += n
	}
	return i
}

// Count counts the tokens of s.
func Count(s string) int {
	n := 0
	for i := 0; i < len(s); n++ {
		i = pieceEnd(s, i)
	}
	return n
}

// clip returns the first n tokens of s.
func clip(s string, n int) string {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		end = pieceEnd(s, end)
	}
	return s[:end]
}

// Deltas cuts s into the parts in which it is streamed.
func Deltas(s string) []string {
	perDelta := (Count(s) + maxDeltas - 1) / maxDeltas
	var parts []string
	for len(s) > 0 {
		part := clip(s, perDelta)
		parts, s = append(parts, part), s[len(part):]
	}
	return parts
}

// Usage is what an exchange is billed for, in tokens.
type Usage struct {
	// Input is all input: CacheRead and CacheWrite are parts of it.
	Input, CacheRead, CacheWrite int
	// Output is all output: Thinking is a part of it.
	Output, Thinking int
}

// Size counts the tokens of the input.
func (c *Conversation) Size() int {
	n := Count(c.System)
	for _, t := range c.Turns {
		n += tokensPerTurn + Count(t.Text) + tokensPerItem*len(t.Media)
		for _, call := range t.Calls {
			n += Count(call.Name) + Count(string(call.Arguments))
		}
		for _, r := range t.Results {
			n += Count(r.Text) + tokensPerItem*len(r.Media)
		}
	}
	for _, tool := range c.Tools {
		n += Count(tool.Name) + Count(string(tool.Schema))
	}
	return n
}

// usage bills the input: what is marked is written to the cache by the first
// turn of a conversation and read from it by the later ones.
func (c *Conversation) usage() Usage {
	u := Usage{Input: c.Size()}
	cached := min(c.Marked, u.Input)
	if c.AutoCache && u.Input >= cacheFloor {
		cached = u.Input / cacheStep * cacheStep
	}
	switch {
	case !c.isFirst():
		u.CacheRead = cached
	case !c.AutoCache:
		u.CacheWrite = cached
	}
	return u
}
