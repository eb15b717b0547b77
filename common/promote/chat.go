package promote

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/sse"
)

// chunk puts chunks with the text in front of the one that ends the choice.
func (n *Native) chunk(dst []byte, e *sse.Event) []byte {
	for _, c := range n.due {
		start := len(dst)
		dst = append(dst, `data: {`...)
		s := jsonscan.New(e.Data)
		for s.Object(); s.Member(); {
			switch key := string(s.Key()); key {
			case "id", "model", "created":
				dst = append(append(append(append(dst, '"'), key...), `":`...), s.Value()...)
				dst = append(dst, ',')
			default:
				s.Skip()
			}
		}
		dst = append(dst, `"object":"chat.completion.chunk","choices":[{"index":`...)
		dst = strconv.AppendInt(dst, int64(c.index), 10)
		dst = append(append(append(dst, `,"delta":{"content":`...), c.literal()...), `},"finish_reason":null}]}`...)
		codec.OneLine(dst[start:])
		dst = append(dst, "\n\n"...)
	}
	return append(dst, e.Raw...)
}

// chat makes the text the content of messages.
func (n *Native) chat(body []byte) {
	if len(n.due) == 0 {
		return
	}
	s := jsonscan.New(body)
	for s.Object(); s.Member(); {
		if string(s.Key()) != "choices" || s.Kind() != '[' {
			s.Skip()
			continue
		}
		s.Array()
		for place := 0; s.Element(); place++ {
			n.chatChoice(&s, body, place)
		}
	}
}

// chatChoice consumes one choice, whose index is place if it has none.
func (n *Native) chatChoice(s *jsonscan.Scanner, body []byte, place int) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	index, message := place, 0
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "index":
			if i, ok := jsonscan.Int(s.Value()); ok {
				index = int(i)
			}
		case "message":
			s.Kind()
			message = s.Offset()
			s.Skip()
		default:
			s.Skip()
		}
	}
	if c := n.find(index); c != nil && message > 0 && s.Err() == nil {
		n.content(body, message, c)
	}
}

// content sets the content of the message at an offset. One that is a list has
// the thoughts in it.
func (n *Native) content(body []byte, message int, c *choice) {
	s := jsonscan.New(body[message:])
	if s.Kind() != '{' {
		return
	}
	s.Object()
	empty, found := s.Kind() != '"', false
	for s.Member() {
		if string(s.Key()) != "content" {
			s.Skip()
			continue
		}
		kind := s.Kind()
		found = true
		start := message + s.Offset()
		s.Skip()
		if kind == '[' {
			part := append(append([]byte(`{"type":"text","text":`), c.literal()...), '}')
			n.push(body, start, message+s.Offset(), part)
		} else {
			n.edits.Replace(start, message+s.Offset(), c.literal())
		}
	}
	if !found {
		n.edits.Insert(message+1, append([]byte(`"content":`), c.literal()...))
		if !empty {
			n.edits.Insert(message+1, []byte{','})
		}
	}
}
