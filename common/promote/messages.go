package promote

import (
	"bytes"

	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/sse"
)

// How the protocol writes a text: in a message, and in a stream.
const (
	textBlock  = `{"type":"text","text":%0}`
	textEvents = "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":%1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n" +
		"event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":%1,\"delta\":{\"type\":\"text_delta\",\"text\":%0}}\n\n" +
		"event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":%1}\n\n"
)

// block puts a block with the text in front of the event that ends the message.
func (n *Native) block(dst []byte, e *sse.Event) []byte {
	n.count(e.Data)
	if len(n.due) > 0 {
		dst = jsonedit.Fill(dst, textEvents, n.due[0].literal(), decimal(n.index))
	}
	return append(dst, e.Raw...)
}

// count keeps count of the blocks, by the numbers that they have.
func (n *Native) count(data []byte) {
	if !bytes.Contains(data, []byte("content_block_start")) {
		return
	}
	if i, ok := jsonscan.Int(jsonedit.At(data, jsonedit.Span{}, "index").Of(data)); ok {
		n.index = max(n.index, int(i)+1)
	}
}

// message puts a block with the text behind the others.
func (n *Native) message(body []byte) {
	if content := at(body, jsonedit.Span{}, '[', "content"); content.End > 0 && len(n.due) > 0 {
		n.push(body, content, jsonedit.Fill(nil, textBlock, n.due[0].literal()))
	}
}
