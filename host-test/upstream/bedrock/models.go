package bedrock

import (
	"strings"
)

// traits are what a model takes that others do not.
type traits struct {
	caches, cachesTools bool // takes cache points, and among the tools too
	chooses, names      bool // can be made to call a tool, and a certain one
	fails               bool // takes the status of a tool result
	structures          bool // takes outputConfig.textFormat
	recalls             bool // takes its reasoning back
	thinks              bool // thinking or reasoningConfig
	claude              generation
	nova                bool
}

// generation tells Claudes apart.
type generation uint8

const (
	noClaude generation = iota
	claude3
	claude45
	claude46 // takes both kinds of thinking
	claude47 // takes no sampling, and adaptive thinking only
)

// families maps parts of ids to traits; the first that matches counts.
var families = []struct {
	part   string
	traits traits
}{
	{"claude-opus-4-7", claude(claude47)}, {"claude-opus-4-8", claude(claude47)}, {"claude-opus-5", claude(claude47)}, {"claude-sonnet-5", claude(claude47)},
	{"claude-opus-4-6", claude(claude46)}, {"claude-sonnet-4-6", claude(claude46)},
	{"claude-opus-4-5", claude(claude45)}, {"claude-sonnet-4-5", claude(claude45)}, {"claude-haiku-4-5", claude(claude45)},
	{"claude", claude(claude3)},
	{"nova-2", traits{caches: true, chooses: true, names: true, fails: true, thinks: true, nova: true}},
	{"nova", traits{caches: true, chooses: true, names: true, fails: true, nova: true}},
	{"mistral", traits{chooses: true}},
	{"gpt-oss", traits{structures: true}}, {"qwen", traits{structures: true}},
	{"llama", traits{}}, {"deepseek", traits{}},
}

func claude(g generation) traits {
	return traits{caches: true, cachesTools: true, chooses: true, names: true, fails: true, recalls: true, thinks: true,
		structures: g > claude3, claude: g}
}

// traitsOf returns what a model takes. One of no family takes what any takes.
func traitsOf(model string) traits {
	for _, f := range families {
		if strings.Contains(model, f.part) {
			return f.traits
		}
	}
	return traits{caches: true, cachesTools: true, chooses: true, names: true, fails: true, structures: true, recalls: true, thinks: true}
}
