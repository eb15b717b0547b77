package pattern

import "strings"

// bracket reads a class in brackets.
func (p *parser) bracket() error {
	start := p.at
	p.at++
	negated := p.next('^')
	var set class
	var err error
	for first := true; first || !p.next(']'); first = false { // ] is a character where it comes first
		if set, err = p.member(set, start); err != nil {
			return err
		}
	}
	if negated {
		set = set.negate()
	}
	p.char(set)
	return nil
}

// member adds to set what comes next in the class that began at start: another
// class, a range, or a character.
func (p *parser) member(set class, start int) (class, error) {
	if ranges, negated, ok, err := p.posixClass(); err != nil || ok {
		return p.addNamed(set, ranges, negated), err
	}
	if set, ok, err := p.perlClass(set); err != nil || ok {
		return set, err
	}
	from := p.at
	lo, err := p.character(start)
	if err != nil {
		return nil, err
	}
	hi := lo
	if rest := p.text[p.at:]; len(rest) >= 2 && rest[0] == '-' && rest[1] != ']' {
		p.at++
		if hi, err = p.character(start); err != nil {
			return nil, err
		}
		if hi < lo {
			return nil, fault(badClassRange, p.text[from:p.at])
		}
	}
	return p.add(set, span{lo, hi, p.text[from:p.at]})
}

// character reads one character of the class that began at start.
func (p *parser) character(start int) (rune, error) {
	if p.at == len(p.text) {
		return 0, fault(missingBracket, p.text[start:])
	}
	if p.text[p.at] == '\\' {
		return p.escaped()
	}
	return p.rune()
}

// posixClass reads a name as [:alpha:] or [:^alpha:].
func (p *parser) posixClass() (ranges string, negated, ok bool, err error) {
	rest, ok := strings.CutPrefix(p.text[p.at:], "[:")
	if !ok {
		return "", false, false, nil
	}
	name, _, ok := strings.Cut(rest, ":]")
	if !ok {
		return "", false, false, nil
	}
	whole := p.text[p.at : p.at+len(name)+4]
	name, negated = strings.CutPrefix(name, "^")
	if ranges = posixRanges(name); ranges == "" {
		return "", false, false, fault(badClassRange, whole)
	}
	p.at += len(whole)
	return ranges, negated, true, nil
}

// span is a range of characters, and how it was written.
type span struct {
	lo, hi rune
	part   string
}

// add adds a range to set, in both cases where (?i) holds.
func (p *parser) add(set class, c span) (class, error) {
	if p.flags&foldCase == 0 {
		return set.add(c.lo, c.hi), nil
	}
	set, ok := set.addFolded(c.lo, c.hi)
	if !ok {
		return nil, fault(unicodeFold, c.part)
	}
	return set, nil
}

// addNamed adds the ranges of a named class, or all that is not in them.
func (p *parser) addNamed(set class, ranges string, negated bool) class {
	var named class
	for i := 0; i+1 < len(ranges); i += 2 {
		lo, hi := rune(ranges[i]), rune(ranges[i+1])
		if p.flags&foldCase == 0 {
			named = named.add(lo, hi)
		} else {
			named, _ = named.addFolded(lo, hi) // ASCII needs no table
		}
	}
	if negated {
		named = named.negate()
	}
	for i := 0; i < len(named); i += 2 {
		set = set.add(named[i], named[i+1])
	}
	return set
}
