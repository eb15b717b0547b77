package promote

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/sse"
)

// conclude puts the events of a message in front of the one that ends the
// response, which has the message too, and a number that is higher by theirs.
// Where no item had events, the message has none either.
func (n *Native) conclude(dst []byte, e *sse.Event) []byte {
	if len(n.due) == 0 {
		return append(dst, e.Raw...)
	}
	var number, at, end int
	start, stop := listAt(e.Data, "response", "output")
	s := jsonscan.New(e.Data)
	for s.Object(); s.Member(); {
		if string(s.Key()) == "sequence_number" {
			value := s.Value()
			at, end = s.Offset()-len(value), s.Offset()
			i, _ := jsonscan.Int(value)
			number = int(i)
		} else {
			s.Skip()
		}
	}
	if stop == 0 {
		return append(dst, e.Raw...)
	}
	m := message{id: n.messageID(e.Data, "response"), text: n.due[0].literal(), output: count(e.Data[start:stop]), number: number}
	if n.begun {
		dst = m.events(dst)
	}
	n.edits.Reset()
	if end > 0 {
		n.edits.Replace(at, end, strconv.AppendInt(nil, int64(m.number), 10))
	}
	n.push(e.Data, start, stop, m.item(nil, true))
	return n.edited(dst, e)
}

// response puts a message behind the other items.
func (n *Native) response(body []byte) {
	if len(n.due) == 0 {
		return
	}
	if start, end := listAt(body, "", "output"); end > 0 {
		m := message{id: n.messageID(body, ""), text: n.due[0].literal()}
		n.push(body, start, end, m.item(nil, true))
	}
}

// messageID makes the id of the message of that of its response.
func (n *Native) messageID(data []byte, object string) []byte {
	s := jsonscan.New(data)
	id := idIn(&s, object)
	if len(id) < 2 {
		id = []byte(`""`)
	}
	return append([]byte(`"msg_`), id[1:]...)
}

// idIn looks in the member called object, or in the one at hand if that is
// empty.
func idIn(s *jsonscan.Scanner, object string) (id []byte) {
	for s.Object(); s.Member(); {
		switch key := string(s.Key()); {
		case object != "" && key == object && s.Kind() == '{':
			id = idIn(s, "")
		case object == "" && key == "id" && s.Kind() == '"':
			id = s.String()
		default:
			s.Skip()
		}
	}
	return id
}

// count returns how many elements a list has.
func count(list []byte) (n int) {
	s := jsonscan.New(list)
	for s.Array(); s.Element(); n++ {
		s.Skip()
	}
	return n
}

// message is an item of a response that is nothing but a text.
type message struct {
	id, text       []byte
	output, number int
}

// item appends it, with its text or without.
func (m *message) item(dst []byte, done bool) []byte {
	dst = append(append(dst, `{"id":`...), m.id...)
	if !done {
		return append(dst, `,"type":"message","status":"in_progress","role":"assistant","content":[]}`...)
	}
	dst = append(dst, `,"type":"message","status":"completed","role":"assistant","content":[`...)
	return append(part(dst, m.text), "]}"...)
}

func part(dst, text []byte) []byte {
	return append(append(append(dst, `{"type":"output_text","text":`...), text...), `,"annotations":[],"logprobs":[]}`...)
}

// events appends all that a stream has of it, and counts them.
func (m *message) events(dst []byte) []byte {
	dst = append(m.item(append(m.event(dst, "output_item.added", false), `,"item":`...), false), "}\n\n"...)
	dst = append(part(append(m.event(dst, "content_part.added", true), `,"part":`...), []byte(`""`)), "}\n\n"...)
	dst = append(append(append(m.event(dst, "output_text.delta", true), `,"delta":`...), m.text...), ",\"logprobs\":[]}\n\n"...)
	dst = append(append(append(m.event(dst, "output_text.done", true), `,"text":`...), m.text...), ",\"logprobs\":[]}\n\n"...)
	dst = append(part(append(m.event(dst, "content_part.done", true), `,"part":`...), m.text), "}\n\n"...)
	return append(m.item(append(m.event(dst, "output_item.done", false), `,"item":`...), true), "}\n\n"...)
}

// event begins one, of the item or of its part.
func (m *message) event(dst []byte, name string, ofPart bool) []byte {
	dst = append(append(append(dst, "event: response."...), name...), "\ndata: {\"type\":\"response."...)
	dst = strconv.AppendInt(append(append(dst, name...), `","sequence_number":`...), int64(m.number), 10)
	m.number++
	dst = strconv.AppendInt(append(dst, `,"output_index":`...), int64(m.output), 10)
	if ofPart {
		dst = append(append(dst, `,"content_index":0,"item_id":`...), m.id...)
	}
	return dst
}
