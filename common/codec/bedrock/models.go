package bedrock

import (
	"bytes"

	"aigateway/common/codec/claude"
	"aigateway/common/llm"
)

// traits are what the models of a family take.
type traits uint8

const (
	caches     traits = 1 << iota // cache points
	cachesMore                    // cache points among the tools, and for how long
	chooses                       // the demand for a tool call
	names                         // the demand for the call of one tool
	fails                         // tool results that are marked as failed
	recalls                       // its own reasoning, signed
	structures                    // a schema for its answer
)

// reasoning is how a family is asked to reason.
type reasoning uint8

const (
	never           reasoning = iota
	thinking                  // thinking:{type,budget_tokens}
	reasoningConfig           // reasoningConfig:{type,maxReasoningEffort}
	effort                    // reasoning_effort
	effortWithin              // reasoning:{effort}
)

// family is what is known of models by a part of their ids.
type family struct {
	part string
	traits
	reasoning reasoning
	// topK is the path of the model's own parameter, empty if it has none.
	topK string
}

const (
	likeClaude = caches | cachesMore | chooses | names | fails | recalls
	likeNova   = caches | chooses | names | fails
)

// families are looked through in order; the first whose part is in an id
// counts, and the last is for all others. An ARN that does not tell the model is
// taken for one of the elder Claudes. It is never written to.
//
// Source: https://docs.aws.amazon.com/bedrock/latest/userguide/conversation-inference-supported-models-features.html,
// …/model-parameters.html, …/structured-output.html, …/prompt-caching.html
var families = [...]family{
	{"claude", likeClaude, thinking, "top_k"},
	{"amazon.nova-2", likeNova, reasoningConfig, "inferenceConfig.topK"},
	{"amazon.nova", likeNova, never, "inferenceConfig.topK"},
	{"openai.gpt-oss", structures, effort, ""},
	{"openai.", structures | chooses | names, effortWithin, ""},
	{"moonshot", structures, effort, ""},
	{"mistral.", chooses, never, "top_k"},
	{"cohere.command-r", 0, never, "k"},
	{"qwen.", structures, never, ""},
	{"deepseek.v3", structures, never, ""},
	{"google.gemma", structures, never, ""},
	{"minimax.", structures, never, ""},
	{"nvidia.", structures, never, ""},
	{"arn:", likeClaude, thinking, "top_k"},
	{"", 0, never, ""},
}

// has tells whether the models take all of t.
func (t traits) has(all traits) bool { return t&all == all }

// familyOf returns what is known of a model, and its generation if it is a
// Claude. The later Claudes can be given a schema.
func familyOf(model llm.Text) (family, claude.Generation) {
	i := 0
	for !bytes.Contains(model, []byte(families[i].part)) {
		i++
	}
	f := families[i]
	if i > 0 {
		return f, claude.Budgeted
	}
	name := model[bytes.Index(model, []byte(f.part)):]
	generation := claude.Of(name)
	if generation >= claude.Exclusive && !bytes.HasPrefix(name, []byte("claude-opus-4-1")) {
		f.traits |= structures
	}
	return f, generation
}
