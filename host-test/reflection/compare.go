package reflection

import (
	"errors"
	"fmt"
	"reflect"

	"aigateway/common/config/layout"
)

// Compare tells in what a generated layout of T is not what Layout returns.
func Compare[T any](generated *layout.Table) error {
	want := Layout[T]()
	if len(generated.Types) != len(want.Types) {
		return fmt.Errorf("there are %d types, %d were generated", len(want.Types), len(generated.Types))
	}
	made := map[uint8]bool{}
	for _, t := range want.Types {
		switch t.Form {
		case layout.Slice, layout.Map, layout.Pointer:
			made[t.Elem] = true
		}
	}
	var faults []error
	for i, t := range want.Types {
		got := generated.Types[i]
		switch t.Form {
		case layout.Struct, layout.Isolated, layout.Opaque:
			made[uint8(i)] = true
		}
		if (got.Make != nil) != made[uint8(i)] || (got.Put != nil) != (t.Form == layout.Map) {
			faults = append(faults, fmt.Errorf("type %d has functions that it needs not, or has not those that it needs", i))
		}
		t.Make, t.Put, got.Make, got.Put = nil, nil, nil, nil
		if !reflect.DeepEqual(t, got) {
			faults = append(faults, fmt.Errorf("type %d is %#v, %#v was generated", i, t, got))
		}
	}
	return errors.Join(faults...)
}
