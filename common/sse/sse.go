// Package sse cuts a byte stream into server-sent events, wherever the bytes
// themselves are cut. It does not know what the events mean.
//
// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
package sse

import (
	"bytes"
	"errors"
)

// MaxEvent bounds one event, in bytes.
const MaxEvent = 8 << 20

// keep is the size up to which a decoder holds on to a buffer it has used.
const keep = 4 << 10

// ErrTooLong is the error of a stream with an event longer than [MaxEvent].
var ErrTooLong = errors.New("a server-sent event is too long")

// Event is one event. Its slices are valid until the next call of the
// decoder, or until the chunk is written over, whichever is first.
type Event struct {
	// Name is what the event line said, empty without one.
	Name []byte
	// Data is the data lines joined by newlines; nil in a comment.
	Data []byte
	// Raw is the event as it came, with the blank line if there was one.
	Raw []byte
}

// Decoder cuts one stream. The zero value is at its start:
//
//	for d.Write(chunk); d.Next(&e); {
//		…
//	}
//
// Only an event that is cut in two is copied.
type Decoder struct {
	data    []byte // what is still to be cut: the chunk itself, or carry
	carry   []byte // the start of an event whose end has not come
	scanned uint32 // how much of data is known to hold no end of an event
	newline byte   // what ends a line of this stream, 0 while unknown
	tooLong bool   // the stream is given up
}

// Write gives the decoder the next bytes.
func (d *Decoder) Write(chunk []byte) {
	if d.tooLong {
		return
	}
	if len(d.data) == 0 {
		d.data = chunk
		return
	}
	d.carry = append(d.carry, chunk...)
	d.data = d.carry
}

// Next returns the next whole event. Before it returns false it copies what
// is left of the chunk.
func (d *Decoder) Next(e *Event) bool {
	if d.tooLong {
		return false
	}
	if n := d.boundary(); n > 0 {
		d.parse(e, d.data[:n])
		d.data, d.scanned = d.data[n:], 0
		return true
	}
	if len(d.data) > MaxEvent {
		d.tooLong = true
		return false
	}
	if len(d.data) == 0 && cap(d.carry) > keep {
		d.carry = nil
	}
	d.carry = append(d.carry[:0], d.data...)
	d.data = d.carry
	return false
}

// Close returns the last event if no blank line followed it.
func (d *Decoder) Close(e *Event) bool {
	rest := d.data
	d.data = nil
	if d.tooLong || len(rest) == 0 {
		return false
	}
	d.parse(e, rest)
	return true
}

// Err returns why no more events come, nil at an ordinary end.
func (d *Decoder) Err() error {
	if d.tooLong {
		return ErrTooLong
	}
	return nil
}

// Pending returns the start of an event whose end has not come.
func (d *Decoder) Pending() []byte { return d.data }

// Reset makes d ready for another stream.
func (d *Decoder) Reset() {
	carry := d.carry[:0]
	if cap(carry) > keep {
		carry = nil
	}
	*d = Decoder{carry: carry}
}

// boundary returns the length of the first event in data, its blank line
// included, 0 if its end has not come.
func (d *Decoder) boundary() int {
	if d.newline == 0 && !d.learn() {
		return 0
	}
	b := d.data
	if n := d.blank(b); n > 0 {
		return n
	}
	for i := int(d.scanned); ; {
		j := bytes.IndexByte(b[i:], d.newline)
		if j < 0 {
			d.scanned = uint32(max(len(b)-1, 0))
			return 0
		}
		i += j + 1
		if n := d.blank(b[i:]); n > 0 {
			return i + n
		}
		if len(b)-i < 2 { // the blank line may be cut
			d.scanned = uint32(i - 1)
			return 0
		}
	}
}

// learn finds out what ends a line: LF, with or without CR, or CR alone.
func (d *Decoder) learn() bool {
	i := bytes.IndexAny(d.data, "\r\n")
	if i < 0 || d.data[i] == '\r' && i+1 == len(d.data) {
		return false
	}
	d.newline = '\n'
	if d.data[i] == '\r' && d.data[i+1] != '\n' {
		d.newline = '\r'
	}
	return true
}

// blank returns the length of the empty line that b starts with, or 0.
func (d *Decoder) blank(b []byte) int {
	switch {
	case len(b) > 0 && b[0] == d.newline:
		return 1
	case len(b) > 1 && b[0] == '\r' && b[1] == '\n':
		return 2
	}
	return 0
}

func (d *Decoder) parse(e *Event, raw []byte) {
	*e = Event{Raw: raw}
	newline := d.newline
	if newline == 0 {
		newline = '\n'
	}
	for rest := bytes.TrimPrefix(raw, []byte("\ufeff")); len(rest) > 0; {
		line := rest
		if end := bytes.IndexByte(rest, newline); end >= 0 {
			line, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		if n := len(line); n > 0 && line[n-1] == '\r' {
			line = line[:n-1]
		}
		if value, ok := field(line, "data"); ok {
			d.addData(e, value)
		} else if value, ok := field(line, "event"); ok {
			e.Name = value
		}
	}
}

// field returns the value of a line if it is about the field name. A line with
// no colon is a field with an empty value, which is nil.
func field(line []byte, name string) (value []byte, ok bool) {
	n := len(name)
	switch {
	case len(line) < n || string(line[:n]) != name:
		return nil, false
	case len(line) == n:
		return nil, true
	case line[n] != ':':
		return nil, false
	case len(line) > n+1 && line[n+1] == ' ':
		n++
	}
	return line[n+1:], true
}

func (d *Decoder) addData(e *Event, value []byte) {
	if e.Data == nil {
		if e.Data = value; value == nil { // a line with no colon
			e.Data = []byte{}
		}
		return
	}
	// Several lines are rare: they may cost an allocation, but no memory of
	// every stream.
	e.Data = append(append(e.Data[:len(e.Data):len(e.Data)], '\n'), value...)
}
