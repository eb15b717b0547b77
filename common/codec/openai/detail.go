package openai

import (
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// detail is an entry of reasoning_details, as OpenRouter's API has it, or of
// LiteLLM's thinking_blocks. It is how reasoning that only its provider can
// check or read travels through this protocol:
//
//	{"type":"reasoning.text","text":"…","signature":"…","index":0}
//	{"type":"reasoning.summary","summary":"…","index":0}
//	{"type":"reasoning.encrypted","data":"…","index":1}
//
// In a stream the entries of one index are pieces of one.
type detail [4][]byte

const (
	detailText = iota
	detailSignature
	detailData // what only the provider can read
	detailIndex
)

var detailTable = wire.Table{Rows: []wire.Row{
	{Name: "type"}, {Name: "text", Is: wire.Text, To: detailText}, {Name: "signature", Is: wire.Text, To: detailSignature},
	{Name: "index", Is: wire.Value, To: detailIndex}, {Name: "summary", Is: wire.Text, To: detailText},
	{Name: "thinking", Is: wire.Text, To: detailText}, {Name: "data", Is: wire.Text, To: detailData},
}}

// scanDetail reads one entry. Members of other types are as good as absent.
func scanDetail(s *jsonscan.Scanner) (x detail) {
	detailTable.Scan(s, x[:])
	if wire.Empty(x[detailSignature]) {
		x[detailSignature] = nil
	}
	return x
}
