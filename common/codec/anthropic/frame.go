package anthropic

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/usage/dialect"
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

// usage is counts of tokens as they stand on the wire.
type usage struct {
	counts dialect.Counts
	tier   llm.Text
}

// read reads an event.
func (f *frame) read(data []byte) error {
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
		switch {
		case string(s.Key()) == "service_tier":
			u.tier = text(s)
		case !u.counts.Member(s):
			s.Skip()
		}
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

// problem is what an error that came in place of a reply says.
func (f *frame) problem() *problem.Problem {
	return failure(0, f.failure, f.requestID)
}
