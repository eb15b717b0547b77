package bedrock

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// frame is the payload of one event of a stream, or of a reply that is whole.
// What has the wrong type counts as absent.
type frame struct {
	values  [frameValues][]byte
	content piece // delta, or start
	block   int64 // contentBlockIndex
}

const (
	frameIndex = iota
	frameReason
	frameUsage
	frameTier
	frameList    // the content of a whole reply
	frameMessage // what an error says
	frameValues
)

// What wire.Table.Next stops at in a reply.
const (
	doPiece wire.Slot = iota + 1
	doCall
	doThought
	doCited
)

var frameTable = wire.Table{Rows: []wire.Row{
	{Name: "contentBlockIndex", Is: wire.Number, To: frameIndex}, {Name: "delta", Is: wire.Do, To: doPiece}, {Name: "p"},
	{Name: "start", Is: wire.Do, To: doPiece}, {Name: "stopReason", Is: wire.Text, To: frameReason},
	{Name: "usage", Is: wire.Map, To: frameUsage}, {Name: "metrics"}, {Name: "output", Is: wire.Inside, In: &wholeTable},
	{Name: "serviceTier", Is: wire.Inside, In: &wire.Table{Rows: []wire.Row{{Name: "type", Is: wire.Text, To: frameTier}}}},
	{Name: "message", Is: wire.Text, To: frameMessage}, {Name: "Message", Is: wire.Text, To: frameMessage},
}}

var wholeTable = wire.Table{Rows: []wire.Row{{Name: "message", Is: wire.Inside}, {Name: "content", Is: wire.List, To: frameList}}}

// read reads a payload.
func (f *frame) read(data []byte) error {
	s := jsonscan.New(data)
	for s.Object(); frameTable.Next(&s, f.values[:]) != 0; {
		f.content.read(&s)
	}
	f.block, _ = jsonscan.Int(f.values[frameIndex])
	return s.End()
}

// piece is a content block, or what one grows by: its kind is that of the
// member that was there.
type piece struct {
	values [pieceValues][]byte
	part   llm.PartType
}

const (
	pieceText = iota
	pieceSignature
	pieceRedacted
	pieceID
	pieceName
	pieceInput
	pieceType // of a tool that the provider runs
	pieceSource
	pieceSources
	pieceValues
)

var (
	pieceTable = wire.Table{Rows: []wire.Row{
		{Name: "text", Is: wire.Text, To: pieceText}, {Name: "toolUse", Is: wire.Do, To: doCall},
		{Name: "reasoningContent", Is: wire.Do, To: doThought}, {Name: "citationsContent", Is: wire.Do, To: doCited},
		{Name: "citation", Is: wire.Map, To: pieceSource},
	}}
	// sourceReplyTable has the members of a citation that lies on the web.
	sourceReplyTable = wire.Table{Rows: []wire.Row{
		{Name: "title", Is: wire.Text, To: wire.SourceTitle}, {Name: "location", Is: wire.Inside}, {Name: "web", Is: wire.Inside},
		{Name: "url", Is: wire.Text, To: wire.SourceURL},
	}}
	callTable = wire.Table{Rows: []wire.Row{
		{Name: "toolUseId", Is: wire.Text, To: pieceID}, {Name: "name", Is: wire.Text, To: pieceName},
		{Name: "input", Is: wire.Value, To: pieceInput}, {Name: "type", Is: wire.Text, To: pieceType},
	}}
	// In a stream the members of reasoning stand by themselves, else in an
	// object.
	reasoningTable = wire.Table{Rows: []wire.Row{
		{Name: "text", Is: wire.Text, To: pieceText}, {Name: "signature", Is: wire.Text, To: pieceSignature},
		{Name: "redactedContent", Is: wire.Text, To: pieceRedacted}, {Name: "reasoningText", Is: wire.Inside},
	}}
)

func (p *piece) read(s *jsonscan.Scanner) {
	if !wire.Object(s) {
		return
	}
	v := p.values[:]
	for s.Object(); ; {
		switch pieceTable.Next(s, v) {
		case 0:
			if p.part == 0 && v[pieceText] != nil {
				p.part = llm.TextPart
			}
			return
		case doCall:
			p.part = llm.ToolCallPart
			callTable.Scan(s, v)
		case doThought:
			if reasoningTable.Scan(s, v) {
				p.part = llm.ReasoningPart
			}
			if v[pieceRedacted] != nil {
				p.part, v[pieceSignature] = llm.RedactedPart, v[pieceRedacted]
			}
		case doCited:
			p.part = llm.TextPart
			p.readCited(s)
		}
	}
}

// readCited reads a text that comes with its sources. Where it consists of
// several they are joined.
func (p *piece) readCited(s *jsonscan.Scanner) {
	if !wire.Object(s) {
		return
	}
	text := &p.values[pieceText]
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "content":
		case "citations":
			p.values[pieceSources] = s.Value()
			continue
		default:
			s.Skip()
			continue
		}
		if !wire.Array(s) {
			continue
		}
		for s.Array(); s.Element(); {
			var v [pieceValues][]byte
			if reasoningTable.Scan(s, v[:]); wire.Empty(*text) {
				*text = v[pieceText]
			} else if !wire.Empty(v[pieceText]) {
				joined := append([]byte(nil), (*text)[:len(*text)-1]...)
				*text = append(joined, v[pieceText][1:]...)
			}
		}
	}
}
