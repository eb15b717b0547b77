package anthropic

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/usage/dialect"
)

// frame is one event of a stream, or a message that is whole. What has the
// wrong type counts as absent.
type frame struct {
	values [frameValues][]byte
	piece  piece // content_block or delta
	counts dialect.Counts
}

const (
	frameKind = iota
	frameFailure
	// The rest is of a message.
	frameID
	frameModel
	frameContent
	frameReason
	frameSequence
	frameTier
	frameValues
)

// What wire.Table.Next stops at in a reply.
const (
	doPiece wire.Slot = iota + 1
	doMessage
	doUsage
)

var (
	frameTable = wire.Table{Rows: []wire.Row{
		{Name: "type", Is: wire.Text, To: frameKind}, {Name: "index"}, {Name: "delta", Is: wire.Do, To: doPiece},
		{Name: "content_block", Is: wire.Do, To: doPiece}, {Name: "usage", Is: wire.Do, To: doUsage},
		{Name: "message", Is: wire.Do, To: doMessage}, {Name: "error", Is: wire.Value, To: frameFailure},
	}}
	messageReplyTable = wire.Table{Rows: []wire.Row{
		{Name: "id", Is: wire.Text, To: frameID}, {Name: "type", Is: wire.Text, To: frameKind}, {Name: "role"},
		{Name: "model", Is: wire.Text, To: frameModel}, {Name: "content", Is: wire.Value, To: frameContent},
		{Name: "stop_reason", Is: wire.Text, To: frameReason}, {Name: "stop_sequence", Is: wire.Text, To: frameSequence},
		{Name: "usage", Is: wire.Do, To: doUsage}, {Name: "error", Is: wire.Value, To: frameFailure},
	}}
	tierTable = wire.Table{Rows: []wire.Row{{Name: "service_tier", Is: wire.Text, To: frameTier}}}
)

// piece is a content block, or what one grows by.
type piece [pieceValues][]byte

const (
	pieceKind = iota
	pieceText
	pieceSignature
	pieceID
	pieceName
	pieceInput
	pieceReason
	pieceSequence
	pieceSource
	pieceSources
	pieceValues
)

// Members of one place are of different types.
var pieceTable = wire.Table{Rows: []wire.Row{
	{Name: "type", Is: wire.Text, To: pieceKind}, {Name: "text", Is: wire.Text, To: pieceText},
	{Name: "id", Is: wire.Text, To: pieceID}, {Name: "name", Is: wire.Text, To: pieceName},
	{Name: "input", Is: wire.Value, To: pieceInput}, {Name: "partial_json", Is: wire.Text, To: pieceText},
	{Name: "thinking", Is: wire.Text, To: pieceText}, {Name: "signature", Is: wire.Text, To: pieceSignature},
	{Name: "data", Is: wire.Text, To: pieceSignature}, {Name: "stop_reason", Is: wire.Text, To: pieceReason},
	{Name: "stop_sequence", Is: wire.Text, To: pieceSequence}, {Name: "citation", Is: wire.Map, To: pieceSource},
	{Name: "citations", Is: wire.List, To: pieceSources},
}}

// sourceReplyTable has the members of a citation, of whatever type.
var sourceReplyTable = wire.Table{Rows: []wire.Row{
	{Name: "type"}, {Name: "cited_text", Is: wire.Text, To: wire.SourceQuote}, {Name: "url", Is: wire.Text, To: wire.SourceURL},
	{Name: "title", Is: wire.Text, To: wire.SourceTitle}, {Name: "source", Is: wire.Text, To: wire.SourceURL},
	{Name: "document_title", Is: wire.Text, To: wire.SourceTitle}, {Name: "file_id", Is: wire.Text, To: wire.SourceFile},
}}

// read reads an event, or a message that is the whole body.
func (f *frame) read(t *wire.Table, data []byte) error {
	s := jsonscan.New(data)
	s.Object()
	f.members(t, &s)
	return s.End()
}

func (f *frame) members(t *wire.Table, s *jsonscan.Scanner) {
	for {
		switch t.Next(s, f.values[:]) {
		case 0:
			return
		case doPiece:
			pieceTable.Scan(s, f.piece[:])
		case doMessage:
			if kind := f.values[frameKind]; wire.Object(s) {
				s.Object()
				f.members(&messageReplyTable, s)
				f.values[frameKind] = kind
			}
		case doUsage:
			usage := s.Value()
			tierTable.Read(usage, f.values[:])
			u := jsonscan.New(usage)
			if u.Kind() != '{' {
				continue
			}
			for u.Object(); u.Member(); {
				if !f.counts.Member(&u) {
					u.Skip()
				}
			}
		}
	}
}
