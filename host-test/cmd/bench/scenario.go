package main

import (
	"slices"
	"strings"
)

// scenario is one kind of request. Its target is a multiple of the same Envoy
// without a plugin; before is what the incumbent was measured at earlier.
type scenario struct {
	name     string
	provider string // of the plugin's configuration
	body     string
	words    int // of the answer
	requests int // a round
	target   float64
	before   string
	// litellm tells that LiteLLM is compared with, if it is at all.
	litellm bool
	path    string // of the client's API
	// like is the scenario that the target is a multiple of, if it is one.
	like string
}

const chatPath, messagesPath = "/v1/chat/completions", "/v1/messages"

const small = `{"model":"bench-1","messages":[{"role":"user","content":"Say hello to the world, please, in one short line of text."}],"max_tokens":64}`

// stream asks for an answer of some events, one write each. All events in one
// write, as no model sends them, is the same without -paced.
func stream(events string) string {
	return `{"model":"bench-` + events + `","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Count."}],"max_tokens":512}`
}

// conversions cost about what the one does that everybody asks for first.
const likeAnthropic = 1.3

func conversions() (list []scenario) {
	const one, many = "OpenAI to Anthropic, small", "OpenAI to Anthropic, stream of 200"
	add := func(name, provider, path string) {
		list = append(list,
			scenario{name: name + ", small", provider: provider, path: path, body: small, words: 1, requests: 400, target: likeAnthropic, like: one},
			scenario{name: name + ", stream of 200", provider: provider, path: path, body: stream("200-paced"), words: 200, requests: 60, target: likeAnthropic, like: many})
	}
	add("OpenAI to Gemini", "gemini", chatPath)
	add("OpenAI to Bedrock", "bedrock", chatPath)
	add("Anthropic to OpenAI", "openai", messagesPath)
	return list
}

func proxyScenarios() []scenario {
	large := strings.Replace(small, "Say hello to the world, please, in one short line of text.", prompt(64<<10), 1)
	of := func(name, provider, body string, words, requests int, target float64, before string, litellm bool) scenario {
		return scenario{name: name, provider: provider, body: body, words: words, requests: requests, target: target, before: before, litellm: litellm, path: chatPath}
	}
	return append([]scenario{
		of("OpenAI to OpenAI, small", "openai", small, 1, 400, 1.8, "7–9", true),
		of("OpenAI to OpenAI, stream of 200", "openai", stream("200-paced"), 200, 60, 1.5, "3.1", true),
		of("OpenAI to OpenAI, the same at once", "openai", stream("200"), 200, 100, 1.5, "3.1", false),
		of("OpenAI to OpenAI, 64 KB prompt", "openai", large, 1, 60, 3, "13–40", false),
		of("OpenAI to Anthropic, small", "claude", small, 1, 400, 2.5, "11", true),
		of("OpenAI to Anthropic, stream of 200", "claude", stream("200-paced"), 200, 60, 4, "20", true),
		of("OpenAI to Anthropic, the same at once", "claude", stream("200"), 200, 100, 4, "20", false),
		of("OpenAI to Anthropic, 64 KB prompt", "claude", large, 1, 60, 7, "41", false),
	}, conversions()...)
}

func statisticsScenarios() []scenario {
	return []scenario{
		{name: "observed, small", provider: "openai", body: small, words: 1, requests: 400, target: 1.5, path: chatPath},
		{name: "observed, stream of 100", provider: "openai", body: stream("100-paced"), words: 100, requests: 100, target: 1.5, path: chatPath},
		{name: "observed, the same at once", provider: "openai", body: stream("100"), words: 100, requests: 200, target: 1.5, path: chatPath},
	}
}

// only are those whose name contains a text.
func only(text string, all []scenario) []scenario {
	return slices.DeleteFunc(all, func(s scenario) bool { return !strings.Contains(s.name, text) })
}

// prompt is English prose with the escapes that a chat has, of about n bytes.
func prompt(n int) string {
	const sentence = `The gateway reads what was said \"once\", and passes it on as it is.\nNobody likes to wait: least of all twice. `
	out := make([]byte, 0, n)
	for len(out)+len(sentence) < n {
		out = append(out, sentence...)
	}
	return string(out)
}
