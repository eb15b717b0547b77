package config

import (
	"strconv"
	"unicode/utf8"

	"aigateway/common/jsonscan"
)

// maxFaults bounds how many faults of one kind are listed; a configuration
// with more is read again anyway after the first of them are mended.
const maxFaults = 100

// A Report is a place in the configuration where faults can be noted. It may
// be used during the call that it was given to, not after.
type Report struct {
	d      *decoder
	parent *Report
	name   string
	index  int // -1 for a member
	scope  *scope
}

// A scope is a part of the configuration that is usable or not as a whole.
type scope struct {
	faults int
	first  Fault
	// base says that it serves rules to start from, so that what is missing
	// in it may come from them; missing, that something is.
	base, missing bool
}

// Member returns the place of a member of this one.
func (at *Report) Member(name string) *Report {
	return &Report{d: at.d, parent: at, name: name, index: -1, scope: at.scope}
}

// Index returns the place of an element of this one.
func (at *Report) Index(i int) *Report {
	return &Report{d: at.d, parent: at, index: i, scope: at.scope}
}

// Fault notes that the value here cannot be used. The sentence must not hold
// a credential.
func (at *Report) Fault(text string) {
	at.note(Invalid, text)
	if at.scope.faults == 0 {
		at.scope.first = Fault{Kind: Invalid, Path: at.Path(), Text: text}
	}
	at.scope.faults++
}

// Missing notes that a value here is needed. It is a fault, unless here is
// the global configuration or a member of it, and there are rules that may
// have the value: then the global one applies to no request itself.
func (at *Report) Missing(text string) {
	if !at.scope.base || at.parent != nil && at.parent.parent != nil {
		at.Fault(text)
		return
	}
	at.scope.missing = true
	at.note(Ignored, text+"; as it is missing, the global configuration applies to no request of its own, it only serves its rules")
}

// Warn notes that the value here has no effect, or not the one it seems to.
func (at *Report) Warn(text string) { at.note(Ignored, text) }

// OneOf notes a fault and returns false unless value is among allowed.
func (at *Report) OneOf(value string, allowed ...string) bool {
	for _, a := range allowed {
		if a == value {
			return true
		}
	}
	at.Fault(notOneOf(value, allowed))
	return false
}

// Decode reads raw, which is the value here or what it was turned into, as
// [Decode] does. An [Unmarshaler] uses it to read one form of several.
func (at *Report) Decode(raw []byte, into any) { at.d.document(raw, into, at) }

// Path is the JSON path from the root, such as providers[1].apiTokens[0].
func (at *Report) Path() string {
	switch {
	case at.parent == nil:
		return ""
	case at.index >= 0:
		return at.parent.Path() + "[" + strconv.Itoa(at.index) + "]"
	}
	outer := at.parent.Path()
	switch {
	case !plain(at.name):
		return outer + "[" + quote(at.name) + "]"
	case outer == "":
		return at.name
	}
	return outer + "." + at.name
}

// note adds a fault to the list, or to the count of those not listed.
func (at *Report) note(k Kind, text string) {
	at.d.noted[k]++
	if !at.d.full(k) {
		at.d.faults = append(at.d.faults, Fault{Kind: k, Path: at.Path(), Text: text})
	}
}

// full tells whether faults of kind k are only counted from now on.
func (d *decoder) full(k Kind) bool { return d.noted[k] > maxFaults }

// list returns the faults, with a line for those that were only counted.
func (d *decoder) list() Faults {
	for _, k := range []Kind{Invalid, Unknown, Ignored} {
		if more := d.noted[k] - maxFaults; more > 0 {
			d.faults = append(d.faults, Fault{Kind: k, Text: "has " + strconv.Itoa(more) + " more faults like these (" + k.String() + ")"})
		}
	}
	return d.faults
}

// plain tells whether a member's name can stand in a path without quotes.
func plain(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return name != "" && len(name) <= maxQuoted
}

// maxQuoted is how many bytes of a value a sentence shows.
const maxQuoted = 60

// quote returns text as a JSON string, cut to a readable length.
func quote(text string) string {
	if len(text) > maxQuoted {
		end := maxQuoted
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end] + "…"
	}
	return string(jsonscan.AppendQuoted(nil, text))
}
