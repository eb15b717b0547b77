// Package pattern is regular expressions for values of a configuration: the
// syntax and the results of Go's package regexp, without the tables of Unicode
// that it links into every module. What needs those tables is refused by
// Compile with a sentence that says so; README.md lists it.
package pattern

// Pattern is a compiled expression.
//
// It keeps the memory of its last search for the next one, so that matching
// allocates nothing in steady state. That is why it must not be used by two
// goroutines at a time; a wasm VM has one thread, and package abi's native
// twin has one lock a VM.
type Pattern struct {
	expression string
	names      []string // of the groups, "" for those without; names[0] is the whole match
	machine    machine
}

// Compile reads an expression in RE2's syntax. The text of its error is the
// one of package regexp, with the offending part in back quotes.
func Compile(expression string) (*Pattern, error) {
	p := parser{text: expression}
	p.parse()
	if p.err != nil {
		return nil, p.err
	}
	return &Pattern{expression: expression, names: p.names, machine: newMachine(p.program, 2*len(p.names))}, nil
}

// String returns the expression as it was given to Compile.
func (p *Pattern) String() string { return p.expression }

// Match tells whether s contains a match. It takes time in proportion to the
// length of s times that of the expression, whatever the two are.
func (p *Pattern) Match(s string) bool { return search(&p.machine, s, 0, 0) }

// MatchBytes is Match for bytes.
func (p *Pattern) MatchBytes(s []byte) bool { return search(&p.machine, s, 0, 0) }

// Find appends the offsets of the leftmost match to dst: start and end of the
// whole, then of each group, -1 for a group that has no part in it. Of several
// matches at one place it is the one that a backtracking engine finds first.
// Where there is no match, nothing is appended.
func (p *Pattern) Find(dst []int, s string) []int {
	if !search(&p.machine, s, 0, 2*len(p.names)) {
		return dst
	}
	return append(dst, p.machine.found...)
}
