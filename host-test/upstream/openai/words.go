package openai

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
func badRequest(code, param, format string, args ...any) *service.Refusal {
	return &service.Refusal{
		Status: http.StatusBadRequest, Type: "invalid_request_error",
		Code: code, Param: param, Message: fmt.Sprintf(format, args...),
	}
}

// word says the first fault as OpenAI does. Members that the API does not know
// at all are told before anything else.
func word(faults []shape.Fault) *service.Refusal {
	if len(faults) == 0 {
		return nil
	}
	var strangers []string
	for _, f := range faults {
		if f.Problem == shape.Unknown && len(f.Path) == 1 {
			strangers = append(strangers, f.Path[0].Name)
		}
	}
	switch len(strangers) {
	case 0:
		return wordOne(faults[0])
	case 1:
		return badRequest("", "", "Unrecognized request argument supplied: %s", strangers[0])
	}
	return badRequest("", "", "Unrecognized request arguments supplied: %s", strings.Join(strangers, ", "))
}

func wordOne(f shape.Fault) *service.Refusal {
	at := f.Path.Brackets()
	switch f.Problem {
	case shape.Missing:
		if at == "model" {
			return badRequest("", "", "you must provide a model parameter")
		}
		return badRequest("missing_required_parameter", at, "Missing required parameter: '%s'.", at)
	case shape.Unknown:
		return badRequest("unknown_parameter", at, "Unknown parameter: '%s'.", at)
	case shape.WrongKind:
		return badRequest("invalid_type", at, "Invalid type for '%s': expected %s, but got %s instead.",
			at, expected(f.Shape), got(f.Got))
	case shape.BadTag:
		at += "." + f.Shape.Tag
		return badValue(at, f.Got, tags(f.Shape))
	case shape.NotInEnum:
		return badValue(at, f.Got, f.Shape.Enum)
	case shape.NoMatch:
		return badRequest("invalid_value", at,
			"Invalid '%s': string does not match pattern. Expected a string that matches the pattern '%s'.",
			at, f.Shape.Pattern)
	case shape.TooSmall, shape.TooLarge:
		return badNumber(at, f)
	}
	return badLength(at, f)
}

func badValue(at string, got any, allowed []string) *service.Refusal {
	quoted := make([]string, len(allowed))
	for i, a := range allowed {
		quoted[i] = "'" + a + "'"
	}
	if last := len(quoted) - 1; last > 0 {
		quoted[last] = "and " + quoted[last]
	}
	separator := ", "
	if len(quoted) == 2 {
		separator = " "
	}
	return badRequest("invalid_value", at, "Invalid value: '%v'. Supported values are: %s.",
		got, strings.Join(quoted, separator))
}

func badNumber(at string, f shape.Fault) *service.Refusal {
	kind := "integer"
	if slices.Contains(f.Shape.Kinds, shape.Decimal) {
		kind = "decimal"
	}
	if f.Problem == shape.TooSmall {
		return badRequest(kind+"_below_min_value", at,
			"Invalid '%s': %s below minimum value. Expected a value >= %v, but got %v instead.", at, kind, *f.Shape.Min, f.Got)
	}
	return badRequest(kind+"_above_max_value", at,
		"Invalid '%s': %s above maximum value. Expected a value <= %v, but got %v instead.", at, kind, *f.Shape.Max, f.Got)
}

func badLength(at string, f shape.Fault) *service.Refusal {
	what := map[shape.Kind]string{
		shape.Array: "array", shape.String: "string", shape.Object: "object",
	}[shape.KindOf(f.Got)]
	article := "a"
	if what != "string" {
		article = "an"
	}
	if f.Problem == shape.TooLong {
		return badRequest(what+"_above_max_length", at,
			"Invalid '%s': %s too long. Expected %s %s with maximum length %d, but got %s %s with length %d instead.",
			at, what, article, what, f.Shape.MaxLen, article, what, f.Len)
	}
	if f.Len == 0 {
		return badRequest("empty_"+what, at,
			"Invalid '%s': empty %s. Expected %s %s with minimum length %d, but got an empty %s instead.",
			at, what, article, what, f.Shape.MinLen, what)
	}
	return badRequest(what+"_below_min_length", at,
		"Invalid '%s': %s too short. Expected %s %s with minimum length %d, but got %s %s with length %d instead.",
		at, what, article, what, f.Shape.MinLen, article, what, f.Len)
}

// kindWords names the kinds as the API's sentences do.
var kindWords = map[shape.Kind]string{
	shape.Bool: "a boolean", shape.Integer: "an integer", shape.Decimal: "a decimal",
	shape.String: "a string", shape.Array: "an array", shape.Object: "an object", shape.Null: "null",
}

// expected names what a shape accepts; null is never named.
func expected(s *shape.Shape) string {
	var words []string
	for _, k := range s.Accepted() {
		switch {
		case k == shape.Null:
		case k == shape.Array && s.Items != nil && slices.Contains(s.Items.Kinds, shape.Object):
			words = append(words, "an array of objects")
		default:
			words = append(words, kindWords[k])
		}
	}
	if len(words) == 1 {
		return words[0]
	}
	for i := 1; i < len(words); i++ {
		words[i] = words[i][strings.IndexByte(words[i], ' ')+1:] // without its article
	}
	return "one of " + strings.Join(words, " or ")
}

func got(v any) string {
	if _, ok := v.(json.Number); ok && shape.KindOf(v) == shape.Decimal {
		return "a decimal number"
	}
	return kindWords[shape.KindOf(v)]
}

func tags(s *shape.Shape) []string {
	values := make([]string, len(s.Cases))
	for i, c := range s.Cases {
		values[i] = c.Value
	}
	return values
}
