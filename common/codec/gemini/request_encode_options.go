package gemini

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// tools writes the functions, and Google's own tools if they are the
// client's.
func (e *encoder) tools() {
	start := len(e.dst)
	e.name("tools")
	e.raw("[")
	for i := range e.r.Tools {
		t := &e.r.Tools[i]
		switch {
		case t.Raw != nil && e.own:
			e.comma()
			e.raw("{")
			e.member(string(inner(t.Name)), t.Raw)
			e.raw("}")
		case t.Raw != nil:
			e.lose("tools[]", "only the provider that it was made for can run it")
		default:
			e.functions = true
		}
	}
	if e.functions {
		e.comma()
		e.raw(`{"functionDeclarations":[`)
		for i := range e.r.Tools {
			if e.r.Tools[i].Raw == nil {
				e.comma()
				e.declaration(&e.r.Tools[i])
			}
		}
		e.raw("]}")
	}
	if e.dst[len(e.dst)-1] == '[' {
		e.dst = e.dst[:start]
		return
	}
	e.raw("]")
}

func (e *encoder) declaration(t *llm.Tool) {
	e.raw("{")
	e.member("name", orEmpty(t.Name))
	e.optional("description", t.Description)
	if t.Parameters != nil || !e.own {
		e.name("parametersJsonSchema")
		e.schema(t.Parameters, "tools[].parameters", "tools")
	}
	if t.Strict == llm.True {
		e.lose("tools[].strict", "the provider holds to schemas as far as it does unasked")
	}
	if t.Cache != nil {
		e.lose("tools[].cache_control", "the provider caches prompts unasked")
	}
	for i := range t.Extra {
		if e.own {
			e.member(t.Extra[i].Name, t.Extra[i].Value)
		} else {
			e.lose("tools[]."+t.Extra[i].Name, "the provider has nothing like it")
		}
	}
	e.raw("}")
}

// schema writes a schema, which the provider wants to say that it is of an
// object: elsewhere that goes without saying for what a function takes.
func (e *encoder) schema(schema llm.Raw, at, param string) {
	if schema == nil || string(schema) == "{}" {
		e.raw(`{"type":"object","properties":{}}`)
		return
	}
	if e.own {
		e.bytes(schema)
		return
	}
	s := jsonscan.New(schema)
	if s.Skip(); s.Err() != nil || schema[0] != '{' {
		e.fail(param, "a schema must be an object")
		return
	}
	w := schemaWriter{
		output: e.output, toGoogle: true, root: schema, refs: bytes.Contains(schema, []byte(`"$ref"`)),
		limit: len(e.dst) + maxSchema, at: at, lost: e.lost,
	}
	w.raw("{")
	if find(schema, []byte("type")) == nil && find(schema, []byte("$ref")) == nil {
		w.raw(`"type":"object"`)
	}
	s = jsonscan.New(schema)
	w.members(&s, nil)
	w.raw("}")
	e.dst = w.dst
}

// toolConfig writes which functions are to be called.
func (e *encoder) toolConfig() {
	choice := &e.r.ToolChoice
	if e.r.ParallelTools == llm.False {
		e.lose("parallel_tool_calls", "the provider cannot be told to call one function at a time")
	}
	if !e.own && !e.functions {
		if choice.Mode != 0 && choice.Mode != llm.ToolNone {
			e.lose("tool_choice", "the request has no functions for this provider")
		}
		return
	}
	config := e.openObject("toolConfig")
	calling := e.openObject("functionCallingConfig")
	e.choose(choice)
	e.closeObject(calling)
	e.inside(inChoice, e.r.Extra)
	e.closeObject(config)
}

// modes are the words for modes.
var modes = [...]string{llm.ToolAuto: "AUTO", llm.ToolNone: "NONE", llm.ToolRequired: "ANY", llm.ToolNamed: "ANY"}

// choose writes the mode. One that llm has no word for was kept as it came.
func (e *encoder) choose(choice *llm.ToolChoice) {
	switch {
	case e.own && e.has(inCalling+"mode"):
	case choice.Mode == llm.ToolOther:
		e.lose("tool_choice", "the provider knows no such choice: the model chooses")
	case choice.Mode != 0:
		e.words("mode", modes[choice.Mode])
	}
	if choice.Mode == llm.ToolNamed {
		e.name("allowedFunctionNames")
		e.dst = append(append(append(e.dst, '['), orEmpty(choice.Name)...), ']')
	}
	e.inside(inCalling, e.r.Extra)
}

// generationConfig writes how tokens are picked, how much the model is to
// think, and the form of the answer.
func (e *encoder) generationConfig() {
	r := e.r
	start := e.openObject("generationConfig")
	e.optional("temperature", r.Temperature)
	e.optional("topP", r.TopP)
	e.optional("topK", r.TopK)
	if e.own || string(r.N) != "1" { // which it is in any case
		e.optional("candidateCount", r.N)
	}
	e.optional("maxOutputTokens", r.MaxTokens)
	e.seed()
	e.optional("presencePenalty", r.PresencePenalty)
	e.optional("frequencyPenalty", r.FrequencyPenalty)
	e.stop()
	e.format()
	e.thinking()
	e.inside(inConfig, r.Extra)
	e.closeObject(start)
}

// seed writes the seed, which has 32 bits.
func (e *encoder) seed() {
	if n, ok := jsonscan.Int(e.r.Seed); e.r.Seed != nil && !e.own && (!ok || int64(int32(n)) != n) {
		e.lose("seed", "the provider takes none above 32 bits")
		return
	}
	e.optional("seed", e.r.Seed)
}

// maxStop is how many sequences to stop at the provider takes.
const maxStop = 5

func (e *encoder) stop() {
	start := len(e.dst)
	e.name("stopSequences")
	e.raw("[")
	count := 0
	for _, text := range e.r.Stop {
		switch {
		case e.own || !empty(text) && count < maxStop:
			e.comma()
			e.bytes(text)
			count++
		case !empty(text):
			e.lose("stop", "the provider stops at five sequences at most")
		}
	}
	if count == 0 {
		e.dst = e.dst[:start]
		return
	}
	e.raw("]")
}

// format writes the form of the answer.
func (e *encoder) format() {
	f := &e.r.Format
	if f.Type == 0 || f.Type == llm.FormatText && !e.own {
		return
	}
	if !e.own && e.functions && e.model != leveled && f.Type != llm.FormatText {
		e.lose("response_format", "the model takes functions or a form of the answer, not both")
		return
	}
	if f.Type == llm.FormatText {
		e.words("responseMimeType", "text/plain")
		return
	}
	e.words("responseMimeType", "application/json")
	if f.Schema != nil {
		e.name("responseJsonSchema")
		e.schema(f.Schema, "response_format.json_schema.schema", "response_format")
	}
	if f.Name != nil {
		e.lose("response_format.json_schema.name", "the provider takes the schema alone")
	}
	if f.Description != nil {
		e.lose("response_format.json_schema.description", "the provider takes the schema alone")
	}
	if f.Type == llm.FormatSchema && f.Strict == llm.False {
		e.lose("response_format.json_schema.strict", "the provider always keeps to the schema")
	}
}
