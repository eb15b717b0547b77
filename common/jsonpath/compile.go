package jsonpath

import (
	"errors"
	"strconv"
	"strings"
)

// Compile reads a path.
func Compile(path string) (*Path, error) {
	p := &Path{}
	piped := false
	for rest := path; ; {
		if rest == "" {
			return nil, errors.New("a path has a name behind every dot")
		}
		s, n, err := compileStep(rest)
		if err != nil {
			return nil, err
		}
		s.piped = piped
		p.steps = append(p.steps, s)
		if rest = rest[n:]; rest == "" {
			return p, nil
		}
		piped = rest[0] == '|'
		rest = rest[1:]
	}
}

// compileStep reads one step and returns how long it is.
func compileStep(path string) (step, int, error) {
	switch path[0] {
	case '@':
		n := strings.IndexAny(path, ".|")
		if n < 0 {
			n = len(path)
		}
		if path[:n] != "@reverse" {
			return step{}, 0, errors.New(path[:n] + " is not supported; of gjson's modifiers only @reverse is")
		}
		return step{kind: reverse, index: -1}, n, nil
	case '{', '[', '!':
		return step{}, 0, errors.New("gjson's multipaths and literals are not supported")
	case '#':
		return compileArray(path)
	}
	return compileName(path)
}

func compileArray(path string) (step, int, error) {
	if len(path) == 1 || path[1] == '.' || path[1] == '|' {
		return step{kind: each, index: -1}, 1, nil
	}
	if path[1] != '(' {
		return compileName(path)
	}
	n := closing(path[1:]) + 1
	if n == 0 {
		return step{}, 0, errors.New("a query needs its closing parenthesis")
	}
	q, err := compileQuery(path[2:n])
	if err != nil {
		return step{}, 0, err
	}
	n++
	if n < len(path) && path[n] == '#' {
		return step{kind: matching, query: q, index: -1}, n + 1, endsStep(path[n+1:])
	}
	return step{kind: first, query: q, index: -1}, n, endsStep(path[n:])
}

func endsStep(rest string) error {
	if rest != "" && rest[0] != '.' && rest[0] != '|' {
		return errors.New("behind a query there must be a dot")
	}
	return nil
}

// closing returns the index of the parenthesis that closes the one that text
// begins with, -1 without one. Those in strings do not count.
func closing(text string) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '(':
			depth++
		case c == ')':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// compileName reads a name, in which \ makes the next byte an ordinary one.
func compileName(path string) (step, int, error) {
	var name strings.Builder
	s := step{kind: member, index: -1}
	escaped, i := false, 0
	for ; i < len(path) && path[i] != '.' && path[i] != '|'; i++ {
		switch c := path[i]; {
		case c == '\\' && i+1 < len(path):
			escaped = true
			i++
			if path[i] == '*' || path[i] == '?' {
				name.WriteByte('\\')
			}
			name.WriteByte(path[i])
		case c == '*' || c == '?':
			s.wild = true
			name.WriteByte(c)
		default:
			name.WriteByte(c)
		}
	}
	s.name = name.String()
	if s.name == "" {
		return step{}, 0, errors.New("a path has a name before every dot")
	}
	if !s.wild {
		s.name = strings.ReplaceAll(strings.ReplaceAll(s.name, `\*`, "*"), `\?`, "?")
	}
	if n, err := strconv.Atoi(s.name); err == nil && n >= 0 && !escaped {
		s.index = n
	}
	return s, i, nil
}

// glob tells whether text fits pattern, in which * stands for any bytes, ? for
// any one, and \ before a byte for that byte.
func glob(pattern string, text []byte) bool {
	for pattern != "" {
		switch {
		case pattern[0] == '*':
			for i := 0; i <= len(text); i++ {
				if glob(pattern[1:], text[i:]) {
					return true
				}
			}
			return false
		case len(text) == 0:
			return false
		case pattern[0] == '\\' && len(pattern) > 1:
			pattern = pattern[1:]
			if pattern[0] != text[0] {
				return false
			}
		case pattern[0] != '?' && pattern[0] != text[0]:
			return false
		}
		pattern, text = pattern[1:], text[1:]
	}
	return len(text) == 0
}
