package served

import "aigateway/common/byteorder"

// AnswerProperty holds an answer that the client got past the plugins that
// measure, because a response was on its way through them already.
const AnswerProperty = "ai_served_answer"

// Answer is one of them, in the client's protocol.
type Answer struct {
	Status      int
	ContentType string
	Body        []byte
}

// AppendAnswer appends a: two bytes of status, two that count those of the
// content type, both little-endian, the content type and the body.
func AppendAnswer(dst []byte, a *Answer) []byte {
	contentType := a.ContentType[:min(len(a.ContentType), 1<<16-1)]
	dst = byteorder.LEAppendUint16(dst, uint16(a.Status))
	dst = byteorder.LEAppendUint16(dst, uint16(len(contentType)))
	return append(append(dst, contentType...), a.Body...)
}

// ParseAnswer reads what [AppendAnswer] wrote. Its body is part of raw. Ok
// tells whether there is an answer.
func ParseAnswer(raw []byte) (a Answer, ok bool) {
	if len(raw) < 4 {
		return a, false
	}
	body := raw[4:]
	size := int(byteorder.LEUint16(raw[2:]))
	if len(body) < size {
		return a, false
	}
	return Answer{int(byteorder.LEUint16(raw)), string(body[:size]), body[size:]}, true
}
