package usage

// checker tells whether a text that comes in pieces of JSON string literals
// is one JSON object. Nothing at all passes, too: it is how a tool without
// parameters is called. Containers below the 64th level are not told apart.
type checker struct {
	state  checkState
	outer  escapeState // of the literal that the text comes in
	inner  uint8       // hex digits to come of an escape in the text
	left   uint8       // hex digits to come of an escape in the literal
	hex    uint16      // their value so far
	depth  uint16
	arrays uint64 // a bit for each open container
	word   string // what is left of true, false or null
	number numberState
}

type checkState uint8

const (
	nothing checkState = iota // but space so far
	needValue
	needElement // a value, or the end of an array
	needKey
	needFirstKey // a key, or the end of an object
	needColon
	needComma
	inName
	inText
	inNumber
	inWord
	over
	broken
)

type escapeState uint8

const (
	unescaped escapeState = iota
	escapedOnce
	escapedHex
)

func (c *checker) untouched() bool { return c.state == nothing }

func (c *checker) valid() bool { return c.state == nothing || c.state == over }

// write takes the next piece of a literal, without quotes.
func (c *checker) write(piece []byte) {
	for _, b := range piece {
		switch c.outer {
		case unescaped:
			if b == '\\' {
				c.outer = escapedOnce
				continue
			}
			c.take(b)
		case escapedOnce:
			c.outer = unescaped
			if b == 'u' {
				c.outer, c.left, c.hex = escapedHex, 4, 0
				continue
			}
			c.take(unescape(b))
		case escapedHex:
			c.hex = c.hex<<4 | hexDigit(b)
			if c.left--; c.left == 0 {
				c.outer = unescaped
				c.take(byte(min(c.hex, 0x80))) // what is not ASCII is all the same
			}
		}
	}
}

// take takes one byte of the text.
func (c *checker) take(b byte) {
	switch c.state {
	case inText, inName:
		c.textByte(b)
		return
	case inNumber:
		if c.number.take(b) {
			return
		}
		c.state = broken
		if c.number.complete() {
			c.state = needComma
		}
	case inWord:
		c.wordByte(b)
		return
	}
	if b != ' ' && b != '\n' && b != '\r' && b != '\t' {
		c.token(b)
	}
}

// token takes a byte that is not space, between tokens.
func (c *checker) token(b byte) {
	switch c.state {
	case nothing:
		c.state = broken
		if b == '{' {
			c.open(b)
		}
	case needValue, needElement:
		c.value(b)
	case needKey, needFirstKey:
		switch {
		case b == '"':
			c.state = inName
		case b == '}' && c.state == needFirstKey:
			c.close()
		default:
			c.state = broken
		}
	case needColon:
		c.state = needValue
		if b != ':' {
			c.state = broken
		}
	case needComma:
		c.comma(b)
	default:
		c.state = broken
	}
}

func (c *checker) value(b byte) {
	switch {
	case b == '"':
		c.state = inText
	case b == '{' || b == '[':
		c.open(b)
	case b == ']' && c.state == needElement:
		c.close()
	case b == '-' || b >= '0' && b <= '9':
		c.state, c.number = inNumber, 0
		c.number.take(b)
	case b == 't':
		c.state, c.word = inWord, "true"[1:]
	case b == 'f':
		c.state, c.word = inWord, "false"[1:]
	case b == 'n':
		c.state, c.word = inWord, "null"[1:]
	default:
		c.state = broken
	}
}

func (c *checker) comma(b byte) {
	array := c.inArray()
	switch {
	case b == ',' && array:
		c.state = needValue
	case b == ',':
		c.state = needKey
	case b == ']' && array, b == '}' && !array:
		c.close()
	default:
		c.state = broken
	}
}

func (c *checker) open(b byte) {
	bit := uint64(1) << (c.depth & 63)
	c.depth++
	if b == '[' {
		c.arrays |= bit
		c.state = needElement
		return
	}
	c.arrays &^= bit
	c.state = needFirstKey
}

func (c *checker) inArray() bool { return c.arrays>>((c.depth-1)&63)&1 == 1 }

func (c *checker) close() {
	c.state = needComma
	if c.depth--; c.depth == 0 {
		c.state = over
	}
}

// textByte takes a byte of a string of the text.
func (c *checker) textByte(b byte) {
	switch {
	case c.inner == 5: // behind a backslash
		c.inner = 0
		switch b {
		case 'u':
			c.inner = 4
		case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		default:
			c.state = broken
		}
	case c.inner > 0:
		if c.inner--; b != '0' && hexDigit(b) == 0 {
			c.state = broken
		}
	case b == '\\':
		c.inner = 5
	case b == '"' && c.state == inName:
		c.state = needColon
	case b == '"':
		c.state = needComma
	case b < ' ':
		c.state = broken
	}
}

func (c *checker) wordByte(b byte) {
	if b != c.word[0] {
		c.state = broken
		return
	}
	if c.word = c.word[1:]; c.word == "" {
		c.state = needComma
	}
}

// numberState is where in a number a text is; zero is at its start.
type numberState uint8

const (
	numberStart numberState = iota
	afterMinus
	afterZero
	inInteger
	afterPoint
	inFraction
	afterE
	afterSign
	inExponent
)

// complete tells whether the number may end here.
func (n numberState) complete() bool {
	return n == afterZero || n == inInteger || n == inFraction || n == inExponent
}

// take goes on by b and tells whether it belongs to the number.
func (n *numberState) take(b byte) bool {
	digit := b >= '0' && b <= '9'
	switch {
	case *n == numberStart && b == '-':
		*n = afterMinus
	case *n <= afterMinus && b == '0':
		*n = afterZero
	case (*n <= afterMinus || *n == inInteger) && digit:
		*n = inInteger
	case (*n == afterZero || *n == inInteger) && b == '.':
		*n = afterPoint
	case (*n == afterPoint || *n == inFraction) && digit:
		*n = inFraction
	case n.complete() && *n != inExponent && b|0x20 == 'e':
		*n = afterE
	case *n == afterE && (b == '+' || b == '-'):
		*n = afterSign
	case *n >= afterE && digit:
		*n = inExponent
	default:
		return false
	}
	return true
}

func unescape(b byte) byte {
	switch b {
	case 'b', 'f': // control characters that are no space
		return 1
	case 'n', 'r':
		return '\n'
	case 't':
		return '\t'
	}
	return b
}

// hexDigit returns the value of a digit, 0 for what is none.
func hexDigit(b byte) uint16 {
	switch {
	case b >= '0' && b <= '9':
		return uint16(b - '0')
	case b|0x20 >= 'a' && b|0x20 <= 'f':
		return uint16(b|0x20-'a') + 10
	}
	return 0
}
