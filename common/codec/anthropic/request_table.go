package anthropic

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// What wire.Decoder.Next stops at.
const (
	doMessages wire.Slot = iota + 1
	doSystem
	doTools
	doToolChoice
	doThinking
	doOutputConfig
	doFormat
	doRole
	doContent
	doSource
	doCaller
)

// Members that must be there, or not twice.
const (
	onceModel = iota + 1
	onceMessages
	onceSystem
	onceTools
	onceStream
	onceMaxTokens
)

// Values whose place is not known yet.
const (
	theType = wire.Scratch + iota
	theSource
	theMediaType
	theData
	theURL
	theFileID
)

// requestTable has the members of a request.
var requestTable = wire.Table{Rest: wire.ToRequest, Listed: true, Rows: []wire.Row{
	{Name: "model", Is: wire.Text, To: wire.Model, Once: onceModel},
	{Name: "max_tokens", Is: wire.Number, To: wire.MaxTokens, Once: onceMaxTokens},
	{Name: "messages", Is: wire.Any, To: doMessages, Once: onceMessages},
	{Name: "system", Is: wire.Do, To: doSystem, Once: onceSystem},
	{Name: "stream", Is: wire.Flag, To: wire.Stream, Once: onceStream},
	{Name: "tools", Is: wire.Do, To: doTools, Once: onceTools},
	{Name: "tool_choice", Is: wire.Do, To: doToolChoice},
	{Name: "temperature", Is: wire.Number, To: wire.Temperature},
	{Name: "top_p", Is: wire.Number, To: wire.TopP},
	{Name: "top_k", Is: wire.Number, To: wire.TopK},
	{Name: "stop_sequences", Is: wire.Strings},
	{Name: "thinking", Is: wire.Do, To: doThinking},
	{Name: "metadata", Is: wire.Inside, In: &metadataTable},
	{Name: "service_tier", Is: wire.Text, To: wire.ServiceTier},
	{Name: "output_config", Is: wire.Do, To: doOutputConfig},
	{Name: "output_format", Is: wire.Do, To: doFormat},
}}

var (
	metadataTable = wire.Table{Rest: wire.ToRequest, Prefix: "metadata.", Rows: []wire.Row{
		{Name: "user_id", Is: wire.Text, To: wire.User},
	}}
	choiceTable = wire.Table{Rest: wire.ToRequest, Prefix: "tool_choice.", Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: theType}, {Name: "name", Is: wire.Text, To: wire.ChoiceName},
		{Name: "disable_parallel_tool_use", Is: wire.Flag, To: wire.ParallelTools},
	}}
	thinkingTable = wire.Table{Rest: wire.ToRequest, Prefix: "thinking.", Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: theType}, {Name: "budget_tokens", Is: wire.Number, To: wire.Budget},
	}}
	outputTable = wire.Table{Rest: wire.ToRequest, Prefix: "output_config.", Rows: []wire.Row{
		{Name: "effort", Is: wire.Text, To: wire.Effort}, {Name: "format", Is: wire.Do, To: doFormat},
	}}
	formatTable = wire.Table{Rest: wire.ToSpare, Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: theType}, {Name: "schema", Is: wire.Value, To: theData},
	}}
	toolTable = wire.Table{Rest: wire.ToTool, Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: wire.ToolName}, {Name: "description", Is: wire.Text, To: wire.ToolDescription},
		{Name: "input_schema", Is: wire.Value, To: wire.ToolParameters}, {Name: "type", Is: wire.Text, To: theType},
		{Name: "strict", Is: wire.Flag, To: wire.ToolStrict}, {Name: "cache_control", Is: wire.Value, To: wire.ToolCache},
	}}
	messageTable = wire.Table{Rest: wire.ToSpare, Rows: []wire.Row{
		{Name: "role", Is: wire.Any, To: doRole}, {Name: "content", Is: wire.Any, To: doContent},
	}}
	// blockTable has the members of blocks, of whatever type. Those of one
	// place are of different types.
	blockTable = wire.Table{Rest: wire.ToPart, Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: theType}, {Name: "text", Is: wire.Text, To: wire.PartText},
		{Name: "cache_control", Is: wire.Value, To: wire.PartCache}, {Name: "id", Is: wire.Text, To: wire.PartID},
		{Name: "name", Is: wire.Text, To: wire.PartName}, {Name: "input", Is: wire.Value, To: wire.PartArguments},
		{Name: "caller", Is: wire.Do, To: doCaller}, {Name: "tool_use_id", Is: wire.Text, To: wire.PartID},
		{Name: "content", Is: wire.Do, To: doContent}, {Name: "is_error", Is: wire.Flag, To: wire.PartFailed},
		{Name: "thinking", Is: wire.Text, To: wire.PartText}, {Name: "signature", Is: wire.Text, To: wire.PartSignature},
		{Name: "data", Is: wire.Text, To: wire.PartSignature}, {Name: "source", Is: wire.Do, To: doSource},
		{Name: "title", Is: wire.Text, To: wire.PartName},
	}}
	sourceTable = wire.Table{Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: theSource}, {Name: "media_type", Is: wire.Text, To: theMediaType},
		{Name: "data", Is: wire.Text, To: theData}, {Name: "url", Is: wire.Text, To: theURL},
		{Name: "file_id", Is: wire.Text, To: theFileID},
	}}
	callerTable = wire.Table{Rows: []wire.Row{{Name: "type", Is: wire.Text}}}
)

// Words of the protocol.
var (
	roles = []wire.Word{
		{Text: `"user"`, Is: uint8(llm.User)}, {Text: `"assistant"`, Is: uint8(llm.Assistant)}, {Text: `"system"`, Is: uint8(llm.System)},
	}
	blocks = []wire.Word{
		{Text: `"text"`, Is: uint8(llm.TextPart)}, {Text: `"tool_use"`, Is: uint8(llm.ToolCallPart)},
		{Text: `"tool_result"`, Is: uint8(llm.ToolResultPart)}, {Text: `"thinking"`, Is: uint8(llm.ReasoningPart)},
		{Text: `"image"`, Is: uint8(llm.ImagePart)}, {Text: `"document"`, Is: uint8(llm.DocumentPart)},
		{Text: `"redacted_thinking"`, Is: uint8(llm.RedactedPart)},
	}
	modes = []wire.Word{
		{Text: `"auto"`, Is: uint8(llm.ToolAuto)}, {Text: `"any"`, Is: uint8(llm.ToolRequired)},
		{Text: `"tool"`, Is: uint8(llm.ToolNamed)}, {Text: `"none"`, Is: uint8(llm.ToolNone)},
	}
	sources = []wire.Word{
		{Text: `"base64"`, Is: isBase64}, {Text: `"url"`, Is: isURL}, {Text: `"text"`, Is: isText}, {Text: `"file"`, Is: isFile},
	}
)

// What a source is.
const (
	isBase64 = iota + 1
	isURL
	isText
	isFile
)

// ownMembers are the top-level members that the protocol defines and llm has
// no field for.
var ownMembers = []string{
	"anthropic_beta", "anthropic_version", "billing_policy", "cache_control", "compaction", "container",
	"context_management", "diagnostics", "fallback_credit_token", "fallbacks", "inference_geo", "mcp_servers", "speed",
	"thread",
}
