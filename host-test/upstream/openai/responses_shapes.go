package openai

import (
	"regexp"

	"aigateway/host-test/upstream/shape"
)

// The tables below say what a request of the Responses protocol may hold,
// after OpenAI's published reference. They are read only.

// itemID is what the id of an item starts with, by the type of the item.
func itemID(prefix string) shape.Field {
	return shape.Opt("id", (&shape.Shape{
		Kinds: []shape.Kind{shape.String}, MaxLen: 64, Pattern: regexp.MustCompile(`^` + prefix),
	}).Nullable())
}

var (
	callIDShape = &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1, MaxLen: 64}
	itemStatus  = shape.Opt("status", shape.Enum("in_progress", "completed", "incomplete").Nullable())
	breakpoint  = shape.Opt("prompt_cache_breakpoint", mapShape)
	imageDetail = shape.Enum("auto", "low", "high", "original")
	fileDetail  = shape.Enum("auto", "low", "high")
	texts       = shape.List(shape.Struct(shape.Req("text", textShape), shape.Req("type", textShape)))

	inputText  = shape.Case{Value: "input_text", Shape: shape.Struct(shape.Req("text", textShape), breakpoint)}
	inputImage = shape.Case{Value: "input_image", Shape: shape.Struct(shape.Opt("image_url", nullableText),
		shape.Opt("file_id", nullableText), shape.Opt("detail", imageDetail.Nullable()), breakpoint)}
	inputFile = shape.Case{Value: "input_file", Shape: shape.Struct(shape.Opt("file_data", textShape), shape.Opt("file_id", nullableText),
		shape.Opt("file_url", textShape), shape.Opt("filename", textShape), shape.Opt("detail", fileDetail), breakpoint)}
	outputText = shape.Case{Value: "output_text", Shape: shape.Struct(shape.Req("text", textShape),
		shape.Opt("annotations", shape.Of(shape.Array)), shape.Opt("logprobs", shape.Of(shape.Array).Nullable()))}
	outputRefusal = shape.Case{Value: "refusal", Shape: shape.Struct(shape.Req("refusal", textShape))}

	inputParts  = shape.List(shape.Union("type", inputText, inputImage, inputFile)).Or(textShape)
	outputParts = shape.List(shape.Union("type", outputText, outputRefusal, inputText)).Or(textShape)
	resultParts = shape.List(shape.Union("type", inputText, inputImage, inputFile)).Or(textShape)
)

// said is a message of a role.
func said(role string, content *shape.Shape, more ...shape.Field) shape.Case {
	return shape.Case{Value: role, Shape: shape.Struct(append(more,
		shape.Req("content", content), shape.Opt("type", shape.Enum("message")), itemID("msg"), itemStatus)...)}
}

var saidShape = shape.Union("role", said("user", inputParts), said("system", inputParts), said("developer", inputParts),
	said("assistant", outputParts, shape.Opt("phase", shape.Enum("commentary", "final_answer").Nullable())))

// itemShape is one element of the input. A message may leave its type out, and
// is then looked at by its role.
var itemShape = &shape.Shape{Kinds: []shape.Kind{shape.Object}, Tag: "type", Untagged: "message", Cases: []shape.Case{
	{Value: "message", Shape: saidShape},
	{Value: "reasoning", Shape: shape.Struct(itemID("rs"), shape.Req("summary", texts), shape.Opt("content", texts.Nullable()),
		shape.Opt("encrypted_content", nullableText))},
	{Value: "function_call", Shape: shape.Struct(itemID("fc"), shape.Req("call_id", callIDShape), shape.Req("name", toolName),
		shape.Req("arguments", textShape), shape.Opt("namespace", textShape), itemStatus)},
	{Value: "function_call_output", Shape: shape.Struct(itemID("fc"), shape.Req("call_id", callIDShape), shape.Req("output", resultParts), itemStatus)},
	{Value: "custom_tool_call", Shape: shape.Struct(itemID("ctc"), shape.Req("call_id", callIDShape), shape.Req("name", toolName),
		shape.Req("input", textShape), itemStatus)},
	{Value: "custom_tool_call_output", Shape: shape.Struct(itemID("ctc"), shape.Req("call_id", callIDShape), shape.Req("output", resultParts), itemStatus)},
	{Value: "item_reference", Shape: shape.Struct(shape.Req("id", textShape))},
	{Value: "web_search_call", Shape: &shape.Shape{Open: true}},
}}

var responseToolShape = shape.Union("type",
	shape.Case{Value: "function", Shape: shape.Struct(shape.Req("name", toolName), shape.Opt("description", nullableText),
		shape.Req("parameters", mapShape.Nullable()), shape.Opt("strict", flagShape), shape.Opt("defer_loading", flagShape))},
	shape.Case{Value: "custom", Shape: shape.Struct(shape.Req("name", toolName), shape.Opt("description", textShape),
		shape.Opt("format", shape.Union("type",
			shape.Case{Value: "text", Shape: shape.Struct()},
			shape.Case{Value: "grammar", Shape: shape.Struct(shape.Req("syntax", shape.Enum("lark", "regex")), shape.Req("definition", textShape))})))},
	shape.Case{Value: "web_search", Shape: &shape.Shape{Open: true}},
	shape.Case{Value: "local_shell", Shape: shape.Struct()},
)

var responseChoiceShape = choose(shape.Union("type",
	shape.Case{Value: "function", Shape: namedShape},
	shape.Case{Value: "custom", Shape: namedShape},
	shape.Case{Value: "allowed_tools", Shape: shape.Struct(shape.Req("mode", shape.Enum("auto", "required")), shape.Req("tools", shape.Of(shape.Array)))},
	shape.Case{Value: "web_search", Shape: shape.Struct()},
), "none", "auto", "required")

var responseTextShape = shape.Struct(
	shape.Opt("format", shape.Union("type",
		shape.Case{Value: "text", Shape: shape.Struct()},
		shape.Case{Value: "json_object", Shape: shape.Struct()},
		shape.Case{Value: "json_schema", Shape: shape.Struct(shape.Req("name", toolName), shape.Opt("description", textShape),
			shape.Req("schema", mapShape), shape.Opt("strict", flagShape))})),
	shape.Opt("verbosity", shape.Enum("low", "medium", "high").Nullable()),
)

var reasoningShape = shape.Struct(
	shape.Opt("effort", shape.Enum("none", "minimal", "low", "medium", "high", "xhigh", "max").Nullable()),
	shape.Opt("summary", shape.Enum("auto", "concise", "detailed").Nullable()),
	shape.Opt("generate_summary", shape.Enum("auto", "concise", "detailed").Nullable()),
	shape.Opt("context", shape.Enum("auto", "current_turn", "all_turns").Nullable()),
).Nullable()

// leastOutputTokens is the least that a reply may be bounded to.
const leastOutputTokens = 16

// responsesShape is the whole request.
var responsesShape = shape.Struct(
	shape.Req("model", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1}),
	shape.Opt("input", list(itemShape, 1, 0).Or(textShape)),
	shape.Opt("background", flagShape),
	shape.Opt("conversation", mapShape.Or(nullableText)),
	shape.Opt("include", shape.List(shape.Enum("code_interpreter_call.outputs", "computer_call_output.output.image_url",
		"file_search_call.results", "message.input_image.image_url", "message.output_text.logprobs", "reasoning.encrypted_content",
		"web_search_call.action.sources")).Nullable()),
	shape.Opt("instructions", nullableText),
	shape.Opt("max_output_tokens", integer(leastOutputTokens, noMost)),
	shape.Opt("max_tool_calls", integer(1, noMost)),
	shape.Opt("metadata", metadataShape),
	shape.Opt("moderation", mapShape.Nullable()),
	shape.Opt("parallel_tool_calls", flagShape),
	shape.Opt("previous_response_id", nullableText),
	shape.Opt("prompt", mapShape.Nullable()),
	shape.Opt("prompt_cache_key", nullableText),
	shape.Opt("prompt_cache_options", mapShape),
	shape.Opt("prompt_cache_retention", shape.Enum("in_memory", "24h").Nullable()),
	shape.Opt("reasoning", reasoningShape),
	shape.Opt("safety_identifier", nullableText),
	shape.Opt("service_tier", shape.Enum("auto", "default", "flex", "scale", "priority", "fast").Nullable()),
	shape.Opt("store", flagShape),
	shape.Opt("stream", flagShape),
	shape.Opt("stream_options", shape.Struct(shape.Opt("include_obfuscation", shape.Of(shape.Bool))).Nullable()),
	shape.Opt("temperature", decimal(0, 2)),
	shape.Opt("text", responseTextShape),
	shape.Opt("tool_choice", responseChoiceShape),
	shape.Opt("tools", list(responseToolShape, 0, 128)),
	shape.Opt("top_logprobs", integer(0, 20)),
	shape.Opt("top_p", decimal(0, 1)),
	shape.Opt("truncation", shape.Enum("auto", "disabled").Nullable()),
	shape.Opt("user", textShape),
)
