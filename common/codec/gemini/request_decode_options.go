package gemini

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// tools reads the tools. Those that are no functions are run by Google, or
// known to its models.
func (d *decoder) tools() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		for d.Object(); d.Member(); {
			key := d.names.of(d.Key())
			switch {
			case string(key) == "functionDeclarations" && d.Kind() == '[':
				for d.Array(); d.Element(); {
					d.declaration()
				}
			case !d.Null():
				name := jsonscan.AppendQuoted(llm.Text(nil), key)
				d.r.Tools = append(d.r.Tools, llm.Tool{Name: name, Raw: d.Value()})
			}
		}
	}
}

// declaration reads one function. What it takes is described in Google's
// words, or in those of JSON Schema.
func (d *decoder) declaration() {
	var t llm.Tool
	start := d.start()
	for d.Object(); d.Member(); {
		switch key := d.names.of(d.Key()); string(key) {
		case "name":
			t.Name = d.text()
		case "description":
			t.Description = d.text()
		case "parameters":
			t.Parameters = d.schema()
		case "parametersJsonSchema":
			t.Parameters = d.object()
		default:
			d.extra(&t.Extra, key)
		}
	}
	d.want(t.Name, start, "must have a name")
	d.r.Tools = append(d.r.Tools, t)
}

// schema reads a schema in Google's words.
func (d *decoder) schema() llm.Raw {
	schema := d.object()
	if schema == nil {
		return nil
	}
	w := schemaWriter{output: output{dst: make([]byte, 0, len(schema))}}
	s := jsonscan.New(schema)
	w.schema(&s)
	return w.dst
}

func (d *decoder) toolConfig() {
	if d.Null() {
		return
	}
	for d.Object(); d.Member(); {
		key := d.names.of(d.Key())
		if string(key) == "functionCallingConfig" && d.Kind() == '{' {
			d.calling()
		} else {
			d.keep(inChoice, key)
		}
	}
}

// calling reads which functions are to be called. A mode that llm has no word
// for is kept beside the one that comes close to it.
func (d *decoder) calling() {
	var mode llm.Text
	var names llm.Raw
	for d.Object(); d.Member(); {
		switch key := d.names.of(d.Key()); string(key) {
		case "mode":
			mode = d.text()
		case "allowedFunctionNames":
			names = ofKind(&d.Scanner, '[')
		default:
			d.keep(inCalling, key)
		}
	}
	choice := &d.r.ToolChoice
	var name llm.Text
	count := 0
	if names != nil {
		name, count = first(names)
	}
	switch string(mode) {
	case `"AUTO"`, `"MODE_UNSPECIFIED"`:
		choice.Mode = llm.ToolAuto
	case `"NONE"`:
		choice.Mode = llm.ToolNone
	case `"ANY"`:
		if choice.Mode = llm.ToolRequired; count == 1 {
			choice.Mode, choice.Name, count = llm.ToolNamed, name, 0
		}
	case "":
	default: // such as VALIDATED
		choice.Mode = llm.ToolAuto
		d.own(inCalling+"mode", llm.Raw(mode))
	}
	if count > 0 {
		d.own(inCalling+"allowedFunctionNames", names)
	}
}

func (d *decoder) own(name string, value llm.Raw) {
	d.r.Extra = append(d.r.Extra, llm.Member{Name: name, Value: value, Own: true})
}

// first returns the first string of a list, and how many values it has.
func first(list llm.Raw) (name llm.Text, count int) {
	s := jsonscan.New(list)
	for s.Array(); s.Element(); count++ {
		if value := text(&s); count == 0 {
			name = value
		}
	}
	return name, count
}

// numbers returns where the number of a name goes, nil if it is none.
func numbers(r *llm.Request, key []byte) *llm.Raw {
	switch string(key) {
	case "temperature":
		return &r.Temperature
	case "topP":
		return &r.TopP
	case "topK":
		return &r.TopK
	case "candidateCount":
		return &r.N
	case "maxOutputTokens":
		return &r.MaxTokens
	case "seed":
		return &r.Seed
	case "presencePenalty":
		return &r.PresencePenalty
	case "frequencyPenalty":
		return &r.FrequencyPenalty
	}
	return nil
}

func (d *decoder) generationConfig() {
	if d.Null() {
		return
	}
	var mime llm.Text
	for d.Object(); d.Member(); {
		key := d.names.of(d.Key())
		if number := numbers(d.r, key); number != nil {
			*number = d.number()
			continue
		}
		switch string(key) {
		case "stopSequences":
			d.stop()
		case "responseMimeType":
			mime = d.text()
		case "responseSchema":
			d.r.Format.Schema = d.schema()
		case "responseJsonSchema":
			d.r.Format.Schema = d.object()
		case "thinkingConfig":
			d.thinking()
		default:
			d.keep(inConfig, key)
		}
	}
	d.format(mime)
}

func (d *decoder) stop() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.r.Stop = append(d.r.Stop, d.String())
	}
}

// format settles the form of the answer. One that llm has no word for, such
// as text/x.enum, is kept as it is.
func (d *decoder) format(mime llm.Text) {
	f := &d.r.Format
	switch kind := string(mime); {
	case f.Schema != nil && (kind == `"application/json"` || kind == ""):
		f.Type, f.Strict = llm.FormatSchema, llm.True
	case kind == `"application/json"`:
		f.Type = llm.FormatJSON
	case kind == `"text/plain"` && f.Schema == nil:
		f.Type = llm.FormatText
	case kind != "":
		if f.Schema != nil {
			d.own(inConfig+"responseJsonSchema", f.Schema)
			f.Schema = nil
		}
		d.own(inConfig+"responseMimeType", llm.Raw(mime))
	}
}

// thinking reads how much the model is to think.
func (d *decoder) thinking() {
	if d.Null() {
		return
	}
	r := &d.r.Reasoning
	for d.Object(); d.Member(); {
		switch key := d.names.of(d.Key()); string(key) {
		case "thinkingBudget":
			d.budget(r)
		case "thinkingLevel":
			d.level(r)
		default:
			d.keep(inThinking, key)
		}
	}
}

// budget reads a number of tokens to think with: 0 is not at all, -1 as much
// as the model sees fit.
func (d *decoder) budget(r *llm.Reasoning) {
	budget := d.number()
	switch n, ok := jsonscan.Int(budget); {
	case ok && n == 0:
		r.Mode = llm.ReasoningOff
	case ok && n < 0:
		r.Mode = llm.ReasoningAdaptive
	case budget != nil:
		r.Mode, r.Budget = llm.ReasoningOn, budget
	}
}

// efforts are the levels of thinking, as efforts. They are never written to.
var efforts = [...]llm.Text{
	llm.Text(`"minimal"`), llm.Text(`"low"`), llm.Text(`"medium"`), llm.Text(`"high"`), llm.Text(`"xhigh"`),
}

// level reads how hard to think. A level that is no effort is kept as it is.
func (d *decoder) level(r *llm.Reasoning) {
	level := d.text()
	for _, effort := range efforts {
		if sameWord(level, effort) {
			r.Effort = effort
			return
		}
	}
	if level != nil {
		d.own(inThinking+"thinkingLevel", llm.Raw(level))
	}
}

// sameWord tells whether word, of whatever case, is lower.
func sameWord(word, lower []byte) bool {
	if len(word) != len(lower) {
		return false
	}
	for i, c := range word {
		if c|0x20 != lower[i]|0x20 {
			return false
		}
	}
	return true
}
