package conversation

import (
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
		switch key := string(s.Key()); {
		case key == "json_schema" && s.Kind() == '{':
			d.nested = true
			d.object(s)
		case key == "type" && s.Kind() == '"' && !d.nested:
			d.kind = jsonscan.Text(s.String())
		case key == "name" && s.Kind() == '"':
			d.asked.Name = s.String()
		case key == "description" && s.Kind() == '"':
			d.asked.Description = s.String()
		case key == "schema" && s.Kind() == '{':
			d.asked.Schema = s.Value()
		case key == "strict" && s.Kind() == 't':
			d.asked.Strict = llm.True
			s.Skip()
		case key == "strict" && s.Kind() == 'f':
			d.asked.Strict = llm.False
			s.Skip()
		default:
			s.Skip()
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
		f.values[Chat] = append(append([]byte(`{"type":"json_schema","json_schema":{`), f.members()...), "}}"...)
	}
}

// members are those of a schema with what belongs to it.
func (f *Format) members() []byte {
	dst := append([]byte(`"name":`), f.Asked.Name...)
	if f.Asked.Description != nil {
		dst = append(append(dst, `,"description":`...), f.Asked.Description...)
	}
	dst = append(append(dst, `,"schema":`...), f.Asked.Schema...)
	switch f.Asked.Strict {
	case llm.True:
		dst = append(dst, `,"strict":true`...)
	case llm.False:
		dst = append(dst, `,"strict":false`...)
	}
	return dst
}

// words fills in what the other protocols call a form. Anthropic's knows none
// but schemas, whose objects must be closed.
func (f *Format) words() {
	switch f.Asked.Type {
	case llm.FormatText:
		f.values[Responses], f.values[Gemini] = f.values[Chat], []byte(`"text/plain"`)
	case llm.FormatJSON:
		f.values[Responses], f.values[Gemini] = f.values[Chat], []byte(`"application/json"`)
	case llm.FormatSchema:
		f.values[Responses] = append(append([]byte(`{"type":"json_schema",`), f.members()...), '}')
		closed, _ := codec.AppendClosed([]byte(`{"type":"json_schema","schema":`), f.Asked.Schema)
		f.values[Messages] = append(closed, '}')
		f.values[Gemini] = []byte(`"application/json"`)
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
		f.void(edits, body, span{0, len(body)}, "outputFormat") // what it was called in its beta
	case Gemini:
		f.gemini(edits, body, value)
	}
}

// force sets a member of an object that may be null.
func force(edits *jsonedit.Edits, body []byte, object, name string, value []byte) {
	at, _ := member(body, 0, object)
	if at.end > 0 && body[at.start] == 'n' {
		edits.Replace(at.start, at.end, append(append([]byte(`{"`+name+`":`), value...), '}'))
		return
	}
	edits.Set(body, object+"."+name, value, true)
}

// void makes a member of an object null.
func (f *Format) void(edits *jsonedit.Edits, body []byte, object span, name string) {
	if at, _ := find(object.of(body), object.start, called(name)); at.end > 0 {
		edits.Replace(at.start, at.end, null)
	}
}

// gemini sets two members of generationConfig, and voids the one that may not
// be beside them, by the names that the client used.
func (f *Format) gemini(edits *jsonedit.Edits, body, mime []byte) {
	config, ok := find(body, 0, called("generationConfig"))
	if !ok {
		return
	}
	wanted := []struct {
		name  string
		value []byte
	}{{"responseMimeType", mime}, {"responseSchema", nil}, {"responseJsonSchema", f.Asked.Schema}}
	var more []byte
	for _, w := range wanted {
		at := span{}
		if config.end > 0 {
			at, _ = find(config.of(body), config.start, called(w.name))
		}
		switch {
		case at.end > 0 && w.value == nil:
			edits.Replace(at.start, at.end, null)
		case at.end > 0:
			edits.Replace(at.start, at.end, w.value)
		case w.value != nil:
			more = append(append(append(more, `"`+w.name+`":`...), w.value...), ',')
		}
	}
	object := append(append([]byte{'{'}, more[:max(len(more)-1, 0)]...), '}')
	switch inner := jsonscan.New(config.of(body)); {
	case config.end == 0:
		edits.Set(body, "generationConfig", object, true)
	case empty(&inner):
		edits.Replace(config.start, config.end, object)
	case len(more) > 0:
		edits.Insert(config.start+1, more)
	}
}

// empty tells whether what comes next is no object, or one without members.
func empty(s *jsonscan.Scanner) bool {
	if s.Kind() != '{' {
		return true
	}
	s.Object()
	return !s.Member()
}
