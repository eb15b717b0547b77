package anthropic

import (
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
)

// statusOverloaded is the service's own status.
const statusOverloaded = 529

// Authenticate wants "x-api-key: KEY" or "Authorization: Bearer KEY".
func (Service) Authenticate(c *service.Call, known func(string) bool) *service.Refusal {
	refuse := func(message string) *service.Refusal {
		return &service.Refusal{Status: http.StatusUnauthorized, Type: "authentication_error", Message: message}
	}
	if key := c.Header.Get("X-Api-Key"); key != "" {
		if !known(key) {
			return refuse("invalid x-api-key")
		}
		return nil
	}
	token, ok := strings.CutPrefix(c.Header.Get("Authorization"), "Bearer ")
	switch {
	case !ok || token == "":
		return refuse("x-api-key header is required")
	case !known(token):
		return refuse("Invalid bearer token")
	}
	return nil
}

// kinds are the types and the sentences that the service gives with a status.
var kinds = map[int]struct{ kind, message string }{
	http.StatusBadRequest:            {"invalid_request_error", "The request was refused."},
	http.StatusUnauthorized:          {"authentication_error", "invalid x-api-key"},
	http.StatusPaymentRequired:       {"billing_error", "Your credit balance is too low to access the Anthropic API."},
	http.StatusForbidden:             {"permission_error", "Your API key does not have permission to use the specified resource."},
	http.StatusNotFound:              {"not_found_error", "model: "},
	http.StatusMethodNotAllowed:      {"invalid_request_error", "Method Not Allowed"},
	http.StatusRequestEntityTooLarge: {"request_too_large", "Request exceeds the maximum size"},
	http.StatusTooManyRequests:       {"rate_limit_error", "This request would exceed your organization's rate limit of 50 requests per minute."},
	http.StatusInternalServerError:   {"api_error", "Internal server error"},
	http.StatusGatewayTimeout:        {"timeout_error", "The request timed out."},
	statusOverloaded:                 {"overloaded_error", "Overloaded"},
}

// Refusal is the one that the service gives with a status.
func (Service) Refusal(status int, model string) *service.Refusal {
	k, ok := kinds[status]
	if !ok {
		k = kinds[http.StatusBadRequest]
		if status >= http.StatusInternalServerError {
			k = kinds[http.StatusInternalServerError]
		}
	}
	r := &service.Refusal{Status: status, Type: k.kind, Message: k.message}
	if status == http.StatusNotFound {
		r.Message += model
	}
	return r
}

type errorBody struct {
	Type      string `json:"type"`
	Error     detail `json:"error"`
	RequestID string `json:"request_id"`
}

type detail struct {
	Type    string `json:"type"`
	Message string `json:"message"`
}

// Render is the body of a refusal.
func (Service) Render(r *service.Refusal, requestID string) []byte {
	return service.Encode(errorBody{Type: "error", Error: detail{r.Type, r.Message}, RequestID: requestID})
}

// Interrupt is how the service tells of an error when the stream has begun.
func (s Service) Interrupt(requestID string) service.Event {
	return service.Event{Name: "error", Data: s.Render(s.Refusal(statusOverloaded, ""), requestID)}
}

// Decorate adds the headers that come with every answer.
func (Service) Decorate(h http.Header, c *service.Call, requestID string) {
	h.Set("Request-Id", requestID)
	h.Set("Anthropic-Organization-Id", "00000000-0000-4000-8000-000000000000")
	reset := c.Now.UTC().Truncate(60e9).Add(60e9).Format("2006-01-02T15:04:05Z")
	for _, limit := range []struct{ name, all, left string }{
		{"Requests", "50", "49"},
		{"Input-Tokens", "30000", "29000"},
		{"Output-Tokens", "8000", "7900"},
		{"Tokens", "38000", "36900"},
	} {
		prefix := "Anthropic-Ratelimit-" + limit.name
		h.Set(prefix+"-Limit", limit.all)
		h.Set(prefix+"-Remaining", limit.left)
		h.Set(prefix+"-Reset", reset)
	}
}

type model struct {
	Type        string `json:"type"`
	ID          string `json:"id"`
	DisplayName string `json:"display_name"`
	CreatedAt   string `json:"created_at"`
	Lifecycle   string `json:"lifecycle"`
}

// known are the models that the list of models has.
var known = []string{"claude-haiku-4-5", "claude-opus-4-8", "claude-sonnet-4-5", "claude-sonnet-5"}

func listModels(c *service.Call) (*service.Answer, *service.Refusal) {
	describe := func(id string) model {
		return model{Type: "model", ID: id, DisplayName: id, CreatedAt: "2026-01-01T00:00:00Z", Lifecycle: "active"}
	}
	if c.Name != "" {
		if refusal := modelExists(&request{Model: c.Name}); refusal != nil {
			return nil, refusal
		}
		return &service.Answer{Model: c.Name, Body: service.Encode(describe(c.Name))}, nil
	}
	list := make([]model, len(known))
	for i, id := range known {
		list[i] = describe(id)
	}
	return &service.Answer{Body: service.Encode(struct {
		Data    []model `json:"data"`
		HasMore bool    `json:"has_more"`
		FirstID string  `json:"first_id"`
		LastID  string  `json:"last_id"`
	}{list, false, known[0], known[len(known)-1]})}, nil
}
