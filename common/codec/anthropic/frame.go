package anthropic

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// frame is one event of a stream, or a message that is whole. What has the
// wrong type counts as absent.
type frame struct {
	kind    llm.Text
	message message
	piece   piece // content_block or delta
	usage   usage
	// failure is the value of error, and requestID belongs to it.
	failure   llm.Raw
	requestID llm.Text
}

// message is what a message says besides its content.
type message struct {
	id, model, stopReason, stopSequence llm.Text
	content                             llm.Raw
}

// piece is a content block, or what one grows by.
type piece struct {
	kind, text, thinking, signature, data, id, name, partial llm.Text
	input                                                    llm.Raw
	stopReason, stopSequence                                 llm.Text
}

// usage is counts of tokens as they stand on the wire, -1 where absent.
type usage struct {
	input, cached, write, hour, output, thinking int64
	tier                                         llm.Text
}

func (u *usage) clear() {
	*u = usage{input: -1, cached: -1, write: -1, hour: -1, output: -1, thinking: -1}
}

// read reads an event.
func (f *frame) read(data []byte) error {
	f.usage.clear()
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "type":
			f.kind = text(&s)
		case "delta", "content_block":
			f.piece.read(&s)
		case "message":
			f.readMessage(&s)
		case "usage":
			f.usage.read(&s)
		case "error":
			f.failure = s.Value()
		case "request_id":
			f.requestID = text(&s)
		default:
			s.Skip()
		}
	}
	return s.End()
}

// readWhole reads a message that is the whole body.
func (f *frame) readWhole(body []byte) error {
	f.usage.clear()
	s := jsonscan.New(body)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "type":
			f.kind = text(&s)
		case "error":
			f.failure = s.Value()
		case "request_id":
			f.requestID = text(&s)
		default:
			f.messageMember(&s)
		}
	}
	return s.End()
}

// readMessage reads the message that message_start holds.
func (f *frame) readMessage(s *jsonscan.Scanner) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		f.messageMember(s)
	}
}

func (f *frame) messageMember(s *jsonscan.Scanner) {
	m := &f.message
	switch string(s.Key()) {
	case "id":
		m.id = text(s)
	case "model":
		m.model = text(s)
	case "content":
		m.content = s.Value()
	case "stop_reason":
		m.stopReason = text(s)
	case "stop_sequence":
		m.stopSequence = text(s)
	case "usage":
		f.usage.read(s)
	default:
		s.Skip()
	}
}

func (p *piece) read(s *jsonscan.Scanner) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "type":
			p.kind = text(s)
		case "text":
			p.text = text(s)
		case "partial_json":
			p.partial = text(s)
		case "thinking":
			p.thinking = text(s)
		case "signature":
			p.signature = text(s)
		case "data":
			p.data = text(s)
		case "id":
			p.id = text(s)
		case "name":
			p.name = text(s)
		case "input":
			p.input = s.Value()
		case "stop_reason":
			p.stopReason = text(s)
		case "stop_sequence":
			p.stopSequence = text(s)
		default:
			s.Skip()
		}
	}
}

func (u *usage) read(s *jsonscan.Scanner) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "input_tokens":
			u.input = count(s)
		case "cache_read_input_tokens":
			u.cached = count(s)
		case "cache_creation_input_tokens":
			u.write = count(s)
		case "cache_creation":
			nested(s, "ephemeral_1h_input_tokens", &u.hour)
		case "output_tokens":
			u.output = count(s)
		case "output_tokens_details":
			nested(s, "thinking_tokens", &u.thinking)
		case "service_tier":
			u.tier = text(s)
		default:
			s.Skip()
		}
	}
}

// nested reads one count of an object.
func nested(s *jsonscan.Scanner, name string, to *int64) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == name {
			*to = count(s)
			continue
		}
		s.Skip()
	}
}

// text consumes a value and returns it if it is a string.
func text(s *jsonscan.Scanner) llm.Text {
	if s.Kind() == '"' {
		return s.String()
	}
	s.Skip()
	return nil
}

// maxCount is more tokens than any reply has; what is above is nonsense.
const maxCount = 1 << 40

// count consumes a value and returns it if it is a count, else -1.
func count(s *jsonscan.Scanner) int64 {
	if n, ok := jsonscan.Int(s.Value()); ok && n >= 0 && n <= maxCount {
		return n
	}
	return -1
}

// problem is what an error that came in place of a reply says.
func (f *frame) problem() *problem.Problem {
	return failure(0, f.failure, f.requestID)
}
