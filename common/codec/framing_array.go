package codec

import (
	"bytes"
	"errors"

	"aigateway/common/sse"
)

// The errors of a stream of JSON objects that is given up.
var (
	errTooLong = errors.New("an object in it is too long")
	errNoJSON  = errors.New("it holds something that is no JSON object")
)

// keep is the size up to which a Cutter holds on to a buffer it has used.
const keep = 4 << 10

// elements cuts JSON objects that follow each other: the elements of an array,
// or one on each line. It looks for where an object ends and at nothing else.
type elements struct {
	data    []byte // what is still to be cut: the chunk itself, or carry
	carry   []byte // the start of an object whose end has not come
	scanned int    // how much of data was looked at
	depth   int    // how many objects and arrays are open
	quoted  bool   // a string is open
	escaped bool   // and the last byte of it was a backslash
	err     error
}

func (c *elements) Reset() {
	carry := c.carry[:0]
	if cap(carry) > keep {
		carry = nil
	}
	*c = elements{carry: carry}
}

func (c *elements) Write(chunk []byte) {
	switch {
	case c.err != nil:
	case len(c.data) == 0:
		c.data = chunk
	default:
		c.carry = append(c.carry, chunk...)
		c.data = c.carry
	}
}

func (c *elements) Next() (name, data []byte, ok bool) {
	if c.err == nil && c.depth == 0 && !c.begin() {
		return nil, nil, false
	}
	for c.err == nil && c.scanned < len(c.data) {
		if c.quoted {
			c.str()
			continue
		}
		c.scanned++
		switch c.data[c.scanned-1] {
		case '"':
			c.quoted = true
		case '{', '[':
			c.depth++
		case '}', ']':
			if c.depth--; c.depth == 0 {
				data, c.data, c.scanned = c.data[:c.scanned], c.data[c.scanned:], 0
				return nil, data, true
			}
		}
	}
	c.hold()
	return nil, nil, false
}

// begin drops what stands between objects, and tells whether one begins.
func (c *elements) begin() bool {
	c.data = bytes.TrimLeft(c.data, " \t\r\n,[]")
	switch {
	case len(c.data) == 0:
		c.hold()
		return false
	case c.data[0] != '{':
		c.err, c.data = errNoJSON, nil
		return false
	}
	return true
}

// str goes on in the string that is open.
func (c *elements) str() {
	rest := c.data[c.scanned:]
	if c.escaped {
		c.scanned, c.escaped = c.scanned+1, false
		return
	}
	i := bytes.IndexAny(rest, `"\`)
	if i < 0 {
		c.scanned = len(c.data)
		return
	}
	c.scanned += i + 1
	c.quoted, c.escaped = rest[i] == '\\', rest[i] == '\\'
}

// hold copies what is left of the chunk.
func (c *elements) hold() {
	if len(c.data) > sse.MaxEvent {
		c.err, c.data = errTooLong, nil
	}
	if len(c.data) == 0 && cap(c.carry) > keep {
		c.carry = nil
	}
	c.carry = append(c.carry[:0], c.data...)
	c.data = c.carry
}

// Err implements Cutter.
func (c *elements) Err() error { return c.err }
