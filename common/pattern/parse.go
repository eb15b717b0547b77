package pattern

import (
	"strings"
	"unicode/utf8"
)

// What RE2 bounds, bounded as it does.
const (
	maxRepeat = 1000 // copies of one thing, by all the repetitions around it
	maxHeight = 1000 // of the tree
)

// parser reads an expression from left to right, once. What is wrong first is
// what is reported.
type parser struct {
	text    string
	at      int
	flags   flags
	open    []branch // the expression, and the groups that are open in it
	names   []string // of the groups, by number
	classes []class  // by the arguments of their instructions

	// operator is where the token before this one began if that was a
	// repetition, else -1: two in a row are an error.
	operator int
}

type flags uint8

const (
	foldCase  flags = 1 << iota // (?i)
	multiLine                   // (?m): ^ and $ match at lines too
	dotLine                     // (?s): . matches \n too
	swapGreed                   // (?U): * is lazy and *? is not
)

// branch is an open group: what its ")" will close.
type branch struct {
	number int     // 0 for a group that is not captured
	flags  flags   // to return to
	done   []*node // the alternatives before the last |
	items  []*node // what follows it
}

func (b *branch) bar() {
	b.done = append(b.done, join(sequence, b.items))
	b.items = nil
}

func (p *parser) parse() (*node, error) {
	p.open = []branch{{}}
	p.names = []string{""}
	p.operator = -1
	for p.at < len(p.text) {
		var err error
		start := p.at
		if c, ok := p.repetition(); ok {
			err = p.repeat(start, c)
			p.operator = start
		} else {
			err = p.token()
			p.operator = -1
		}
		if err != nil {
			return nil, err
		}
	}
	if len(p.open) > 1 {
		return nil, fault(missingParen, p.text)
	}
	return p.close()
}

// token reads all but repetitions.
func (p *parser) token() error {
	switch p.text[p.at] {
	case '(':
		return p.openGroup()
	case ')':
		return p.closeGroup()
	case '[':
		return p.bracket()
	case '\\':
		return p.backslash()
	case '|':
		p.top().bar()
	case '^':
		p.assert(p.byLine(beginLine, beginText))
	case '$':
		p.assert(p.byLine(endLine, endText))
	case '.':
		set := class{0, utf8.MaxRune}
		if p.flags&dotLine == 0 {
			set = class{'\n', '\n'}.negate()
		}
		p.char(set)
	default:
		start := p.at
		r, err := p.rune()
		if err != nil {
			return err
		}
		return p.literal(r, p.text[start:p.at])
	}
	p.at++
	return nil
}

func (p *parser) byLine(line, text assertion) assertion {
	if p.flags&multiLine != 0 {
		return line
	}
	return text
}

func (p *parser) top() *branch { return &p.open[len(p.open)-1] }

func (p *parser) push(n *node) { p.top().items = append(p.top().items, n) }

func (p *parser) assert(a assertion) { p.push(newLeaf(opAssert, uint32(a))) }

// char adds one character of a set.
func (p *parser) char(set class) {
	if len(set) == 2 && set[0] == set[1] {
		p.push(newLeaf(opRune, uint32(set[0])))
		return
	}
	p.push(newLeaf(opClass, uint32(len(p.classes))))
	p.classes = append(p.classes, set)
}

// literal adds a character that stands for itself. It is written as part.
func (p *parser) literal(r rune, part string) error {
	set, err := p.add(nil, span{r, r, part})
	if err != nil {
		return err
	}
	p.char(set)
	return nil
}

// quoted adds what \Q and \E enclose; the end of the text will do for \E.
func (p *parser) quoted() error {
	text, _, _ := strings.Cut(p.text[p.at+2:], `\E`)
	p.at = min(p.at+2+len(text)+2, len(p.text))
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		if r == utf8.RuneError && size == 1 {
			return fault(badUTF8, text)
		}
		if err := p.literal(r, text[:size]); err != nil {
			return err
		}
		text = text[size:]
	}
	return nil
}

// rune reads one character. At the end of the text it reads none, and no
// syntax has use for the character that it returns.
func (p *parser) rune() (rune, error) {
	r, size := utf8.DecodeRuneInString(p.text[p.at:])
	if r == utf8.RuneError && size == 1 {
		return 0, fault(badUTF8, p.text[p.at:])
	}
	p.at += size
	return r, nil
}

// next reads c if it comes next.
func (p *parser) next(c byte) bool {
	if p.at == len(p.text) || p.text[p.at] != c {
		return false
	}
	p.at++
	return true
}
