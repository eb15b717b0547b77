package responses

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
)

// put and write add to what the client gets, keep and hold to what is kept of
// it. They are calls, see gpt.Encoder.
//
//go:noinline
func (w *writer) put(text string) { w.dst = append(w.dst, text...) }

//go:noinline
func (w *writer) write(json []byte) { w.dst = append(w.dst, json...) }

//go:noinline
func (w *writer) keep(text string) { w.output = append(w.output, text...) }

//go:noinline
func (w *writer) hold(json []byte) { w.output = append(w.output, json...) }

// begin starts an event of a type. Every event names its type twice, in the
// event line and in the data, since some clients read the one and some the
// other.
func (w *writer) begin(kind string) {
	w.put("event: ")
	w.put(kind)
	w.put("\ndata: ")
	w.mark = len(w.dst)
	w.put(`{"type":"`)
	w.put(kind)
	w.put(`","sequence_number":`)
	w.dst = strconv.AppendInt(w.dst, int64(w.sequence), 10)
	w.sequence++
}

// close ends an event.
func (w *writer) close() {
	codec.OneLine(w.dst[w.mark:])
	w.put("}\n\n")
}

// lifecycle writes an event that holds the response.
func (w *writer) lifecycle(kind, status string) {
	w.begin(kind)
	w.put(`,"response":`)
	w.response(status)
	w.close()
}

// response writes the response as it is so far.
func (w *writer) response(status string) {
	w.put(`{"id":`)
	w.write(w.head[:w.idEnd])
	w.put(`,"object":"response","created_at":`)
	w.write(w.head[w.idEnd:])
	w.put(`,"status":"`)
	w.put(status)
	w.put(`","background":false,"error":`)
	w.failure(status)
	w.put(`,"incomplete_details":`)
	if status == "incomplete" {
		w.put(`{"reason":"`)
		w.put(w.reason())
		w.put(`"}`)
	} else {
		w.put("null")
	}
	w.write(echo(w.options.Echo).members())
	w.put(`,"previous_response_id":null,"output":[`)
	if w.ended && status != "failed" {
		w.write(w.output)
	}
	w.put(`],"usage":`)
	if w.usage == nil || !w.usage.Known || !w.ended {
		w.put("null}")
		return
	}
	w.usageMember()
}

// failure writes the error of a response.
func (w *writer) failure(status string) {
	if status != "failed" {
		w.put("null")
		return
	}
	_, code := gpt.Words(w.problem)
	if code == "" {
		code = "server_error"
	}
	w.put(`{"code":`)
	w.dst = jsonscan.AppendQuoted(w.dst, code)
	w.put(`,"message":`)
	w.dst = jsonscan.AppendQuoted(w.dst, w.problem.Message)
	w.put("}")
}

func (w *writer) usageMember() {
	u := w.usage
	dst := gpt.AppendCount(w.dst, `{"input_tokens":`, u.Input)
	dst = gpt.AppendCount(dst, `,"input_tokens_details":{"cached_tokens":`, u.CacheRead)
	dst = gpt.AppendCount(dst, `,"cache_write_tokens":`, u.CacheWrite)
	dst = gpt.AppendCount(dst, `},"output_tokens":`, u.Output)
	dst = gpt.AppendCount(dst, `,"output_tokens_details":{"reasoning_tokens":`, u.Reasoning)
	dst = gpt.AppendCount(dst, `},"total_tokens":`, u.Input+u.Output)
	w.dst = append(dst, "}}"...)
}
