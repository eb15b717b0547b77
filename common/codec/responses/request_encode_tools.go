package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// tools writes the tools, and what is said of them if any is left.
func (e *encoder) tools() {
	start := e.OpenList("tools")
	for i := range e.R.Tools {
		if t := e.NextTool(i); t != nil {
			e.tool(t)
		}
	}
	if !e.CloseList(start) && !e.Same {
		gpt.NoTools(&e.Encoder)
		return
	}
	before := `{"type":"function","name":`
	for i := range e.R.Tools {
		if t := &e.R.Tools[i]; t.Freeform && e.Same && string(t.Name) == string(e.R.ToolChoice.Name) {
			before = `{"type":"custom","name":`
		}
	}
	gpt.WriteToolChoice(&e.Encoder, before, "}")
	e.Flag("parallel_tool_calls", e.R.ParallelTools)
}

// Members of tools that are plain values.
var (
	toolPlain = []wire.Plain{{Name: "name", From: wire.ToolName}, {Name: "description", From: wire.ToolDescription}}
	function  = []wire.Plain{{Name: "parameters", From: wire.ToolParameters}, {Name: "strict", From: wire.ToolStrict}}
)

// tool writes one tool. Where nothing is said of it a function is strict in
// this protocol, and in no other.
func (e *encoder) tool(t *llm.Tool) {
	if t.Freeform && e.Same {
		e.Raw(`{"type":"custom"`)
		e.Plain(toolPlain)
	} else {
		e.Raw(`{"type":"function"`)
		e.Plain(toolPlain)
		e.Plain(function)
		if t.Parameters == nil && !e.Same {
			e.Constant("parameters", `{"type":"object","properties":{}}`)
		}
		if t.Strict == llm.Absent && !e.Same {
			e.Constant("strict", "false")
		}
	}
	e.Extra(t.Extra, "tools[].", unknownHere)
	e.LoseIf(t.Cache != nil, "tools[].cache_control", "the provider caches prompts unasked")
	e.Raw("}")
}
