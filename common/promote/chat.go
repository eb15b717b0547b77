package promote

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/jsonedit"
	"aigateway/common/sse"
)

// chunk puts chunks with the text in front of the one that ends the choice.
func (n *Native) chunk(dst []byte, e *sse.Event) []byte {
	for _, c := range n.due {
		start := len(dst)
		dst = append(dst, "data: {"...)
		for _, name := range [...]string{"id", "created", "model"} {
			if value := jsonedit.At(e.Data, jsonedit.Span{}, name); value.End > 0 {
				dst = jsonedit.Fill(dst, `"%0":%1,`, []byte(name), value.Of(e.Data))
			}
		}
		dst = jsonedit.Fill(dst, `"object":"chat.completion.chunk","choices":[{"index":%0,"delta":{"content":%1},"finish_reason":null}]}`,
			decimal(int(c.index)), c.literal())
		codec.OneLine(dst[start:])
		dst = append(dst, "\n\n"...)
	}
	return append(dst, e.Raw...)
}

func decimal(n int) []byte { return strconv.AppendInt(nil, int64(n), 10) }

// chat makes the text the content of messages. Content that is a list has the
// thoughts in it.
func (n *Native) chat(body []byte) {
	if len(n.due) == 0 {
		return
	}
	each(body, "choices", func(element jsonedit.Span, index int) {
		message, c := at(body, element, '{', "message"), n.find(index)
		if c == nil || message.End == 0 {
			return
		}
		switch content := jsonedit.At(body, message, "content"); {
		case content.End == 0:
			n.first(body, message, jsonedit.Fill(nil, `"content":%0`, c.literal()))
		case body[content.Start] == '[':
			n.push(body, content, jsonedit.Fill(nil, textBlock, c.literal()))
		default:
			n.edits.Replace(content.Start, content.End, c.literal())
		}
	})
}
