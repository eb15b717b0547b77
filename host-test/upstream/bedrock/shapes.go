package bedrock

import (
	"regexp"

	"aigateway/host-test/upstream/shape"
)

// The tables below say what a Converse request may hold, after AWS' service
// model (bedrock-runtime, 2023-09-30). They are read only.

var (
	text     = shape.Of(shape.String)
	nonEmpty = &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1}
	flag     = shape.Of(shape.Bool)
	document = &shape.Shape{}
	input    = shape.Of(shape.Object)
	anyMap   = &shape.Shape{Kinds: []shape.Kind{shape.Object}, Open: true, Fields: []shape.Field{}}
	name     = pattern(64, `^[a-zA-Z0-9_-]+$`)
	fraction = &shape.Shape{Kinds: []shape.Kind{shape.Decimal}, Min: shape.Limit(0), Max: shape.Limit(1)}
)

func pattern(most int, p string) *shape.Shape {
	return &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1, MaxLen: most, Pattern: regexp.MustCompile(p)}
}

// media is a medium with one of several places to be at.
func media(formats ...string) *shape.Shape {
	return shape.Struct(shape.Req("format", shape.Enum(formats...)), shape.Req("source", shape.Struct(
		shape.Opt("bytes", nonEmpty), shape.Opt("s3Location", anyMap))))
}

var (
	image = media("png", "jpeg", "gif", "webp")
	video = media("mkv", "mov", "mp4", "webm", "flv", "mpeg", "mpg", "wmv", "three_gp")
	audio = media("mp3", "opus", "wav", "aac", "flac", "mp4", "ogg", "mkv", "mka", "x-aac", "m4a", "mpeg", "mpga", "pcm", "webm")

	documentShape = shape.Struct(
		shape.Opt("format", shape.Enum("pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md")),
		shape.Req("name", &shape.Shape{Kinds: []shape.Kind{shape.String}, MinLen: 1, MaxLen: 200}),
		shape.Req("source", shape.Struct(shape.Opt("bytes", nonEmpty), shape.Opt("s3Location", anyMap), shape.Opt("text", text),
			shape.Opt("content", shape.List(shape.Struct(shape.Req("text", text)))))),
		shape.Opt("context", text), shape.Opt("citations", shape.Struct(shape.Req("enabled", flag))))

	searchResult = shape.Struct(shape.Req("source", text), shape.Req("title", text),
		shape.Req("content", shape.List(shape.Struct(shape.Req("text", text)))), shape.Opt("citations", anyMap))

	cachePoint = shape.Struct(shape.Req("type", shape.Enum("default")), shape.Opt("ttl", shape.Enum("5m", "1h")))

	guardContent = shape.Struct(shape.Opt("text", shape.Struct(shape.Req("text", text), shape.Opt("qualifiers", shape.Of(shape.Array)))),
		shape.Opt("image", media("png", "jpeg")))

	toolID = pattern(64, `^[a-zA-Z0-9_.:-]+$`)

	toolResult = shape.Struct(shape.Req("toolUseId", toolID), shape.Opt("status", shape.Enum("success", "error")), shape.Opt("type", text),
		shape.Req("content", shape.List(shape.Struct(shape.Opt("json", document), shape.Opt("text", text), shape.Opt("image", image),
			shape.Opt("document", documentShape), shape.Opt("video", video), shape.Opt("searchResult", searchResult)))))

	reasoningContent = shape.Struct(
		shape.Opt("reasoningText", shape.Struct(shape.Req("text", text), shape.Opt("signature", text))), shape.Opt("redactedContent", text))

	contentBlock = shape.Struct(
		shape.Opt("text", text), shape.Opt("image", image), shape.Opt("document", documentShape), shape.Opt("video", video), shape.Opt("audio", audio),
		shape.Opt("toolUse", shape.Struct(shape.Req("toolUseId", toolID), shape.Req("name", name), shape.Req("input", input),
			shape.Opt("type", shape.Enum("server_tool_use")))),
		shape.Opt("toolResult", toolResult), shape.Opt("guardContent", guardContent), shape.Opt("cachePoint", cachePoint),
		shape.Opt("reasoningContent", reasoningContent), shape.Opt("searchResult", searchResult),
		shape.Opt("citationsContent", anyMap), shape.Opt("toolAddition", anyMap), shape.Opt("toolRemoval", anyMap))

	tool = shape.Struct(
		shape.Opt("toolSpec", shape.Struct(shape.Req("name", name), shape.Opt("description", nonEmpty), shape.Opt("strict", flag),
			shape.Req("inputSchema", shape.Struct(shape.Req("json", &shape.Shape{
				Kinds: []shape.Kind{shape.Object}, Open: true, Fields: []shape.Field{shape.Req("type", shape.Enum("object"))}}))))),
		shape.Opt("systemTool", shape.Struct(shape.Req("name", name))), shape.Opt("cachePoint", cachePoint))

	toolChoice = shape.Struct(shape.Opt("auto", shape.Struct()), shape.Opt("any", shape.Struct()),
		shape.Opt("tool", shape.Struct(shape.Req("name", name))))

	outputConfig = shape.Struct(shape.Opt("effort", shape.Enum("low", "medium", "high", "xhigh", "max")),
		shape.Opt("textFormat", shape.Struct(shape.Req("type", shape.Enum("json_schema")), shape.Req("structure", shape.Struct(
			shape.Req("jsonSchema", shape.Struct(shape.Req("schema", text), shape.Opt("name", text), shape.Opt("description", text))))))))

	note = regexp.MustCompile(`^[a-zA-Z0-9\s:_@$#=/+,\-.]{0,256}$`)
)

// converseShape is the body: the model's id is in the path.
var converseShape = shape.Struct(
	shape.Opt("messages", shape.List(shape.Struct(shape.Req("role", shape.Enum("user", "assistant", "system")), shape.Req("content", shape.List(contentBlock))))),
	shape.Opt("system", shape.List(shape.Struct(shape.Opt("text", nonEmpty), shape.Opt("guardContent", guardContent), shape.Opt("cachePoint", cachePoint)))),
	shape.Opt("inferenceConfig", shape.Struct(
		shape.Opt("maxTokens", &shape.Shape{Kinds: []shape.Kind{shape.Integer}, Min: shape.Limit(1)}),
		shape.Opt("temperature", fraction), shape.Opt("topP", fraction), shape.Opt("stopSequences", shape.List(nonEmpty)))),
	shape.Opt("toolConfig", shape.Struct(
		shape.Req("tools", &shape.Shape{Kinds: []shape.Kind{shape.Array}, Items: tool, MinLen: 1}), shape.Opt("toolChoice", toolChoice))),
	shape.Opt("guardrailConfig", shape.Struct(shape.Opt("guardrailIdentifier", text), shape.Opt("guardrailVersion", text),
		shape.Opt("trace", shape.Enum("enabled", "disabled", "enabled_full")), shape.Opt("streamProcessingMode", shape.Enum("sync", "async")))),
	shape.Opt("additionalModelRequestFields", anyMap),
	shape.Opt("promptVariables", anyMap),
	shape.Opt("additionalModelResponseFieldPaths", &shape.Shape{Kinds: []shape.Kind{shape.Array}, Items: pattern(256, `^/`), MaxLen: 10}),
	shape.Opt("requestMetadata", &shape.Shape{Kinds: []shape.Kind{shape.Object}, Values: &shape.Shape{Kinds: []shape.Kind{shape.String}, Pattern: note}, MinLen: 1, MaxLen: 16}),
	shape.Opt("performanceConfig", shape.Struct(shape.Opt("latency", shape.Enum("standard", "optimized")))),
	shape.Opt("serviceTier", shape.Struct(shape.Req("type", shape.Enum("priority", "default", "flex", "reserved")))),
	shape.Opt("outputConfig", outputConfig),
)
