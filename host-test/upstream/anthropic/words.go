package anthropic

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// badRequest is a refusal of a request as it is written.
func badRequest(format string, args ...any) *service.Refusal {
	return &service.Refusal{
		Status: http.StatusBadRequest, Type: "invalid_request_error", Message: fmt.Sprintf(format, args...),
	}
}

// word says the first fault as the service does: PATH: sentence.
func word(faults []shape.Fault) *service.Refusal {
	if len(faults) == 0 {
		return nil
	}
	f := faults[0]
	path := slices.DeleteFunc(slices.Clone(f.Path), isRole)
	if f.Problem == shape.BadTag && f.Shape == messageShape {
		return badRequest("%s.role: Input should be 'user' or 'assistant'", path.Dots())
	}
	return badRequest("%s: %s", path.Dots(), sentence(f))
}

// isRole finds the tag of a message: unlike the tags of blocks it is not
// printed in paths.
func isRole(s shape.Step) bool {
	return s.IsTag && (s.Name == "user" || s.Name == "assistant" || s.Name == "system")
}

func sentence(f shape.Fault) string {
	switch f.Problem {
	case shape.Missing:
		return "Field required"
	case shape.Unknown:
		return "Extra inputs are not permitted"
	case shape.WrongKind:
		return wrongKind(f)
	case shape.BadTag:
		return fmt.Sprintf("Input tag '%v' found using '%s' does not match any of the expected tags: %s",
			f.Got, f.Shape.Tag, strings.Join(quoted(tags(f.Shape)), ", "))
	case shape.NotInEnum:
		return "Input should be " + or(quoted(f.Shape.Enum))
	case shape.NoMatch:
		return fmt.Sprintf("String should match pattern '%s'", f.Shape.Pattern)
	case shape.TooSmall, shape.TooLarge:
		if f.Shape.Min != nil && f.Shape.Max != nil {
			return fmt.Sprintf("range: %v..%v", *f.Shape.Min, *f.Shape.Max)
		}
		return fmt.Sprintf("Input should be greater than or equal to %v", *f.Shape.Min)
	case shape.TooShort:
		return fmt.Sprintf("%s should have at least %d %s", lengthOf(f.Got), f.Shape.MinLen, units(f))
	}
	return fmt.Sprintf("%s should have at most %d %s", lengthOf(f.Got), f.Shape.MaxLen, units(f))
}

func lengthOf(v any) string {
	if shape.KindOf(v) == shape.String {
		return "String"
	}
	return "List"
}

func units(f shape.Fault) string {
	n, text := f.Shape.MaxLen, "character"
	if f.Problem == shape.TooShort {
		n = f.Shape.MinLen
	}
	if shape.KindOf(f.Got) != shape.String {
		text = "item"
	}
	if n != 1 {
		text += "s"
	}
	if text[0] == 'i' {
		return fmt.Sprintf("%s after validation, not %d", text, f.Len)
	}
	return text
}

// kindWords names the kinds as the service's sentences do.
var kindWords = map[shape.Kind]string{
	shape.Bool: "a valid boolean", shape.Integer: "a valid integer", shape.Decimal: "a valid number",
	shape.String: "a valid string", shape.Array: "a valid list", shape.Object: "a valid dictionary",
}

func wrongKind(f shape.Fault) string {
	want := f.Shape.Kinds[0]
	if want == shape.Null {
		want = f.Shape.Kinds[1]
	}
	if n, ok := f.Got.(json.Number); ok && want == shape.Integer && n != "" {
		return "Input should be a valid integer, got a number with a fractional part"
	}
	return "Input should be " + kindWords[want]
}

func tags(s *shape.Shape) []string {
	values := make([]string, len(s.Cases))
	for i, c := range s.Cases {
		values[i] = c.Value
	}
	slices.Sort(values)
	return values
}

func quoted(values []string) []string {
	q := make([]string, len(values))
	for i, v := range values {
		q[i] = "'" + v + "'"
	}
	return q
}

// or joins: 'a', 'b' or 'c'.
func or(values []string) string {
	last := len(values) - 1
	if last <= 0 {
		return strings.Join(values, "")
	}
	return strings.Join(values[:last], ", ") + " or " + values[last]
}
