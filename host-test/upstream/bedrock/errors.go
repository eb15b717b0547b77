package bedrock

import (
	"fmt"
	"net/http"
	"strings"

	"aigateway/common/eventstream"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// refuse is a refusal with AWS' type, which clients find in a header.
func refuse(kind string, status int, format string, args ...any) *service.Refusal {
	return &service.Refusal{
		Status: status, Type: kind, Message: fmt.Sprintf(format, args...),
		Header: http.Header{"X-Amzn-Errortype": {kind + ":http://internal.amazon.com/coral/com.amazon.bedrock/"}},
	}
}

// invalid is a refusal of Bedrock's.
func invalid(format string, args ...any) *service.Refusal {
	return refuse("ValidationException", http.StatusBadRequest, format, args...)
}

// refusedByModel is one of the model behind it.
func refusedByModel(format string, args ...any) *service.Refusal {
	return invalid("The model returned the following errors: "+format, args...)
}

// kinds are the types and the sentences that the service gives with a status.
var kinds = map[int]struct{ kind, message string }{
	http.StatusBadRequest:          {"ValidationException", "The request was refused."},
	http.StatusForbidden:           {"AccessDeniedException", "You don't have access to the model with the specified model ID."},
	http.StatusNotFound:            {"ResourceNotFoundException", "Could not resolve the foundation model from the provided model identifier."},
	http.StatusRequestTimeout:      {"ModelTimeoutException", "Model has timed out in processing the request. Try your request again."},
	http.StatusFailedDependency:    {"ModelErrorException", "The system encountered an unexpected error during processing. Try your request again."},
	http.StatusTooManyRequests:     {"ThrottlingException", "Too many requests, please wait before trying again."},
	http.StatusInternalServerError: {"InternalServerException", "The system encountered an unexpected error during processing. Try your request again."},
	http.StatusServiceUnavailable:  {"ServiceUnavailableException", "Bedrock is unable to process your request."},
}

// Refusal is the one that the service gives with a status.
func (Service) Refusal(status int, _ string) *service.Refusal {
	k, ok := kinds[status]
	if !ok {
		k = kinds[http.StatusBadRequest]
		if status >= http.StatusInternalServerError {
			k = kinds[http.StatusInternalServerError]
		}
	}
	return refuse(k.kind, status, "%s", k.message)
}

// NoOperation is the refusal of a path or a method that there is none for.
func NoOperation() *service.Refusal {
	return refuse("UnknownOperationException", http.StatusNotFound, "Unknown operation")
}

// Render is the body of a refusal.
func (Service) Render(r *service.Refusal, _ string) []byte {
	return service.Encode(map[string]string{"message": r.Message})
}

// Interrupt is how the service tells of an error when the stream has begun.
func (Service) Interrupt(string) service.Event {
	return service.Event{Raw: frame("exception", ":exception-type", "modelStreamErrorException", service.Encode(map[string]any{
		"message": "The system encountered an unexpected error during processing. Try your request again.", "originalStatusCode": 500,
	}))}
}

// frame is one message of a stream.
func frame(kind, header, name string, payload []byte) []byte {
	dst := eventstream.Begin(nil, eventstream.Header{Name: header, Value: name},
		eventstream.Header{Name: ":content-type", Value: "application/json"}, eventstream.Header{Name: ":message-type", Value: kind})
	return eventstream.End(append(dst, payload...), 0)
}

// word says the first fault as AWS does.
func word(faults []shape.Fault) *service.Refusal {
	if len(faults) == 0 {
		return nil
	}
	f := faults[0]
	if f.Problem == shape.Unknown {
		last := len(f.Path) - 1
		return invalid("Malformed input request: #%s: extraneous key [%s] is not permitted, please reformat your input and try again.",
			pointer(f.Path[:last]), f.Path[last].Name)
	}
	if f.Problem == shape.WrongKind {
		return refuse("SerializationException", http.StatusBadRequest, "%s can not be converted at #%s", tokens[shape.KindOf(f.Got)], pointer(f.Path))
	}
	return invalid("1 validation error detected: Value at '%s' failed to satisfy constraint: Member must %s", f.Path.Dots(), constraint(f))
}

// tokens are what AWS calls kinds of values.
var tokens = [...]string{
	shape.Null: "NULL_VALUE", shape.Bool: "BOOLEAN_VALUE", shape.Integer: "NUMBER_VALUE", shape.Decimal: "DECIMAL_VALUE",
	shape.String: "STRING_VALUE", shape.Array: "START_ARRAY", shape.Object: "START_OBJECT",
}

func pointer(p shape.Path) string {
	if len(p) == 0 {
		return ""
	}
	return "/" + strings.ReplaceAll(p.Dots(), ".", "/")
}

func constraint(f shape.Fault) string {
	switch f.Problem {
	case shape.Missing:
		return "not be null"
	case shape.NotInEnum:
		return "satisfy enum value set: [" + strings.Join(f.Shape.Enum, ", ") + "]"
	case shape.NoMatch:
		return fmt.Sprintf("satisfy regular expression pattern: %s", f.Shape.Pattern)
	case shape.TooSmall:
		return fmt.Sprintf("have value greater than or equal to %v", *f.Shape.Min)
	case shape.TooLarge:
		return fmt.Sprintf("have value less than or equal to %v", *f.Shape.Max)
	case shape.TooShort:
		return fmt.Sprintf("have length greater than or equal to %d", f.Shape.MinLen)
	}
	return fmt.Sprintf("have length less than or equal to %d", f.Shape.MaxLen)
}
