package anthropic

import (
	"regexp"

	"aigateway/host-test/upstream/shape"
)

// The tables below say what a messages request may hold, after Anthropic's
// published reference: https://docs.claude.com/en/api/messages. They are read
// only.

var (
	textShape    = shape.Of(shape.String)
	nullableText = shape.Of(shape.String).Nullable()
	flagShape    = shape.Of(shape.Bool)
	mapShape     = shape.Of(shape.Object)

	idShape = &shape.Shape{Kinds: []shape.Kind{shape.String}, Pattern: regexp.MustCompile(`^[a-zA-Z0-9_-]+$`)}
	// toolName is what the name of a tool may be.
	toolName = &shape.Shape{Kinds: []shape.Kind{shape.String}, Pattern: regexp.MustCompile(`^[a-zA-Z0-9_-]{1,128}$`)}
)

var cacheControl = shape.Opt("cache_control", shape.Union("type",
	shape.Case{Value: "ephemeral", Shape: shape.Struct(shape.Opt("ttl", shape.Enum("5m", "1h")))},
).Nullable())

var citations = shape.Opt("citations", (&shape.Shape{Kinds: []shape.Kind{shape.Object, shape.Array}}).Nullable())

func oneOf(values ...string) *shape.Shape { return shape.Enum(values...) }

func count(least float64) *shape.Shape {
	return &shape.Shape{Kinds: []shape.Kind{shape.Integer}, Min: shape.Limit(least)}
}

var fraction = &shape.Shape{Kinds: []shape.Kind{shape.Decimal}, Min: shape.Limit(0), Max: shape.Limit(1)}

func sources(cases ...shape.Case) shape.Field {
	return shape.Req("source", shape.Union("type", append(cases,
		shape.Case{Value: "url", Shape: shape.Struct(shape.Req("url", textShape))},
		shape.Case{Value: "file", Shape: shape.Struct(shape.Req("file_id", textShape))})...))
}

func inline(name string, mediaTypes ...string) shape.Case {
	return shape.Case{Value: name, Shape: shape.Struct(
		shape.Req("media_type", oneOf(mediaTypes...)), shape.Req("data", textShape))}
}

var textBlock = shape.Case{Value: "text", Shape: shape.Struct(
	shape.Req("text", textShape), cacheControl, citations)}

var imageBlock = shape.Case{Value: "image", Shape: shape.Struct(
	sources(inline("base64", "image/jpeg", "image/png", "image/gif", "image/webp")),
	cacheControl, shape.Opt("transformations", mapShape.Nullable()))}

var documentBlock = shape.Case{Value: "document", Shape: shape.Struct(
	sources(inline("base64", "application/pdf"), inline("text", "text/plain"),
		shape.Case{Value: "content", Shape: shape.Struct(
			shape.Req("content", blocks(textBlock, imageBlock).Or(textShape)))}),
	shape.Opt("title", nullableText), shape.Opt("context", nullableText), cacheControl, citations)}

var searchResultBlock = shape.Case{Value: "search_result", Shape: shape.Struct(
	shape.Req("content", blocks(textBlock)), shape.Req("source", textShape), shape.Req("title", textShape),
	cacheControl, citations)}

// serverBlocks are those of tools that run on the service's side; only their
// names are known here.
var serverBlocks = open("server_tool_use", "web_search_tool_result", "web_fetch_tool_result",
	"code_execution_tool_result", "bash_code_execution_tool_result", "text_editor_code_execution_tool_result",
	"tool_search_tool_result", "container_upload", "mcp_tool_use", "mcp_tool_result")

func open(names ...string) []shape.Case {
	cases := make([]shape.Case, len(names))
	for i, name := range names {
		cases[i] = shape.Case{Value: name}
	}
	return cases
}

func blocks(cases ...shape.Case) *shape.Shape { return shape.List(shape.Union("type", cases...)) }

// contentBlocks are all that a message may hold; which side may say what is
// checked by rules.
var contentBlocks = blocks(append([]shape.Case{
	textBlock, imageBlock, documentBlock, searchResultBlock,
	{Value: "thinking", Shape: shape.Struct(shape.Req("signature", textShape), shape.Req("thinking", textShape))},
	{Value: "redacted_thinking", Shape: shape.Struct(shape.Req("data", textShape))},
	{Value: "tool_use", Shape: shape.Struct(
		shape.Req("id", idShape), shape.Req("name", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1, MaxLen: 200}),
		shape.Req("input", mapShape), cacheControl, shape.Opt("caller", mapShape))},
	{Value: "tool_result", Shape: shape.Struct(
		shape.Req("tool_use_id", idShape),
		shape.Opt("content", blocks(append(open("tool_reference"), textBlock, imageBlock, documentBlock, searchResultBlock)...).Or(textShape)),
		shape.Opt("is_error", flagShape.Nullable()), cacheControl)},
}, serverBlocks...)...)

var saidShape = shape.Struct(shape.Req("content", contentBlocks.Or(textShape)))

// messageShape takes system messages too: systemRole says where.
var messageShape = &shape.Shape{
	Kinds: []shape.Kind{shape.Object}, Tag: "role",
	Cases: []shape.Case{
		{Value: "user", Shape: saidShape}, {Value: "assistant", Shape: saidShape},
		{Value: "system", Shape: shape.Struct(shape.Req("content", blocks(textBlock).Or(textShape)))}},
}

var thinkingShape = shape.Union("type",
	shape.Case{Value: "enabled", Shape: shape.Struct(
		shape.Req("budget_tokens", count(1024)), shape.Opt("display", oneOf("summarized", "omitted").Nullable()))},
	shape.Case{Value: "disabled", Shape: shape.Struct()},
	shape.Case{Value: "adaptive", Shape: shape.Struct(shape.Opt("display", oneOf("summarized", "omitted").Nullable()))},
	shape.Case{Value: "between_tools", Shape: shape.Struct()},
)

var oneCall = shape.Opt("disable_parallel_tool_use", flagShape)

var choiceShape = shape.Union("type",
	shape.Case{Value: "auto", Shape: shape.Struct(oneCall)},
	shape.Case{Value: "any", Shape: shape.Struct(oneCall)},
	shape.Case{Value: "tool", Shape: shape.Struct(shape.Req("name", textShape), oneCall)},
	shape.Case{Value: "none", Shape: shape.Struct()},
)

var inputSchema = &shape.Shape{
	Kinds: []shape.Kind{shape.Object}, Open: true,
	Fields: []shape.Field{shape.Req("type", oneOf("object"))},
}

// toolsShape lists the service's own tools by type; the others are the caller's.
var toolsShape = shape.List(&shape.Shape{
	Kinds: []shape.Kind{shape.Object}, Tag: "type", Untagged: "custom",
	Cases: append([]shape.Case{{Value: "custom", Shape: shape.Struct(
		shape.Req("name", toolName), shape.Opt("description", textShape), shape.Req("input_schema", inputSchema),
		shape.Opt("strict", flagShape.Nullable()), shape.Opt("eager_input_streaming", flagShape.Nullable()),
		shape.Opt("defer_loading", flagShape), shape.Opt("allowed_callers", shape.Of(shape.Array)),
		shape.Opt("input_examples", shape.Of(shape.Array)), shape.Opt("type", textShape.Nullable()), cacheControl)}},
		open("bash_20250124", "browser_toolset_20260801", "code_execution_20250522", "code_execution_20250825",
			"code_execution_20260120", "code_execution_20260521", "computer_20250124", "computer_20251124",
			"computer_toolset_20260801", "mcp_toolset", "memory_20250818",
			"text_editor_20250124", "text_editor_20250429", "text_editor_20250728",
			"tool_search_tool_bm25_20251119", "tool_search_tool_regex_20251119",
			"web_fetch_20250910", "web_fetch_20260209", "web_fetch_20260309", "web_fetch_20260318",
			"web_search_20250305", "web_search_20260209", "web_search_20260318")...),
})

var outputFormat = shape.Union("type",
	shape.Case{Value: "json_schema", Shape: shape.Struct(shape.Req("schema", mapShape))})

// counted are the members that count_tokens takes too.
var counted = []shape.Field{
	shape.Req("model", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1}),
	shape.Req("messages", shape.List(messageShape)),
	cacheControl,
	shape.Opt("output_config", shape.Struct(
		shape.Opt("effort", oneOf("low", "medium", "high", "xhigh", "max").Nullable()),
		shape.Opt("format", outputFormat.Nullable()))),
	shape.Opt("speed", oneOf("standard", "fast").Nullable()),
	shape.Opt("system", blocks(textBlock).Or(textShape)),
	shape.Opt("thinking", thinkingShape),
	shape.Opt("tool_choice", choiceShape),
	shape.Opt("tools", toolsShape),
}

// generated are the members that only a request for a message takes.
var generated = []shape.Field{
	shape.Req("max_tokens", count(1)),
	shape.Opt("container", shape.Of(shape.String, shape.Object, shape.Null)),
	shape.Opt("diagnostics", mapShape.Nullable()),
	shape.Opt("inference_geo", nullableText),
	shape.Opt("metadata", shape.Struct(
		shape.Opt("user_id", (&shape.Shape{Kinds: []shape.Kind{shape.String}, MaxLen: 256}).Nullable()))),
	shape.Opt("service_tier", oneOf("auto", "standard_only")),
	shape.Opt("stop_sequences", shape.List(textShape)),
	shape.Opt("stream", flagShape),
}

// sampled are the members that the later version of the API does not take.
var sampled = []shape.Field{
	shape.Opt("temperature", fraction),
	shape.Opt("top_k", count(0)),
	shape.Opt("top_p", fraction),
}

// betas are members that need a value in the anthropic-beta header, by the
// beginning of that value.
var betas = []struct {
	header string
	field  shape.Field
}{
	{"context-management-", shape.Opt("context_management", mapShape.Nullable())},
	{"compact-", shape.Opt("context_management", mapShape.Nullable())},
	{"mcp-client-", shape.Opt("mcp_servers", shape.Of(shape.Array))},
	{"structured-outputs-", shape.Opt("output_format", outputFormat.Nullable())},
}
