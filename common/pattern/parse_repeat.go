package pattern

// repetition reads a repetition operator, without the ? that makes it lazy.
// Braces that hold no counts are none: they stand for themselves.
func (p *parser) repetition() (counts, bool) {
	start := p.at
	p.at++
	switch p.text[start] {
	case '*':
		return counts{0, -1}, true
	case '+':
		return counts{1, -1}, true
	case '?':
		return counts{0, 1}, true
	case '{':
		if c, ok := p.braces(); ok {
			return c, true
		}
	}
	p.at = start
	return counts{}, false
}

// braces reads "n}", "n,}" or "n,m}".
func (p *parser) braces() (c counts, ok bool) {
	if c.least, ok = p.number(); !ok {
		return c, false
	}
	c.most = c.least
	if p.next(',') {
		if p.next('}') {
			c.most = -1
			return c, true
		}
		c.most, ok = p.number()
	}
	return c, ok && p.next('}')
}

// number reads a count. One that is too large to be allowed is returned as
// another such.
func (p *parser) number() (n int, ok bool) {
	start := p.at
	for ; p.at < len(p.text) && isDigit(p.text[p.at]); p.at++ {
		n = min(n*10+int(p.text[p.at]-'0'), maxRepeat+1)
	}
	digits := p.text[start:p.at]
	return n, digits == "0" || digits != "" && digits[0] != '0'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// repeat repeats the item before the operator, which began at start.
func (p *parser) repeat(start int, c counts) error {
	if c.least > maxRepeat || c.most > maxRepeat || c.most >= 0 && c.least > c.most {
		return fault(badRepeatSize, p.text[start:p.at])
	}
	lazy := p.next('?') != (p.flags&swapGreed != 0)
	if p.operator >= 0 {
		return fault(badRepeatOp, p.text[p.operator:p.at])
	}
	items := p.top().items
	if len(items) == 0 {
		return fault(missingArgument, p.text[start:p.at])
	}
	last := &items[len(items)-1]
	*last = newRepeat(*last, c, lazy)
	if (*last).copies > maxRepeat {
		return fault(badRepeatSize, p.text[start:p.at])
	}
	return p.bound(*last)
}

// bound refuses a tree that the recursion of assemble should not walk.
func (p *parser) bound(n *node) error {
	if n.height > maxHeight {
		return fault(tooDeep, p.text)
	}
	return nil
}
