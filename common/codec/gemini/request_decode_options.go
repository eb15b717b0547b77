package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// tools reads one object of tools. Those that are no functions are run by
// Google, or known to its models.
func (d *decoder) tools() {
	for d.Object(); d.NextAny(&toolsTable); {
		if string(d.Name) == "functionDeclarations" && d.Kind() == '[' {
			for d.Array(); d.Element(); {
				d.declaration()
			}
		} else if !d.Null() {
			t := d.NewTool()
			t.Name = jsonscan.AppendQuoted(llm.Text(nil), d.Name)
			t.Raw = d.Value()
		}
	}
}

// declaration reads one function. What it takes is described in Google's
// words, or in those of JSON Schema.
func (d *decoder) declaration() {
	start := d.Start()
	t := d.NewTool()
	for d.Object(); d.Next(&declarationTable) != 0; {
		t.Parameters = d.schema()
	}
	d.want(t.Name, start, "must have a name")
}

// schema reads a schema in Google's words.
func (d *decoder) schema() llm.Raw {
	if d.Kind() != '{' {
		d.Refuse("must be an object")
		return nil
	}
	schema := d.Value()
	w := schemaWriter{Output: wire.Output{Dst: make([]byte, 0, len(schema))}}
	s := jsonscan.New(schema)
	w.schema(&s)
	return w.Dst
}

// calling reads which functions are to be called. A mode that llm has no word
// for is kept beside the one that comes close to it.
func (d *decoder) calling() {
	clear(d.Words[:theNames-wire.Scratch+1])
	d.Read(&callingTable)
	choice := &d.R.ToolChoice
	var name llm.Text
	mode, names, count := d.At(theMode), d.At(theNames), 0
	if names != nil {
		name, count = first(names)
	}
	if mode != nil {
		choice.Mode = llm.ToolMode(wire.Meaning(modes, mode))
	}
	switch {
	case mode == nil:
	case choice.Mode == 0: // such as VALIDATED
		choice.Mode = llm.ToolAuto
		d.Own(inCalling+"mode", mode)
	case choice.Mode == llm.ToolRequired && count == 1:
		choice.Mode, choice.Name, count = llm.ToolNamed, name, 0
	}
	if count > 0 {
		d.Own(inCalling+"allowedFunctionNames", names)
	}
}

// first returns the first string of a list, and how many values it has.
func first(list llm.Raw) (name llm.Text, count int) {
	s := jsonscan.New(list)
	for s.Array(); s.Element(); count++ {
		if value := wire.Literal(&s); count == 0 {
			name = value
		}
	}
	return name, count
}

func (d *decoder) generationConfig() {
	for d.Object(); ; {
		switch d.Next(&configTable) {
		case doSchema:
			d.R.Format.Schema = d.schema()
			continue
		case doThinking:
			d.thinking()
			continue
		}
		break
	}
	d.format(d.At(theMIME))
}

// format settles the form of the answer. One that llm has no word for, such
// as text/x.enum, is kept as it is.
func (d *decoder) format(mime llm.Text) {
	f := &d.R.Format
	switch kind := string(mime); {
	case f.Schema != nil && (kind == `"application/json"` || kind == ""):
		f.Type, f.Strict = llm.FormatSchema, llm.True
	case kind == `"application/json"`:
		f.Type = llm.FormatJSON
	case kind == `"text/plain"` && f.Schema == nil:
		f.Type = llm.FormatText
	case kind != "":
		d.Own(inConfig+"responseJsonSchema", f.Schema)
		f.Schema = nil
		d.Own(inConfig+"responseMimeType", mime)
	}
}

// thinking reads how much the model is to think.
func (d *decoder) thinking() {
	r := &d.R.Reasoning
	for d.Object(); ; {
		switch d.Next(&thinkingTable) {
		case 0:
			return
		case doBudget:
			d.budget(r)
		case doLevel:
			d.level(r)
		}
	}
}

// budget reads a number of tokens to think with: 0 is not at all, -1 as much
// as the model sees fit.
func (d *decoder) budget(r *llm.Reasoning) {
	if d.Kind() != '0' {
		d.Refuse("must be a number")
		return
	}
	budget := d.Value()
	switch n, ok := jsonscan.Int(budget); {
	case ok && n == 0:
		r.Mode = llm.ReasoningOff
	case ok && n < 0:
		r.Mode = llm.ReasoningAdaptive
	default:
		r.Mode, r.Budget = llm.ReasoningOn, budget
	}
}

// efforts are the levels of thinking, as efforts. They are never written to.
var efforts = [...]llm.Text{
	llm.Text(`"minimal"`), llm.Text(`"low"`), llm.Text(`"medium"`), llm.Text(`"high"`), llm.Text(`"xhigh"`),
}

// level reads how hard to think. A level that is no effort is kept as it is.
func (d *decoder) level(r *llm.Reasoning) {
	level := d.Text()
	for _, effort := range efforts {
		if sameWord(level, effort) {
			r.Effort = effort
			return
		}
	}
	d.Own(inThinking+"thinkingLevel", level)
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
