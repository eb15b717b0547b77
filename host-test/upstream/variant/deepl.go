package variant

import (
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// Source: https://developers.deepl.com/docs/api-reference/translate
var deepl = vendor{
	name: "deepl", answer: answerDeepL, refusal: refuseDeepL,
	key: func(c *service.Call) (string, bool) {
		key, ok := strings.CutPrefix(c.Header.Get("Authorization"), "DeepL-Auth-Key ")
		// A key of the plan Free ends in :fx and is good at its own host alone.
		return key, ok && (c.Host != "api-free.deepl.com") == !strings.HasSuffix(key, ":fx")
	},
	render: func(r *service.Refusal, _ string) []byte { return service.Encode(object{"message": r.Message}) },
	// It does not stream.
	interrupt: func(string) service.Event { return service.Event{} },
}

func refuseDeepL(status int, _ string) *service.Refusal {
	switch status {
	case http.StatusUnauthorized:
		return refuse(http.StatusForbidden, "", "Wrong endpoint or key.")
	case http.StatusTooManyRequests:
		return refuse(status, "", "Too many requests")
	}
	return refuse(status, "", "Internal server error")
}

var deeplShape = shape.Struct(
	shape.Req("text", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, MaxLen: 50, Items: shape.Of(shape.String)}),
	shape.Req("target_lang", shape.Enum("DE", "EN-US", "EN-GB", "FR", "ZH")), shape.Opt("source_lang", shape.Of(shape.String)), shape.Opt("context", shape.Of(shape.String)),
	shape.Opt("formality", shape.Enum("default", "more", "less", "prefer_more", "prefer_less")), shape.Opt("glossary_id", shape.Of(shape.String)))

type deeplRequest struct {
	Text    []string
	Target  string `json:"target_lang"`
	Context string
}

// answerDeepL translates a text into itself, with the language before it.
func answerDeepL(c *service.Call) (*service.Answer, *service.Refusal) {
	var r deeplRequest
	if refusal := read(c, deeplShape, "", &r); refusal != nil {
		return nil, refusal
	}
	list := []object{}
	for _, text := range r.Text {
		said := r.Target + ": " + text
		if r.Context != "" {
			said += " (" + r.Context + ")"
		}
		list = append(list, object{"detected_source_language": "EN", "text": said})
	}
	return &service.Answer{Body: service.Encode(object{"translations": list})}, nil
}
