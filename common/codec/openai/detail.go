package openai

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
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
type detail struct {
	text, signature llm.Text
	redacted        llm.Text // what only the provider can read
	index           llm.Raw
}

// scanDetail reads one entry. Members of other types are as good as absent.
func scanDetail(s *jsonscan.Scanner) (x detail) {
	if s.Kind() != '{' {
		s.Skip()
		return x
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "text", "summary", "thinking":
			if text := gpt.Literal(s); text != nil {
				x.text = text
			}
		case "signature":
			if signature := gpt.Literal(s); !gpt.Empty(signature) {
				x.signature = signature
			}
		case "data":
			x.redacted = gpt.Literal(s)
		case "index":
			x.index = s.Value()
		default:
			s.Skip()
		}
	}
	return x
}
