package bedrock

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// toolConfig writes the tools. It must be there where there are tool calls in
// the conversation, even if no tool is to be called: then one that says so
// stands in for them.
func (e *encoder) toolConfig() {
	r := e.R
	start := e.Open("toolConfig")
	e.Raw(`"tools":[`)
	none := r.ToolChoice.Mode == llm.ToolNone && !e.Same
	if none && len(r.Tools) > 0 {
		e.Lose("tool_choice", "the provider cannot be given tools that are not to be called: they are left out")
	}
	for i := range r.Tools {
		if none {
			break
		}
		if t := e.NextTool(i); t != nil {
			e.tool(t)
		}
	}
	hasTools := e.Dst[len(e.Dst)-1] != '['
	if e.emulates {
		e.answerTool()
	} else if !hasTools && e.calls && !e.Same {
		e.Raw(`{"toolSpec":{"name":"none","description":"There is nothing to call. Answer in words.","inputSchema":{"json":{"type":"object","properties":{}}}}}`)
	}
	if e.Dst[len(e.Dst)-1] == '[' {
		e.Dst = e.Dst[:start]
		e.LoseIf(r.ToolChoice.Mode != 0 && r.ToolChoice.Mode != llm.ToolNone, "tool_choice", "the request has no tools for this provider")
		return
	}
	e.Raw("]")
	e.choice(hasTools)
	e.Inside("toolConfig.", r.Extra)
	e.Close(start)
}

func (e *encoder) tool(t *llm.Tool) {
	e.Raw(`{"toolSpec":{`)
	e.Member("name", wire.OrEmpty(t.Name))
	if !wire.Empty(t.Description) {
		e.Member("description", t.Description)
	}
	e.Raw(`,"inputSchema":{"json":`)
	e.schema(t.Parameters)
	e.Raw("}")
	if e.model.has(structures) {
		e.Flag("strict", t.Strict)
	} else {
		e.LoseIf(t.Strict == llm.True, "tools[].strict", "the model cannot be made to keep to a schema")
	}
	e.Inside("toolSpec.", t.Extra)
	e.Raw("}}")
	if !e.Same {
		e.LoseExtra(t.Extra, "tools[].", "the provider has nothing like it")
	}
	e.cachePoint(t.Cache, cachesMore, "tools[].cache_control")
}

func (e *encoder) schema(schema llm.Raw) {
	if e.Same && schema != nil {
		e.Bytes(schema)
	} else {
		e.Schema(schema)
	}
}

// answerTool writes the tool that takes an answer with a schema.
func (e *encoder) answerTool() {
	f := &e.R.Format
	e.Comma()
	e.Raw(`{"toolSpec":{"name":` + emulated)
	if wire.Empty(f.Description) {
		e.Raw(`,"description":"Gives the answer, which must have this form."`)
	} else {
		e.Member("description", f.Description)
	}
	e.Raw(`,"inputSchema":{"json":`)
	e.schema(f.Schema)
	e.Raw("}}}")
}

// choice writes which tools are to be called, if any at all are the client's.
func (e *encoder) choice(hasTools bool) {
	choice := &e.R.ToolChoice
	mode := choice.Mode
	forced := mode == llm.ToolRequired || mode == llm.ToolNamed
	switch {
	case e.emulates:
		mode = llm.ToolRequired
	case !hasTools:
		e.LoseIf(forced, "tool_choice", "the request has no tools for this provider")
		return
	case mode == llm.ToolOther && e.Same:
		e.Member("toolChoice", choice.Raw)
		return
	case mode == llm.ToolOther:
		e.Lose("tool_choice", "the provider knows no such choice: auto is put in its place")
		return
	case forced && !e.Same && e.plans.Thinks():
		e.Lose("tool_choice", "a model that thinks cannot be made to call a tool")
		return
	case forced && !e.model.has(chooses):
		e.Lose("tool_choice", "the model cannot be made to call a tool")
		return
	case mode == llm.ToolNamed && !e.model.has(names):
		e.Lose("tool_choice.name", "the model can be made to call a tool, but not which")
		mode = llm.ToolRequired
	}
	switch mode {
	case llm.ToolAuto:
		e.Raw(`,"toolChoice":{"auto":{}}`)
	case llm.ToolRequired:
		e.Raw(`,"toolChoice":{"any":{}}`)
	case llm.ToolNamed:
		e.Between(`,"toolChoice":{"tool":{"name":`, wire.OrEmpty(choice.Name), "}}")
	}
}
