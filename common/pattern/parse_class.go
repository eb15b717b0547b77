package pattern

import (
	"strings"
	"unicode/utf8"
)

// bracket reads a class in brackets.
func (p *parser) bracket() {
	start := p.at
	p.at++
	negated := p.next("^")
	for first := true; first || p.err == nil && !p.next("]"); first = false { // ] is a character where it comes first
		p.member(start)
	}
	p.char(negated)
}

// member reads what comes next in the class that began at start: another
// class, a range, or a character.
func (p *parser) member(start int) {
	if p.posixClass() || p.perlClass() {
		return
	}
	from := p.at
	lo := p.character(start)
	hi := lo
	if p.peek(0) == '-' && p.peek(1) != ']' && p.at+1 < len(p.text) {
		p.at++
		hi = p.character(start)
	}
	if hi < lo {
		p.fail(badClassRange, from)
	}
	p.add(lo, hi, from)
}

// character reads one character of the class that began at start.
func (p *parser) character(start int) rune {
	if p.at == len(p.text) {
		p.fail(missingBracket, start)
		return 0
	}
	if p.peek(0) == '\\' {
		return p.escaped()
	}
	return p.rune()
}

// posixClass reads a class such as [:alpha:] or [:^alpha:], if that is what
// comes next.
func (p *parser) posixClass() bool {
	start := p.at
	if !p.next("[:") {
		return false
	}
	size := strings.Index(p.text[p.at:], ":]")
	if size < 0 {
		p.at = start
		return false
	}
	end := p.at + size
	negated := p.next("^")
	name := p.text[p.at:end]
	p.at = end + len(":]")
	if len(name) < 2 || ranges(name) == "" {
		p.fail(badClassRange, start)
	}
	p.addNamed(name, negated)
	return true
}

// add adds a range, which was written from start on, to the class that is
// being read, in both cases where (?i) holds.
func (p *parser) add(lo, hi rune, start int) {
	p.addRange(lo, hi)
	if p.flags&foldCase == 0 || lo <= 'A' && hi >= lastCased {
		return
	}
	if hi >= utf8.RuneSelf && !caseless(max(lo, utf8.RuneSelf), hi) {
		p.fail(unicodeFold, start)
	}
	for lower := 'a'; lower <= 'z'; lower++ {
		upper := lower - 'a' + 'A'
		if (upper < lo || upper > hi) && (lower < lo || lower > hi) {
			continue
		}
		p.addRange(lower, lower)
		p.addRange(upper, upper)
		switch lower {
		case 'k':
			p.addRange(kelvinSign, kelvinSign)
		case 's':
			p.addRange(longS, longS)
		}
	}
}

//go:noinline
func (p *parser) addRange(lo, hi rune) { p.set = append(p.set, lo, hi) }

// addNamed adds the ranges of a named class, or all that is not in them.
func (p *parser) addNamed(name string, negated bool) {
	before := len(p.set)
	list := ranges(name)
	for i := 1; i < len(list); i += 2 {
		p.add(rune(list[i-1]), rune(list[i]), 0)
	}
	if negated {
		p.negate(before)
	}
}

// negate replaces the ranges of the class that is being read, but for so many,
// by all that is not in them.
//
//go:noinline
func (p *parser) negate(keep int) {
	c := p.set[keep:]
	p.set = p.set[:keep:keep]
	for next := rune(0); next <= utf8.MaxRune; {
		first := rune(utf8.MaxRune + 1) // that is in c, from next on
		last := first
		for i := 1; i < len(c); i += 2 {
			if lo := max(c[i-1], next); lo <= c[i] && lo < first {
				first, last = lo, c[i]
			}
		}
		if next < first {
			p.addRange(next, first-1)
		}
		next = last + 1
	}
}

// ranges returns the ranges of a named class, each as its first and last
// character; none for a name that is unknown.
func ranges(name string) string {
	const table = "\x80alnum\x8109AZaz\x80alpha\x81AZaz\x80ascii\x81\x00\x7F\x80blank\x81\t\t  " +
		"\x80cntrl\x81\x00\x1F\x7F\x7F\x80digit\x8109\x80graph\x81!~\x80lower\x81az\x80print\x81 ~" +
		"\x80punct\x81!/:@[`{~\x80space\x81\t\r  \x80upper\x81AZ\x80word\x8109AZ__az\x80xdigit\x8109AFaf" +
		"\x80d\x8109\x80s\x81\t\n\f\r  \x80w\x8109AZ__az\x80"
	at := strings.Index(table, "\x80"+name+"\x81") // in no name: an expression is UTF-8
	if at < 0 {
		return ""
	}
	found := table[at+len(name)+2:]
	return found[:strings.IndexByte(found, 0x80)]
}
