package gemini

import (
	"math"
	"regexp"

	"aigateway/host-test/upstream/shape"
)

var (
	textShape = shape.Of(shape.String)
	flagShape = shape.Of(shape.Bool)
	mapShape  = shape.Of(shape.Object)
	anyShape  = &shape.Shape{}
	listShape = shape.Of(shape.Array)
	// count is a number of 32 bits.
	count = &shape.Shape{Kinds: []shape.Kind{shape.Integer}, Min: shape.Limit(math.MinInt32), Max: shape.Limit(math.MaxInt32)}
)

// opaque is an object that is not looked into.
func opaque(names ...string) []shape.Field {
	fields := make([]shape.Field, len(names))
	for i, name := range names {
		fields[i] = shape.Opt(name, mapShape)
	}
	return fields
}

func between(low, high float64) *shape.Shape {
	return &shape.Shape{Kinds: []shape.Kind{shape.Decimal}, Min: shape.Limit(low), Max: shape.Limit(high)}
}

func countBetween(low, high float64) *shape.Shape {
	return &shape.Shape{Kinds: []shape.Kind{shape.Integer}, Min: shape.Limit(low), Max: shape.Limit(high)}
}

var blobShape = shape.Struct(shape.Opt("mimeType", textShape), shape.Opt("data", textShape))

var fileShape = shape.Struct(shape.Opt("mimeType", textShape), shape.Opt("fileUri", textShape))

// partShape has a member for each kind of data; that there is one is a rule.
var partShape = shape.Struct(append([]shape.Field{
	shape.Opt("text", textShape), shape.Opt("thought", flagShape), shape.Opt("thoughtSignature", textShape),
	shape.Opt("inlineData", blobShape), shape.Opt("fileData", fileShape),
	shape.Opt("functionCall", shape.Struct(
		shape.Opt("id", textShape), shape.Opt("name", textShape), shape.Opt("args", mapShape))),
	shape.Opt("functionResponse", shape.Struct(
		shape.Opt("id", textShape), shape.Opt("name", textShape), shape.Opt("response", mapShape),
		shape.Opt("parts", shape.List(shape.Struct(shape.Opt("inlineData", blobShape), shape.Opt("fileData", fileShape)))),
		shape.Opt("willContinue", flagShape), shape.Opt("scheduling", shape.Enum("SCHEDULING_UNSPECIFIED", "SILENT", "WHEN_IDLE", "INTERRUPT")))),
}, opaque("executableCode", "codeExecutionResult", "toolCall", "toolResponse", "videoMetadata", "mediaResolution", "partMetadata")...)...)

var contentShape = shape.Struct(shape.Opt("role", textShape), shape.Opt("parts", shape.List(partShape)))

// schemaShape is the subset of OpenAPI's schemas; it contains itself.
var schemaShape = func() *shape.Shape {
	s := &shape.Shape{Kinds: []shape.Kind{shape.Object}}
	long := shape.Of(shape.Integer, shape.String)
	s.Fields = []shape.Field{
		shape.Opt("type", shape.Enum("TYPE_UNSPECIFIED", "STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL",
			"string", "number", "integer", "boolean", "array", "object", "null")),
		shape.Opt("format", textShape), shape.Opt("title", textShape), shape.Opt("description", textShape), shape.Opt("nullable", flagShape),
		shape.Opt("enum", shape.List(textShape)), shape.Opt("maxItems", long), shape.Opt("minItems", long),
		shape.Opt("properties", &shape.Shape{Kinds: []shape.Kind{shape.Object}, Values: s}), shape.Opt("required", shape.List(textShape)),
		shape.Opt("minProperties", long), shape.Opt("maxProperties", long), shape.Opt("minLength", long), shape.Opt("maxLength", long),
		shape.Opt("pattern", textShape), shape.Opt("example", anyShape), shape.Opt("anyOf", shape.List(s)),
		shape.Opt("propertyOrdering", shape.List(textShape)), shape.Opt("default", anyShape), shape.Opt("items", s),
		shape.Opt("minimum", shape.Of(shape.Decimal)), shape.Opt("maximum", shape.Of(shape.Decimal)),
	}
	return s
}()

// functionName is what a function may be called.
var functionName = regexp.MustCompile(`^[a-zA-Z_][a-zA-Z0-9_.:-]{0,127}$`)

var toolShape = shape.Struct(append([]shape.Field{
	shape.Opt("functionDeclarations", shape.List(shape.Struct(
		shape.Opt("name", textShape), shape.Opt("description", textShape), shape.Opt("behavior", shape.Enum("UNSPECIFIED", "BLOCKING", "NON_BLOCKING")),
		shape.Opt("parameters", schemaShape), shape.Opt("parametersJsonSchema", anyShape),
		shape.Opt("response", schemaShape), shape.Opt("responseJsonSchema", anyShape)))),
	shape.Opt("mcpServers", listShape),
}, opaque("googleSearch", "googleSearchRetrieval", "codeExecution", "urlContext", "googleMaps", "fileSearch", "computerUse",
	"retrieval", "enterpriseWebSearch")...)...)

var toolConfigShape = shape.Struct(
	shape.Opt("functionCallingConfig", shape.Struct(
		shape.Opt("mode", shape.Enum("MODE_UNSPECIFIED", "AUTO", "ANY", "NONE", "VALIDATED")),
		shape.Opt("allowedFunctionNames", shape.List(textShape)), shape.Opt("streamFunctionCallArguments", flagShape))),
	shape.Opt("retrievalConfig", mapShape), shape.Opt("includeServerSideToolInvocations", flagShape))

var configShape = shape.Struct(append([]shape.Field{
	shape.Opt("stopSequences", &shape.Shape{Kinds: []shape.Kind{shape.Array}, Items: textShape, MaxLen: 5}),
	shape.Opt("responseMimeType", textShape), shape.Opt("responseSchema", schemaShape), shape.Opt("responseJsonSchema", anyShape),
	shape.Opt("responseModalities", shape.List(shape.Enum("MODALITY_UNSPECIFIED", "TEXT", "IMAGE", "AUDIO"))),
	shape.Opt("candidateCount", countBetween(1, 8)), shape.Opt("maxOutputTokens", countBetween(1, math.MaxInt32)),
	shape.Opt("temperature", between(0, 2)), shape.Opt("topP", between(0, 1)), shape.Opt("topK", shape.Of(shape.Decimal)),
	shape.Opt("seed", count), shape.Opt("presencePenalty", between(-2, 2)), shape.Opt("frequencyPenalty", between(-2, 2)),
	shape.Opt("responseLogprobs", flagShape), shape.Opt("logprobs", countBetween(0, 20)),
	shape.Opt("enableEnhancedCivicAnswers", flagShape), shape.Opt("enableAffectiveDialog", flagShape),
	shape.Opt("mediaResolution", textShape), shape.Opt("audioTimestamp", flagShape), shape.Opt("responseFormat", listShape),
	shape.Opt("thinkingConfig", shape.Struct(
		shape.Opt("includeThoughts", flagShape), shape.Opt("thinkingBudget", count),
		shape.Opt("thinkingLevel", shape.Enum("THINKING_LEVEL_UNSPECIFIED", "MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH",
			"minimal", "low", "medium", "high", "xhigh")))),
}, opaque("speechConfig", "imageConfig", "routingConfig", "audioTranscriptionConfig")...)...)

var requestShape = shape.Struct(
	shape.Opt("model", textShape),
	shape.Opt("contents", shape.List(contentShape)),
	shape.Opt("systemInstruction", contentShape),
	shape.Opt("tools", shape.List(toolShape)),
	shape.Opt("toolConfig", toolConfigShape),
	shape.Opt("safetySettings", shape.List(shape.Struct(shape.Opt("category", textShape), shape.Opt("threshold", textShape), shape.Opt("method", textShape)))),
	shape.Opt("generationConfig", configShape),
	shape.Opt("cachedContent", textShape),
	shape.Opt("labels", &shape.Shape{Kinds: []shape.Kind{shape.Object}, Values: textShape}),
	shape.Opt("serviceTier", shape.Enum("unspecified", "standard", "flex", "priority")),
	shape.Opt("store", flagShape),
	shape.Opt("continuationToken", textShape),
	shape.Opt("modelArmorConfig", mapShape),
)
