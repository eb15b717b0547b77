package aistatistics

import (
	"slices"
	"strconv"

	"aigateway/common/jsonscan"
)

// record builds a JSON object member by member, and escapes it once as it
// goes: so it can stand between quotes in an access log.
type record struct {
	out     []byte
	keys    []string
	scratch []byte
}

func (r *record) reset() { r.out, r.keys = append(r.out[:0], '{'), r.keys[:0] }

// has tells whether there is a member of this name.
func (r *record) has(name string) bool { return slices.Contains(r.keys, name) }

// key begins a member.
func (r *record) key(name string) {
	if len(r.keys) > 0 {
		r.out = append(r.out, ',')
	}
	r.keys = append(r.keys, name)
	appendText(r, name)
	r.out = append(r.out, ':')
}

// known begins a member whose name needs no escaping. It is called from so many
// places that to inline it would cost more room than it saves time.
//
//go:noinline
func (r *record) known(name string) {
	if len(r.keys) > 0 {
		r.out = append(r.out, ',')
	}
	r.keys = append(r.keys, name)
	r.out = append(append(append(r.out, `\"`...), name...), `\":`...)
}

func (r *record) int(name string, n int64) {
	r.known(name)
	r.out = strconv.AppendInt(r.out, n, 10)
}

func (r *record) text(name, value string) {
	r.key(name)
	appendText(r, value)
}

func (r *record) bytes(name string, value []byte) {
	r.key(name)
	appendText(r, value)
}

// raw adds a member whose value is JSON.
func (r *record) raw(name string, value []byte) {
	r.key(name)
	r.out = jsonscan.AppendEscaped(r.out, value)
}

// word adds a member whose value is JSON that needs no escaping, such as null.
func (r *record) word(name, value string) {
	r.known(name)
	r.out = append(r.out, value...)
}

// appendText appends a string, escaped once as JSON and once more.
func appendText[T ~string | ~[]byte](r *record, value T) {
	r.out = append(r.out, '\\', '"')
	if plain(value) {
		r.out = append(r.out, value...)
	} else {
		r.scratch = jsonscan.AppendEscaped(r.scratch[:0], value)
		r.out = jsonscan.AppendEscaped(r.out, r.scratch)
	}
	r.out = append(r.out, '\\', '"')
}

// plain tells whether a text is the same escaped.
func plain[T ~string | ~[]byte](value T) bool {
	for i := range len(value) {
		if c := value[i]; c < ' ' || c >= 0x7f || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// merge adds the members of other, an object that is escaped likewise, that r
// does not have. It is false, and adds nothing, if other is none.
func (r *record) merge(other []byte) bool {
	literal := append(append([]byte{'"'}, other...), '"')
	object := jsonscan.AppendText(nil, literal)
	if !jsonscan.ValidObject(object) {
		return false
	}
	s := jsonscan.New(object)
	for s.Object(); s.Member(); {
		name := string(s.Key())
		if value := s.Value(); !r.has(name) {
			r.raw(name, value)
		}
	}
	return true
}

// end closes the object.
func (r *record) end() []byte {
	r.out = append(r.out, '}')
	return r.out
}
