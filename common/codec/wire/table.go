package wire

import "aigateway/common/jsonscan"

// Table says what becomes of the members of an object.
type Table struct {
	Rows []Row
	// Rest is what becomes of members that have no row, for a Decoder.
	Rest Rest
	// Camel takes names in snake_case for the same in camelCase.
	Camel bool
	// Other is what Table.Next returns for members that have no row, 0 where it
	// skips them.
	Other Slot
	// Prefix comes before the name of a member that is kept: the path to it.
	Prefix string
	// Listed tells that a member that is kept is the protocol's only if
	// Decoder.Listed has its name; else all are.
	Listed bool
}

// Row says what becomes of one member. Rows are looked through from where the
// last one was found, so that they stand in the order in which members mostly
// come.
type Row struct {
	Name string
	Is   Kind
	// To is where the value goes, or what Next returns for Do and Any.
	To Slot
	// Once, if it is not 0, refuses the second of two members: two readers of
	// it may take different ones. It is the bit that Seen asks for.
	Once uint8
	// In is the table of the members of the object that Inside is, nil for the
	// same one.
	In *Table
}

// Kind is what the value of a member must be. A Decoder refuses others, and
// takes null for absent; for Scan others are as good as absent too.
type Kind uint8

const (
	Skip    Kind = iota // of no matter
	Text                // a string, as a literal
	Loose               // a string; for a Decoder too others are as good as absent
	Bare                // a string, without quotes
	Number              // a number
	Map                 // an object
	List                // a list
	Value               // anything
	Flag                // true or false, to an llm.Bool
	Strings             // a list of strings, to llm.Request.Stop
	Inside              // an object, whose members have rows: see Row.In
	Do                  // what the caller reads
	Any                 // the same, null too
)

// firsts are the first bytes of values, as jsonscan.Scanner.Kind has them.
var firsts = [...]byte{Text: '"', Loose: '"', Bare: '"', Number: '0', Map: '{', List: '['}

// find returns the row of a name, nil if there is none. It starts at the row
// behind the one that was found before, which is next.
//
//go:noinline
func (t *Table) find(name []byte, next *uint8) *Row {
	rows := t.Rows
	at := int(*next)
	for range rows {
		if at >= len(rows) {
			at = 0
		}
		if row := &rows[at]; row.Name == string(name) {
			*next = uint8(at + 1)
			return row
		}
		at++
	}
	return nil
}

// Next reads members of the object that s is in, to the places that their rows
// say, up to one that the caller reads, and returns what its row says; 0 at
// the end.
//
//	for s.Object(); ; {
//		switch table.Next(&s, to[:]) {
//		case 0:
//			return s.End()
//		case doChoices:
//			…
//		}
//	}
func (t *Table) Next(s *jsonscan.Scanner, to [][]byte) (do Slot) {
	var next uint8
	var buffer [maxName]byte
	for s.Member() {
		name := s.Key()
		if t.Camel {
			name = camel(buffer[:0], name)
		}
		row := t.find(name, &next)
		switch {
		case row == nil && t.Other != 0:
			return t.Other
		case row == nil || row.Is == Skip:
			s.Skip()
		case row.Is == Do:
			return row.To
		case row.Is == Inside:
			in := row.In
			if in == nil {
				in = t
			}
			in.Scan(s, to)
		case row.Is == Value:
			to[row.To] = s.Value()
		case s.Kind() != firsts[row.Is]:
			s.Skip()
		case row.Is == Bare:
			to[row.To] = Inner(s.Value())
		default:
			to[row.To] = s.Value()
		}
	}
	return 0
}

// Scan reads an object to the places that the rows of its members say. It is
// false for anything else, which it consumes.
func (t *Table) Scan(s *jsonscan.Scanner, to [][]byte) bool {
	if !Object(s) {
		return false
	}
	for s.Object(); t.Next(s, to) != 0; {
		s.Skip()
	}
	return true
}

// Read is Scan for a value that is at hand, nil included.
//
//go:noinline
func (t *Table) Read(value []byte, to [][]byte) {
	s := jsonscan.New(value)
	t.Scan(&s, to)
}

// Others tells whether an object, or one in it that the table has a row for,
// has members that have none.
func Others(t *Table, value []byte) bool {
	var next uint8
	s := jsonscan.New(value)
	for s.Object(); s.Member(); {
		row := t.find(s.Key(), &next)
		if row == nil || row.Is == Inside && Others(t, s.Value()) {
			return true
		}
		if row.Is != Inside {
			s.Skip()
		}
	}
	return false
}

// Document is Scan for a document, which must be an object.
//
//go:noinline
func (t *Table) Document(data []byte, to [][]byte) error {
	s := jsonscan.New(data)
	for s.Object(); t.Next(&s, to) != 0; {
		s.Skip()
	}
	return s.End()
}

// Object tells whether an object comes next, and consumes what else does.
//
//go:noinline
func Object(s *jsonscan.Scanner) bool { return next(s, '{') }

// Array tells whether a list comes next, and consumes what else does.
//
//go:noinline
func Array(s *jsonscan.Scanner) bool { return next(s, '[') }

func next(s *jsonscan.Scanner, kind byte) bool {
	if s.Kind() == kind {
		return true
	}
	s.Skip()
	return false
}

// Literal consumes the next value and returns it if it is a string.
//
//go:noinline
func Literal(s *jsonscan.Scanner) []byte {
	if s.Kind() == '"' {
		return s.Value()
	}
	s.Skip()
	return nil
}

// maxName bounds the names that camel is of use for, in bytes.
const maxName = 40

// Camel returns a name in camelCase.
func Camel(name []byte) []byte { return camel(nil, name) }

// camel appends a name in camelCase.
func camel(dst, name []byte) []byte {
	snake := false
	for i, c := range name {
		snake = snake || c == '_' && i > 0
	}
	if !snake {
		return name
	}
	up := false
	for _, c := range name {
		if c == '_' {
			up = true
			continue
		}
		if up && c >= 'a' && c <= 'z' {
			c -= 'a' - 'A'
		}
		up = false
		dst = append(dst, c)
	}
	return dst
}
