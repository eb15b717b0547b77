// Package ascii does for headers, names and paths what packages strings, bytes
// and strconv do for all texts. It leaves every byte beyond ASCII alone and has
// none of the tables of Unicode, which would be linked into every module.
package ascii

// TrimSpace returns text without white space at its ends.
func TrimSpace[T ~string | ~[]byte](text T) T {
	start, end := 0, len(text)
	for start < end && space(text[start]) {
		start++
	}
	for start < end && space(text[end-1]) {
		end--
	}
	return text[start:end]
}

func space(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// TrimLeft returns text from its first byte on that is not in cut.
func TrimLeft[T ~string | ~[]byte](text T, cut string) T {
	start := 0
	for start < len(text) && in(cut, text[start]) {
		start++
	}
	return text[start:]
}

func in(set string, c byte) bool {
	for i := range len(set) {
		if set[i] == c {
			return true
		}
	}
	return false
}

// EqualFold tells whether a and b are the same but for the case of letters.
func EqualFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c |= 0x20
	}
	return c
}

// Lower returns text with small letters for capital ones.
func Lower(text string) string {
	for i := range len(text) {
		if lower(text[i]) == text[i] {
			continue
		}
		out := []byte(text)
		for ; i < len(out); i++ {
			out[i] = lower(out[i])
		}
		return string(out)
	}
	return text
}

// Either returns the place of the first byte that is a or b, -1 if there is
// none.
func Either[T ~string | ~[]byte](text T, a, b byte) int {
	for i := range len(text) {
		if c := text[i]; c == a || c == b {
			return i
		}
	}
	return -1
}

// LastIndex returns the place of the last part, -1 if there is none.
func LastIndex(text, part string) int {
	for i := len(text) - len(part); i >= 0; i-- {
		if text[i:i+len(part)] == part {
			return i
		}
	}
	return -1
}

// Split returns what stands between the separators in text.
func Split(text string, separator byte) []string {
	var parts []string
	start := 0
	for i := range len(text) {
		if text[i] == separator {
			parts, start = append(parts, text[start:i]), i+1
		}
	}
	return append(parts, text[start:])
}

// maxDigits is how many digits an int holds, whatever they are.
const maxDigits = 18

// Number returns the number that text is in decimal digits, false if there is
// anything else in it, or nothing, or too much.
func Number(text string) (n int, ok bool) {
	if text == "" || len(text) > maxDigits {
		return 0, false
	}
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
