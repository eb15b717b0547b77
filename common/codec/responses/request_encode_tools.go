package responses

import "aigateway/common/llm"

// tools writes the tools, and what is said of them if any is left.
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
		fallthrough
	case e.Same:
		e.toolChoice()
		e.Flag("parallel_tool_calls", r.ParallelTools)
	case r.ToolChoice.Mode != 0:
		e.Lose("tool_choice", "there is no tool to choose")
	case r.ParallelTools != llm.Absent:
		e.Lose("parallel_tool_calls", "there is no tool to call")
	}
}

// tool writes one tool. Where nothing is said of it a function is strict in
// this protocol, and in no other.
func (e *encoder) tool(t *llm.Tool) {
	if t.Raw != nil {
		e.Bytes(t.Raw)
		return
	}
	if t.Freeform && e.Same {
		e.Raw(`{"type":"custom"`)
	} else {
		e.Raw(`{"type":"function"`)
	}
	e.Optional("name", t.Name)
	e.Optional("description", t.Description)
	if !t.Freeform || !e.Same {
		e.function(t)
	}
	for i := range t.Extra {
		if e.Same {
			e.Member(t.Extra[i].Name, t.Extra[i].Value)
		} else {
			e.Lose("tools[]."+t.Extra[i].Name, unknownHere)
		}
	}
	if t.Cache != nil {
		e.Lose("tools[].cache_control", "the provider caches prompts unasked")
	}
	e.Raw("}")
}

func (e *encoder) function(t *llm.Tool) {
	if t.Parameters == nil && !e.Same {
		e.Raw(`,"parameters":{"type":"object","properties":{}}`)
	}
	e.Optional("parameters", t.Parameters)
	if t.Strict == llm.Absent && !e.Same {
		e.Raw(`,"strict":false`)
	}
	e.Flag("strict", t.Strict)
}

func (e *encoder) toolChoice() {
	choice := &e.R.ToolChoice
	switch choice.Mode {
	case llm.ToolAuto:
		e.Member("tool_choice", []byte(`"auto"`))
	case llm.ToolNone:
		e.Member("tool_choice", []byte(`"none"`))
	case llm.ToolRequired:
		e.Member("tool_choice", []byte(`"required"`))
	case llm.ToolNamed:
		e.Name("tool_choice")
		e.Raw("{")
		kind := `"type":"function"`
		for i := range e.R.Tools {
			if t := &e.R.Tools[i]; t.Freeform && e.Same && string(t.Name) == string(choice.Name) {
				kind = `"type":"custom"`
			}
		}
		e.Raw(kind)
		e.Member("name", choice.Name)
		e.Raw("}")
	case llm.ToolOther:
		if e.Same {
			e.Member("tool_choice", choice.Raw)
		} else {
			e.Lose("tool_choice", "the model chooses, for "+unknownHere)
		}
	}
}
