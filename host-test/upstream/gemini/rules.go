package gemini

import (
	"fmt"
	"strings"

	"aigateway/host-test/upstream/service"
)

// rules are what a table cannot say; they run in order, the first refusal
// counts.
var rules = []func(*request) *service.Refusal{
	modelExists, someContents, partsWhole, systemText, turnsOrdered, callsAnswered, signaturesKept,
	functionsWhole, choiceKnown, formKnown, thinkingKnown, lastTurn,
}

func someContents(r *request) *service.Refusal {
	if len(r.Contents) == 0 {
		return violation("contents", "contents is not specified")
	}
	for i, c := range r.Contents {
		switch c.Role {
		case "", "user", "model", "function":
		default:
			return badRequest("Please use a valid role: user, model.")
		}
		if len(c.Parts) == 0 {
			return violation(fmt.Sprintf("contents[%d].parts", i), "contents.parts must not be empty.")
		}
	}
	return nil
}

func systemText(r *request) *service.Refusal {
	if r.SystemInstruction == nil {
		return nil
	}
	for i, p := range r.SystemInstruction.Parts {
		if p.Text == nil {
			return violation(fmt.Sprintf("system_instruction.parts[%d]", i), "system instruction only supports text.")
		}
	}
	return nil
}

// lastTurn checks who has the last word.
func lastTurn(r *request) *service.Refusal {
	if r.Contents[len(r.Contents)-1].Role == "model" && !r.traits.prefill {
		return badRequest("Requests in which the last content has the role `model` are not supported by this model.")
	}
	return nil
}

// mimeTypes are those that an answer may have.
var mimeTypes = []string{"", "text/plain", "application/json", "application/xml", "application/yaml", "text/x.enum"}

// formKnown checks the form of the answer.
func formKnown(r *request) *service.Refusal {
	g := &r.GenerationConfig
	known := false
	for _, m := range mimeTypes {
		known = known || g.ResponseMimeType == m
	}
	schema := g.ResponseSchema != nil || g.ResponseJSONSchema != nil
	switch {
	case !known:
		return violation("generation_config.response_mime_type", "allowed mimetypes are `text/plain`, `application/json`, "+
			"`application/xml`, `application/yaml` and `text/x.enum`.")
	case g.ResponseSchema != nil && g.ResponseJSONSchema != nil:
		return badRequest("Only one of response_schema and response_json_schema can be set.")
	case schema && (g.ResponseMimeType == "" || g.ResponseMimeType == "text/plain"):
		return violation("generation_config.response_schema", "only allowed when response_mime_type is application/json or text/x.enum")
	case g.ResponseMimeType == "application/json" && len(r.functions()) > 0 && !r.traits.both:
		return badRequest("Function calling with a response mime type: 'application/json' is unsupported")
	}
	return schemaKnown(g.ResponseJSONSchema, "response_json_schema")
}

// thinkingKnown checks how much the model is to think.
func thinkingKnown(r *request) *service.Refusal {
	t := r.GenerationConfig.ThinkingConfig
	if t == nil {
		return nil
	}
	level := strings.ToUpper(t.ThinkingLevel)
	switch rule := r.traits.thinking; {
	case rule == thoughtless:
		return badRequest("Thinking is not enabled for models/%s", r.model)
	case t.ThinkingBudget != nil && level != "":
		return badRequest("You can only set only one of thinking budget and thinking level.")
	case level != "" && rule != leveled:
		return badRequest("Thinking level is not supported for this model.")
	case level == "XHIGH", level == "MINIMAL" && !r.traits.minimal:
		return badRequest("Thinking level %s is not supported for this model. Please retry with other thinking level.", level)
	case t.ThinkingBudget == nil || *t.ThinkingBudget == -1:
		return nil
	case rule == alwaysBudgeted:
		return budget(*t.ThinkingBudget, 128, 32768)
	case *t.ThinkingBudget != 0:
		return budget(*t.ThinkingBudget, 512, 24576)
	}
	return nil
}

func budget(n, least, most int) *service.Refusal {
	switch {
	case n == 0:
		return badRequest("Budget 0 is invalid. This model only works in thinking mode.")
	case n < least || n > most:
		return badRequest("The thinking budget %d is invalid. Please choose a value between %d and %d.", n, least, most)
	}
	return nil
}
