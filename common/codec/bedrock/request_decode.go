package bedrock

import (
	"slices"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// DecodeRequest implements codec.Codec. Model and Stream are in the address,
// which the caller has.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	r.Origin = Name
	d := decoder{Decoder: gpt.NewDecoder(body, r)}
	for d.Object(); d.Member(); {
		d.member()
	}
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// decoder reads one request, in one pass.
type decoder struct{ gpt.Decoder }

// Bits of members that must not come twice.
const (
	seenMessages = 1 << iota
	seenSystem
	seenTools
)

// member reads one top-level member. Null is as good as absent.
func (d *decoder) member() {
	r := d.R
	if d.Null() {
		return
	}
	switch string(d.Key()) {
	case "messages":
		d.Once(seenMessages)
		for d.Array(); d.Element(); {
			d.turn()
		}
	case "system":
		d.Once(seenSystem)
		d.system()
	case "toolConfig":
		d.Once(seenTools)
		d.toolConfig()
	case "inferenceConfig":
		d.inference()
	case modelFields:
		d.modelFields()
	case "outputConfig":
		d.outputConfig()
	case "requestMetadata":
		r.Metadata = d.Map()
	case "serviceTier":
		for d.Object(); d.Member(); {
			if string(d.Key()) == "type" {
				r.ServiceTier = d.Text()
			} else {
				d.Nested(&r.Extra, "serviceTier.")
			}
		}
	default:
		d.Extra(&r.Extra, ownMembers)
	}
}

func (d *decoder) inference() {
	r := d.R
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "maxTokens":
			r.MaxTokens = d.Number()
		case "temperature":
			r.Temperature = d.Number()
		case "topP":
			r.TopP = d.Number()
		case "stopSequences":
			for d.Array(); d.Element(); {
				r.Stop = append(r.Stop, d.String())
			}
		default:
			d.Nested(&r.Extra, "inferenceConfig.")
		}
	}
}

// modelFields reads the parameters that are the model's own. Those of Claude
// that other protocols have too get their field; of all others nothing is known.
func (d *decoder) modelFields() {
	for d.Object(); d.Member(); {
		before := d.Scanner
		switch string(d.Key()) {
		case "top_k":
			if d.Kind() == '0' {
				d.R.TopK = d.Value()
				continue
			}
		case "thinking":
			if d.thinking() {
				continue
			}
		}
		d.Scanner = before
		d.Nested(&d.R.Extra, modelFields+".")
	}
}

// thinking reads how a Claude is to think, and is false where llm has no word
// for it.
func (d *decoder) thinking() (known bool) {
	if d.Kind() != '{' {
		return false
	}
	var r llm.Reasoning
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			switch string(gpt.Literal(&d.Scanner)) {
			case `"enabled"`:
				r.Mode = llm.ReasoningOn
			case `"disabled"`:
				r.Mode = llm.ReasoningOff
			case `"adaptive"`:
				r.Mode = llm.ReasoningAdaptive
			}
		case "budget_tokens":
			r.Budget = gpt.OfKind(&d.Scanner, '0')
		default:
			return false
		}
	}
	d.R.Reasoning.Mode, d.R.Reasoning.Budget = r.Mode, r.Budget
	return r.Mode != 0
}

func (d *decoder) outputConfig() {
	for d.Object(); d.Member(); {
		before := d.Scanner
		switch string(d.Key()) {
		case "effort":
			d.R.Reasoning.Effort = d.Text()
			continue
		case "textFormat":
			if f := d.textFormat(); f.Type != 0 {
				d.R.Format = f
				continue
			}
		}
		d.Scanner = before
		d.Nested(&d.R.Extra, "outputConfig.")
	}
}

// textFormat reads the form of the answer, whose schema is JSON within a
// string. It has no type where llm has no word for it.
func (d *decoder) textFormat() (f llm.Format) {
	s := jsonscan.New(d.Value())
	known := true
	walk(&s, func(structure string) {
		known = known && structure == "structure"
		walk(&s, func(schema string) {
			known = known && schema == "jsonSchema"
			walk(&s, func(string) { known = schemaMember(&s, &f) && known })
		})
	})
	if known && s.End() == nil && f.Schema != nil {
		f.Type = llm.FormatSchema
	}
	return f
}

// walk goes through the members of an object. The type that a format names
// says no more than its other member.
func walk(s *jsonscan.Scanner, member func(name string)) {
	for s.Object(); s.Member(); {
		if name := string(s.Key()); name != "type" {
			member(name)
			continue
		}
		s.Skip()
	}
}

func schemaMember(s *jsonscan.Scanner, f *llm.Format) (known bool) {
	switch name, literal := string(s.Key()), gpt.Literal(s); name {
	case "schema":
		f.Schema = jsonscan.AppendText(nil, literal)
		return jsonscan.ValidObject(f.Schema)
	case "name":
		f.Name = literal
	case "description":
		f.Description = literal
	default:
		return false
	}
	return true
}

// system reads the system prompt, which becomes the first message wherever it
// stands in the body.
func (d *decoder) system() {
	m := llm.Message{Role: llm.System}
	d.content(&m)
	if d.Err() == nil && m.Count > 0 {
		d.R.Messages = slices.Insert(d.R.Messages, 0, m)
	}
}
