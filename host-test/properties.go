package hosttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// property is one line of the properties of a case.
type property struct{ name, value string }

const anything = "*"

func parseProperties(text []byte) (list []property, err error) {
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok || name == "" {
			return nil, fmt.Errorf("%q is not NAME: VALUE", line)
		}
		list = append(list, property{name, strings.TrimSpace(value)})
	}
	return list, nil
}

// compare says, a sentence each, where the filter state is not what p says.
func (p property) compare(state map[string]string) []string {
	got, ok := state[p.name]
	switch {
	case p.value == "" && ok:
		return []string{fmt.Sprintf("property %s must be absent and is %s", p.name, got)}
	case p.value == "":
		return nil
	case !ok:
		return []string{fmt.Sprintf("property %s must be %s and is absent", p.name, p.value)}
	case p.value == anything:
		return nil
	}
	want, isJSON := document(p.value)
	if !isJSON {
		if got != p.value {
			return []string{fmt.Sprintf("property %s must be %s and is %s", p.name, p.value, got)}
		}
		return nil
	}
	value, isJSON := document(unescaped(got))
	if !isJSON {
		return []string{fmt.Sprintf("property %s must be %s and is %s", p.name, p.value, got)}
	}
	return compareJSON("property "+p.name, want, value)
}

// document reads a JSON object or array.
func document(text string) (value any, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") || d.Decode(&value) != nil {
		return nil, false
	}
	return value, !d.More()
}

// unescaped takes off the escapes that Higress' plugins put before they store
// JSON, so that it may stand between quotes in the access log.
func unescaped(text string) string {
	var plain string
	if _, isJSON := document(text); !isJSON && json.Unmarshal([]byte(`"`+text+`"`), &plain) == nil {
		return plain
	}
	return text
}

func compareJSON(path string, want, got any) (differences []string) {
	if want == anything {
		return nil
	}
	wanted, ok := want.(map[string]any)
	members, same := got.(map[string]any)
	if !ok || !same {
		return compareItems(path, want, got)
	}
	for _, name := range slices.Sorted(maps.Keys(wanted)) {
		value, ok := members[name]
		if !ok {
			differences = append(differences, fmt.Sprintf("%s.%s must be %v and is absent", path, name, jsonText(wanted[name])))
			continue
		}
		differences = append(differences, compareJSON(path+"."+name, wanted[name], value)...)
	}
	for _, name := range slices.Sorted(maps.Keys(members)) {
		if _, ok := wanted[name]; !ok {
			differences = append(differences, fmt.Sprintf("%s.%s is there with %s", path, name, jsonText(members[name])))
		}
	}
	return differences
}

// compareItems compares what is not two objects.
func compareItems(path string, want, got any) (differences []string) {
	wanted, ok := want.([]any)
	items, same := got.([]any)
	if !ok || !same || len(wanted) != len(items) {
		if !reflect.DeepEqual(want, got) {
			return []string{fmt.Sprintf("%s must be %s and is %s", path, jsonText(want), jsonText(got))}
		}
		return nil
	}
	for i := range wanted {
		differences = append(differences, compareJSON(fmt.Sprintf("%s[%d]", path, i), wanted[i], items[i])...)
	}
	return differences
}

// jsonText is value as JSON that people read.
func jsonText(value any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(value) // it was decoded
	return strings.TrimSpace(b.String())
}

// propertyLines is what -update writes: the properties of before with what
// they now are. A * of before stays.
func propertyLines(before []byte, state map[string]string) []byte {
	var b bytes.Buffer
	list, _ := parseProperties(before) // was parsed when the case was read
	for _, p := range list {
		value, ok := state[p.name]
		switch now, isJSON := document(unescaped(value)); {
		case !ok:
			value = ""
		case p.value == anything:
			value = anything
		case isJSON:
			then, _ := document(p.value)
			value = jsonText(starred(then, now))
		}
		b.WriteString(strings.TrimSpace(p.name+": "+value) + "\n")
	}
	return b.Bytes()
}

// starred is now with a * wherever then has one.
func starred(then, now any) any {
	if then == anything {
		return anything
	}
	old, ok := then.(map[string]any)
	members, same := now.(map[string]any)
	if ok && same {
		for name := range members {
			members[name] = starred(old[name], members[name])
		}
	}
	return now
}
