package pattern

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// parser reads an expression from left to right, once, and writes the program
// as it goes. What is wrong first is what is reported: after it, nothing is
// read.
type parser struct {
	program
	text  string
	at    int
	err   error
	flags flags
	names []string // of the groups, by number
	set   class    // that is being read
	open  []branch // the groups that are open, from the whole match on

	// item is where the code of the last item begins, which is what a
	// repetition repeats; -1 if there is none. copies is how often the
	// innermost thing of it has been written.
	item, copies int
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
	number      int   // -1 for one that is not captured
	flags       flags // to return to
	start       int   // of its code
	alternative int   // start of what follows the last |
	jump        int   // that ends the alternative before; it leads to the one before, 0 if there is none
	copies      int   // of all its items
}

func (p *parser) parse() {
	if len(p.text) > maxText {
		p.failAll(tooLarge)
	}
	p.validate()
	p.operator = -1
	p.open = []branch{{}}
	p.capture("")
	for p.err == nil && p.at < len(p.text) {
		start := p.at
		if c, ok := p.repetition(); ok {
			p.repeat(start, c)
			p.operator = start
		} else {
			p.token()
			p.operator = -1
		}
	}
	if len(p.open) > 2 {
		p.failAll(missingParen)
	}
	p.leave()
	p.write(opMatch, 0)
	if len(p.code) > maxInsts || len(p.code)*len(p.names)*2 > maxSlots {
		p.failAll(tooLarge)
	}
}

// validate refuses what is not UTF-8, so that no one else has to.
func (p *parser) validate() {
	for p.at < len(p.text) {
		if start := p.at; p.rune() == utf8.RuneError && p.at == start+1 {
			p.at = len(p.text)
			p.fail(badUTF8, start)
		}
	}
	p.at = 0
}

// token reads all but repetitions.
func (p *parser) token() {
	switch p.text[p.at] {
	case '(':
		p.openGroup()
	case ')':
		p.closeGroup()
	case '[':
		p.bracket()
	case '\\':
		p.backslash()
	case '|':
		p.at++
		p.bar()
	case '^':
		p.assert(p.byLine(beginText, beginLine), 1)
	case '$':
		p.assert(p.byLine(endText, endLine), 1)
	case '.':
		p.at++
		if p.flags&dotLine == 0 {
			p.addRange('\n', '\n')
		}
		p.char(true)
	default:
		p.literal()
	}
}

func (p *parser) byLine(text, line assertion) assertion {
	if p.flags&multiLine != 0 {
		return line
	}
	return text
}

// assert adds an assertion that was written in so many bytes.
func (p *parser) assert(a assertion, size int) {
	p.at += size
	p.begin(len(p.code))
	p.write(opAssert, int(a))
}

// literal reads a character that stands for itself.
func (p *parser) literal() {
	start := p.at
	r := p.rune()
	p.add(r, r, start)
	p.char(false)
}

// char adds one character of the class that has been read, or not of it.
func (p *parser) char(negated bool) {
	if len(p.set) > maxInsts {
		p.failAll(tooLarge)
	}
	if negated {
		p.negate(0)
	}
	set := p.set
	p.set = nil
	p.begin(len(p.code))
	if len(set) == 2 && set[0] == set[1] {
		p.write(opRune, int(set[0]))
		return
	}
	p.write(opClass, len(p.classes))
	p.classes = append(p.classes, set)
}

// begin makes what is written from start on the last item. As other small
// functions of the parser, it is kept out of line: their callers would be
// twice as large.
//
//go:noinline
func (p *parser) begin(start int) {
	b := p.top()
	b.copies = max(b.copies, p.copies)
	p.item, p.copies = start, 1
}

//go:noinline
func (p *parser) write(op opcode, arg int) {
	p.code = append(p.code, inst{op, int32(arg)})
}

func (p *parser) top() *branch { return &p.open[len(p.open)-1] }

// rune reads one character. At the end of the text it reads none, and no
// syntax has use for the character that it returns.
func (p *parser) rune() rune {
	r, size := utf8.DecodeRuneInString(p.text[p.at:])
	p.at += size
	return r
}

// peek returns the byte that is so far ahead, 0 behind the end. No syntax has
// use for a 0.
//
//go:noinline
func (p *parser) peek(ahead int) byte {
	if at := p.at + ahead; at < len(p.text) {
		return p.text[at]
	}
	return 0
}

// next reads token if it comes next.
//
//go:noinline
func (p *parser) next(token string) bool {
	if !strings.HasPrefix(p.text[p.at:], token) {
		return false
	}
	p.at += len(token)
	return true
}

// fail reports what is wrong from start to here, unless something was wrong
// before, and skips the rest.
//
//go:noinline
func (p *parser) fail(what string, start int) {
	if p.err == nil {
		p.err = errors.New("error parsing regexp: " + what + ": `" + p.text[start:p.at] + "`")
	}
	p.at = len(p.text)
}

// failAll reports what is wrong with the expression as a whole.
func (p *parser) failAll(what string) {
	p.at = len(p.text)
	p.fail(what, 0)
}

// What can be wrong with an expression, in the words of package regexp.
const (
	badClassRange   = "invalid character class range"
	badEscape       = "invalid escape sequence"
	badName         = "invalid named capture"
	badGroup        = "invalid or unsupported Perl syntax"
	badRepeatOp     = "invalid nested repetition operator"
	badRepeatSize   = "invalid repeat count"
	badUTF8         = "invalid UTF-8"
	missingBracket  = "missing closing ]"
	missingParen    = "missing closing )"
	missingArgument = "missing argument to repetition operator"
	trailingSlash   = "trailing backslash at end of expression"
	unexpectedParen = "unexpected )"
	tooLarge        = "expression too large"
)

// What is right for package regexp, and needs tables that are not here.
const (
	unicodeClass = `Unicode classes are not supported here, list the characters or their ranges in [ ]`
	unicodeFold  = `(?i) knows the case of ASCII letters only, list both cases of others as in (?-i:[Éé])`
)
