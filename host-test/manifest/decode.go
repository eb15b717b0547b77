package manifest

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// decode fills a struct from the document. Every unknown member and every
// wrong type becomes a fault with its path; the rest is still filled, so that
// one reading reports all mistakes. Values are never repeated in a message,
// since a plugin's configuration holds credentials.
func decode(d *document, out any) {
	d.into("", d.value, reflect.ValueOf(out).Elem())
}

var rawType = reflect.TypeFor[json.RawMessage]()

func (d *document) into(path string, in any, out reflect.Value) {
	if in == nil {
		return // null is absent, as in Kubernetes
	}
	if out.Type() == rawType {
		d.intoRaw(path, in, out)
		return
	}
	switch out.Kind() {
	case reflect.Pointer:
		out.Set(reflect.New(out.Type().Elem()))
		d.into(path, in, out.Elem())
	case reflect.Struct:
		d.intoStruct(path, in, out)
	case reflect.Map:
		d.intoMap(path, in, out)
	case reflect.Slice:
		d.intoSlice(path, in, out)
	case reflect.Interface:
		out.Set(reflect.ValueOf(in))
	default:
		d.intoScalar(path, in, out)
	}
}

// intoRaw keeps an object as it is: the configuration of a plugin.
func (d *document) intoRaw(path string, in any, out reflect.Value) {
	if _, ok := in.(map[string]any); !ok {
		d.wrongType(path, "an object", in)
		return
	}
	raw, err := json.Marshal(in)
	if err != nil {
		d.fail(path, "cannot be written as JSON: %v", err)
		return
	}
	out.SetBytes(raw)
}

func (d *document) intoStruct(path string, in any, out reflect.Value) {
	object, ok := in.(map[string]any)
	if !ok {
		d.wrongType(path, "an object", in)
		return
	}
	fields := make(map[string]int, out.NumField())
	for i := range out.NumField() {
		fields[out.Type().Field(i).Tag.Get("json")] = i
	}
	for _, name := range sortedKeys(object) {
		if i, ok := fields[name]; ok {
			d.into(memberPath(path, name), object[name], out.Field(i))
			continue
		}
		d.fail(memberPath(path, name), "unknown field %q%s", name, suggest(name, sortedKeys(fields)))
	}
}

func (d *document) intoMap(path string, in any, out reflect.Value) {
	object, ok := in.(map[string]any)
	if !ok {
		d.wrongType(path, "an object", in)
		return
	}
	out.Set(reflect.MakeMap(out.Type()))
	for _, name := range sortedKeys(object) {
		value := reflect.New(out.Type().Elem()).Elem()
		d.into(memberPath(path, name), object[name], value)
		out.SetMapIndex(reflect.ValueOf(name), value)
	}
}

func (d *document) intoSlice(path string, in any, out reflect.Value) {
	list, ok := in.([]any)
	if !ok {
		d.wrongType(path, "a list", in)
		return
	}
	out.Set(reflect.MakeSlice(out.Type(), len(list), len(list)))
	for i, item := range list {
		d.into(indexPath(path, i), item, out.Index(i))
	}
}

func (d *document) intoScalar(path string, in any, out reflect.Value) {
	switch v := in.(type) {
	case string:
		if out.Kind() == reflect.String {
			out.SetString(v)
			return
		}
	case bool:
		if out.Kind() == reflect.Bool {
			out.SetBool(v)
			return
		}
	case json.Number:
		if n, ok := wholeNumber(v); ok && out.Kind() == reflect.Int {
			out.SetInt(n)
			return
		}
	}
	d.wrongType(path, map[reflect.Kind]string{
		reflect.String: "a string", reflect.Bool: "true or false", reflect.Int: "a whole number",
	}[out.Kind()], in)
}

func wholeNumber(v json.Number) (int64, bool) {
	if n, err := v.Int64(); err == nil {
		return n, true
	}
	f, err := v.Float64()
	return int64(f), err == nil && f == math.Trunc(f) && math.Abs(f) < 1<<53
}

func (d *document) wrongType(path, want string, got any) {
	d.fail(path, "must be %s, not %s", want, describe(got))
}

func describe(v any) string {
	switch v.(type) {
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case json.Number:
		return "a number"
	case []any:
		return "a list"
	case map[string]any:
		return "an object"
	}
	return "null"
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// suggest names the known word that was most likely meant.
func suggest(word string, known []string) string {
	best, distance := "", 3
	for _, k := range known {
		if d := editDistance(strings.ToLower(word), strings.ToLower(k)); d < distance {
			best, distance = k, d
		}
	}
	if best == "" || distance >= len(word) {
		return ""
	}
	return "; did you mean " + strconv.Quote(best) + "?"
}

// editDistance is Levenshtein's.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// oneOf checks an enumeration; an empty value is the default and passes.
func (d *document) oneOf(path, value string, allowed ...string) {
	if value == "" || slices.Contains(allowed, value) {
		return
	}
	d.fail(path, "must be one of %s, not %q%s", strings.Join(allowed, ", "), value, suggest(value, allowed))
}
