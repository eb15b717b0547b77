package pattern

import "strings"

// openGroup reads "(" and what follows it: a name, or flags, or nothing.
func (p *parser) openGroup() {
	start := p.at
	switch {
	case p.next("(?P<"), p.next("(?<"):
		p.named(start)
	case p.next("(?"):
		p.options(start)
	default:
		p.at++
		p.capture("")
	}
}

// capture opens a group that has a number.
func (p *parser) capture(name string) {
	number := len(p.names)
	p.names = append(p.names, name)
	p.enter(number)
	p.write(opSave, 2*number)
	p.top().alternative = len(p.code)
}

// named reads the name of a group that began at start.
func (p *parser) named(start int) {
	if p.at == len(p.text) {
		p.at = start + len("(?P") // as if < were a flag
		p.fail(badGroup, start)
		return
	}
	name := p.text[p.at:]
	p.at += wordLength(name)
	name = name[:wordLength(name)]
	if name != "" && p.next(">") {
		p.capture(name)
		return
	}
	p.skip('>')
	p.fail(badName, start)
}

// skip goes on behind the next c, or to the end.
func (p *parser) skip(c byte) {
	if i := strings.IndexByte(p.text[p.at:], c); i >= 0 {
		p.at += i + 1
	} else {
		p.at = len(p.text)
	}
}

// wordLength returns how many bytes at the beginning of s are ASCII letters,
// digits and underscores.
//
//go:noinline
func wordLength(s string) (n int) {
	for n < len(s) && isWord(rune(s[n])) {
		n++
	}
	return n
}

// options reads "(?", flags, and ")" for the rest of the group around it or
// ":" for a group of its own, which began at start.
func (p *parser) options(start int) {
	set, off, some := p.flags, false, false
	for p.at < len(p.text) {
		c := p.rune()
		if i := strings.IndexRune("imsU", c); i >= 0 {
			some = true
			set |= 1 << i
			if off {
				set &^= 1 << i
			}
			continue
		}
		if c == '-' && !off {
			off, some = true, false
			continue
		}
		if c != ':' && c != ')' || off && !some {
			break
		}
		if c == ':' {
			p.enter(-1)
		}
		p.flags = set
		return
	}
	p.fail(badGroup, start)
}

// enter opens a group: all of it is an item of the one around it.
func (p *parser) enter(number int) {
	start := len(p.code)
	p.begin(start)
	p.open = append(p.open, branch{number: number, flags: p.flags, start: start, alternative: start})
	p.item, p.copies = -1, 1
}

// bar ends an alternative: a jump to the end of the group is put behind it,
// and the choice between it and the next one before it.
func (p *parser) bar() {
	p.begin(-1)
	b := p.top()
	p.write(opNextElse, 0)
	copy(p.code[b.alternative+1:], p.code[b.alternative:])
	p.code[b.alternative] = inst{opNextElse, int32(len(p.code) - b.alternative + 1)}
	p.write(opJump, b.jump)
	b.jump, b.alternative = len(p.code)-1, len(p.code)
}

// closeGroup reads ")".
func (p *parser) closeGroup() {
	if len(p.open) == 2 {
		p.failAll(unexpectedParen)
		return
	}
	p.at++
	p.leave()
}

// leave closes the innermost group and sends all its alternatives here.
func (p *parser) leave() {
	p.begin(-1)
	b := p.top()
	for at := b.jump; at > 0; {
		jump := &p.code[at]
		jump.arg, at = int32(len(p.code)-at), int(jump.arg)
	}
	if b.number >= 0 {
		p.write(opSave, 2*b.number+1)
	}
	p.flags, p.item, p.copies = b.flags, b.start, b.copies
	p.open = p.open[:len(p.open)-1]
}
