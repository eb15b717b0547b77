package openai

import (
	"fmt"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
)

// Authenticate wants "Authorization: Bearer KEY", and on Azure's paths takes
// "api-key: KEY" too.
func (Service) Authenticate(c *service.Call, known func(string) bool) *service.Refusal {
	key, isBearer := bearer(c.Header.Get("Authorization"))
	if apiKey := c.Header.Get("Api-Key"); c.Azure && !isBearer {
		key, isBearer = apiKey, apiKey != ""
	}
	switch {
	case c.Azure && (!isBearer || !known(key)):
		return &service.Refusal{
			Status: http.StatusUnauthorized, Code: "401", Azure: true,
			Message: "Access denied due to invalid subscription key or wrong API endpoint. " +
				"Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.",
		}
	case !isBearer:
		return &service.Refusal{
			Status: http.StatusUnauthorized, Type: "invalid_request_error",
			Message: "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth " +
				"(i.e. Authorization: Bearer YOUR_KEY).",
		}
	case !known(key):
		return &service.Refusal{
			Status: http.StatusUnauthorized, Type: "invalid_request_error", Code: "invalid_api_key",
			Message: fmt.Sprintf("Incorrect API key provided: %s. "+
				"You can find your API key at https://platform.openai.com/account/api-keys.", masked(key)),
		}
	}
	return nil
}

// bearer returns the key of an Authorization header.
func bearer(header string) (key string, ok bool) {
	const scheme = "Bearer "
	if len(header) <= len(scheme) || !strings.EqualFold(header[:len(scheme)], scheme) {
		return "", false
	}
	return header[len(scheme):], true
}

// masked keeps the ends of a key, as the service's sentence does.
func masked(key string) string {
	if len(key) < 12 {
		return "***"
	}
	return key[:4] + "********" + key[len(key)-4:]
}

func modelNotFound(model string) *service.Refusal {
	return &service.Refusal{
		Status: http.StatusNotFound, Type: "invalid_request_error", Code: "model_not_found",
		Message: fmt.Sprintf("The model `%s` does not exist or you do not have access to it.", model),
	}
}

// Refusal is the one that the service gives with a status.
func (Service) Refusal(status int, model string) *service.Refusal {
	r := &service.Refusal{Status: status, Type: "invalid_request_error"}
	switch status {
	case http.StatusUnauthorized:
		r.Code, r.Message = "invalid_api_key", "Incorrect API key provided: sk-f********ake0. "+
			"You can find your API key at https://platform.openai.com/account/api-keys."
	case http.StatusForbidden:
		r.Type, r.Code, r.Message = "request_forbidden", "unsupported_country_region_territory", "Country, region, or territory not supported"
	case http.StatusNotFound:
		return modelNotFound(model)
	case http.StatusRequestEntityTooLarge:
		r.Message = "Maximum content size limit exceeded."
	case http.StatusTooManyRequests:
		r.Type, r.Code, r.Message = "tokens", "rate_limit_exceeded", fmt.Sprintf("Rate limit reached for %s in organization org-fake "+
			"on tokens per min (TPM): Limit 30000, Used 29990, Requested 30. Please try again in 1s.", model)
	case http.StatusServiceUnavailable:
		r.Type, r.Message = "service_unavailable_error", "The engine is currently overloaded, please try again later"
	case http.StatusGatewayTimeout:
		r.Type, r.Message = "server_error", "The request timed out. Please try again."
	default:
		r.Message = "The request was refused."
		if status >= http.StatusInternalServerError {
			r.Type, r.Message = "server_error", "The server had an error while processing your request. Sorry about that!"
		}
	}
	return r
}

// detail is an error as the service writes it: code and param are there even
// when they are null.
type detail struct {
	Message string  `json:"message"`
	Type    string  `json:"type"`
	Param   *string `json:"param"`
	Code    *string `json:"code"`
}

func detailOf(r *service.Refusal) detail {
	return detail{Message: r.Message, Type: r.Type, Param: orNull(r.Param), Code: orNull(r.Code)}
}

func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// Render is the body of a refusal.
func (Service) Render(r *service.Refusal, _ string) []byte {
	if r.Azure {
		return service.Encode(map[string]any{"error": struct {
			Code    string `json:"code"`
			Message string `json:"message"`
		}{r.Code, r.Message}})
	}
	return service.Encode(map[string]detail{"error": detailOf(r)})
}

// Interrupt is how the service tells of an error when the stream has begun.
func (s Service) Interrupt(requestID string) service.Event {
	return service.Event{Data: s.Render(s.Refusal(http.StatusInternalServerError, ""), requestID)}
}

// Decorate adds the headers that come with every answer.
func (Service) Decorate(h http.Header, c *service.Call, requestID string) {
	h.Set("X-Request-Id", requestID)
	if c.Azure {
		h.Set("Apim-Request-Id", requestID)
		h.Set("X-Ms-Region", "Sweden Central")
		return
	}
	h.Set("Openai-Version", "2020-10-01")
	h.Set("Openai-Organization", "org-fake")
	h.Set("Openai-Processing-Ms", "7")
	h.Set("X-Ratelimit-Limit-Requests", "10000")
	h.Set("X-Ratelimit-Limit-Tokens", "30000000")
	h.Set("X-Ratelimit-Remaining-Requests", "9999")
	h.Set("X-Ratelimit-Remaining-Tokens", "29999000")
	h.Set("X-Ratelimit-Reset-Requests", "6ms")
	h.Set("X-Ratelimit-Reset-Tokens", "2ms")
}
