package conversation

import (
	"bytes"
	"errors"
	"slices"

	"aigateway/common/codec"
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Format is the form that answers must have. It never changes.
type Format struct {
	// Asked is the form as llm has it; without a Type it is one that only chat
	// completions know.
	Asked llm.Format
	// values are what each protocol calls it, nil where it has no word for it.
	values [Gemini + 1][]byte
}

// ParseFormat reads a form: a response_format of chat completions or the
// format of Responses, its json_schema, or a JSON schema by itself.
func ParseFormat(raw []byte) (*Format, error) {
	d := formatScan{own: slices.Clone(raw)}
	s := jsonscan.New(d.own)
	if s.Kind() != '{' {
		return nil, errors.New("must be an object")
	}
	d.object(&s)
	if err := s.End(); err != nil {
		return nil, err
	}
	return d.format(), nil
}

// formatScan is one ParseFormat.
type formatScan struct {
	own    []byte
	kind   string
	nested bool // the schema stands in json_schema
	asked  llm.Format
}

func (d *formatScan) object(s *jsonscan.Scanner) {
	for s.Object(); s.Member(); {
		key := string(s.Key())
		if key == "json_schema" && s.Kind() == '{' {
			d.nested = true
			d.object(s)
			continue
		}
		kind := s.Kind()
		switch value := s.Value(); {
		case key == "type" && kind == '"' && !d.nested:
			d.kind = jsonscan.Text(value)
		case key == "name" && kind == '"':
			d.asked.Name = value
		case key == "description" && kind == '"':
			d.asked.Description = value
		case key == "schema" && kind == '{':
			d.asked.Schema = value
		case key == "strict" && kind == 't':
			d.asked.Strict = llm.True
		case key == "strict" && kind == 'f':
			d.asked.Strict = llm.False
		}
	}
}

// types are the values of type that make an object a JSON schema.
var types = [...]string{"object", "array", "string", "number", "integer", "boolean", "null", ""}

func (d *formatScan) format() *Format {
	f := &Format{}
	f.values[Chat] = d.own
	switch schema := d.asked.Schema; {
	case d.kind == "json_object":
		f.Asked.Type = llm.FormatJSON
	case d.kind == "text":
		f.Asked.Type = llm.FormatText
	case schema == nil && slices.Contains(types[:], d.kind):
		f.schema(llm.Format{Schema: d.own}, true)
	case schema != nil && (d.kind == "json_schema" || d.kind == ""):
		f.schema(d.asked, !d.nested || d.kind == "")
	default:
		return f
	}
	f.words()
	return f
}

// schema takes a schema, and makes a response_format of one that is none.
func (f *Format) schema(asked llm.Format, bare bool) {
	if asked.Name == nil {
		asked.Name = llm.Text(`"response"`)
	}
	asked.Type = llm.FormatSchema
	f.Asked = asked
	if bare {
		f.values[Chat] = jsonedit.Fill(nil, `{"type":"json_schema","json_schema":{%0}}`, f.members())
	}
}

// members are those of a schema with what belongs to it.
func (f *Format) members() []byte {
	template := `"name":%0,"schema":%1`
	if f.Asked.Description != nil {
		template += `,"description":%2`
	}
	switch f.Asked.Strict {
	case llm.True:
		template += `,"strict":true`
	case llm.False:
		template += `,"strict":false`
	}
	return jsonedit.Fill(nil, template, f.Asked.Name, f.Asked.Schema, f.Asked.Description)
}

// words fills in what the other protocols call a form. Anthropic's knows none
// but schemas, whose objects must be closed.
func (f *Format) words() {
	f.values[Responses], f.values[Gemini] = f.values[Chat], []byte(`"application/json"`)
	switch f.Asked.Type {
	case llm.FormatText:
		f.values[Gemini] = []byte(`"text/plain"`)
	case llm.FormatSchema:
		f.values[Responses] = jsonedit.Fill(nil, `{"type":"json_schema",%0}`, f.members())
		closed, _ := codec.AppendClosed(nil, f.Asked.Schema)
		f.values[Messages] = jsonedit.Fill(nil, `{"type":"json_schema","schema":%0}`, closed)
	}
}

// Force adds the edits that have an answer take the form, whatever the client
// asked for.
func (f *Format) Force(edits *jsonedit.Edits, p Protocol, body []byte) {
	value := f.values[p]
	if value == nil {
		return
	}
	switch p {
	case Chat:
		edits.Set(body, "response_format", value, true)
	case Responses:
		force(edits, body, "text", "format", value)
	case Messages:
		force(edits, body, "output_config", "format", value)
		void(edits, jsonedit.At(body, jsonedit.Span{}, "output_format")) // what it was called in its beta
	case Gemini:
		f.gemini(edits, body, value)
	}
}

// force sets a member of an object that may be null.
func force(edits *jsonedit.Edits, body []byte, object, name string, value []byte) {
	if at := jsonedit.At(body, jsonedit.Span{}, object); at.End > 0 && body[at.Start] == 'n' {
		edits.Replace(at.Start, at.End, jsonedit.Fill(nil, `{"%0":%1}`, []byte(name), value))
		return
	}
	edits.Set(body, object+"."+name, value, true)
}

// configNames are the members of generationConfig that a form is made of, as
// Google takes them.
var configNames = [...][2]string{
	{"responseMimeType", "response_mime_type"}, {"responseSchema", "response_schema"}, {"responseJsonSchema", "response_json_schema"},
}

// gemini sets two members of generationConfig, and voids the one that may not
// be beside them, by the names that the client used.
func (f *Format) gemini(edits *jsonedit.Edits, body, mime []byte) {
	config := either(body, "generationConfig", "generation_config")
	var more []byte
	for i, names := range configNames {
		value := [...][]byte{mime, nil, f.Asked.Schema}[i]
		at := jsonedit.Span{}
		for _, name := range names {
			if config.End > 0 && at.End == 0 {
				at = jsonedit.At(body, config, name)
			}
		}
		switch {
		case value == nil:
			void(edits, at)
		case at.End > 0:
			edits.Replace(at.Start, at.End, value)
		default:
			more = jsonedit.Fill(more, `"%0":%1,`, []byte(names[0]), value)
		}
	}
	object := jsonedit.Fill(nil, `{%0}`, bytes.TrimSuffix(more, []byte{','}))
	switch {
	case config.End == 0:
		edits.Set(body, "generationConfig", object, true)
	case empty(config.Of(body)):
		edits.Replace(config.Start, config.End, object)
	case len(more) > 0:
		edits.Insert(config.Start+1, more)
	}
}

// empty tells whether a value is no object, or one without members.
func empty(value []byte) bool {
	s := jsonscan.New(value)
	if s.Kind() != '{' {
		return true
	}
	s.Object()
	return !s.Member()
}
