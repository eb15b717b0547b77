package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/codec/claude"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

func (e *encoder) tools() {
	open := byte('[')
	for i := range e.r.Tools {
		t := &e.r.Tools[i]
		if t.Raw != nil && !e.own {
			e.lose("tools[].type", "the provider has no such tool")
			continue
		}
		if open == '[' {
			e.member("tools")
		}
		e.dst = append(e.dst, open)
		open = ','
		if t.Raw != nil {
			e.dst = append(e.dst, t.Raw...)
		} else {
			e.tool(t)
		}
	}
	if open == ',' {
		e.dst = append(e.dst, ']')
	}
}

func (e *encoder) tool(t *llm.Tool) {
	e.text(`{"name":`)
	e.dst = append(e.dst, orEmpty(t.Name)...)
	if t.Description != nil {
		e.field("description", t.Description)
	}
	e.text(`,"input_schema":`)
	e.schema(t.Parameters)
	switch t.Strict {
	case llm.True:
		e.field("strict", trueLiteral)
	case llm.False:
		e.field("strict", falseLiteral)
	}
	if t.Cache != nil {
		e.field("cache_control", t.Cache)
	}
	for i := range t.Extra {
		if e.own {
			e.known(&t.Extra[i])
		} else {
			e.lose("tools[]."+t.Extra[i].Name, "the provider has nothing like it")
		}
	}
	e.dst = append(e.dst, '}')
}

// schema writes what a tool takes.
func (e *encoder) schema(schema llm.Raw) {
	if e.own && schema != nil {
		e.dst = append(e.dst, schema...)
		return
	}
	dst, ok := codec.AppendSchema(e.dst, schema)
	if e.dst = dst; !ok {
		e.fail("tools", "the parameters of a tool must be a JSON schema, which is an object")
	}
}

// toolChoice writes which tools are to be called. A choice needs tools.
func (e *encoder) toolChoice() {
	choice := &e.r.ToolChoice
	if choice.Mode == 0 && e.r.ParallelTools == llm.Absent {
		return
	}
	if !e.own && !e.wrote("tools") {
		if choice.Mode != 0 && choice.Mode != llm.ToolNone {
			e.lose("tool_choice", "the request has no tools for this provider")
		}
		if e.r.ParallelTools != llm.Absent {
			e.lose("parallel_tool_calls", "the request has no tools for this provider")
		}
		return
	}
	if choice.Mode == llm.ToolOther {
		if e.own {
			e.value("tool_choice", choice.Raw)
			return
		}
		e.lose("tool_choice", "the provider knows no such choice: auto is put in its place")
	}
	e.choose(choice)
}

func (e *encoder) choose(choice *llm.ToolChoice) {
	mode := choice.Mode
	if forced := mode == llm.ToolRequired || mode == llm.ToolNamed; forced && !e.own && e.plans.Thinks() {
		e.lose("tool_choice", "a model that thinks cannot be made to call a tool")
		mode = llm.ToolAuto
	}
	e.member("tool_choice")
	switch mode {
	case llm.ToolRequired:
		e.text(`{"type":"any"`)
	case llm.ToolNone:
		e.text(`{"type":"none"`)
	case llm.ToolNamed:
		e.text(`{"type":"tool"`)
		e.field("name", orEmpty(choice.Name))
	default:
		e.text(`{"type":"auto"`)
	}
	if mode == llm.ToolNone {
		if e.r.ParallelTools != llm.Absent && !e.own {
			e.lose("parallel_tool_calls", "no tool is to be called at all")
		}
	} else {
		switch e.r.ParallelTools {
		case llm.True:
			e.field("disable_parallel_tool_use", falseLiteral)
		case llm.False:
			e.field("disable_parallel_tool_use", trueLiteral)
		}
	}
	e.nested("tool_choice", false)
	e.dst = append(e.dst, '}')
}

// sampling writes how tokens are picked, and where to stop.
func (e *encoder) sampling() {
	r := e.r
	e.stop()
	if e.own {
		e.value("temperature", r.Temperature)
		e.value("top_p", r.TopP)
		e.value("top_k", r.TopK)
		return
	}
	sampling := e.ask.Sampling(&e.plans)
	e.value("temperature", sampling.Temperature)
	e.value("top_p", sampling.TopP)
	e.value("top_k", sampling.TopK)
	e.unknownSampling()
}

// unknownSampling tells what the provider has no parameter for.
func (e *encoder) unknownSampling() {
	r := e.r
	if r.N != nil && claude.Number(r.N) != 1 {
		e.fail("n", "the provider gives one answer to a request: n must be 1")
	}
	if r.Seed != nil {
		e.lose("seed", "the provider takes none")
	}
	if r.FrequencyPenalty != nil && claude.Number(r.FrequencyPenalty) != 0 {
		e.lose("frequency_penalty", "the provider has none")
	}
	if r.PresencePenalty != nil && claude.Number(r.PresencePenalty) != 0 {
		e.lose("presence_penalty", "the provider has none")
	}
}

func (e *encoder) stop() {
	open := byte('[')
	for _, text := range e.r.Stop {
		if jsonscan.Blank(text) && !e.own {
			e.lose("stop", "the provider refuses to stop at white space")
			continue
		}
		if open == '[' {
			e.member("stop_sequences")
		}
		e.dst = append(append(e.dst, open), text...)
		open = ','
	}
	if open == ',' {
		e.dst = append(e.dst, ']')
	}
}
