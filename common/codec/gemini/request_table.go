package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// What wire.Decoder.Next stops at.
const (
	doContents wire.Slot = iota + 1
	doSystem
	doTools
	doChoice
	doConfig
	doCached
	doParts
	doRole
	doFunctions
	doSchema
	doCalling
	doThinking
	doBudget
	doLevel
)

// Members that must be there, or not twice.
const (
	onceContents = iota + 1
	onceSystem
	onceTools
	onceChoice
	onceConfig
)

// Values whose place is not known yet.
const (
	theMode = wire.Scratch + iota
	theNames
	theMIME
)

// Paths of the objects in a request.
const (
	inConfig   = "generationConfig."
	inThinking = "generationConfig.thinkingConfig."
	inChoice   = "toolConfig."
	inCalling  = "toolConfig.functionCallingConfig."
)

// requestTable has the members of a request.
var requestTable = wire.Table{Rest: wire.ToRequest, Listed: true, Camel: true, Rows: []wire.Row{
	{Name: "contents", Is: wire.Any, To: doContents, Once: onceContents},
	{Name: "systemInstruction", Is: wire.Do, To: doSystem, Once: onceSystem},
	{Name: "generationConfig", Is: wire.Do, To: doConfig, Once: onceConfig},
	{Name: "tools", Is: wire.Do, To: doTools, Once: onceTools},
	{Name: "toolConfig", Is: wire.Do, To: doChoice, Once: onceChoice},
	{Name: "serviceTier", Is: wire.Text, To: wire.ServiceTier},
	{Name: "cachedContent", Is: wire.Any, To: doCached},
}}

var (
	systemTable = wire.Table{Rest: wire.ToSpare, Camel: true, Rows: []wire.Row{
		{Name: "parts", Is: wire.Do, To: doParts}, {Name: "role"},
	}}
	contentTable = wire.Table{Rest: wire.ToSpare, Camel: true, Rows: []wire.Row{
		{Name: "parts", Is: wire.Do, To: doParts}, {Name: "role", Is: wire.Any, To: doRole},
	}}
	toolsTable       = wire.Table{Camel: true}
	declarationTable = wire.Table{Rest: wire.ToTool, Camel: true, Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: wire.ToolName}, {Name: "description", Is: wire.Text, To: wire.ToolDescription},
		{Name: "parameters", Is: wire.Do, To: doSchema}, {Name: "parametersJsonSchema", Is: wire.Map, To: wire.ToolParameters},
	}}
	choiceTable = wire.Table{Rest: wire.ToRequest, Camel: true, Prefix: inChoice, Rows: []wire.Row{
		{Name: "functionCallingConfig", Is: wire.Do, To: doCalling},
	}}
	callingTable = wire.Table{Rest: wire.ToRequest, Camel: true, Prefix: inCalling, Rows: []wire.Row{
		{Name: "mode", Is: wire.Text, To: theMode}, {Name: "allowedFunctionNames", Is: wire.List, To: theNames},
	}}
	configTable = wire.Table{Rest: wire.ToRequest, Camel: true, Prefix: inConfig, Rows: []wire.Row{
		{Name: "temperature", Is: wire.Number, To: wire.Temperature}, {Name: "topP", Is: wire.Number, To: wire.TopP},
		{Name: "topK", Is: wire.Number, To: wire.TopK}, {Name: "candidateCount", Is: wire.Number, To: wire.N},
		{Name: "maxOutputTokens", Is: wire.Number, To: wire.MaxTokens}, {Name: "stopSequences", Is: wire.Strings},
		{Name: "responseMimeType", Is: wire.Text, To: theMIME}, {Name: "responseSchema", Is: wire.Do, To: doSchema},
		{Name: "responseJsonSchema", Is: wire.Map, To: wire.FormatSchema}, {Name: "seed", Is: wire.Number, To: wire.Seed},
		{Name: "presencePenalty", Is: wire.Number, To: wire.PresencePenalty},
		{Name: "frequencyPenalty", Is: wire.Number, To: wire.FrequencyPenalty}, {Name: "thinkingConfig", Is: wire.Do, To: doThinking},
	}}
	thinkingTable = wire.Table{Rest: wire.ToRequest, Camel: true, Prefix: inThinking, Rows: []wire.Row{
		{Name: "thinkingBudget", Is: wire.Do, To: doBudget}, {Name: "thinkingLevel", Is: wire.Do, To: doLevel},
	}}
)

// ownMembers are the top-level members that the protocol defines and llm has
// no field for. They are never written to.
var ownMembers = []string{"cachedContent", "continuationToken", "labels", "model", "modelArmorConfig", "safetySettings", "store"}

// Words of the protocol.
var (
	roles = []wire.Word{
		{Text: `"user"`, Is: uint8(llm.User)}, {Text: `"model"`, Is: uint8(llm.Assistant)}, {Text: `"function"`, Is: uint8(llm.User)},
		{Text: `"tool"`, Is: uint8(llm.User)}, {Text: `""`, Is: uint8(llm.User)}, {Text: "", Is: uint8(llm.User)},
	}
	// The first one of a mode is what it is written as.
	modes = []wire.Word{
		{Text: `"AUTO"`, Is: uint8(llm.ToolAuto)}, {Text: `"NONE"`, Is: uint8(llm.ToolNone)}, {Text: `"ANY"`, Is: uint8(llm.ToolRequired)},
		{Text: `"ANY"`, Is: uint8(llm.ToolNamed)}, {Text: `"MODE_UNSPECIFIED"`, Is: uint8(llm.ToolAuto)},
	}
)
