package openai

import (
	"aigateway/common/llm"
)

// tools writes the tools, and what is said of them if any is left: the
// protocol refuses a choice between none.
func (e *encoder) tools() {
	r := e.r
	written := false
	for i := range r.Tools {
		t := &r.Tools[i]
		if t.Raw != nil && !e.same {
			e.lose("tools[]", "only the provider that it was made for can run it")
			continue
		}
		if !written {
			e.name("tools")
			e.raw("[")
			written = true
		}
		e.comma()
		e.tool(t)
	}
	switch {
	case written:
		e.raw("]")
		e.toolChoice()
		e.parallel()
	case r.ToolChoice.Mode != 0:
		e.lose("tool_choice", "there is no tool to choose")
	case r.ParallelTools != llm.Absent:
		e.lose("parallel_tool_calls", "there is no tool to call")
	}
}

func (e *encoder) tool(t *llm.Tool) {
	if t.Raw != nil {
		e.dst = append(e.dst, t.Raw...)
		return
	}
	e.raw(`{"type":"function","function":{`)
	e.optional("name", t.Name)
	e.optional("description", t.Description)
	e.optional("parameters", t.Parameters)
	e.flag("strict", t.Strict)
	e.inside("function", t.Extra)
	e.raw("}")
	e.cache(t.Cache, "tools[].cache_control")
	e.extras(t.Extra, "tools[].")
	e.raw("}")
}

const cachedUnasked = "the provider caches prompts unasked"

// cache writes a mark that the prompt up to here is to be cached.
func (e *encoder) cache(mark llm.Raw, path string) {
	switch {
	case mark == nil:
	case e.keepsCache():
		e.member("cache_control", mark)
	default:
		e.lose(path, cachedUnasked)
	}
}

// keepsCache tells whether cache marks are written: a client of this protocol
// knows whether its provider takes them.
func (e *encoder) keepsCache() bool { return e.same || e.dialect.CacheControl }

func (e *encoder) toolChoice() {
	choice := &e.r.ToolChoice
	switch choice.Mode {
	case llm.ToolAuto:
		e.name("tool_choice")
		e.raw(`"auto"`)
	case llm.ToolNone:
		e.name("tool_choice")
		e.raw(`"none"`)
	case llm.ToolRequired:
		e.name("tool_choice")
		e.raw(`"required"`)
	case llm.ToolNamed:
		e.name("tool_choice")
		e.raw(`{"type":"function","function":{`)
		e.member("name", choice.Name)
		e.raw("}}")
	case llm.ToolOther:
		if e.same {
			e.member("tool_choice", choice.Raw)
		} else {
			e.lose("tool_choice", "the model chooses, for "+unknownHere)
		}
	}
}

func (e *encoder) parallel() {
	switch {
	case !e.dialect.NoParallelToolCalls:
		e.flag("parallel_tool_calls", e.r.ParallelTools)
	case e.r.ParallelTools == llm.False:
		e.lose("parallel_tool_calls", "the provider cannot be told to call one tool at a time")
	}
}

// format writes response_format. A schema has a name in this protocol.
func (e *encoder) format() {
	f := &e.r.Format
	switch f.Type {
	case llm.FormatText:
		e.name("response_format")
		e.raw(`{"type":"text"}`)
	case llm.FormatJSON:
		e.name("response_format")
		e.raw(`{"type":"json_object"}`)
	case llm.FormatSchema:
		e.name("response_format")
		e.raw(`{"type":"json_schema","json_schema":{`)
		if f.Name != nil {
			e.member("name", f.Name)
		} else {
			e.raw(`"name":"response"`)
		}
		e.optional("description", f.Description)
		e.optional("schema", f.Schema)
		e.flag("strict", f.Strict)
		e.raw("}}")
	}
}
