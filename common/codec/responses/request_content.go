package responses

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// content reads what a message says, or a call gave: a text, or parts.
func (d *decoder) content() {
	switch d.Kind() {
	case '"':
		d.NewPart(llm.TextPart).Text = d.String()
	case '[':
		for d.Array(); d.Element(); {
			d.contentPart()
		}
	default:
		d.Refuse("must be a string or a list of parts")
	}
}

// contentPart reads one part, whose type may come last.
func (d *decoder) contentPart() {
	start := d.Start()
	p := d.NewPart(0)
	var kind llm.Text
	for d.Object(); d.Member(); {
		if string(d.Key()) == "type" {
			kind = d.Text()
		} else {
			d.partMember(p)
		}
	}
	p.Type = typeOf(kind)
	switch {
	case p.Type == llm.OpaquePart:
		*p = llm.Part{Type: llm.OpaquePart, Name: kind, Raw: d.Since(start)}
	case p.Type == llm.DocumentPart && p.Media.Detail != nil:
		p.Extra = append(p.Extra, llm.Member{Name: "detail", Value: llm.Raw(p.Media.Detail), Own: true})
		p.Media.Detail = nil
	}
	if wrong := incomplete(p); wrong != "" {
		d.RefuseAt(start, wrong)
	}
}

func (d *decoder) partMember(p *llm.Part) {
	switch string(d.Key()) {
	case "text", "refusal":
		p.Text = d.Text()
	case "image_url", "file_url":
		if !d.Null() {
			d.Address(&p.Media)
		}
	case "file_data":
		d.FileData(&p.Media)
	case "file_id":
		p.Media.FileID = d.Text()
	case "filename":
		p.Name = d.Text()
	case "detail":
		p.Media.Detail = d.Text()
	case "input_audio":
		d.Audio(p)
	case "annotations", "logprobs": // there are none where the model did not search
		before := d.Scanner
		if string(d.Value()) != "[]" && d.Err() == nil {
			d.Scanner = before
			d.Extra(&p.Extra, ownNames[:])
		}
	default:
		d.Extra(&p.Extra, ownNames[:])
	}
}

func typeOf(kind llm.Text) llm.PartType {
	switch string(kind) {
	case "":
		return 0
	case `"input_text"`, `"output_text"`, `"text"`:
		return llm.TextPart
	case `"refusal"`:
		return llm.RefusalPart
	case `"input_image"`:
		return llm.ImagePart
	case `"input_audio"`:
		return llm.AudioPart
	case `"input_file"`:
		return llm.DocumentPart
	}
	return llm.OpaquePart
}

// incomplete says what a part lacks.
func incomplete(p *llm.Part) string {
	m := &p.Media
	media := m.URL != nil || m.Data != nil || m.FileID != nil
	switch {
	case p.Type == 0:
		return "must have a type"
	case p.Type == llm.TextPart && p.Text == nil:
		return "must have a text"
	case p.Type == llm.RefusalPart && p.Text == nil:
		return "must have a refusal"
	case p.Type == llm.ImagePart && !media:
		return "must have an image_url or a file_id"
	case p.Type == llm.AudioPart && m.Data == nil:
		return "must have an input_audio with data and format"
	case p.Type == llm.DocumentPart && !media:
		return "must have a file_data, file_url or file_id"
	}
	return ""
}

// reasoning reads what the model thought before. The seal goes with the last
// part.
func (d *decoder) reasoning(x *item) {
	d.turn.beginAnew(d)
	first := len(d.R.Parts)
	d.back(&x.content, (*decoder).reasoningText)
	d.back(&x.summary, (*decoder).reasoningSummary)
	if len(d.R.Parts) == first {
		d.NewPart(llm.ReasoningPart)
	}
	d.R.Parts[first].Item, d.R.Parts[first].Extra = x.id, x.extra
	last := &d.R.Parts[len(d.R.Parts)-1]
	if seal := unseal(x.seal, sealedSeal); seal != nil {
		last.Type, last.Signature = llm.RedactedPart, seal
	} else if seal = unseal(x.seal, signedSeal); seal != nil {
		last.Signature = seal
	} else if !gpt.Empty(x.seal) {
		last.Raw = llm.Raw(x.seal)
	}
	d.turn.grow(d)
}

// rawReasoning is the Name of reasoning as the model made it, where it is no
// summary of it. It is never written to.
var rawReasoning = llm.Text(`"reasoning_text"`)

func (d *decoder) reasoningText() { d.thoughts(rawReasoning) }

func (d *decoder) reasoningSummary() { d.thoughts(nil) }

// thoughts reads a list of texts.
func (d *decoder) thoughts(name llm.Text) {
	for d.Array(); d.Element(); {
		p := d.NewPart(llm.ReasoningPart)
		p.Name = name
		for d.Object(); d.Member(); {
			if string(d.Key()) == "text" {
				p.Text = d.Text()
			} else {
				d.Skip()
			}
		}
	}
}
