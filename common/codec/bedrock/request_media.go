package bedrock

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// media reads an image, a document or a sound that is in the request itself;
// one that lies elsewhere is for Bedrock alone.
func (d *decoder) media(p *llm.Part, kind llm.PartType, key []byte) {
	p.Type = kind
	d.Words[0] = nil
	d.Read(&mediaTable)
	p.Media.MIME = mimeOf(d.At(theFormat))
	if p.Text == nil && (p.Media.Data == nil || p.Media.MIME == nil) || kind != llm.DocumentPart && p.Extra != nil {
		opaque(p, key)
	}
}

func (d *decoder) reasoning(p *llm.Part) {
	var v [thoughtValues][]byte
	start := d.Start()
	thoughtTable.Read(d.Value(), v[:])
	switch {
	case v[thoughtRedacted] != nil:
		p.Type, p.Signature = llm.RedactedPart, v[thoughtRedacted]
	case v[thoughtText] != nil || v[thoughtSignature] != nil:
		p.Type, p.Text, p.Signature = llm.ReasoningPart, v[thoughtText], v[thoughtSignature]
	default:
		d.RefuseAt(start, "must have a reasoningText or a redactedContent")
	}
}

// citations reads a text with its sources. Other protocols get the text.
func (d *decoder) citations(p *llm.Part) {
	p.Type = llm.TextPart
	text := llm.Text{'"'}
	for d.Object(); d.Member(); {
		if string(d.Key()) != "content" {
			p.Extra = append(p.Extra, llm.Member{Name: string(d.Key()), Value: d.Value(), Own: true})
			continue
		}
		for d.Array(); d.Element(); {
			for d.Object(); d.Member(); {
				text = append(text, wire.Inner(wire.Literal(&d.Scanner))...)
			}
		}
	}
	p.Text = append(text, '"')
}

// opaque makes p what llm has no word for; its Raw is set later.
func opaque(p *llm.Part, key []byte) {
	*p = llm.Part{Type: llm.OpaquePart, Name: jsonscan.AppendQuoted(nil, key)}
}

// Marks in the words that llm.Part.Cache has everywhere. They are never
// written to.
var (
	marked      = llm.Raw(`{"type":"ephemeral"}`)
	markedFor5m = llm.Raw(`{"type":"ephemeral","ttl":"5m"}`)
	markedFor1h = llm.Raw(`{"type":"ephemeral","ttl":"1h"}`)
)

// mark reads a cache point.
func (d *decoder) mark() llm.Raw {
	switch string(ttlOf(d.Value())) {
	case `"5m"`:
		return markedFor5m
	case `"1h"`:
		return markedFor1h
	}
	return marked
}
