package layout

import "unsafe"

// A Value is a place in memory and the type of what is there. All that can
// hold a pointer is written as one, so that the collector knows of it.
type Value struct {
	*Type
	table *Table
	at    unsafe.Pointer
}

// iface is how Go lays out an any.
type iface struct{ typ, data unsafe.Pointer }

// slice is how Go lays out a slice.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

// Find returns what into points to, if that is one of t's types that have
// methods, and false if it is not or into is nil.
func (t *Table) Find(into any) (Value, bool) {
	is := (*iface)(unsafe.Pointer(&into))
	for i := range t.Types {
		self := &t.Types[i].Self
		if (*iface)(unsafe.Pointer(self)).typ == is.typ && is.data != nil {
			return t.value(uint8(i), is.data), true
		}
	}
	return Value{}, false
}

func (t *Table) value(i uint8, at unsafe.Pointer) Value { return Value{&t.Types[i], t, at} }

// Pointer returns a pointer to v, nil if its type has no methods.
func (v Value) Pointer() any {
	p := v.Self
	if p != nil {
		(*iface)(unsafe.Pointer(&p)).data = v.at
	}
	return p
}

// Member returns a member of a struct.
func (v Value) Member(i int) Value {
	m := &v.Members[i]
	return v.table.value(m.Type, unsafe.Add(v.at, m.Offset))
}

// New makes a pointer lead to a zero value, and returns that.
func (v Value) New() Value {
	elem := v.NewElem()
	*(*unsafe.Pointer)(v.at) = elem.at
	return elem
}

// NewElem returns a zero value of what v leads to, which nothing leads to yet.
func (v Value) NewElem() Value {
	elem := v.table.value(v.Elem, nil)
	elem.at = elem.Make(nil, 1)
	return elem
}

// Resize makes a slice one of n zero values, with no room for more.
func (v Value) Resize(n int) {
	*(*slice)(v.at) = slice{v.table.Types[v.Elem].Make(nil, n), n, n}
}

// Index returns an element of a slice.
func (v Value) Index(i int) Value {
	elem := v.table.value(v.Elem, nil)
	elem.at = unsafe.Add((*slice)(v.at).data, uintptr(i)*elem.Size)
	return elem
}

// MakeMap makes a map that is nil an empty one.
func (v Value) MakeMap() { v.Put(v.at, "", nil) }

// Has tells whether a map has a key.
func (v Value) Has(key string) bool { return v.Put(v.at, key, nil) }

// Set gives a map a member, which [Value.NewElem] returned.
func (v Value) Set(key string, elem Value) { v.Put(v.at, key, elem.at) }

// Isolated returns the value that is isolated, and where it is told to be
// broken.
func (v Value) Isolated() (inner Value, broken *bool) {
	return v.table.value(v.Elem, v.at), (*bool)(unsafe.Add(v.at, v.Broken))
}

// SetText sets a string.
func (v Value) SetText(text string) { *(*string)(v.at) = text }

// SetBits sets a boolean or an integer, whose sign is in its highest bit.
func (v Value) SetBits(n uint64) {
	switch v.Size {
	case 1:
		*(*uint8)(v.at) = uint8(n)
	case 2:
		*(*uint16)(v.at) = uint16(n)
	case 4:
		*(*uint32)(v.at) = uint32(n)
	default:
		*(*uint64)(v.at) = n
	}
}

// SetFloat sets a floating-point number.
func (v Value) SetFloat(f float64) {
	if v.Size == 4 {
		*(*float32)(v.at) = float32(f)
		return
	}
	*(*float64)(v.at) = f
}

// Clear makes v zero.
func (v Value) Clear() {
	switch v.Form {
	case Text:
		v.SetText("")
	case Bool, Int, Uint, Float:
		v.SetBits(0)
	case Slice:
		*(*slice)(v.at) = slice{}
	case Map, Pointer:
		*(*unsafe.Pointer)(v.at) = nil
	default:
		v.Make(v.at, 1)
	}
}
