package aistatistics

import (
	"unicode/utf8"

	"aigateway/common/jsonscan"
)

// value is what an exchange has for an attribute. No more than the limit of
// bytes is kept of it: the beginning, and of a longer one the end.
type value struct {
	form  form
	head  []byte
	tail  []byte // what follows head; its end is what counts
	total int    // bytes that the value has, kept or not
	cut   bool   // bytes are missing for want of memory
}

// form says what a value is.
type form uint8

const (
	absent form = iota
	text        // plain UTF-8, or what was meant to be
	document
)

// keepValue is up to which size a value's memory is used again.
const keepValue = 1 << 10

// reset empties v and returns how many bytes it had kept.
func (v *value) reset() int {
	kept := len(v.head) + len(v.tail)
	head := v.head[:0]
	if cap(head) > keepValue {
		head = nil
	}
	*v = value{head: head}
	return kept
}

// set makes raw, a JSON value, the value, unless it is null or an empty
// string: those are no values. It returns how many more bytes are kept.
func (v *value) set(raw []byte, limit, budget int) int {
	in := jsonscan.New(raw)
	switch kind := in.Kind(); {
	case kind == 0 || kind == 'n' || string(raw) == `""`:
		return 0
	case kind == '"':
		grown := -v.reset()
		v.form = text
		return grown + v.append(jsonscan.AppendText(nil, raw), limit, budget-grown)
	}
	if !jsonscan.Valid(raw) {
		return 0
	}
	grown := -v.reset()
	v.form = document
	return grown + v.append(raw, limit, budget-grown)
}

// setText makes plain text the value, unless it is empty.
func (v *value) setText(plain []byte, limit, budget int) int {
	if len(plain) == 0 {
		return 0
	}
	grown := -v.reset()
	v.form = text
	return grown + v.append(plain, limit, budget-grown)
}

// add appends raw, a JSON value, as text. It returns how many more bytes are
// kept.
func (v *value) add(scratch, raw []byte, limit, budget int) (grown int, used []byte) {
	if in := jsonscan.New(raw); in.Kind() == '"' {
		scratch = jsonscan.AppendText(scratch[:0], raw)
		raw = scratch
	}
	if len(raw) == 0 {
		return 0, scratch
	}
	v.form = text
	return v.append(raw, limit, budget), scratch
}

// append grows the value by bytes.
func (v *value) append(bytes []byte, limit, budget int) int {
	v.total += len(bytes)
	before := len(v.head) + len(v.tail)
	if v.cut = v.cut || budget < min(len(bytes), limit); v.cut {
		return 0
	}
	half := limit / 2
	n := min(len(bytes), half-len(v.head))
	v.head, bytes = append(v.head, bytes[:n]...), bytes[n:]
	if rest := limit - half; len(bytes) >= rest {
		v.tail = append(v.tail[:0], bytes[len(bytes)-rest:]...)
	} else {
		if len(v.tail)+len(bytes) > 2*rest {
			v.tail = v.tail[:copy(v.tail, v.tail[len(v.tail)-rest:])]
		}
		v.tail = append(v.tail, bytes...)
	}
	return len(v.head) + len(v.tail) - before
}

const truncated = " [truncated] "

// appendText appends the value as it is to be shown, with a mark in the place
// of what is missing. Characters are not cut.
func (v *value) appendText(dst []byte, limit int) []byte {
	if !v.isCut(limit) {
		return append(append(dst, v.head...), v.tail...)
	}
	head, tail := v.head, v.tail[max(0, len(v.tail)-(limit-limit/2)):]
	for i := len(head) - 1; i >= 0 && i >= len(head)-utf8.UTFMax; i-- {
		if utf8.RuneStart(head[i]) {
			if !utf8.FullRune(head[i:]) {
				head = head[:i]
			}
			break
		}
	}
	for i := 0; i < utf8.UTFMax && len(tail) > 0 && !utf8.RuneStart(tail[0]); i++ {
		tail = tail[1:]
	}
	return append(append(append(dst, head...), truncated...), tail...)
}

func (v *value) isCut(limit int) bool { return v.cut || v.total > limit }
