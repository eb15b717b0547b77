package openai

import (
	"aigateway/common/llm"
)

// tools writes the tools, and what is said of them if any is left: the
// protocol refuses a choice between none.
func (e *encoder) tools() {
	r := e.R
	written := false
	for i := range r.Tools {
		t := &r.Tools[i]
		if t.Raw != nil && !e.Same {
			e.Lose("tools[]", "only the provider that it was made for can run it")
			continue
		}
		if !written {
			e.Name("tools")
			e.Raw("[")
			written = true
		}
		e.Comma()
		e.tool(t)
	}
	switch {
	case written:
		e.Raw("]")
		e.toolChoice()
		e.parallel()
	case r.ToolChoice.Mode != 0:
		e.Lose("tool_choice", "there is no tool to choose")
	case r.ParallelTools != llm.Absent:
		e.Lose("parallel_tool_calls", "there is no tool to call")
	}
}

func (e *encoder) tool(t *llm.Tool) {
	if t.Raw != nil {
		e.Bytes(t.Raw)
		return
	}
	e.Raw(`{"type":"function","function":{`)
	e.Optional("name", t.Name)
	e.Optional("description", t.Description)
	e.Optional("parameters", t.Parameters)
	e.Flag("strict", t.Strict)
	e.inside("function", t.Extra)
	e.Raw("}")
	e.cache(t.Cache, "tools[].cache_control")
	e.extras(t.Extra, "tools[].")
	e.Raw("}")
}

const cachedUnasked = "the provider caches prompts unasked"

// cache writes a mark that the prompt up to here is to be cached.
func (e *encoder) cache(mark llm.Raw, path string) {
	switch {
	case mark == nil:
	case e.keepsCache():
		e.Member("cache_control", mark)
	default:
		e.Lose(path, cachedUnasked)
	}
}

// keepsCache tells whether cache marks are written: a client of this protocol
// knows whether its provider takes them.
func (e *encoder) keepsCache() bool { return e.Same || e.dialect.CacheControl }

func (e *encoder) toolChoice() {
	choice := &e.R.ToolChoice
	switch choice.Mode {
	case llm.ToolAuto:
		e.Name("tool_choice")
		e.Raw(`"auto"`)
	case llm.ToolNone:
		e.Name("tool_choice")
		e.Raw(`"none"`)
	case llm.ToolRequired:
		e.Name("tool_choice")
		e.Raw(`"required"`)
	case llm.ToolNamed:
		e.Name("tool_choice")
		e.Raw(`{"type":"function","function":{`)
		e.Member("name", choice.Name)
		e.Raw("}}")
	case llm.ToolOther:
		if e.Same {
			e.Member("tool_choice", choice.Raw)
		} else {
			e.Lose("tool_choice", "the model chooses, for "+unknownHere)
		}
	}
}

func (e *encoder) parallel() {
	switch {
	case !e.dialect.NoParallelToolCalls:
		e.Flag("parallel_tool_calls", e.R.ParallelTools)
	case e.R.ParallelTools == llm.False:
		e.Lose("parallel_tool_calls", "the provider cannot be told to call one tool at a time")
	}
}

// format writes response_format. A schema has a name in this protocol.
func (e *encoder) format() {
	f := &e.R.Format
	switch f.Type {
	case llm.FormatText:
		e.Name("response_format")
		e.Raw(`{"type":"text"}`)
	case llm.FormatJSON:
		e.Name("response_format")
		e.Raw(`{"type":"json_object"}`)
	case llm.FormatSchema:
		e.Name("response_format")
		e.Raw(`{"type":"json_schema","json_schema":{`)
		if f.Name != nil {
			e.Member("name", f.Name)
		} else {
			e.Raw(`"name":"response"`)
		}
		e.Optional("description", f.Description)
		e.Schema(f)
		e.Raw("}}")
	}
}
