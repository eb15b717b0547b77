package codec

import (
	"bytes"
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Some providers sign their tool calls and want the signature back, while most
// protocols have no place for one. But every client sends the id of a call back
// as it came. So the signature travels behind the id, in the letters that all
// protocols allow there:
//
//	call_1__thought__CiQBVKhc7s
//
// The mark is the one that LiteLLM has for this.
const callMark = "__thought__"

// AppendCallID appends, as a string literal, the id that a client is to answer
// the tool call with that e starts: the provider's, or one made of prefix, seed
// and place where it gave none, and behind it the signature if there is one.
func AppendCallID(dst []byte, prefix string, seed uint64, e *llm.Event) []byte {
	if len(e.ID) > len(`""`) {
		dst = append(dst, e.ID[:len(e.ID)-1]...)
	} else {
		dst = strconv.AppendUint(append(append(dst, '"'), prefix...), seed, 36)
		if e.Choice > 0 {
			dst = strconv.AppendInt(append(dst, '_'), int64(e.Choice), 10)
		}
		dst = strconv.AppendInt(append(dst, '_'), int64(e.Block), 10)
	}
	if len(e.Signature) > len(`""`) {
		dst = appendForURL(append(dst, callMark...), e.Signature)
	}
	return append(dst, '"')
}

// appendForURL appends base64 in the alphabet that is meant for URLs, without
// padding.
func appendForURL(dst []byte, literal llm.Text) []byte {
	start := len(dst)
	dst = jsonscan.AppendText(dst, literal)
	out := dst[start:start]
	for _, c := range dst[start:] {
		switch c {
		case '+':
			c = '-'
		case '/':
			c = '_'
		case '=':
			continue
		}
		out = append(out, c)
	}
	return dst[:start+len(out)]
}

// CutCallID takes apart the id of a tool call that came back from a client:
// what the provider called it, without quotes, and the signature, nil if there
// is none.
func CutCallID(id llm.Text) (plain, signature []byte) {
	if len(id) < len(`""`) {
		return nil, nil
	}
	plain, signature, _ = bytes.Cut(id[1:len(id)-1], []byte(callMark))
	return plain, signature
}

// AppendPlainID appends the id of a tool call as a string literal, for a
// provider that has nothing to do with the signature.
func AppendPlainID(dst []byte, id llm.Text) []byte {
	plain, _ := CutCallID(id)
	return append(append(append(dst, '"'), plain...), '"')
}

// AppendSignature appends a signature that CutCallID returned as a string
// literal, as the provider wrote it.
func AppendSignature(dst, signature []byte) []byte {
	dst = append(dst, '"')
	for _, c := range signature {
		switch c {
		case '-':
			c = '+'
		case '_':
			c = '/'
		}
		dst = append(dst, c)
	}
	for n := len(signature); n%4 != 0; n++ {
		dst = append(dst, '=')
	}
	return append(dst, '"')
}

// SignatureAt returns where in a string literal, the id of a tool call, the
// signature and its mark stand.
func SignatureAt(id llm.Text) (at Span, found bool) {
	i := bytes.Index(id, []byte(callMark))
	return Span{Start: i, End: len(id) - 1}, i > 0
}

// MaySign tells whether there may be signatures in the ids of calls in value.
func MaySign(value []byte) bool { return bytes.Contains(value, []byte(callMark)) }
