package wire

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// Decoder reads one request, in one pass. A value of a wrong type ends the
// scan with what is wrong with it.
type Decoder struct {
	jsonscan.Scanner
	place
	Body []byte
	// Listed are the names of the members that the protocol defines, of those
	// that have no field: see Table.Listed.
	Listed []string
	// Name is that of the member that Next stopped at, in the spelling of the
	// table.
	Name []byte
	seen uint16
	next uint8
}

// Begin makes d ready to read a request of the protocol called origin.
func (d *Decoder) Begin(origin string, body []byte, r *llm.Request, listed []string) {
	r.Origin = origin
	d.Scanner, d.Body, d.R, d.Listed = jsonscan.New(body), body, r, listed
}

// End returns what is wrong with the request, if anything is. Its contents, or
// whatever else name is, must have been there.
func (d *Decoder) End(bit uint8, name string) error {
	if d.Streams != llm.Absent {
		d.R.Stream = d.Streams == llm.True
	}
	if bit != 0 && !d.Seen(bit) {
		d.Fail(problem.InvalidParam(name, "the request body has no "+name))
	}
	if err := d.Scanner.End(); err != nil {
		return codec.Malformed(d.Body, err)
	}
	return nil
}

// Next reads the members of an object to the places that their rows say, up to
// one that the caller reads, and returns what its row says; 0 at the end.
//
//	for d.Object(); ; {
//		switch d.Next(&requestTable) {
//		case 0:
//			return
//		case doMessages:
//			…
//		}
//	}
func (d *Decoder) Next(t *Table) (do Slot) {
	for d.NextAny(t) {
		row := t.find(d.Name, &d.next)
		if row == nil {
			d.Keep(t)
			continue
		}
		if row.Once != 0 {
			d.once(row.Once)
		}
		if row.Is == Any {
			return row.To
		}
		if d.Null() {
			continue
		}
		switch row.Is {
		case Do:
			return row.To
		case Inside:
			d.Read(row.In)
		case Skip:
			d.Skip()
		case Flag:
			*d.flag(row.To) = d.Bool()
		case Strings:
			d.Strings()
		default:
			*d.slot(row.To) = d.value(row.Is)
		}
	}
	return 0
}

// NextAny advances to the next member, whatever its name is.
func (d *Decoder) NextAny(t *Table) bool {
	if !d.Member() {
		return false
	}
	d.Name = d.Key()
	if t.Camel {
		d.Name = camel(nil, d.Name)
	}
	return true
}

// Read reads an object, or null, all of whose members have a place.
//
//go:noinline
func (d *Decoder) Read(t *Table) {
	if d.Null() {
		return
	}
	for d.Object(); d.Next(t) != 0; {
		d.Scanner.Skip()
	}
}

// Strings reads the sequences to stop at.
//
//go:noinline
func (d *Decoder) Strings() {
	for d.Array(); d.Element(); {
		d.R.Stop = append(d.R.Stop, d.String())
	}
}

// SettleUser takes what is in a slot for the user where there is no other one,
// else keeps it.
//
//go:noinline
func (d *Decoder) SettleUser(s Slot) {
	if d.R.User == nil {
		d.R.User = d.At(s)
	} else {
		d.Own("safety_identifier", d.At(s))
	}
}

// value consumes a value of a kind.
func (d *Decoder) value(is Kind) []byte {
	switch is {
	case Text:
		return d.String()
	case Loose:
		return Literal(&d.Scanner)
	case Bare:
		return Inner(d.String())
	case Number:
		return d.ofKind('0', "must be a number")
	case Map:
		return d.ofKind('{', "must be an object")
	case List:
		return d.ofKind('[', "must be a list")
	}
	return d.Value()
}

// ofKind consumes a value that starts as one of a kind does.
func (d *Decoder) ofKind(kind byte, wrong string) []byte {
	if d.Kind() != kind {
		d.Refuse(wrong)
		return nil
	}
	return d.Value()
}

// Text consumes a string or null.
//
//go:noinline
func (d *Decoder) Text() llm.Text {
	if d.Null() {
		return nil
	}
	return d.String()
}

// Bool consumes true or false.
func (d *Decoder) Bool() llm.Bool {
	kind := d.Kind()
	if kind != 't' && kind != 'f' {
		d.Refuse("must be true or false")
		return llm.Absent
	}
	d.Skip()
	if kind == 't' {
		return llm.True
	}
	return llm.False
}

func (d *Decoder) once(bit uint8) {
	if d.Seen(bit) {
		d.Refuse("must not be there twice")
	}
	d.See(bit)
}

// See notes that there was a member that a bit stands for.
func (d *Decoder) See(bit uint8) { d.seen |= 1 << bit }

// Seen tells whether there was a member whose row has a bit.
func (d *Decoder) Seen(bit uint8) bool { return d.seen&(1<<bit) != 0 }

// Start returns where the next value starts.
//
//go:noinline
func (d *Decoder) Start() int {
	d.Kind() // skips space
	return d.Offset()
}

// Since returns what was read from start on.
//
//go:noinline
func (d *Decoder) Since(start int) []byte {
	if d.Err() != nil {
		return nil
	}
	return d.Body[start:d.Offset()]
}

// Refuse ends the scan with what is wrong with the next value.
//
//go:noinline
func (d *Decoder) Refuse(wrong string) { d.RefuseAt(d.Start(), wrong) }

// RefuseAt is Refuse for a value that starts at an offset and was read.
//
//go:noinline
func (d *Decoder) RefuseAt(start int, wrong string) {
	d.Fail(&codec.Fault{Offset: start, Wrong: wrong})
}

// Want refuses a value that was read, and lacks something.
//
//go:noinline
func (d *Decoder) Want(value []byte, start int, wrong string) {
	if value == nil {
		d.RefuseAt(start, wrong)
	}
}

// Choose returns what one of words a text stands for, and refuses another
// one. An absent text is one of them if it is the word "".
//
//go:noinline
func (d *Decoder) Choose(words []Word, wrong string) uint8 {
	start := d.Start()
	is := Meaning(words, d.Text())
	if is == 0 {
		d.RefuseAt(start, wrong)
	}
	return is
}
