package gemini

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// tools writes the functions, and Google's own tools if they are the
// client's.
func (e *encoder) tools() {
	start := e.OpenList("tools")
	for i := range e.R.Tools {
		switch t := &e.R.Tools[i]; {
		case t.Raw != nil && e.Same:
			e.Comma()
			e.Raw("{")
			e.Member(string(wire.Inner(t.Name)), t.Raw)
			e.Raw("}")
		case t.Raw != nil:
			e.Lose("tools[]", "only the provider that it was made for can run it")
		default:
			e.functions = true
		}
	}
	if e.functions {
		e.Comma()
		e.Raw(`{"functionDeclarations":[`)
		for i := range e.R.Tools {
			if e.R.Tools[i].Raw == nil {
				e.Comma()
				e.declaration(&e.R.Tools[i])
			}
		}
		e.Raw("]}")
	}
	e.CloseList(start)
}

func (e *encoder) declaration(t *llm.Tool) {
	e.Between(`{"name":`, wire.OrEmpty(t.Name), "")
	e.Optional("description", t.Description)
	if t.Parameters != nil || !e.Same {
		e.Name("parametersJsonSchema")
		e.schema(t.Parameters, "tools[].parameters", "tools")
	}
	e.LoseIf(t.Strict == llm.True, "tools[].strict", "the provider holds to schemas as far as it does unasked")
	e.LoseIf(t.Cache != nil, "tools[].cache_control", "the provider caches prompts unasked")
	e.Extra(t.Extra, "tools[].", "the provider has nothing like it")
	e.Raw("}")
}

// schema writes a schema, which the provider wants to say that it is of an
// object: elsewhere that goes without saying for what a function takes.
func (e *encoder) schema(schema llm.Raw, at, param string) {
	if schema == nil || string(schema) == "{}" {
		e.Raw(`{"type":"object","properties":{}}`)
		return
	}
	if e.Same {
		e.Bytes(schema)
		return
	}
	s := jsonscan.New(schema)
	if s.Skip(); s.Err() != nil || schema[0] != '{' {
		e.Fail(param, "a schema must be an object")
		return
	}
	w := schemaWriter{
		Output: e.Output, toGoogle: true, root: schema, refs: bytes.Contains(schema, []byte(`"$ref"`)),
		limit: len(e.Dst) + maxSchema, at: at, lost: e.Lost,
	}
	w.Raw("{")
	if find(schema, []byte("type")) == nil && find(schema, []byte("$ref")) == nil {
		w.Raw(`"type":"object"`)
	}
	s = jsonscan.New(schema)
	w.members(&s, nil)
	w.Raw("}")
	e.Dst = w.Dst
}

// toolConfig writes which functions are to be called.
func (e *encoder) toolConfig() {
	choice := &e.R.ToolChoice
	e.LoseIf(e.R.ParallelTools == llm.False, "parallel_tool_calls", "the provider cannot be told to call one function at a time")
	if !e.Same && !e.functions {
		e.LoseIf(choice.Mode != 0 && choice.Mode != llm.ToolNone, "tool_choice", "the request has no functions for this provider")
		return
	}
	config := e.Open("toolConfig")
	calling := e.Open("functionCallingConfig")
	e.choose(choice)
	e.Close(calling)
	e.Inside(inChoice, e.R.Extra)
	e.Close(config)
}

// choose writes the mode. One that llm has no word for was kept as it came.
func (e *encoder) choose(choice *llm.ToolChoice) {
	switch {
	case e.Same && e.has(inCalling+"mode"):
	case choice.Mode == llm.ToolOther:
		e.Lose("tool_choice", "the provider knows no such choice: the model chooses")
	case choice.Mode != 0:
		e.Constant("mode", wire.WordFor(modes, uint8(choice.Mode)))
	}
	if choice.Mode == llm.ToolNamed {
		e.Name("allowedFunctionNames")
		e.Between("[", wire.OrEmpty(choice.Name), "]")
	}
	e.Inside(inCalling, e.R.Extra)
}

// generationConfig writes how tokens are picked, how much the model is to
// think, and the form of the answer.
func (e *encoder) generationConfig() {
	start := e.Open("generationConfig")
	e.Plain(sampling)
	if e.Same || string(e.R.N) != "1" { // which it is in any case
		e.Optional("candidateCount", e.R.N)
	}
	if n, ok := jsonscan.Int(e.R.Seed); e.Same || ok && int64(int32(n)) == n {
		e.Optional("seed", e.R.Seed)
	} else {
		e.LoseIf(e.R.Seed != nil, "seed", "the provider takes none above 32 bits")
	}
	e.stop()
	e.format()
	e.thinking()
	e.Inside(inConfig, e.R.Extra)
	e.Close(start)
}

// sampling are the members that are plain values.
var sampling = []wire.Plain{
	{Name: "temperature", From: wire.Temperature}, {Name: "topP", From: wire.TopP}, {Name: "topK", From: wire.TopK},
	{Name: "maxOutputTokens", From: wire.MaxTokens}, {Name: "presencePenalty", From: wire.PresencePenalty},
	{Name: "frequencyPenalty", From: wire.FrequencyPenalty},
}

// maxStop is how many sequences to stop at the provider takes.
const maxStop = 5

func (e *encoder) stop() {
	start := e.OpenList("stopSequences")
	count := 0
	for _, text := range e.R.Stop {
		switch {
		case e.Same || !wire.Empty(text) && count < maxStop:
			e.Comma()
			e.Bytes(text)
			count++
		case !wire.Empty(text):
			e.Lose("stop", "the provider stops at five sequences at most")
		}
	}
	e.CloseList(start)
}

var formatUnknown = []wire.Unknown{
	{From: wire.FormatName, Path: "response_format.json_schema.name", Reason: "the provider takes the schema alone"},
	{From: wire.FormatDescription, Path: "response_format.json_schema.description", Reason: "the provider takes the schema alone"},
}

// format writes the form of the answer.
func (e *encoder) format() {
	f := &e.R.Format
	if f.Type == 0 || f.Type == llm.FormatText && !e.Same {
		return
	}
	if !e.Same && e.functions && e.model != leveled && f.Type != llm.FormatText {
		e.Lose("response_format", "the model takes functions or a form of the answer, not both")
		return
	}
	if f.Type == llm.FormatText {
		e.Constant("responseMimeType", `"text/plain"`)
		return
	}
	e.Constant("responseMimeType", `"application/json"`)
	if f.Schema != nil {
		e.Name("responseJsonSchema")
		e.schema(f.Schema, "response_format.json_schema.schema", "response_format")
	}
	e.Unknown(formatUnknown)
	e.LoseIf(f.Type == llm.FormatSchema && f.Strict == llm.False, "response_format.json_schema.strict", "the provider always keeps to the schema")
}
