package gpt

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// What wire.Decoder.Next stops at in a part.
const (
	doURL wire.Slot = iota + 1
	doFileData
	doUnlessEmpty
)

// Kind is where the type of an object goes.
const Kind = wire.Scratch

var (
	imageTable = wire.Table{Rest: wire.ToPart, Prefix: "image_url.", Rows: []wire.Row{
		{Name: "url", Is: wire.Do, To: doURL}, {Name: "detail", Is: wire.Text, To: wire.MediaDetail},
	}}
	audioTable = wire.Table{Rest: wire.ToPart, Prefix: "input_audio.", Rows: []wire.Row{
		{Name: "data", Is: wire.Bare, To: wire.MediaData}, {Name: "format", Is: wire.Bare, To: wire.MediaMIME},
	}}
	fileTable = wire.Table{Rest: wire.ToPart, Prefix: "file.", Rows: []wire.Row{
		{Name: "filename", Is: wire.Text, To: wire.PartName}, {Name: "file_data", Is: wire.Do, To: doFileData},
		{Name: "file_id", Is: wire.Text, To: wire.MediaFileID},
	}}
	// partTable has the members of parts as both protocols have them: chat
	// completions have an object in each for what is not text.
	partTable = wire.Table{Rest: wire.ToPart, Listed: true, Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: Kind}, {Name: "text", Is: wire.Text, To: wire.PartText},
		{Name: "cache_control", Is: wire.Map, To: wire.PartCache}, {Name: "image_url", Is: wire.Do, To: doURL},
		{Name: "detail", Is: wire.Text, To: wire.MediaDetail}, {Name: "annotations", Is: wire.Do, To: doUnlessEmpty},
		{Name: "logprobs", Is: wire.Do, To: doUnlessEmpty}, {Name: "refusal", Is: wire.Text, To: wire.PartText},
		{Name: "input_audio", Is: wire.Inside, In: &audioTable}, {Name: "file", Is: wire.Do, To: doFileData},
		{Name: "filename", Is: wire.Text, To: wire.PartName}, {Name: "file_data", Is: wire.Do, To: doFileData},
		{Name: "file_url", Is: wire.Do, To: doURL}, {Name: "file_id", Is: wire.Text, To: wire.MediaFileID},
	}}
)

// PartWord is a type of part, and what to say of one that lacks what it is
// made of.
type PartWord struct {
	Text  string
	Is    llm.PartType
	Wrong string
}

// Content reads what a message says, or a call gave: a text, or parts of the
// types in words. Null is for the caller.
func Content(d *wire.Decoder, words []PartWord) {
	switch d.Kind() {
	case '"':
		d.NewText()
	case '[':
		for d.Array(); d.Element(); {
			part(d, words)
		}
	default:
		d.Refuse("must be a string or a list of parts")
	}
}

// part reads one part, whose type may come last.
func part(d *wire.Decoder, words []PartWord) {
	start := d.Start()
	p := d.NewPart(llm.OpaquePart)
	d.Words[0] = nil
	d.Object()
	members(d, &partTable, p)
	kind := d.At(Kind)
	wrong := ""
	for i := range words {
		if words[i].Text == string(kind) {
			p.Type, wrong = words[i].Is, words[i].Wrong
		}
	}
	switch {
	case kind == nil:
		d.RefuseAt(start, "must have a type")
	case p.Type == llm.OpaquePart:
		*p = llm.Part{Type: llm.OpaquePart, Name: kind, Raw: d.Since(start)}
	case !complete(p):
		d.RefuseAt(start, wrong)
	}
	switch {
	case p.Type == llm.DocumentPart && p.Media.Detail != nil:
		p.Extra = append(p.Extra, llm.Member{Name: "detail", Value: llm.Raw(p.Media.Detail), Own: true})
		p.Media.Detail = nil
	case p.Type == llm.AudioPart:
		p.Media.MIME = mimeOf(p.Media.MIME)
	}
}

// members reads the members of a part, or of the object in one.
func members(d *wire.Decoder, t *wire.Table, p *llm.Part) {
	for {
		switch do := d.Next(t); {
		case do == 0:
			return
		case do == doUnlessEmpty: // there are none where the model did not search
			before := d.Scanner
			if string(d.Value()) != "[]" && d.Err() == nil {
				d.Scanner = before
				d.Keep(t)
			}
		case d.Kind() == '{' && do == doURL:
			d.Object()
			members(d, &imageTable, p)
		case d.Kind() == '{':
			d.Object()
			members(d, &fileTable, p)
		case do == doURL:
			address(d, &p.Media)
		default:
			fileData(d, &p.Media)
		}
	}
}

// complete tells whether a part has what it is made of.
func complete(p *llm.Part) bool {
	m := &p.Media
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		return p.Text != nil
	case llm.AudioPart:
		return m.Data != nil
	}
	return m.URL != nil || m.Data != nil || m.FileID != nil
}

// ToolTable has the members of a function.
var ToolTable = wire.Table{Rest: wire.ToTool, Prefix: "function.", Rows: []wire.Row{
	{Name: "name", Is: wire.Text, To: wire.ToolName}, {Name: "description", Is: wire.Text, To: wire.ToolDescription},
	{Name: "parameters", Is: wire.Map, To: wire.ToolParameters}, {Name: "strict", Is: wire.Flag, To: wire.ToolStrict},
	{Name: "cache_control", Is: wire.Map, To: wire.ToolCache},
}}

// modes are the words for tools to be called. Mistral's is any.
var modes = []wire.Word{
	{Text: `"auto"`, Is: uint8(llm.ToolAuto)}, {Text: `"none"`, Is: uint8(llm.ToolNone)},
	{Text: `"required"`, Is: uint8(llm.ToolRequired)}, {Text: `"any"`, Is: uint8(llm.ToolRequired)},
}

// nameTable finds a type and a name, in an object or one that it holds.
var nameTable = wire.Table{Rows: []wire.Row{
	{Name: "type", Is: wire.Text, To: Kind}, {Name: "function", Is: wire.Inside, In: &wire.Table{Rows: []wire.Row{
		{Name: "name", Is: wire.Text, To: wire.Scratch + 2},
	}}},
	{Name: "name", Is: wire.Text, To: wire.Scratch + 1},
}}

// ToolChoice reads which tools are to be called. In the object of a chat the
// name of a tool is in another object, in a response in the same.
func ToolChoice(d *wire.Decoder, inner bool) {
	choice := &d.R.ToolChoice
	start := d.Start()
	switch d.Kind() {
	case '"':
		choice.Mode = llm.ToolMode(d.Choose(modes, "must be auto, none, required or an object"))
		return
	case '{':
	default:
		d.Refuse("must be a string or an object")
		return
	}
	clear(d.Words[:3])
	d.Read(&nameTable)
	name := d.Words[1]
	if inner {
		name = d.Words[2]
	}
	switch kind := string(d.Words[0]); {
	case kind != `"function"` && (inner || kind != `"custom"`):
		*choice = llm.ToolChoice{Mode: llm.ToolOther, Raw: d.Since(start)}
	case name == nil && inner:
		d.RefuseAt(start, "must have a function with a name")
	case name == nil:
		d.RefuseAt(start, "must have a name")
	default:
		*choice = llm.ToolChoice{Mode: llm.ToolNamed, Name: name}
	}
}

// FormatTypes are the types of answers.
var FormatTypes = []wire.Word{
	{Text: `"text"`, Is: uint8(llm.FormatText)}, {Text: `"json_object"`, Is: uint8(llm.FormatJSON)},
	{Text: `"json_schema"`, Is: uint8(llm.FormatSchema)},
}
