package openai

import (
	"regexp"

	"aigateway/host-test/upstream/shape"
)

// The tables below say what a chat completion request may hold, after OpenAI's
// published reference: https://platform.openai.com/docs/api-reference/chat.
// They are read only.

var (
	textShape    = shape.Of(shape.String)
	flagShape    = shape.Of(shape.Bool).Nullable()
	nullableText = shape.Of(shape.String).Nullable()
	mapShape     = shape.Of(shape.Object)

	// participant is what the name of a message may be.
	participant = &shape.Shape{Kinds: []shape.Kind{shape.String}, Pattern: regexp.MustCompile(`^[^\s<|\\/>]+$`)}
	// toolName is what the name of a function may be.
	toolName = &shape.Shape{
		Kinds: []shape.Kind{shape.String}, MinLen: 1, MaxLen: 64,
		Pattern: regexp.MustCompile(`^[a-zA-Z0-9_-]+$`),
	}
	audioFormat = shape.Enum("wav", "mp3")
)

func decimal(low, high float64) *shape.Shape {
	return (&shape.Shape{Kinds: []shape.Kind{shape.Decimal}, Min: shape.Limit(low), Max: shape.Limit(high)}).Nullable()
}

func integer(low, high float64) *shape.Shape {
	return (&shape.Shape{Kinds: []shape.Kind{shape.Integer}, Min: shape.Limit(low), Max: shape.Limit(high)}).Nullable()
}

func list(items *shape.Shape, least, most int) *shape.Shape {
	return &shape.Shape{Kinds: []shape.Kind{shape.Array}, Items: items, MinLen: least, MaxLen: most}
}

// partsShape is content: a string, or parts of these forms.
func partsShape(cases ...shape.Case) *shape.Shape {
	return list(shape.Union("type", cases...), 1, 0).Or(textShape)
}

var (
	cacheBreakpoint = shape.Opt("prompt_cache_breakpoint", mapShape)
	textPart        = shape.Case{Value: "text", Shape: shape.Struct(shape.Req("text", textShape), cacheBreakpoint)}
	refusalPart     = shape.Case{Value: "refusal", Shape: shape.Struct(shape.Req("refusal", textShape))}
	imagePart       = shape.Case{Value: "image_url", Shape: shape.Struct(shape.Req("image_url", shape.Struct(
		shape.Req("url", textShape), shape.Opt("detail", shape.Enum("auto", "low", "high", "original")))), cacheBreakpoint)}
	audioPart = shape.Case{Value: "input_audio", Shape: shape.Struct(shape.Req("input_audio", shape.Struct(
		shape.Req("data", textShape), shape.Req("format", audioFormat))), cacheBreakpoint)}
	filePart = shape.Case{Value: "file", Shape: shape.Struct(shape.Req("file", shape.Struct(
		shape.Opt("file_data", textShape), shape.Opt("file_id", textShape), shape.Opt("filename", textShape))), cacheBreakpoint)}
)

var toolCallShape = shape.Union("type",
	shape.Case{Value: "function", Shape: shape.Struct(shape.Req("id", textShape), shape.Req("function", shape.Struct(
		shape.Req("name", textShape), shape.Req("arguments", textShape))))},
	shape.Case{Value: "custom", Shape: shape.Struct(shape.Req("id", textShape), shape.Req("custom", shape.Struct(
		shape.Req("name", textShape), shape.Req("input", textShape))))},
)

var instructionShape = shape.Struct(shape.Req("content", partsShape(textPart)), shape.Opt("name", participant))

// messageShape is one element of messages.
var messageShape = shape.Union("role",
	shape.Case{Value: "system", Shape: instructionShape},
	shape.Case{Value: "assistant", Shape: shape.Struct(
		shape.Opt("content", partsShape(textPart, refusalPart).Or(nullableText)),
		shape.Opt("refusal", nullableText),
		shape.Opt("name", participant),
		shape.Opt("audio", shape.Struct(shape.Req("id", textShape)).Nullable()),
		shape.Opt("tool_calls", list(toolCallShape, 1, 0)),
		shape.Opt("function_call", shape.Struct(shape.Req("name", textShape), shape.Req("arguments", textShape)).Nullable()),
		shape.Opt("annotations", shape.Of(shape.Array).Nullable()),
	)},
	shape.Case{Value: "user", Shape: shape.Struct(
		shape.Req("content", partsShape(textPart, imagePart, audioPart, filePart)), shape.Opt("name", participant))},
	shape.Case{Value: "function", Shape: shape.Struct(shape.Req("content", nullableText), shape.Req("name", participant))},
	shape.Case{Value: "tool", Shape: shape.Struct(shape.Req("content", partsShape(textPart)), shape.Req("tool_call_id", textShape))},
	shape.Case{Value: "developer", Shape: instructionShape},
)

var functionShape = shape.Struct(
	shape.Req("name", toolName), shape.Opt("description", textShape), shape.Opt("parameters", mapShape), shape.Opt("strict", flagShape))

var toolsShape = list(shape.Union("type",
	shape.Case{Value: "function", Shape: shape.Struct(shape.Req("function", functionShape))},
	shape.Case{Value: "custom", Shape: shape.Struct(shape.Req("custom", shape.Struct(
		shape.Req("name", toolName), shape.Opt("description", textShape), shape.Opt("format", mapShape))))},
), 1, 128)

var namedShape = shape.Struct(shape.Req("name", textShape))

var choiceShape = choose(shape.Union("type",
	shape.Case{Value: "function", Shape: shape.Struct(shape.Req("function", namedShape))},
	shape.Case{Value: "custom", Shape: shape.Struct(shape.Req("custom", namedShape))},
	shape.Case{Value: "allowed_tools", Shape: shape.Struct(shape.Req("allowed_tools", shape.Struct(
		shape.Req("mode", shape.Enum("auto", "required")), shape.Req("tools", shape.Of(shape.Array)))))},
), "none", "auto", "required")

// choose accepts an object of the shape or one of the words.
func choose(object *shape.Shape, words ...string) *shape.Shape {
	return object.Or(shape.Enum(words...))
}

var formatShape = shape.Union("type",
	shape.Case{Value: "text", Shape: shape.Struct()},
	shape.Case{Value: "json_object", Shape: shape.Struct()},
	shape.Case{Value: "json_schema", Shape: shape.Struct(shape.Req("json_schema", shape.Struct(
		shape.Req("name", toolName), shape.Opt("description", textShape), shape.Opt("schema", mapShape), shape.Opt("strict", flagShape))))},
)

var stopShape = list(textShape, 0, 4).Or(nullableText)

var metadataShape = (&shape.Shape{
	Kinds: []shape.Kind{shape.Object}, MaxLen: 16,
	Values: &shape.Shape{Kinds: []shape.Kind{shape.String}, MaxLen: 512},
}).Nullable()

var biasShape = (&shape.Shape{
	Kinds: []shape.Kind{shape.Object}, Values: &shape.Shape{Kinds: []shape.Kind{shape.Decimal}, Min: shape.Limit(-100), Max: shape.Limit(100)},
}).Nullable()

// noMost stands for "no upper bound" of a count.
const noMost = 1 << 40

// chatShape is the whole request.
var chatShape = shape.Struct(
	shape.Req("model", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1}),
	shape.Req("messages", list(messageShape, 1, 2048)),
	shape.Opt("audio", mapShape.Nullable()),
	shape.Opt("frequency_penalty", decimal(-2, 2)),
	shape.Opt("function_call", choose(namedShape, "none", "auto")),
	shape.Opt("functions", list(shape.Struct(shape.Req("name", toolName), shape.Opt("description", textShape), shape.Opt("parameters", mapShape)), 1, 128)),
	shape.Opt("logit_bias", biasShape),
	shape.Opt("logprobs", flagShape),
	shape.Opt("max_completion_tokens", integer(1, noMost)),
	shape.Opt("max_tokens", integer(1, noMost)),
	shape.Opt("metadata", metadataShape),
	shape.Opt("modalities", shape.List(shape.Enum("text", "audio")).Nullable()),
	shape.Opt("moderation", mapShape.Nullable()),
	shape.Opt("n", integer(1, 128)),
	shape.Opt("parallel_tool_calls", shape.Of(shape.Bool)),
	shape.Opt("prediction", mapShape.Nullable()),
	shape.Opt("presence_penalty", decimal(-2, 2)),
	shape.Opt("prompt_cache_key", nullableText),
	shape.Opt("prompt_cache_options", mapShape),
	shape.Opt("prompt_cache_retention", shape.Enum("in_memory", "in-memory", "24h").Nullable()),
	shape.Opt("reasoning_effort", shape.Enum("none", "minimal", "low", "medium", "high", "xhigh", "max").Nullable()),
	shape.Opt("response_format", formatShape),
	shape.Opt("safety_identifier", nullableText),
	shape.Opt("seed", shape.Of(shape.Integer).Nullable()),
	shape.Opt("service_tier", shape.Enum("auto", "default", "flex", "scale", "priority", "fast").Nullable()),
	shape.Opt("stop", stopShape),
	shape.Opt("store", flagShape),
	shape.Opt("stream", flagShape),
	shape.Opt("stream_options", shape.Struct(shape.Opt("include_usage", shape.Of(shape.Bool)), shape.Opt("include_obfuscation", shape.Of(shape.Bool))).Nullable()),
	shape.Opt("temperature", decimal(0, 2)),
	shape.Opt("tool_choice", choiceShape),
	shape.Opt("tools", toolsShape),
	shape.Opt("top_logprobs", integer(0, 20)),
	shape.Opt("top_p", decimal(0, 1)),
	shape.Opt("user", textShape),
	shape.Opt("verbosity", shape.Enum("low", "medium", "high").Nullable()),
	shape.Opt("web_search_options", mapShape),
)

// embeddingsShape is a request for vectors.
var embeddingsShape = shape.Struct(
	shape.Req("model", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1}),
	shape.Req("input", (&shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, MaxLen: 2048}).Or(textShape)),
	shape.Opt("dimensions", integer(1, 4096)),
	shape.Opt("encoding_format", shape.Enum("float", "base64")),
	shape.Opt("user", textShape),
)
