package pattern

const maxRepeat = 1000 // copies of one thing, by all the repetitions around it

// counts is how often something is repeated; a negative most is no bound.
type counts struct{ least, most int }

// repetition reads a repetition operator, without the ? that makes it lazy.
// Braces that hold no counts are none: they stand for themselves.
func (p *parser) repetition() (counts, bool) {
	start := p.at
	switch {
	case p.next("*"):
		return counts{0, -1}, true
	case p.next("+"):
		return counts{1, -1}, true
	case p.next("?"):
		return counts{0, 1}, true
	case p.next("{"):
		if c, ok := p.braces(); ok {
			return c, true
		}
	}
	p.at = start
	return counts{}, false
}

// braces reads "n}", "n,}" or "n,m}".
func (p *parser) braces() (c counts, ok bool) {
	c.least = p.number()
	c.most = c.least
	if p.next(",") {
		if p.next("}") {
			c.most = -1
			return c, c.least >= 0
		}
		c.most = p.number()
	}
	return c, c.least >= 0 && c.most >= 0 && p.next("}")
}

// number reads a count, -1 if there is none. One that is too large to be
// allowed is returned as another such.
func (p *parser) number() int {
	start, n := p.at, 0
	for ; isDigit(p.peek(0)); p.at++ {
		n = min(n*10+int(p.peek(0)-'0'), maxRepeat+1)
	}
	if p.at == start || p.text[start] == '0' && p.at > start+1 {
		return -1
	}
	return n
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// repeat repeats the last item as the operator says that began at start.
func (p *parser) repeat(start int, c counts) {
	if c.least > maxRepeat || c.most > maxRepeat || c.most >= 0 && c.least > c.most {
		p.fail(badRepeatSize, start)
	}
	lazy := p.next("?") != (p.flags&swapGreed != 0)
	if p.operator >= 0 {
		p.fail(badRepeatOp, p.operator)
	}
	if p.item < 0 {
		p.fail(missingArgument, start)
	}
	times := max(c.least, c.most, 1)
	if p.copies *= times; p.copies > maxRepeat {
		p.fail(badRepeatSize, start)
	}
	if p.err == nil && (len(p.code)-p.item)*times > maxInsts {
		p.failAll(tooLarge)
	}
	if p.err == nil {
		p.writeRepeat(c, lazy)
	}
}

// writeRepeat replaces the last item by its repetition: x{2,4} is xx(x(x)?)?,
// x{2,} is xx+, and x* is (x+)?, for an x that matches nothing to come in its
// turn.
func (p *parser) writeRepeat(c counts, lazy bool) {
	skip, back := opNextElse, opElseNext
	if lazy {
		skip, back = back, skip
	}
	body := append([]inst(nil), p.code[p.item:]...)
	p.code = p.code[:p.item]
	if c.most == 0 {
		p.copies = 1
		return
	}
	times, last := max(c.least, c.most, 1), 0
	if c.most < 0 {
		last = 1
	}
	for n := range times {
		if n >= c.least {
			p.write(skip, (times-n)*(len(body)+1)+last)
		}
		p.code = append(p.code, body...)
	}
	if c.most < 0 {
		p.write(back, -len(body))
	}
}
