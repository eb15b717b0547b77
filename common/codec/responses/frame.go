package responses

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// frame is one event of a stream. What has the wrong type counts as absent.
type frame struct {
	values [frameValues][]byte
	output int32 // the number of the item
	part   int32 // the number of a part of it
}

const (
	frameKind = iota
	frameDelta
	frameItem
	frameResponse
	frameFailure
	frameOutput
	framePart
	frameNote
	frameValues
)

var frameTable = wire.Table{Rows: []wire.Row{
	{Name: "type", Is: wire.Text, To: frameKind}, {Name: "sequence_number"}, {Name: "item_id"},
	{Name: "output_index", Is: wire.Number, To: frameOutput}, {Name: "content_index", Is: wire.Number, To: framePart},
	{Name: "delta", Is: wire.Text, To: frameDelta}, {Name: "logprobs"}, {Name: "item", Is: wire.Map, To: frameItem},
	{Name: "response", Is: wire.Map, To: frameResponse}, {Name: "summary_index", Is: wire.Number, To: framePart},
	{Name: "error", Is: wire.Map, To: frameFailure}, {Name: "annotation", Is: wire.Map, To: frameNote},
}}

func (f *frame) read(data []byte) error {
	err := frameTable.Document(data, f.values[:])
	f.output, f.part = number(f.values[frameOutput]), number(f.values[framePart])
	return err
}

func number(value []byte) int32 {
	n, _ := jsonscan.Int(value)
	return int32(n)
}

// reply is what a response says besides what is repeated of the request.
type reply [replyValues][]byte

const (
	replyID = iota
	replyModel
	replyTier
	replyStatus
	replyReason
	replyCreated
	replyOutput
	replyUsage
	replyFailure
	replyValues
)

var replyTable = wire.Table{Rows: []wire.Row{
	{Name: "id", Is: wire.Text, To: replyID}, {Name: "created_at", Is: wire.Number, To: replyCreated},
	{Name: "status", Is: wire.Text, To: replyStatus}, {Name: "error", Is: wire.Map, To: replyFailure},
	{Name: "incomplete_details", Is: wire.Inside, In: &wire.Table{Rows: []wire.Row{{Name: "reason", Is: wire.Text, To: replyReason}}}},
	{Name: "model", Is: wire.Text, To: replyModel}, {Name: "output", Is: wire.List, To: replyOutput},
	{Name: "service_tier", Is: wire.Text, To: replyTier}, {Name: "usage", Is: wire.Map, To: replyUsage},
}}

func (r *reply) read(data []byte) error {
	err := replyTable.Document(data, r[:])
	r[replyCreated] = seconds(r[replyCreated])
	return err
}

// seconds cuts off the fraction that some servers have, and returns nil for
// what is no time.
func seconds(number []byte) []byte {
	whole, _, _ := bytes.Cut(number, []byte{'.'})
	if n, ok := jsonscan.Int(whole); !ok || n < 0 || whole[0] < '1' {
		return nil
	}
	return whole
}

// output is one item of a reply.
type output [outputValues][]byte

const (
	outputKind = iota
	outputID
	outputCallID
	outputName
	outputArguments
	outputInput
	outputSeal
	outputContent
	outputSummary
	outputValues
)

var outputTable = wire.Table{Rows: []wire.Row{
	{Name: "id", Is: wire.Text, To: outputID}, {Name: "type", Is: wire.Text, To: outputKind}, {Name: "status"},
	{Name: "arguments", Is: wire.Text, To: outputArguments}, {Name: "call_id", Is: wire.Text, To: outputCallID},
	{Name: "name", Is: wire.Text, To: outputName}, {Name: "content", Is: wire.List, To: outputContent},
	{Name: "summary", Is: wire.List, To: outputSummary}, {Name: "encrypted_content", Is: wire.Text, To: outputSeal},
	{Name: "input", Is: wire.Text, To: outputInput},
}}

// element is a part of an item.
type element [elementValues][]byte

const (
	elementKind = iota
	elementText
	elementNotes
	elementValues
)

var elementTable = wire.Table{Rows: []wire.Row{
	{Name: "type", Is: wire.Text, To: elementKind}, {Name: "text", Is: wire.Text, To: elementText},
	{Name: "refusal", Is: wire.Text, To: elementText}, {Name: "annotations", Is: wire.List, To: elementNotes},
}}

// noteTable has the members of an annotation, of whatever type.
var noteTable = wire.Table{Rows: []wire.Row{
	{Name: "type", Is: wire.Text, To: wire.SourceKind}, {Name: "start_index", Is: wire.Number, To: wire.SourceStart},
	{Name: "end_index", Is: wire.Number, To: wire.SourceEnd}, {Name: "url", Is: wire.Text, To: wire.SourceURL},
	{Name: "title", Is: wire.Text, To: wire.SourceTitle}, {Name: "file_id", Is: wire.Text, To: wire.SourceFile},
	{Name: "filename", Is: wire.Text, To: wire.SourceTitle}, {Name: "index", Is: wire.Number, To: wire.SourceEnd},
}}
