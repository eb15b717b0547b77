// Package reflection finds out the layout of a configuration struct while it
// runs. Generated layouts are held against it, and structs of tests have it
// instead of a generated one. It is not for modules.
package reflection

import (
	"reflect"
	"strings"
	"unsafe"

	"aigateway/common/config"
	"aigateway/common/config/layout"
)

// Layout returns the layout of T. It panics where T cannot have one.
func Layout[T any]() *layout.Table {
	b := builder{places: map[reflect.Type]uint8{}, table: &layout.Table{}}
	b.place(reflect.TypeFor[T]())
	return b.table
}

// A builder is the state of one Layout.
type builder struct {
	places map[reflect.Type]uint8
	table  *layout.Table
}

// place returns where a type is in the table.
func (b *builder) place(t reflect.Type) uint8 {
	if i, ok := b.places[t]; ok {
		return i
	}
	i := uint8(len(b.places))
	b.places[t] = i
	b.table.Types = append(b.table.Types, layout.Type{})
	described := layout.Type{Size: t.Size(), Make: maker(t)}
	if t.PkgPath() != "" {
		described.Self = reflect.Zero(reflect.PointerTo(t)).Interface()
	}
	b.describe(t, &described)
	b.table.Types[i] = described
	return i
}

var numbers = map[reflect.Kind]layout.Form{
	reflect.String: layout.Text, reflect.Bool: layout.Bool, reflect.Float32: layout.Float, reflect.Float64: layout.Float,
	reflect.Int: layout.Int, reflect.Int8: layout.Int, reflect.Int16: layout.Int, reflect.Int32: layout.Int, reflect.Int64: layout.Int,
	reflect.Uint: layout.Uint, reflect.Uint8: layout.Uint, reflect.Uint16: layout.Uint, reflect.Uint32: layout.Uint, reflect.Uint64: layout.Uint,
}

func (b *builder) describe(t reflect.Type, out *layout.Type) {
	unmarshaler := reflect.PointerTo(t).Implements(reflect.TypeFor[config.Unmarshaler]())
	form, simple := numbers[t.Kind()]
	switch {
	case unmarshaler, t == reflect.TypeFor[config.Raw](), t == reflect.TypeFor[config.NoEffect](), t.PkgPath() == "aigateway/common/secret":
		out.Form = layout.Opaque
	case simple:
		out.Form = form
	case t.Kind() == reflect.Slice:
		out.Form, out.Elem = layout.Slice, b.place(t.Elem())
	case t.Kind() == reflect.Pointer:
		out.Form, out.Elem = layout.Pointer, b.place(t.Elem())
	case t.Kind() == reflect.Map:
		out.Form, out.Elem, out.Put = layout.Map, b.place(t.Elem()), putter(t)
	case t.Kind() == reflect.Struct && strings.HasPrefix(t.Name(), "Isolated["):
		broken, _ := t.FieldByName("Broken")
		out.Form, out.Broken, out.Self, out.Elem = layout.Isolated, broken.Offset, nil, b.place(t.Field(0).Type)
	case t.Kind() == reflect.Struct:
		out.Form = layout.Struct
		b.members(t, 0, out)
	default:
		panic("reflection: a configuration cannot have a " + t.String())
	}
}

// members appends the fields of t, which is embedded at an offset.
func (b *builder) members(t reflect.Type, offset uintptr, out *layout.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "" && f.Anonymous && f.Type.Kind() == reflect.Struct:
			b.members(f.Type, offset+f.Offset, out)
		case name != "" && name != "-" && f.IsExported():
			out.Members = append(out.Members, layout.Member{Name: name, Offset: offset + f.Offset, Type: b.place(f.Type), Rules: rules(f.Tag)})
		}
	}
}

func rules(tag reflect.StructTag) *layout.Rules {
	r := layout.Rules{
		Required: tag.Get("required") == "true", NonEmpty: tag.Get("nonempty") == "true", Fold: tag.Get("fold") == "true",
		Min: tag.Get("min"), Max: tag.Get("max"), Default: tag.Get("default"), Deprecated: tag.Get("deprecated"),
	}
	if enum := tag.Get("enum"); enum != "" {
		r.Enum = strings.Split(enum, ",")
	}
	if reflect.ValueOf(r).IsZero() {
		return nil
	}
	return &r
}

func maker(t reflect.Type) func(unsafe.Pointer, int) unsafe.Pointer {
	return func(at unsafe.Pointer, n int) unsafe.Pointer {
		if at != nil {
			reflect.NewAt(t, at).Elem().SetZero()
			return at
		}
		return reflect.MakeSlice(reflect.SliceOf(t), n, n).UnsafePointer()
	}
}

func putter(t reflect.Type) func(unsafe.Pointer, string, unsafe.Pointer) bool {
	return func(at unsafe.Pointer, key string, elem unsafe.Pointer) bool {
		m, k := reflect.NewAt(t, at).Elem(), reflect.ValueOf(key).Convert(t.Key())
		if m.IsNil() {
			m.Set(reflect.MakeMap(t))
		}
		if elem != nil {
			m.SetMapIndex(k, reflect.NewAt(t.Elem(), elem).Elem())
		}
		return m.MapIndex(k).IsValid()
	}
}
