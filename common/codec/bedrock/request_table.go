package bedrock

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
	doModelFields
	doOutputConfig
	doRole
	doContent
	doText
	doToolUse
	doReasoning
	doCitations
	doJSON
	doResult
	doMark
	doMode
)

// Members that must not come twice.
const (
	onceMessages = iota + 1
	onceSystem
	onceTools
)

// Values whose place is not known yet.
const (
	theFormat = wire.Scratch + iota
	theStatus
	theTTL
)

// requestTable has the members of a request.
var requestTable = wire.Table{Rest: wire.ToRequest, Listed: true, Rows: []wire.Row{
	{Name: "messages", Is: wire.Do, To: doMessages, Once: onceMessages},
	{Name: "system", Is: wire.Do, To: doSystem, Once: onceSystem},
	{Name: "toolConfig", Is: wire.Do, To: doTools, Once: onceTools},
	{Name: "inferenceConfig", Is: wire.Inside, In: &inferenceTable},
	{Name: modelFields, Is: wire.Do, To: doModelFields},
	{Name: "outputConfig", Is: wire.Do, To: doOutputConfig},
	{Name: "requestMetadata", Is: wire.Map, To: wire.Metadata},
	{Name: "serviceTier", Is: wire.Inside, In: &tierTable},
}}

var (
	inferenceTable = wire.Table{Rest: wire.ToRequest, Prefix: "inferenceConfig.", Rows: []wire.Row{
		{Name: "maxTokens", Is: wire.Number, To: wire.MaxTokens}, {Name: "temperature", Is: wire.Number, To: wire.Temperature},
		{Name: "topP", Is: wire.Number, To: wire.TopP}, {Name: "stopSequences", Is: wire.Strings},
	}}
	tierTable = wire.Table{Rest: wire.ToRequest, Prefix: "serviceTier.", Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: wire.ServiceTier},
	}}
	// The model's own parameters: those of Claude that other protocols have too
	// get their field, of all others nothing is known.
	modelTable = wire.Table{Rest: wire.ToRequest, Prefix: modelFields + ".", Rows: []wire.Row{
		{Name: "top_k", Is: wire.Do, To: doModelFields}, {Name: "thinking", Is: wire.Do, To: doMode},
	}}
	outputTable = wire.Table{Rest: wire.ToRequest, Prefix: "outputConfig.", Rows: []wire.Row{
		{Name: "effort", Is: wire.Text, To: wire.Effort}, {Name: "textFormat", Is: wire.Do, To: doText},
	}}
	toolConfigTable = wire.Table{Rest: wire.ToRequest, Prefix: "toolConfig.", Rows: []wire.Row{
		{Name: "tools", Is: wire.Do, To: doTools}, {Name: "toolChoice", Is: wire.Do, To: doToolChoice},
	}}
	messageTable = wire.Table{Rest: wire.ToSpare, Rows: []wire.Row{
		{Name: "role", Is: wire.Any, To: doRole}, {Name: "content", Is: wire.Any, To: doContent},
	}}
	mediaTable = wire.Table{Rest: wire.ToPart, Prefix: "document.", Rows: []wire.Row{
		{Name: "format", Is: wire.Bare, To: theFormat}, {Name: "name", Is: wire.Text, To: wire.PartName},
		{Name: "source", Is: wire.Inside, In: &sourceTable},
	}}
	sourceTable = wire.Table{Rows: []wire.Row{
		{Name: "bytes", Is: wire.Bare, To: wire.MediaData}, {Name: "text", Is: wire.Text, To: wire.PartText},
	}}
	toolUseTable = wire.Table{Rest: wire.ToPart, Prefix: "toolUse.", Rows: []wire.Row{
		{Name: "toolUseId", Is: wire.Text, To: wire.PartID}, {Name: "name", Is: wire.Text, To: wire.PartName},
		{Name: "input", Is: wire.Value, To: wire.PartArguments},
	}}
	resultTable = wire.Table{Rest: wire.ToPart, Prefix: "toolResult.", Rows: []wire.Row{
		{Name: "toolUseId", Is: wire.Text, To: wire.PartID}, {Name: "content", Is: wire.Do, To: doContent},
		{Name: "status", Is: wire.Text, To: theStatus},
	}}
	toolSpecTable = wire.Table{Rest: wire.ToTool, Prefix: "toolSpec.", Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: wire.ToolName}, {Name: "description", Is: wire.Text, To: wire.ToolDescription},
		{Name: "inputSchema", Is: wire.Inside, In: &schemaTable}, {Name: "strict", Is: wire.Flag, To: wire.ToolStrict},
	}}
	schemaTable = wire.Table{Rows: []wire.Row{{Name: "json", Is: wire.Map, To: wire.ToolParameters}}}
	choiceTable = wire.Table{Rows: []wire.Row{{Name: "name", Is: wire.Text, To: wire.ChoiceName}}}
)

// Values of reasoning.
const (
	thoughtText = iota
	thoughtSignature
	thoughtRedacted
	thoughtValues
)

var thoughtTable = wire.Table{Rows: []wire.Row{
	{Name: "reasoningText", Is: wire.Inside}, {Name: "text", Is: wire.Text, To: thoughtText},
	{Name: "signature", Is: wire.Text, To: thoughtSignature}, {Name: "redactedContent", Is: wire.Text, To: thoughtRedacted},
}}

// blocks are what a block may be, and what is read of it.
var blocks = []wire.Word{
	{Text: "text", Is: uint8(doText)}, {Text: "toolUse", Is: uint8(doToolUse)}, {Text: "toolResult", Is: uint8(doResult)},
	{Text: "reasoningContent", Is: uint8(doReasoning)}, {Text: "cachePoint", Is: uint8(doMark)},
	{Text: "citationsContent", Is: uint8(doCitations)},
	{Text: "json", Is: uint8(doJSON)},
}

// Words of the protocol.
var (
	media = []wire.Word{
		{Text: "image", Is: uint8(llm.ImagePart)}, {Text: "document", Is: uint8(llm.DocumentPart)}, {Text: "audio", Is: uint8(llm.AudioPart)},
	}
	roles = []wire.Word{
		{Text: `"user"`, Is: uint8(llm.User)}, {Text: `"assistant"`, Is: uint8(llm.Assistant)}, {Text: `"system"`, Is: uint8(llm.System)},
	}
	states  = []wire.Word{{Text: `"error"`, Is: uint8(llm.True)}, {Text: `"success"`, Is: uint8(llm.False)}}
	choices = []wire.Word{
		{Text: "auto", Is: uint8(llm.ToolAuto)}, {Text: "any", Is: uint8(llm.ToolRequired)}, {Text: "tool", Is: uint8(llm.ToolNamed)},
	}
)
