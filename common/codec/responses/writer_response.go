package responses

import (
	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
)

// begin starts an event of a type. Every event names its type twice, in the
// event line and in the data, since some clients read the one and some the
// other.
func (w *writer) begin(kind string) {
	w.Raw("event: ")
	w.Raw(kind)
	w.Raw("\ndata: ")
	w.mark = len(w.Dst)
	w.Raw(`{"type":"`)
	w.Raw(kind)
	w.Count(`","sequence_number":`, int64(w.sequence))
	w.sequence++
}

// close ends an event.
func (w *writer) close() {
	codec.OneLine(w.Dst[w.mark:])
	w.Raw("}\n\n")
}

// lifecycle writes an event that holds the response.
func (w *writer) lifecycle(kind, status string) {
	w.begin(kind)
	w.Raw(`,"response":`)
	w.response(status)
	w.close()
}

// response writes the response as it is so far.
func (w *writer) response(status string) {
	w.Between(`{"id":`, w.head[:w.idEnd], `,"object":"response","created_at":`)
	w.Between("", w.head[w.idEnd:], `,"status":"`)
	w.Raw(status)
	w.Raw(`","background":false,"error":`)
	w.failure(status)
	if status == "incomplete" {
		start := w.Open("incomplete_details")
		w.Quoted("reason", w.reason())
		w.Close(start)
	} else {
		w.Constant("incomplete_details", "null")
	}
	w.Between("", echo(w.Options.Echo).members(), `,"previous_response_id":null,"output":[`)
	if w.Ended && status != "failed" {
		w.Bytes(w.out.Dst)
	}
	w.Raw(`],"usage":`)
	if w.usage == nil || !w.usage.Known || !w.Ended {
		w.Raw("null}")
		return
	}
	u := w.usage
	w.Count(`{"input_tokens":`, u.Input)
	w.Count(`,"input_tokens_details":{"cached_tokens":`, u.CacheRead)
	w.Count(`,"cache_write_tokens":`, u.CacheWrite)
	w.Count(`},"output_tokens":`, u.Output)
	w.Count(`,"output_tokens_details":{"reasoning_tokens":`, u.Reasoning)
	w.Counts(`},"total_tokens":`, u.Input+u.Output, "}}")
}

// failure writes the error of a response.
func (w *writer) failure(status string) {
	if status != "failed" {
		w.Raw("null")
		return
	}
	_, code := gpt.Words(w.Failure)
	if code == "" {
		code = "server_error"
	}
	w.Raw("{")
	w.Quoted("code", code)
	w.Quoted("message", w.Failure.Message)
	w.Raw("}")
}
