package pattern

import (
	"strings"
	"unicode/utf8"
)

// openGroup reads "(" and what follows it: a name, or flags, or nothing.
func (p *parser) openGroup() error {
	rest := p.text[p.at:]
	switch {
	case len(rest) > 4 && strings.HasPrefix(rest, "(?P<"):
		return p.named(4)
	case len(rest) > 3 && strings.HasPrefix(rest, "(?<"):
		return p.named(3)
	case strings.HasPrefix(rest, "(?"):
		return p.options()
	}
	p.at++
	p.capture("")
	return nil
}

func (p *parser) capture(name string) {
	p.open = append(p.open, branch{number: len(p.names), flags: p.flags})
	p.names = append(p.names, name)
}

// named reads the beginning of a group whose name is skip bytes away.
func (p *parser) named(skip int) error {
	rest := p.text[p.at:]
	end := strings.IndexByte(rest, '>')
	if end < 0 {
		if err := checkUTF8(rest); err != nil {
			return err
		}
		return fault(badName, rest)
	}
	name := rest[skip:end]
	if err := checkUTF8(name); err != nil {
		return err
	}
	if wordLength(name) != len(name) || name == "" {
		return fault(badName, rest[:end+1])
	}
	p.at += end + 1
	p.capture(name)
	return nil
}

// wordLength returns how many bytes at the beginning of s are ASCII letters,
// digits and underscores.
func wordLength(s string) (n int) {
	for n < len(s) && isWord(rune(s[n])) {
		n++
	}
	return n
}

// options reads "(?", flags, and ")" for the rest of the group around it or
// ":" for a group of its own.
func (p *parser) options() error {
	start := p.at
	p.at += len("(?")
	set, off, some := p.flags, false, false
	for p.at < len(p.text) {
		r, err := p.rune()
		if err != nil {
			return err
		}
		switch {
		case flag(r) != 0:
			some = true
			set |= flag(r)
			if off {
				set &^= flag(r)
			}
			continue
		case r == '-' && !off:
			off, some = true, false
			continue
		case (r == ':' || r == ')') && (some || !off):
			if r == ':' {
				p.open = append(p.open, branch{flags: p.flags})
			}
			p.flags = set
			return nil
		}
		break
	}
	return fault(badGroup, p.text[start:p.at])
}

func flag(r rune) flags {
	switch r {
	case 'i':
		return foldCase
	case 'm':
		return multiLine
	case 's':
		return dotLine
	case 'U':
		return swapGreed
	}
	return 0
}

// closeGroup reads ")".
func (p *parser) closeGroup() error {
	if len(p.open) == 1 {
		return fault(unexpectedParen, p.text)
	}
	closed := p.top()
	n, err := p.close()
	if err != nil {
		return err
	}
	p.flags = closed.flags
	p.open = p.open[:len(p.open)-1]
	if closed.number > 0 {
		n = newGroup(closed.number, n)
	}
	p.push(n)
	p.at++
	return p.bound(n)
}

// close makes one node of the innermost open group.
func (p *parser) close() (*node, error) {
	p.top().bar()
	n := join(alternate, p.top().done)
	return n, p.bound(n)
}

func checkUTF8(s string) error {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			return fault(badUTF8, s[i:])
		}
		i += size
	}
	return nil
}
