package anthropic

import (
	"aigateway/common/codec/claude"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// tools writes the tools, and which of them are to be called: a choice needs
// tools.
func (e *encoder) tools() {
	start := e.OpenList("tools")
	for i := range e.R.Tools {
		if t := e.NextTool(i); t != nil {
			e.tool(t)
		}
	}
	choice, parallel := &e.R.ToolChoice, e.R.ParallelTools != llm.Absent
	switch written := e.CloseList(start); {
	case choice.Mode == 0 && !parallel:
	case !written && !e.Same:
		e.LoseIf(choice.Mode != 0 && choice.Mode != llm.ToolNone, "tool_choice", "the request has no tools for this provider")
		e.LoseIf(parallel, "parallel_tool_calls", "the request has no tools for this provider")
	case choice.Mode == llm.ToolOther && e.Same:
		e.Member("tool_choice", choice.Raw)
	default:
		e.LoseIf(choice.Mode == llm.ToolOther, "tool_choice", "the provider knows no such choice: auto is put in its place")
		e.choose(choice)
	}
}

// Members of a tool that are plain values.
var (
	described = []wire.Plain{{Name: "description", From: wire.ToolDescription}}
	marked    = []wire.Plain{{Name: "strict", From: wire.ToolStrict}, {Name: "cache_control", From: wire.ToolCache}}
)

func (e *encoder) tool(t *llm.Tool) {
	e.Between(`{"name":`, wire.OrEmpty(t.Name), "")
	e.Plain(described)
	e.Name("input_schema")
	if e.Same && t.Parameters != nil {
		e.Bytes(t.Parameters)
	} else {
		e.Schema(t.Parameters)
	}
	e.Plain(marked)
	e.Extra(t.Extra, "tools[].", "the provider has nothing like it")
	e.Raw("}")
}

// choose writes which tools are to be called.
func (e *encoder) choose(choice *llm.ToolChoice) {
	mode := choice.Mode
	switch forced := mode == llm.ToolRequired || mode == llm.ToolNamed; {
	case forced && !e.Same && e.plans.Thinks():
		e.Lose("tool_choice", "a model that thinks cannot be made to call a tool")
		mode = llm.ToolAuto
	case mode == 0, mode == llm.ToolOther:
		mode = llm.ToolAuto
	}
	start := e.Open("tool_choice")
	e.Constant("type", wire.WordFor(modes, uint8(mode)))
	if mode == llm.ToolNamed {
		e.Member("name", wire.OrEmpty(choice.Name))
	}
	if mode == llm.ToolNone {
		e.LoseIf(e.R.ParallelTools != llm.Absent && !e.Same, "parallel_tool_calls", "no tool is to be called at all")
	} else {
		e.Flag("disable_parallel_tool_use", inverse[e.R.ParallelTools])
	}
	e.Inside("tool_choice.", e.R.Extra)
	e.Close(start)
}

// Values that are plain, and values that there is no parameter for.
var (
	sampling = []wire.Plain{
		{Name: "temperature", From: wire.Temperature}, {Name: "top_p", From: wire.TopP}, {Name: "top_k", From: wire.TopK},
	}
	noSeed = []wire.Unknown{{From: wire.Seed, Path: "seed", Reason: "the provider takes none"}}
)

// sampling writes how tokens are picked, and where to stop.
func (e *encoder) sampling() {
	r := e.R
	e.Stop("stop_sequences")
	if e.Same {
		e.Plain(sampling)
		return
	}
	s := e.ask.Sampling(&e.plans)
	e.Optional("temperature", s.Temperature)
	e.Optional("top_p", s.TopP)
	e.Optional("top_k", s.TopK)
	if r.N != nil && claude.Number(r.N) != 1 {
		e.Fail("n", "the provider gives one answer to a request: n must be 1")
	}
	e.Unknown(noSeed)
	e.LoseIf(claude.Number(r.FrequencyPenalty) != 0, "frequency_penalty", "the provider has none")
	e.LoseIf(claude.Number(r.PresencePenalty) != 0, "presence_penalty", "the provider has none")
}
