package bedrock

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// media reads an image, a document or a sound that is in the request itself;
// one that lies elsewhere is for Bedrock alone.
func (d *decoder) media(p *llm.Part, kind llm.PartType) {
	key := d.Key()
	p.Type = kind
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "format":
			p.Media.MIME = mimeOf(gpt.Inner(d.Text()))
		case "name":
			p.Name = d.Text()
		case "source":
			for d.Object(); d.Member(); {
				switch string(d.Key()) {
				case "bytes":
					p.Media.Data = gpt.Inner(d.Text())
				case "text":
					p.Text = d.Text()
				default:
					d.Skip()
				}
			}
		default:
			d.Nested(&p.Extra, "document.")
		}
	}
	if p.Text == nil && (p.Media.Data == nil || p.Media.MIME == nil) || kind != llm.DocumentPart && p.Extra != nil {
		opaque(p, key)
	}
}

func (d *decoder) reasoning(p *llm.Part) {
	start := d.Start()
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "reasoningText":
			p.Type = llm.ReasoningPart
			for d.Object(); d.Member(); {
				switch string(d.Key()) {
				case "text":
					p.Text = d.Text()
				case "signature":
					p.Signature = d.Text()
				default:
					d.Skip()
				}
			}
		case "redactedContent":
			p.Type, p.Signature = llm.RedactedPart, d.Text()
		default:
			d.Skip()
		}
	}
	if p.Type == 0 {
		d.RefuseAt(start, "must have a reasoningText or a redactedContent")
	}
}

// citations reads a text with its sources. Other protocols get the text.
func (d *decoder) citations(p *llm.Part) {
	p.Type = llm.TextPart
	text := llm.Text(`"`)
	for d.Object(); d.Member(); {
		if string(d.Key()) != "content" {
			d.Nested(&p.Extra, "")
			continue
		}
		for d.Array(); d.Element(); {
			for d.Object(); d.Member(); {
				text = append(text, gpt.Inner(gpt.Literal(&d.Scanner))...)
			}
		}
	}
	p.Text = append(text, '"')
}
