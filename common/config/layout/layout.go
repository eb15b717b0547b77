// Package layout says where in memory the members of a struct are, as a table,
// and writes there. It is what package config needs of package reflect, which
// would add 0.2 MB to every module. It reads no tags and no JSON: command
// configdoc reads the tags, and writes the tables.
package layout

import "unsafe"

// A Table is a type and what it is made of. Types name each other by their
// places in it; the first is the type itself.
type Table struct{ Types []Type }

// A Form is a class of types.
type Form uint8

const (
	Opaque Form = iota + 1 // known by [Value.Pointer] only
	Text
	Bool
	Int
	Uint
	Float
	Slice
	Map
	Pointer
	Struct
	Isolated // a value, and whether it is broken
)

// A Type is one type. It has what its form needs.
type Type struct {
	Form Form
	// Elem is the type of what a slice, map or pointer leads to, and of the
	// value that is isolated.
	Elem uint8
	// Size is in bytes; that of a map, pointer or slice does not matter.
	Size uintptr
	// Broken is where an Isolated is told to be.
	Broken uintptr
	// Members are those of a struct, embedded ones included.
	Members []Member
	// Self is a nil pointer to the type, for types with methods.
	Self any
	// Make is [Make] for the type.
	Make func(at unsafe.Pointer, n int) unsafe.Pointer
	// Put is [Put] for a map.
	Put func(m unsafe.Pointer, key string, elem unsafe.Pointer) bool
}

// A Member is one field of a struct.
type Member struct {
	Name   string
	Offset uintptr
	Type   uint8
	// Rules is nil for a member without any.
	Rules *Rules
}

// Rules are what tags say of a member.
type Rules struct {
	Required, NonEmpty, Fold bool
	Min, Max, Default        string // numbers as JSON has them
	Enum                     []string
	Deprecated               string
}

// Make returns n zero values of type T, or makes the one at a place zero.
func Make[T any](at unsafe.Pointer, n int) unsafe.Pointer {
	if at != nil {
		*(*T)(at) = *new(T)
		return at
	}
	return unsafe.Pointer(unsafe.SliceData(make([]T, n)))
}

// Put tells whether the map at a place has a key, and gives it elem unless
// that is nil. A map that is nil is made.
func Put[K ~string, E any](at unsafe.Pointer, key string, elem unsafe.Pointer) bool {
	m := (*map[K]E)(at)
	if *m == nil {
		*m = map[K]E{}
	}
	if elem != nil {
		(*m)[K(key)] = *(*E)(elem)
	}
	_, ok := (*m)[K(key)]
	return ok
}
