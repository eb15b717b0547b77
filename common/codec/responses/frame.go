package responses

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// frame is one event of a stream. What has the wrong type counts as absent.
type frame struct {
	kind, delta             llm.Text
	item, response, failure llm.Raw
	output                  int32 // the number of the item
	part                    int32 // the number of a part of it
}

func (f *frame) read(data []byte) error {
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "type":
			f.kind = gpt.Literal(&s)
		case "delta":
			f.delta = gpt.Literal(&s)
		case "item":
			f.item = gpt.OfKind(&s, '{')
		case "response":
			f.response = gpt.OfKind(&s, '{')
		case "error":
			f.failure = gpt.OfKind(&s, '{')
		case "output_index":
			f.output = number(&s)
		case "content_index", "summary_index":
			f.part = number(&s)
		default:
			s.Skip()
		}
	}
	return s.End()
}

func number(s *jsonscan.Scanner) int32 {
	n, _ := jsonscan.Int(s.Value())
	return int32(n)
}

// reply is what a response says besides what is repeated of the request.
type reply struct {
	id, model, tier, status, reason llm.Text
	created, output, usage, failure llm.Raw
}

func (r *reply) read(data []byte) error {
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "id":
			r.id = gpt.Literal(&s)
		case "model":
			r.model = gpt.Literal(&s)
		case "service_tier":
			r.tier = gpt.Literal(&s)
		case "status":
			r.status = gpt.Literal(&s)
		case "created_at":
			r.created = seconds(gpt.OfKind(&s, '0'))
		case "output":
			r.output = gpt.OfKind(&s, '[')
		case "usage":
			r.usage = gpt.OfKind(&s, '{')
		case "error":
			r.failure = gpt.OfKind(&s, '{')
		case "incomplete_details":
			r.readReason(&s)
		default:
			s.Skip()
		}
	}
	return s.End()
}

func (r *reply) readReason(s *jsonscan.Scanner) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == "reason" {
			r.reason = gpt.Literal(s)
		} else {
			s.Skip()
		}
	}
}

// seconds cuts off the fraction that some servers have, and returns nil for
// what is no time.
func seconds(number llm.Raw) llm.Raw {
	whole, _, _ := bytes.Cut(number, []byte{'.'})
	if n, ok := jsonscan.Int(whole); !ok || n < 0 || whole[0] < '1' {
		return nil
	}
	return whole
}

// output is one item of a reply.
type output struct {
	kind, id, callID, name, arguments, input, seal llm.Text
	content, summary                               llm.Raw
}

func (o *output) read(data []byte) {
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "type":
			o.kind = gpt.Literal(&s)
		case "id":
			o.id = gpt.Literal(&s)
		case "call_id":
			o.callID = gpt.Literal(&s)
		case "name":
			o.name = gpt.Literal(&s)
		case "arguments":
			o.arguments = gpt.Literal(&s)
		case "input":
			o.input = gpt.Literal(&s)
		case "encrypted_content":
			o.seal = gpt.Literal(&s)
		case "content":
			o.content = gpt.OfKind(&s, '[')
		case "summary":
			o.summary = gpt.OfKind(&s, '[')
		default:
			s.Skip()
		}
	}
}
