package pattern

import (
	"strings"
	"unicode/utf8"
)

// backslash reads what begins with \ outside of a class.
func (p *parser) backslash() {
	start := p.at
	if i := strings.IndexByte("AzbB", p.peek(1)); i >= 0 {
		p.assert(beginText+assertion(i), 2)
		return
	}
	if p.next(`\Q`) {
		p.quoted()
		return
	}
	if !p.perlClass() {
		r := p.escaped()
		p.add(r, r, start)
	}
	p.char(false)
}

// quoted reads what \Q and \E enclose; the end of the text will do for \E.
func (p *parser) quoted() {
	for p.at < len(p.text) && !p.next(`\E`) {
		p.literal()
	}
}

// perlClass reads a class such as \d, if that is what comes next.
func (p *parser) perlClass() bool {
	letter := p.peek(1)
	if p.peek(0) != '\\' || strings.IndexByte("dDsSwWpP", letter) < 0 {
		return false
	}
	start := p.at
	p.at += 2
	switch {
	case letter|0x20 != 'p':
		p.addNamed(string(rune(letter|0x20)), letter < 'a')
		return true
	case p.peek(0) == '{':
		p.skip('}')
	default:
		p.rune()
	}
	p.fail(unicodeClass, start)
	return true
}

// escaped reads \ and what stands for one character.
func (p *parser) escaped() rune {
	start := p.at
	p.at++
	if p.at == len(p.text) {
		p.fail(trailingSlash, p.at)
		return 0
	}
	r := p.rune()
	switch {
	case r == '0', '1' <= r && r <= '7' && p.octalNext():
		return p.octal(r - '0')
	case r == 'x':
		r = p.hex()
	case isWord(r) && r != '_':
		r = control(r)
	case r >= utf8.RuneSelf:
		r = -1
	} // any other sign stands for itself
	if r < 0 {
		p.fail(badEscape, start)
	}
	return r
}

// control returns the character that C has a letter for, -1 if there is none.
func control(letter rune) rune {
	const letters, meanings = "afnrtv", "\a\f\n\r\t\v"
	if i := strings.IndexByte(letters, byte(letter)); i >= 0 {
		return rune(meanings[i])
	}
	return -1
}

func (p *parser) octalNext() bool { return p.peek(0)&^7 == '0' }

// octal reads up to two more digits of r.
func (p *parser) octal(r rune) rune {
	for i := 0; i < 2 && p.octalNext(); i++ {
		r = r*8 + rune(p.peek(0)-'0')
		p.at++
	}
	return r
}

// hex reads two digits, or any number of them in braces; -1 if they are none.
func (p *parser) hex() rune {
	if p.at == len(p.text) {
		return -1
	}
	if !p.next("{") {
		high := hexDigit(p.rune())
		low := hexDigit(p.rune())
		if high < 0 {
			return -1
		}
		return high*16 | low
	}
	r := rune(-1)
	for p.at < len(p.text) {
		c := p.rune()
		if c == '}' {
			return r
		}
		v := hexDigit(c)
		if r = max(r, 0)*16 + v; v < 0 || r > utf8.MaxRune {
			break
		}
	}
	return -1
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
