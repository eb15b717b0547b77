package promote

import (
	"bytes"
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/sse"
)

// block puts a block with the text in front of the event that ends the message.
func (n *Native) block(dst []byte, e *sse.Event) []byte {
	n.count(e.Data)
	if len(n.due) > 0 {
		dst = n.blockEvent(dst, "content_block_start", `,"content_block":{"type":"text","text":""`, nil)
		dst = n.blockEvent(dst, "content_block_delta", `,"delta":{"type":"text_delta","text":`, n.due[0].literal())
		dst = n.blockEvent(dst, "content_block_stop", "", nil)
	}
	return append(dst, e.Raw...)
}

// count keeps count of the blocks, by the numbers that they have.
func (n *Native) count(data []byte) {
	if !bytes.Contains(data, []byte("content_block_start")) {
		return
	}
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		if string(s.Key()) != "index" {
			s.Skip()
		} else if i, ok := jsonscan.Int(s.Value()); ok {
			n.index = max(n.index, int(i)+1)
		}
	}
}

// blockEvent appends an event about the block, with an object that a text ends.
func (n *Native) blockEvent(dst []byte, name, object string, text []byte) []byte {
	dst = append(append(append(dst, "event: "...), name...), "\ndata: "...)
	dst = append(append(append(dst, `{"type":"`...), name...), `","index":`...)
	dst = append(append(strconv.AppendInt(dst, int64(n.index), 10), object...), text...)
	if object != "" {
		dst = append(dst, '}')
	}
	return append(dst, "}\n\n"...)
}

// message puts a block with the text behind the others.
func (n *Native) message(body []byte) {
	if len(n.due) == 0 {
		return
	}
	if start, end := listAt(body, "", "content"); end > 0 {
		n.push(body, start, end, append(append([]byte(`{"type":"text","text":`), n.due[0].literal()...), '}'))
	}
}
