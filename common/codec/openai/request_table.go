package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// What wire.Decoder.Next stops at.
const (
	doMessages wire.Slot = iota + 1
	doTools
	doFunctions
	doToolChoice
	doFunctionChoice
	doFormat
	doStop
	doMode
	doRole
	doContent
	doCalls
	doCall
	doRefusal
	doDetails
	doSigned
	doArguments
)

// Members that must be there, or not twice.
const (
	onceModel = iota + 1
	onceMessages
	onceTools
	onceStream
)

// Members that give way to another one of the same meaning, or belong to a
// message whose role is not known yet. Those before are package gpt's.
const (
	theLimit = wire.Scratch + 4 + iota
	theSafetyID
	theEffort
	theirEffort // as OpenRouter's clients write it
	theirBudget
	theirSwitch
	theCallID
	theThoughts
	theReasoning
	theCache
	theIndex
)

// requestTable has the members of a request.
var requestTable = wire.Table{Rest: wire.ToRequest, Listed: true, Rows: []wire.Row{
	{Name: "model", Is: wire.Text, To: wire.Model, Once: onceModel},
	{Name: "messages", Is: wire.Any, To: doMessages, Once: onceMessages},
	{Name: "stream", Is: wire.Flag, To: wire.Stream, Once: onceStream},
	{Name: "stream_options", Is: wire.Inside, In: &streamTable},
	{Name: "tools", Is: wire.Do, To: doTools, Once: onceTools},
	{Name: "tool_choice", Is: wire.Do, To: doToolChoice},
	{Name: "parallel_tool_calls", Is: wire.Flag, To: wire.ParallelTools},
	{Name: "temperature", Is: wire.Number, To: wire.Temperature},
	{Name: "top_p", Is: wire.Number, To: wire.TopP},
	{Name: "top_k", Is: wire.Number, To: wire.TopK},
	{Name: "n", Is: wire.Number, To: wire.N},
	{Name: "max_tokens", Is: wire.Number, To: theLimit},
	{Name: "max_completion_tokens", Is: wire.Number, To: wire.MaxTokens},
	{Name: "stop", Is: wire.Do, To: doStop},
	{Name: "seed", Is: wire.Number, To: wire.Seed},
	{Name: "frequency_penalty", Is: wire.Number, To: wire.FrequencyPenalty},
	{Name: "presence_penalty", Is: wire.Number, To: wire.PresencePenalty},
	{Name: "user", Is: wire.Text, To: wire.User},
	{Name: "safety_identifier", Is: wire.Text, To: theSafetyID},
	{Name: "metadata", Is: wire.Map, To: wire.Metadata},
	{Name: "service_tier", Is: wire.Text, To: wire.ServiceTier},
	{Name: "response_format", Is: wire.Do, To: doFormat},
	{Name: "reasoning_effort", Is: wire.Text, To: theEffort},
	{Name: "reasoning", Is: wire.Inside, In: &openRouterTable},
	{Name: "thinking", Is: wire.Do, To: doMode},
	{Name: "functions", Is: wire.Do, To: doFunctions},
	{Name: "function_call", Is: wire.Do, To: doFunctionChoice},
}}

var (
	streamTable = wire.Table{Rest: wire.ToRequest, Prefix: "stream_options.", Rows: []wire.Row{
		{Name: "include_usage", Is: wire.Flag, To: wire.StreamUsage},
	}}
	// openRouterTable has OpenRouter's way to ask for reasoning.
	openRouterTable = wire.Table{Rest: wire.ToRequest, Prefix: "reasoning.", Rows: []wire.Row{
		{Name: "effort", Is: wire.Text, To: theirEffort}, {Name: "max_tokens", Is: wire.Number, To: theirBudget},
		{Name: "enabled", Is: wire.Value, To: theirSwitch},
	}}
	// thinkingTable has Anthropic's, which LangChain, LiteLLM and some
	// services use in this protocol.
	thinkingTable = wire.Table{Rest: wire.ToRequest, Prefix: "thinking.", Rows: []wire.Row{
		{Name: "type", Is: wire.Any, To: doMode}, {Name: "budget_tokens", Is: wire.Number, To: wire.Budget},
	}}
	formatTable = wire.Table{Rest: wire.ToRequest, Prefix: "response_format.", Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: gpt.Kind}, {Name: "json_schema", Is: wire.Inside, In: &schemaTable},
	}}
	schemaTable = wire.Table{Rest: wire.ToRequest, Prefix: "response_format.json_schema.", Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: wire.FormatName}, {Name: "description", Is: wire.Text, To: wire.FormatDescription},
		{Name: "schema", Is: wire.Map, To: wire.FormatSchema}, {Name: "strict", Is: wire.Flag, To: wire.FormatStrict},
	}}
	toolTable = wire.Table{Rest: wire.ToTool, Listed: true, Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: gpt.Kind}, {Name: "function", Is: wire.Inside, In: &gpt.ToolTable},
		{Name: "cache_control", Is: wire.Map, To: wire.ToolCache},
	}}
	messageTable = wire.Table{Rest: wire.ToMessage, Listed: true, Rows: []wire.Row{
		{Name: "role", Is: wire.Any, To: doRole}, {Name: "content", Is: wire.Do, To: doContent},
		{Name: "name", Is: wire.Text, To: wire.MessageName}, {Name: "tool_calls", Is: wire.Do, To: doCalls},
		{Name: "tool_call_id", Is: wire.Text, To: theCallID}, {Name: "function_call", Is: wire.Do, To: doCall},
		{Name: "refusal", Is: wire.Do, To: doRefusal}, {Name: "reasoning_content", Is: wire.Text, To: theThoughts},
		{Name: "reasoning", Is: wire.Text, To: theReasoning}, {Name: "reasoning_details", Is: wire.Do, To: doDetails},
		{Name: "thinking_blocks", Is: wire.Do, To: doDetails}, {Name: "cache_control", Is: wire.Map, To: theCache},
		{Name: extraContent, Is: wire.Do, To: doSigned},
	}}
	callTable = wire.Table{Rest: wire.ToPart, Listed: true, Rows: []wire.Row{
		{Name: "id", Is: wire.Text, To: wire.PartID}, {Name: "type", Is: wire.Text, To: gpt.Kind},
		{Name: "function", Is: wire.Any, To: doCall}, {Name: "index", To: theIndex}, // of the stream that the client took the call from
		{Name: extraContent, Is: wire.Do, To: doSigned},
	}}
	functionTable = wire.Table{Rest: wire.ToPart, Prefix: "function.", Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: wire.PartName}, {Name: "arguments", Is: wire.Do, To: doArguments},
	}}
	nameTable = wire.Table{Rows: []wire.Row{{Name: "name", Is: wire.Text, To: wire.ChoiceName}}}
)

// Words of the protocol.
var (
	roles = []wire.Word{
		{Text: `"user"`, Is: uint8(llm.User)}, {Text: `"assistant"`, Is: uint8(llm.Assistant)}, {Text: `"tool"`, Is: uint8(llm.ToolRole)},
		{Text: `"system"`, Is: uint8(llm.System)}, {Text: `"developer"`, Is: uint8(llm.Developer)}, {Text: `"function"`, Is: roleFunction},
	}
	parts = []gpt.PartWord{
		{Text: `"text"`, Is: llm.TextPart, Wrong: "must have a text"},
		{Text: `"refusal"`, Is: llm.RefusalPart, Wrong: "must have a refusal"},
		{Text: `"image_url"`, Is: llm.ImagePart, Wrong: "must have an image_url with a url"},
		{Text: `"input_audio"`, Is: llm.AudioPart, Wrong: "must have an input_audio with data and format"},
		{Text: `"file"`, Is: llm.DocumentPart, Wrong: "must have a file with file_data or file_id"},
	}
	thinkingModes = []wire.Word{
		{Text: `"enabled"`, Is: uint8(llm.ReasoningOn)}, {Text: `"disabled"`, Is: uint8(llm.ReasoningOff)},
		{Text: `"adaptive"`, Is: uint8(llm.ReasoningAdaptive)}, {Text: `"auto"`, Is: uint8(llm.ReasoningAdaptive)},
	}
)

// roleFunction is the role that tool replaced.
const roleFunction = 255

// ownNames are the members that the protocol defines and llm has no field for.
// They are never written to.
var ownNames = []string{
	"annotations", "audio", "logit_bias", "logprobs", "modalities", "moderation", "prediction", "prompt_cache_breakpoint",
	"prompt_cache_key", "prompt_cache_options", "prompt_cache_retention", "store", "top_logprobs", "verbosity",
	"web_search_options",
}
