package aiproxy

import (
	"aigateway/common/config"
	"aigateway/common/conversation"
	"aigateway/common/jsonedit"
	"aigateway/common/provider"
)

// setting is one member that is set in clients' bodies, before these are
// converted.
type setting struct {
	path      string     // in mode raw
	parameter *parameter // in mode auto
	value     []byte
	overwrite bool
}

// parameter is what mode auto knows, with its path in each protocol; an empty
// one does not exist there, or is not Higress' to set.
type parameter struct {
	name  string
	paths [conversation.Gemini + 1]string
}

var parameters = [...]parameter{
	{"max_tokens", [...]string{conversation.Chat: "max_tokens", conversation.Responses: "max_output_tokens",
		conversation.Messages: "max_tokens", conversation.Gemini: "generationConfig.maxOutputTokens"}},
	{"temperature", [...]string{conversation.Chat: "temperature", conversation.Responses: "temperature",
		conversation.Messages: "temperature", conversation.Gemini: "generationConfig.temperature"}},
	{"top_p", [...]string{conversation.Chat: "top_p", conversation.Responses: "top_p",
		conversation.Messages: "top_p", conversation.Gemini: "generationConfig.topP"}},
	{"top_k", [...]string{conversation.Messages: "top_k", conversation.Gemini: "generationConfig.topK"}},
	{"seed", [...]string{conversation.Chat: "seed", conversation.Gemini: "generationConfig.seed"}},
}

func compileSettings(c *Provider, at *config.Report) (settings []setting) {
	for i, custom := range c.CustomSettings {
		s := setting{path: custom.Name, value: custom.Value, overwrite: custom.Overwrite}
		if custom.Mode == "auto" {
			if s.parameter = findParameter(custom.Name); s.parameter == nil {
				at.Member("customSettings").Index(i).Member("name").Warn(`has no effect: mode auto knows no "` + custom.Name + `"; use mode raw`)
				continue
			}
		}
		settings = append(settings, s)
	}
	return settings
}

func findParameter(name string) *parameter {
	for i := range parameters {
		if parameters[i].name == name {
			return &parameters[i]
		}
	}
	return nil
}

// at returns the path of a setting in a body, empty where it has none. What mode
// auto knows belongs to requests that have a model say something.
func (set *setting) at(w *way, body []byte) string {
	if set.parameter == nil {
		return set.path
	}
	protocol := conversation.Chat
	if w.client != provider.Completions {
		protocol = w.chat()
	}
	path := set.parameter.paths[protocol]
	const successor = "max_completion_tokens"
	if w.client == provider.Chat && path == "max_tokens" && jsonedit.At(body, jsonedit.Span{}, successor).End > 0 {
		return successor // both are refused
	}
	return path
}

// applySettings returns body with the custom settings applied.
func (p *proxy) applySettings(w *way, body []byte) []byte {
	for i := range w.service.settings {
		set := &w.service.settings[i]
		path := set.at(w, body)
		if path == "" {
			continue
		}
		if changed, ok := jsonedit.Set(p.buffers.next(), body, path, set.value, set.overwrite); ok {
			body = p.buffers.keep(changed)
		}
	}
	return body
}
