package gemini

import (
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
)

// Authenticate wants "x-goog-api-key: KEY", "?key=KEY" or "Authorization:
// Bearer TOKEN". A key that is not known is told as an invalid argument.
func (Service) Authenticate(c *service.Call, known func(string) bool) *service.Refusal {
	key := c.Header.Get("X-Goog-Api-Key")
	if key == "" {
		key = c.Query.Get("key")
	}
	if key != "" {
		if known(key) {
			return nil
		}
		return &service.Refusal{Status: http.StatusBadRequest, Type: "INVALID_ARGUMENT", Code: "API_KEY_INVALID",
			Message: "API key not valid. Please pass a valid API key."}
	}
	token, ok := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
	switch {
	case !ok || token == "":
		return &service.Refusal{Status: http.StatusForbidden, Type: "PERMISSION_DENIED", Message: "Method doesn't allow unregistered callers " +
			"(callers without established identity). Please use API Key or other form of API consumer identity to call this API."}
	case !known(token):
		return &service.Refusal{Status: http.StatusUnauthorized, Type: "UNAUTHENTICATED", Code: "ACCESS_TOKEN_TYPE_UNSUPPORTED",
			Message: "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
				"See https://developers.google.com/identity/sign-in/web/devconsole-project."}
	}
	return nil
}

// kinds are the codes and the sentences that the service gives with a status.
var kinds = map[int]struct{ code, message string }{
	http.StatusBadRequest:          {"INVALID_ARGUMENT", "Request contains an invalid argument."},
	http.StatusUnauthorized:        {"UNAUTHENTICATED", "Request had invalid authentication credentials."},
	http.StatusForbidden:           {"PERMISSION_DENIED", "Your API key doesn't have the required permissions."},
	http.StatusNotFound:            {"NOT_FOUND", "Requested entity was not found."},
	http.StatusConflict:            {"ABORTED", "The operation was aborted."},
	http.StatusTooManyRequests:     {"RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."},
	http.StatusInternalServerError: {"INTERNAL", "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting"},
	http.StatusServiceUnavailable:  {"UNAVAILABLE", "The model is overloaded. Please try again later."},
	http.StatusGatewayTimeout:      {"DEADLINE_EXCEEDED", "Deadline expired before operation could complete."},
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
	return &service.Refusal{Status: status, Type: k.code, Message: k.message}
}

// NoMethod is what paths get that there is nothing at.
func NoMethod() *service.Refusal {
	return &service.Refusal{Status: http.StatusNotFound, Type: "NOT_FOUND", Message: "Requested entity was not found."}
}

type errorBody struct {
	Error errorDetail `json:"error"`
}

type errorDetail struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Status  string `json:"status"`
	Details []any  `json:"details,omitempty"`
}

const rpc = "type.googleapis.com/google.rpc."

// Render is the body of a refusal. How long to wait stands in its details.
func (s Service) Render(r *service.Refusal, _ string) []byte {
	e := errorDetail{Code: r.Status, Message: r.Message, Status: r.Type}
	if r.Code != "" {
		e.Details = append(e.Details, map[string]any{
			"@type": rpc + "ErrorInfo", "reason": r.Code, "domain": "googleapis.com",
			"metadata": map[string]string{"service": "generativelanguage.googleapis.com"}})
	}
	if r.Param != "" {
		e.Details = append(e.Details, map[string]any{
			"@type": rpc + "BadRequest", "fieldViolations": []any{map[string]string{"field": r.Param, "description": r.Message}}})
	}
	if r.Status == http.StatusTooManyRequests {
		e.Details = append(e.Details, map[string]any{"@type": rpc + "RetryInfo", "retryDelay": "1s"})
	}
	body := service.Encode(errorBody{e})
	if s.Array {
		return append(append([]byte{'['}, body...), ']')
	}
	return body
}

// Interrupt is how the service tells of an error when the stream has begun.
func (s Service) Interrupt(requestID string) service.Event {
	body := Service{}.Render(s.Refusal(http.StatusServiceUnavailable, ""), requestID)
	if s.Array {
		return elementOf(append(body, ']'), false)
	}
	return eventOf(body)
}

// Decorate adds the headers that come with every answer.
func (Service) Decorate(h http.Header, _ *service.Call, _ string) {
	h.Set("Server", "scaffolding on HTTPServer2")
	h.Set("Vary", "Origin, X-Origin, Referer")
	h.Set("Server-Timing", "gfet4t7; dur=12")
}
