package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// What wire.Decoder.Next stops at.
const (
	doInput wire.Slot = iota + 1
	doInstructions
	doTools
	doToolChoice
	doFormat
	doFormatOf
	doReasoning
	doObfuscation
	doOwn
	doContent
	doSummary
	doStatus
)

// Members that must be there, or not twice.
const (
	onceModel = iota + 1
	onceInput
	onceInstructions
	onceTools
	onceStream
)

// Values that belong to an item whose type is not known yet, and one that gives
// way to another of the same meaning. Those before are package gpt's.
const (
	theSafetyID = wire.Scratch + 4 + iota
	theType
	theID
	theRole
	theCallID
	theName
	theArguments
	theText // of a call of a tool that takes text
	theSeal
	// What a reply repeats, as it came in.
	echoReasoning
	echoText
	echoChoice
	echoTools
)

// requestTable has the members of a request.
var requestTable = wire.Table{Rest: wire.ToRequest, Listed: true, Rows: []wire.Row{
	{Name: "model", Is: wire.Text, To: wire.Model, Once: onceModel},
	{Name: "input", Is: wire.Do, To: doInput},
	{Name: "instructions", Is: wire.Do, To: doInstructions, Once: onceInstructions},
	{Name: "tools", Is: wire.Do, To: doTools, Once: onceTools},
	{Name: "stream", Is: wire.Flag, To: wire.Stream, Once: onceStream},
	{Name: "tool_choice", Is: wire.Do, To: doToolChoice},
	{Name: "parallel_tool_calls", Is: wire.Flag, To: wire.ParallelTools},
	{Name: "reasoning", Is: wire.Do, To: doReasoning},
	{Name: "text", Is: wire.Do, To: doFormat},
	{Name: "max_output_tokens", Is: wire.Number, To: wire.MaxTokens},
	{Name: "temperature", Is: wire.Number, To: wire.Temperature},
	{Name: "top_p", Is: wire.Number, To: wire.TopP},
	{Name: "user", Is: wire.Text, To: wire.User},
	{Name: "safety_identifier", Is: wire.Text, To: theSafetyID},
	{Name: "metadata", Is: wire.Map, To: wire.Metadata},
	{Name: "service_tier", Is: wire.Text, To: wire.ServiceTier},
	{Name: "stream_options", Is: wire.Do, To: doObfuscation},
	{Name: "background", Is: wire.Do, To: doOwn}, {Name: "store", Is: wire.Do, To: doOwn},
	{Name: "truncation", Is: wire.Do, To: doOwn}, {Name: "include", Is: wire.Do, To: doOwn},
	{Name: "previous_response_id", Is: wire.Do, To: doOwn}, {Name: "conversation", Is: wire.Do, To: doOwn},
	{Name: "prompt", Is: wire.Do, To: doOwn},
}}

var (
	reasoningTable = wire.Table{Rest: wire.ToRequest, Prefix: "reasoning.", Rows: []wire.Row{
		{Name: "effort", Is: wire.Text, To: wire.Effort},
	}}
	textTable = wire.Table{Rest: wire.ToRequest, Prefix: "text.", Rows: []wire.Row{
		{Name: "format", Is: wire.Do, To: doFormatOf}, {Name: "verbosity", Is: wire.Do, To: doOwn},
	}}
	formatTable = wire.Table{Rest: wire.ToRequest, Prefix: "text.format.", Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: gpt.Kind}, {Name: "name", Is: wire.Text, To: wire.FormatName},
		{Name: "description", Is: wire.Text, To: wire.FormatDescription}, {Name: "schema", Is: wire.Map, To: wire.FormatSchema},
		{Name: "strict", Is: wire.Flag, To: wire.FormatStrict},
	}}
	// A stream that is disguised is to be so in no other protocol.
	streamTable  = wire.Table{Rest: wire.ToRequest, Prefix: "stream_options.", Rows: []wire.Row{{Name: "include_obfuscation", Is: wire.Do, To: doOwn}}}
	impliedTable = wire.Table{Rest: wire.ToImplied, Prefix: "stream_options."}
	ownTable     = wire.Table{Rest: wire.ToRequest, Listed: true}
	unaskedTable = wire.Table{Rest: wire.ToImplied, Listed: true}
	toolTable    = wire.Table{Rest: wire.ToTool, Listed: true, Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: gpt.Kind}, {Name: "name", Is: wire.Text, To: wire.ToolName},
		{Name: "description", Is: wire.Text, To: wire.ToolDescription}, {Name: "parameters", Is: wire.Map, To: wire.ToolParameters},
		{Name: "strict", Is: wire.Flag, To: wire.ToolStrict}, {Name: "format", Is: wire.Do, To: doFormatOf},
	}}
	// itemTable has the members of items, of whatever type.
	itemTable = wire.Table{Rest: wire.ToSpare, Listed: true, Rows: []wire.Row{
		{Name: "type", Is: wire.Loose, To: theType}, {Name: "id", Is: wire.Loose, To: theID}, {Name: "role", Is: wire.Loose, To: theRole},
		{Name: "content", Is: wire.Do, To: doContent}, {Name: "call_id", Is: wire.Loose, To: theCallID},
		{Name: "name", Is: wire.Loose, To: theName}, {Name: "arguments", Is: wire.Loose, To: theArguments},
		{Name: "output", Is: wire.Do, To: doContent}, {Name: "status", Is: wire.Do, To: doStatus},
		{Name: "summary", Is: wire.Do, To: doSummary}, {Name: "encrypted_content", Is: wire.Loose, To: theSeal},
		{Name: "input", Is: wire.Loose, To: theText},
	}}
	thoughtTable = wire.Table{Rows: []wire.Row{{Name: "type"}, {Name: "text", Is: wire.Text, To: wire.PartText}}}
)

// parts are the types of parts.
var parts = []gpt.PartWord{
	{Text: `"input_text"`, Is: llm.TextPart, Wrong: "must have a text"},
	{Text: `"output_text"`, Is: llm.TextPart, Wrong: "must have a text"},
	{Text: `"text"`, Is: llm.TextPart, Wrong: "must have a text"},
	{Text: `"refusal"`, Is: llm.RefusalPart, Wrong: "must have a refusal"},
	{Text: `"input_image"`, Is: llm.ImagePart, Wrong: "must have an image_url or a file_id"},
	{Text: `"input_audio"`, Is: llm.AudioPart, Wrong: "must have an input_audio with data and format"},
	{Text: `"input_file"`, Is: llm.DocumentPart, Wrong: "must have a file_data, file_url or file_id"},
}

// unasked are the values of members that every other protocol has unasked:
// they keep nothing, answer at once, cut nothing off, and give back their
// reasoning with its seal. It is never written to.
var unasked = [...]struct{ name, value string }{
	{"background", `false`},
	{"store", `false`},
	{"truncation", `"disabled"`},
	{"include", `["reasoning.encrypted_content"]`},
	{"include", `[]`},
}

// bound are the members that refer to what the provider keeps. It is never
// written to.
var bound = [...]string{"previous_response_id", "conversation", "prompt"}

// ownNames are the members that the protocol defines and llm has no field for.
// They are never written to.
var ownNames = []string{
	"access_programs", "annotations", "background", "background_options", "caller", "context_management", "conversation", "format", "image",
	"include", "logprobs", "max_tool_calls", "moderation", "namespace", "phase", "previous_response_id", "prompt",
	"prompt_cache_breakpoint", "prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "status", "store",
	"top_logprobs", "truncation",
}
