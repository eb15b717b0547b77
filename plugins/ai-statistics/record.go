package aistatistics

import (
	"strconv"

	"aigateway/common/jsonscan"
)

// record builds a JSON object member by member.
type record struct {
	out  []byte
	keys []string
}

func (r *record) reset() { r.out, r.keys = append(r.out[:0], '{'), r.keys[:0] }

// key begins a member.
func (r *record) key(name string) {
	if len(r.keys) > 0 {
		r.out = append(r.out, ',')
	}
	r.keys = append(r.keys, name)
	r.out = append(jsonscan.AppendQuoted(r.out, name), ':')
}

func (r *record) int(name string, n int64) {
	r.key(name)
	r.out = strconv.AppendInt(r.out, n, 10)
}

func (r *record) text(name, text string) {
	r.key(name)
	r.out = jsonscan.AppendQuoted(r.out, text)
}

func (r *record) bytes(name string, text []byte) {
	r.key(name)
	r.out = jsonscan.AppendQuoted(r.out, text)
}

func (r *record) null(name string) {
	r.key(name)
	r.out = append(r.out, "null"...)
}

// has tells whether there is a member of this name.
func (r *record) has(name []byte) bool {
	for _, k := range r.keys {
		if k == string(name) {
			return true
		}
	}
	return false
}

// merge adds the members of other, a JSON object, that r does not have. It is
// false, and adds nothing, if other is none.
func (r *record) merge(other []byte) bool {
	s := jsonscan.New(other)
	if s.Kind() != '{' || !jsonscan.Valid(other) {
		return false
	}
	for s.Object(); s.Member(); {
		if r.has(s.Key()) {
			s.Skip()
			continue
		}
		r.key(string(s.Key()))
		r.out = append(r.out, s.Value()...)
	}
	return true
}

// end closes the object.
func (r *record) end() []byte {
	r.out = append(r.out, '}')
	return r.out
}
