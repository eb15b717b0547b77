package aistatistics

// builtin is a key whose value needs no configuration.
type builtin uint8

const (
	noBuiltin builtin = iota
	question
	system
	answer
	reasoning
	toolCalls
	reasoningTokens
	cachedTokens
	inputDetails
	outputDetails
)

var builtinNames = []string{
	"", "question", "system", "answer", "reasoning", "tool_calls", "reasoning_tokens", "cached_tokens", "input_token_details",
	"output_token_details",
}

func builtinCalled(key string) builtin {
	if i := indexOf(builtinNames, key); i > 0 {
		return builtin(i)
	}
	return noBuiltin
}

// sources are where b comes from if nobody says.
func (b builtin) sources() sources {
	if b == question || b == system {
		return requestBody
	}
	return streamBody | wholeBody
}

// isText tells whether b is what a model wrote. What is found at its paths and
// is no string belongs to another protocol.
func (b builtin) isText() bool { return b == answer || b == reasoning }

// places are the paths at which built-in keys are found, first those that
// Higress knows, then those of other protocols. The first that has a text
// counts.
var places = struct{ request, stream, whole [toolCalls + 1][]string }{
	request: [toolCalls + 1][]string{
		question: {"messages.@reverse.0.content", "contents.@reverse.0.parts.0.text", "input", "prompt"},
		system: {
			"system", `messages.#(role=="system").content`, "instructions", "system_instruction.parts.0.text",
			"systemInstruction.parts.0.text",
		},
	},
	stream: [toolCalls + 1][]string{
		answer: {
			"choices.0.delta.content", "delta.text", "candidates.0.content.parts.0.text", "choices.0.text", "message.content", "response",
		},
		reasoning: {"choices.0.delta.reasoning_content", "delta.thinking", "choices.0.delta.reasoning"},
	},
	whole: [toolCalls + 1][]string{
		answer: {
			"choices.0.message.content", `content.#(type=="text").text`, "candidates.0.content.parts.0.text",
			`output.#(type=="message").content.0.text`, "choices.0.text", "message.content", "response", "output.text",
		},
		reasoning: {"choices.0.message.reasoning_content", `content.#(type=="thinking").thinking`, "choices.0.message.reasoning"},
		toolCalls: {"choices.0.message.tool_calls", `content.#(type=="tool_use")#`},
	},
}

// fullPreset is what use_default_attributes stands for.
var fullPreset = append([]Attribute{
	{Key: "messages", ValueSource: "request_body", Value: "messages", ApplyToLog: true},
	{Key: "question", ApplyToLog: true},
	{Key: "system", ApplyToLog: true},
	{Key: "answer", Rule: "append", ApplyToLog: true},
	{Key: "reasoning", Rule: "append", ApplyToLog: true},
	{Key: "tool_calls", ApplyToLog: true},
}, responsePreset...)

// responsePreset is what use_default_response_attributes stands for.
var responsePreset = []Attribute{
	{Key: "reasoning_tokens", ApplyToLog: true},
	{Key: "cached_tokens", ApplyToLog: true},
	{Key: "input_token_details", ApplyToLog: true},
	{Key: "output_token_details", ApplyToLog: true},
}
