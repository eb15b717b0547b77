package aiproxy

import (
	"bytes"
	"slices"
	"strconv"

	"aigateway/common/config"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// extras are what the operator has added to requests that are converted, where
// the client does not say otherwise.
type extras struct {
	safety llm.Raw // Gemini's safetySettings
	budget *int64  // tokens to think with, for models that have such a thing

	caches    bool // Bedrock: prompts may be marked
	retention string
	positions positions
}

// positions are where a prompt is marked to be cached up to.
type positions struct{ system, lastUser, last bool }

// The values of prompt_cache_retention, and the mark that each stands for.
const (
	retentionMember = "prompt_cache_retention"
	inMemory        = "in_memory"
	day             = "24h"
)

// Marks in the words that llm.Part.Cache has. They are never written to.
var (
	mark     = llm.Raw(`{"type":"ephemeral"}`)
	hourMark = llm.Raw(`{"type":"ephemeral","ttl":"1h"}`)
)

// add adds them to a request.
func (e *extras) add(r *llm.Request) {
	if e.safety != nil && !slices.ContainsFunc(r.Extra, func(m llm.Member) bool { return m.Name == "safetySettings" }) {
		r.Extra = append(r.Extra, llm.Member{Name: "safetySettings", Value: e.safety})
	}
	if e.budget != nil && r.Reasoning.Mode == 0 && r.Reasoning.Effort == nil && r.Reasoning.Budget == nil && bytes.Contains(r.Model, []byte("gemini-2.5")) {
		r.Reasoning = llm.Reasoning{Mode: llm.ReasoningOn, Budget: strconv.AppendInt(nil, *e.budget, 10)}
		if *e.budget == 0 {
			r.Reasoning = llm.Reasoning{Mode: llm.ReasoningOff}
		}
	}
	if e.caches {
		e.mark(r)
	}
}

// mark marks where the prompt is to be cached, if it is to be.
func (e *extras) mark(r *llm.Request) {
	retention := e.retention
	for i, m := range r.Extra {
		if m.Name == retentionMember {
			retention = jsonscan.Text(llm.Text(m.Value))
			r.Extra = slices.Delete(r.Extra, i, i+1)
			break
		}
	}
	with := mark
	switch retention {
	case inMemory:
	case day:
		with = hourMark
	default:
		return
	}
	if e.positions.system {
		set(r, with, func(role llm.Role) bool { return role == llm.System || role == llm.Developer })
	}
	if e.positions.lastUser {
		set(r, with, func(role llm.Role) bool { return role == llm.User })
	}
	if e.positions.last {
		set(r, with, func(role llm.Role) bool { return true })
	}
}

// set marks the end of the last message of a role, unless the client did.
func set(r *llm.Request, with llm.Raw, role func(llm.Role) bool) {
	for i := len(r.Messages) - 1; i >= 0; i-- {
		m := &r.Messages[i]
		if !role(m.Role) {
			continue
		}
		if parts := r.Content(m); len(parts) > 0 && parts[len(parts)-1].Cache == nil {
			parts[len(parts)-1].Cache = with
		}
		return
	}
}

// compileExtras reads what belongs to one type of provider each.
func compileExtras(c *Provider, at *config.Report) (e extras) {
	if len(c.GeminiSafetySetting) > 0 {
		e.safety = append(e.safety, '[')
		for i, category := range config.SortedKeys(c.GeminiSafetySetting) {
			if i > 0 {
				e.safety = append(e.safety, ',')
			}
			e.safety = jsonscan.AppendQuoted(append(e.safety, `{"category":`...), category)
			e.safety = jsonscan.AppendQuoted(append(e.safety, `,"threshold":`...), c.GeminiSafetySetting[category])
			e.safety = append(e.safety, '}')
		}
		e.safety = append(e.safety, ']')
	}
	e.budget = c.GeminiThinkingBudget
	e.caches, e.retention = c.Type == "bedrock", c.PromptCacheRetention
	e.positions.system = true
	if len(c.BedrockPromptCachePointPositions) > 0 {
		e.positions = compilePositions(c.BedrockPromptCachePointPositions, at.Member("bedrockPromptCachePointPositions"))
	}
	return e
}

// compilePositions takes the names in any case, and with _ or - in them.
func compilePositions(names map[string]bool, at *config.Report) (p positions) {
	for _, name := range config.SortedKeys(names) {
		switch plain(name) {
		case "systemprompt":
			p.system = names[name]
		case "lastusermessage":
			p.lastUser = names[name]
		case "lastmessage":
			p.last = names[name]
		default:
			at.Member(name).OneOf(name, "systemPrompt", "lastUserMessage", "lastMessage")
		}
	}
	return p
}

// plain returns the letters of a name, in lower case.
func plain(name string) string {
	letters := make([]byte, 0, len(name))
	for _, c := range []byte(name) {
		if c |= 0x20; c >= 'a' && c <= 'z' {
			letters = append(letters, c)
		}
	}
	return string(letters)
}
