package gemini

import (
	"fmt"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// badRequest is a refusal of a request as it is written.
func badRequest(format string, args ...any) *service.Refusal {
	return &service.Refusal{Status: http.StatusBadRequest, Type: "INVALID_ARGUMENT", Message: fmt.Sprintf(format, args...)}
}

// violation is a refusal by the rules of a message, in the form that these
// have: a star, the path, a sentence.
func violation(path, sentence string) *service.Refusal {
	return badRequest("* GenerateContentRequest.%s: %s\n", path, sentence)
}

// word says all faults as the service does, a line each.
func word(faults []shape.Fault) *service.Refusal {
	if len(faults) == 0 {
		return nil
	}
	lines := make([]string, len(faults))
	for i, f := range faults {
		lines[i] = sentence(f)
	}
	r := badRequest("%s", strings.Join(lines, "\n"))
	r.Param = pathOf(faults[0].Path)
	return r
}

func sentence(f shape.Fault) string {
	at := pathOf(f.Path)
	switch f.Problem {
	case shape.Unknown:
		last := f.Path[len(f.Path)-1].Name
		if outer := pathOf(f.Path[:len(f.Path)-1]); outer != "" {
			return fmt.Sprintf(`Invalid JSON payload received. Unknown name "%s" at '%s': Cannot find field.`, last, outer)
		}
		return fmt.Sprintf(`Invalid JSON payload received. Unknown name "%s": Cannot find field.`, last)
	case shape.Missing:
		return fmt.Sprintf("* GenerateContentRequest.%s: must be set\n", at)
	case shape.WrongKind, shape.NotInEnum:
		return fmt.Sprintf("Invalid value at '%s' (%s), %s", at, typeOf(f.Shape), service.Encode(f.Got))
	case shape.NoMatch:
		return fmt.Sprintf("* GenerateContentRequest.%s: [FIELD_INVALID] %v is not valid.", at, f.Got)
	case shape.TooShort:
		return fmt.Sprintf("* GenerateContentRequest.%s: must not be empty.\n", at)
	case shape.TooLong:
		return fmt.Sprintf("* GenerateContentRequest.%s: the number of elements must be at most %d.\n", at, f.Shape.MaxLen)
	}
	return fmt.Sprintf("* GenerateContentRequest.%s: %v is out of range %s.\n", at, f.Got, bounds(f.Shape))
}

func bounds(s *shape.Shape) string {
	text := func(f *float64) string {
		if f == nil {
			return ""
		}
		return fmt.Sprint(*f)
	}
	return "[" + text(s.Min) + ", " + text(s.Max) + "]"
}

// typeOf names the type of a field as protocol buffers do.
func typeOf(s *shape.Shape) string {
	if s.Enum != nil {
		return "TYPE_ENUM"
	}
	switch s.Kinds[0] {
	case shape.Decimal:
		return "TYPE_FLOAT"
	case shape.Integer:
		return "TYPE_INT32"
	case shape.String:
		return "TYPE_STRING"
	case shape.Bool:
		return "TYPE_BOOL"
	}
	return "TYPE_MESSAGE"
}

// pathOf prints a path as the service does: in snake_case, without quotes.
func pathOf(p shape.Path) string {
	steps := make(shape.Path, len(p))
	for i, s := range p {
		if s.Name != "" {
			s.Name = snake(s.Name)
		}
		steps[i] = s
	}
	return steps.Brackets()
}
