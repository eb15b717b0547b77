package wire

import "encoding/binary"

// Chars returns how many characters, Unicode code points, stand in what is
// between the quotes of a string literal.
func Chars(text []byte) (n int) {
	for i := 0; i < len(text); {
		if i+8 <= len(text) && plain(binary.LittleEndian.Uint64(text[i:])) {
			n, i = n+8, i+8
			continue
		}
		_, width, size := char(text[i:])
		if width > 0 {
			n++
		}
		i += size
	}
	return n
}

// plain tells whether eight bytes are characters of ASCII and no backslashes.
func plain(word uint64) bool {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	other := word ^ ones*'\\'
	return word&highs == 0 && (other-ones)&^other&highs == 0
}

// char returns the first character of a text: how many bytes it has in UTF-8,
// 0 for the second half of a pair of surrogates, and its size in the literal.
func char(text []byte) (r rune, width, size int) {
	switch c := text[0]; {
	case c == '\\' && len(text) >= 6 && text[1] == 'u':
		r = hex4(text[2:6])
		switch {
		case r < 0x80:
			return r, 1, 6
		case r < 0x800:
			return r, 2, 6
		case r >= 0xd800 && r < 0xdc00:
			return r, 4, 6
		case r >= 0xdc00 && r < 0xe000:
			return r, 0, 6
		}
		return r, 3, 6
	case c == '\\':
		return 0, 1, min(2, len(text))
	case c < 0x80:
		return 0, 1, 1
	case c < 0xe0:
		return 0, 2, min(2, len(text))
	case c < 0xf0:
		return 0, 3, min(3, len(text))
	}
	return 0, 4, min(4, len(text))
}

func hex4(digits []byte) (r rune) {
	for _, c := range digits {
		r <<= 4
		switch {
		case c <= '9':
			r |= rune(c - '0')
		default:
			r |= rune(c|0x20-'a') + 10
		}
	}
	return r
}

// Ruler tells places of a text that grows from each other, in characters and in
// bytes of UTF-8. The zero value is one of no text.
type Ruler struct {
	// runs are characters in a row that have one width. A text of ASCII is one.
	runs []run
}

type run struct{ width, count int32 }

// maxRuns bounds what is kept of a text; behind it no place is known.
const maxRuns = 1 << 14

// Add takes in what is between the quotes of a string literal.
//
//go:noinline
func (r *Ruler) Add(text []byte) {
	for i := 0; i < len(text); {
		if i+8 <= len(text) && plain(binary.LittleEndian.Uint64(text[i:])) {
			r.add(1, 8)
			i += 8
			continue
		}
		_, width, size := char(text[i:])
		if width > 0 {
			r.add(int32(width), 1)
		}
		i += size
	}
}

func (r *Ruler) add(width, count int32) {
	if n := len(r.runs); n > 0 && r.runs[n-1].width == width {
		r.runs[n-1].count += count
	} else if n < maxRuns {
		r.runs = append(r.runs, run{width, count})
	}
}

// Reset empties r and keeps its room.
func (r *Ruler) Reset() {
	if cap(r.runs)*8 > keep {
		r.runs = nil
	}
	r.runs = r.runs[:0]
}

// Chars returns how many characters the first bytes are.
//
//go:noinline
func (r *Ruler) Chars(bytes int) (chars int) {
	for _, x := range r.runs {
		if size := int(x.width * x.count); bytes > size {
			bytes, chars = bytes-size, chars+int(x.count)
			continue
		}
		return chars + bytes/int(x.width)
	}
	return chars
}

// Bytes returns how many bytes the first characters are.
//
//go:noinline
func (r *Ruler) Bytes(chars int) (bytes int) {
	for _, x := range r.runs {
		n := min(chars, int(x.count))
		bytes, chars = bytes+n*int(x.width), chars-n
	}
	return bytes
}
