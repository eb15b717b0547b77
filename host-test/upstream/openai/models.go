package openai

import "strings"

// modelFamily groups models by which members they refuse.
type modelFamily uint8

const (
	other      modelFamily = iota + 1 // takes every member of the reference
	plain                             // does not reason
	reasoning                         // always reasons
	compatible                        // another vendor's, behind OpenAI's protocol
)

// families maps prefixes of model names; the first that matches counts.
var families = []struct {
	prefix string
	family modelFamily
}{
	{"gpt-3.5", plain},
	{"gpt-4", plain},
	{"chatgpt-4o", plain},
	{"gpt-5-chat", plain},
	{"gpt-5", reasoning},
	{"o1", reasoning},
	{"o3", reasoning},
	{"o4", reasoning},
	{"deepseek", compatible},
	{"qwen", compatible},
	{"qwq", compatible},
	{"kimi", compatible},
	{"moonshot", compatible},
	{"glm", compatible},
	{"doubao", compatible},
	{"minimax", compatible},
	{"mistral", compatible},
	{"llama", compatible},
	{"grok", compatible},
}

func family(model string) modelFamily {
	name := strings.ToLower(model[strings.LastIndexByte(model, '/')+1:])
	for _, f := range families {
		if strings.HasPrefix(name, f.prefix) {
			return f.family
		}
	}
	return other
}

// alwaysThinks tells whether a compatible model reasons without being asked.
func alwaysThinks(model string) bool {
	return family(model) == compatible &&
		(strings.Contains(model, "reasoner") || strings.Contains(model, "thinking") || strings.Contains(model, "-r1"))
}

// isMissing tells whether a model of that name does not exist.
func isMissing(model string) bool { return strings.HasPrefix(model, "missing") }

// known are the models that the list of models has.
var known = []string{"deepseek-reasoner", "gpt-4o", "gpt-4o-mini", "gpt-5", "o3", "text-embedding-3-small"}
