package anthropic

import (
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
)

// traits are what a model takes that others do not.
type traits struct {
	sampling samplingRule
	thinking thinkingRule
	prefill  bool // continues a message of the assistant
	system   bool // takes system messages in the middle of a conversation
}

type samplingRule uint8

const (
	samplingFree      samplingRule = iota + 1 // temperature and top_p together
	samplingExclusive                         // one of them
	samplingGone                              // none
)

type thinkingRule uint8

const (
	thinkingAny      thinkingRule = iota + 1 // enabled and adaptive
	thinkingBudgeted                         // enabled only
	thinkingAdaptive                         // adaptive only
)

// generations maps the beginnings of model names to their traits; the first
// that matches counts. A model of no generation takes what any model takes.
var generations = []struct {
	prefix string
	traits traits
}{
	{"claude-haiku-4-5", traits{samplingExclusive, thinkingBudgeted, true, false}},
	{"claude-sonnet-4-5", traits{samplingExclusive, thinkingBudgeted, true, false}},
	{"claude-opus-4-1", traits{samplingExclusive, thinkingBudgeted, true, false}},
	{"claude-opus-4-5", traits{samplingExclusive, thinkingBudgeted, true, false}},
	{"claude-sonnet-4-6", traits{samplingExclusive, thinkingAny, true, false}},
	{"claude-opus-4-6", traits{samplingExclusive, thinkingAny, false, false}},
	{"claude-opus-4-7", traits{samplingGone, thinkingAdaptive, false, false}},
	{"claude-opus-4-8", traits{samplingGone, thinkingAdaptive, false, true}},
	{"claude-opus-5", traits{samplingGone, thinkingAdaptive, false, true}},
	{"claude-sonnet-5", traits{samplingGone, thinkingAdaptive, false, false}},
	{"claude-fable", traits{samplingGone, thinkingAdaptive, false, true}},
	{"claude-mythos", traits{samplingGone, thinkingAdaptive, false, true}},
}

func traitsOf(model string) traits {
	for _, g := range generations {
		if strings.HasPrefix(model, g.prefix) {
			return g.traits
		}
	}
	return traits{samplingFree, thinkingAny, true, false}
}

func modelExists(r *request) *service.Refusal {
	if !strings.HasPrefix(r.Model, "missing") {
		return nil
	}
	return &service.Refusal{Status: http.StatusNotFound, Type: "not_found_error", Message: "model: " + r.Model}
}

func sampling(r *request) *service.Refusal {
	switch traitsOf(r.Model).sampling {
	case samplingExclusive:
		if r.Temperature != nil && r.TopP != nil {
			return badRequest("`temperature` and `top_p` cannot both be specified for this model. Please use only one.")
		}
	case samplingGone:
		switch {
		case r.Temperature != nil:
			return badRequest("`temperature` is deprecated for this model.")
		case r.TopP != nil:
			return badRequest("`top_p` is deprecated for this model.")
		case r.TopK != nil:
			return badRequest("`top_k` is deprecated for this model.")
		}
	}
	return nil
}

func thinkingKnown(r *request) *service.Refusal {
	rule := traitsOf(r.Model).thinking
	switch {
	case rule == thinkingAdaptive && r.Thinking.Type == "enabled":
		return badRequest(`"thinking.type.enabled" is not supported for this model. ` +
			`Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.`)
	case rule == thinkingBudgeted && r.Thinking.Type == "adaptive":
		return badRequest("adaptive thinking is not supported on this model")
	}
	return nil
}

// systemRole checks messages of the system before the table does, because the
// service has sentences of their own for them.
func systemRole(object map[string]any) *service.Refusal {
	model, _ := object["model"].(string)
	messages, _ := object["messages"].([]any)
	before := ""
	for i, m := range messages {
		m, _ := m.(map[string]any)
		role, _ := m["role"].(string)
		t := traitsOf(model)
		switch {
		case role != "system":
		case !t.system && t.sampling == samplingGone:
			return badRequest("role 'system' is not supported on this model")
		case !t.system:
			return badRequest("messages: Unexpected role \"system\". The Messages API accepts a top-level `system` parameter, " +
				"not \"system\" as an input message role.")
		case i == 0:
			return badRequest("messages.0: use the top-level 'system' parameter for the initial system prompt; " +
				"the directive-only form (content: [] with output_config) is accepted at any position")
		case before == "assistant":
			return badRequest("messages.%d: a 'system' message must follow a 'user' message", i)
		}
		before = role
	}
	return nil
}
