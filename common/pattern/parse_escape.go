package pattern

import (
	"strings"
	"unicode/utf8"
)

// backslash reads what begins with \ outside of a class.
func (p *parser) backslash() error {
	start := p.at
	if p.at+1 < len(p.text) {
		switch p.text[p.at+1] {
		case 'A':
			return p.position(beginText)
		case 'z':
			return p.position(endText)
		case 'b':
			return p.position(wordBoundary)
		case 'B':
			return p.position(noWordBoundary)
		case 'C': // one byte, whatever the character
			return fault(badEscape, p.text[p.at:p.at+2])
		case 'Q':
			return p.quoted()
		}
	}
	set, ok, err := p.perlClass(nil)
	if err != nil {
		return err
	}
	if ok {
		p.char(set)
		return nil
	}
	r, err := p.escaped()
	if err != nil {
		return err
	}
	return p.literal(r, p.text[start:p.at])
}

// position reads \ and the letter of an assertion.
func (p *parser) position(a assertion) error {
	p.at += 2
	p.assert(a)
	return nil
}

// perlClass adds a class such as \d to set, if that is what comes next.
func (p *parser) perlClass(set class) (class, bool, error) {
	rest := p.text[p.at:]
	if len(rest) < 2 || rest[0] != '\\' {
		return set, false, nil
	}
	letter := rest[1]
	switch letter {
	case 'd', 's', 'w':
		p.at += 2
		return p.addNamed(set, perlRanges(letter), false), true, nil
	case 'D', 'S', 'W':
		p.at += 2
		return p.addNamed(set, perlRanges(letter-'A'+'a'), true), true, nil
	case 'p', 'P':
		return nil, false, p.unicodeClass()
	}
	return set, false, nil
}

// unicodeClass is the error for \pN or \p{Name}.
func (p *parser) unicodeClass() error {
	start := p.at
	p.at += 2
	if strings.HasPrefix(p.text[p.at:], "{") {
		if end := strings.IndexByte(p.text[start:], '}'); end > 0 {
			p.at = start + end + 1
		}
	} else if _, err := p.rune(); err != nil {
		return err
	}
	return fault(unicodeClass, p.text[start:p.at])
}

// escaped reads \ and what stands for one character.
func (p *parser) escaped() (rune, error) {
	start := p.at
	p.at++
	if p.at == len(p.text) {
		return 0, fault(trailingSlash, "")
	}
	r, err := p.rune()
	if err != nil {
		return 0, err
	}
	ok := true
	switch {
	case r == '0', '1' <= r && r <= '7' && p.octalNext():
		r = p.octal(r - '0')
	case r == 'x':
		r, ok, err = p.hex()
	case isLetterOrDigit(r):
		r, ok = control(r)
	default: // a sign always stands for itself
		ok = r < utf8.RuneSelf
	}
	if !ok && err == nil {
		err = fault(badEscape, p.text[start:p.at])
	}
	return r, err
}

// control returns the character that C has a letter for.
func control(letter rune) (rune, bool) {
	const letters, meanings = "afnrtv", "\a\f\n\r\t\v"
	i := strings.IndexByte(letters, byte(letter))
	if i < 0 {
		return 0, false
	}
	return rune(meanings[i]), true
}

func (p *parser) octalNext() bool {
	return p.at < len(p.text) && '0' <= p.text[p.at] && p.text[p.at] <= '7'
}

// octal reads up to two more digits of r.
func (p *parser) octal(r rune) rune {
	for i := 0; i < 2 && p.octalNext(); i++ {
		r = r*8 + rune(p.text[p.at]-'0')
		p.at++
	}
	return r
}

// hex reads two digits, or any number of them in braces.
func (p *parser) hex() (r rune, ok bool, err error) {
	if p.at == len(p.text) {
		return 0, false, nil
	}
	if p.next('{') {
		return p.hexBraces()
	}
	high, err := p.rune()
	if err != nil {
		return 0, false, err
	}
	low, err := p.rune()
	x, y := hexDigit(high), hexDigit(low)
	return x*16 + y, x >= 0 && y >= 0, err
}

func (p *parser) hexBraces() (r rune, ok bool, err error) {
	for digits := 0; p.at < len(p.text); digits++ {
		c, err := p.rune()
		if err != nil {
			return 0, false, err
		}
		if c == '}' {
			return r, digits > 0, nil
		}
		v := hexDigit(c)
		r = r*16 + v
		if v < 0 || r > utf8.MaxRune {
			break
		}
	}
	return 0, false, nil
}

func hexDigit(r rune) rune {
	switch {
	case '0' <= r && r <= '9':
		return r - '0'
	case 'a' <= r|0x20 && r|0x20 <= 'f':
		return r | 0x20 - 'a' + 10
	}
	return -1
}

func isLetterOrDigit(r rune) bool { return isWord(r) && r != '_' }
