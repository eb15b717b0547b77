package promote

import (
	"strconv"

	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/sse"
)

// How the protocol writes a message that is nothing but a text: %0 is its id,
// %1 the text, %2 its place in the output, %3 the number of the event.
const (
	textPart = `{"type":"output_text","text":%1,"annotations":[],"logprobs":[]}`
	textItem = `{"id":%0,"type":"message","status":"completed","role":"assistant","content":[` + textPart + `]}`
	ofItem   = `","sequence_number":%3,"output_index":%2,`
	ofPart   = ofItem + `"content_index":0,"item_id":%0,`
)

// messageEvents are what a stream has of it.
var messageEvents = [...]struct{ name, members string }{
	{"output_item.added", ofItem + `"item":{"id":%0,"type":"message","status":"in_progress","role":"assistant","content":[]}`},
	{"content_part.added", ofPart + `"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}`},
	{"output_text.delta", ofPart + `"delta":%1,"logprobs":[]`},
	{"output_text.done", ofPart + `"text":%1,"logprobs":[]`},
	{"content_part.done", ofPart + `"part":` + textPart},
	{"output_item.done", ofItem + `"item":` + textItem},
}

// conclude puts the events of a message in front of the one that ends the
// response, which has the message too, and a number that is higher by theirs.
// Where no item had events, the message has none either.
func (n *Native) conclude(dst []byte, e *sse.Event) []byte {
	if len(n.due) == 0 {
		return append(dst, e.Raw...)
	}
	output := at(e.Data, jsonedit.Span{}, '[', "response", "output")
	if output.End == 0 {
		return append(dst, e.Raw...)
	}
	items := 0
	for jsonedit.At(e.Data, output, strconv.Itoa(items)).End > 0 {
		items++
	}
	numbered := jsonedit.At(e.Data, jsonedit.Span{}, "sequence_number")
	number, _ := jsonscan.Int(numbered.Of(e.Data))
	id, text := messageID(e.Data, "response", "id"), n.due[0].literal()
	if n.begun {
		for _, m := range messageEvents {
			dst = append(append(append(dst, "event: response."...), m.name...), "\ndata: {\"type\":\"response."...)
			dst = append(jsonedit.Fill(append(dst, m.name...), m.members, id, text, decimal(items), decimal(int(number))), "}\n\n"...)
			number++
		}
	}
	n.edits.Reset()
	if numbered.End > 0 {
		n.edits.Replace(numbered.Start, numbered.End, decimal(int(number)))
	}
	n.push(e.Data, output, jsonedit.Fill(nil, textItem, id, text))
	return n.edited(dst, e)
}

// response puts a message behind the other items.
func (n *Native) response(body []byte) {
	if output := at(body, jsonedit.Span{}, '[', "output"); output.End > 0 && len(n.due) > 0 {
		n.push(body, output, jsonedit.Fill(nil, textItem, messageID(body, "id"), n.due[0].literal()))
	}
}

// messageID makes the id of the message of that of its response.
func messageID(data []byte, path ...string) []byte {
	id := at(data, jsonedit.Span{}, '"', path...)
	if id.End == 0 {
		return []byte(`"msg_"`)
	}
	return jsonedit.Fill(nil, `"msg_%0`, data[id.Start+1:id.End])
}
