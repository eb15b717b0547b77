package aistatistics

import (
	"strconv"

	"aigateway/common/digest"
	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
)

const (
	// auditProperty holds the record of an exchange for those who must keep
	// one: a JSON object, escaped once as [logProperty] is.
	auditProperty = "ai_audit"
	// abnormalProperty holds what is abnormal about an exchange, as words
	// with commas between; it is not there if nothing is.
	abnormalProperty = "ai_abnormal"
)

// prompts are the members of requests, in any protocol, that are the prompt.
var prompts = [...]string{"messages", "input", "prompt", "contents", "system", "instructions", "systemInstruction", "system_instruction", "inputs"}

// hashPrompt appends the SHA-256 of what is asked, in hexadecimal: the same whoever asks, of
// which model, and whether the answer is streamed. What is no JSON is hashed
// as a whole.
func hashPrompt(dst, body []byte) []byte {
	h := digest.New()
	s := jsonscan.New(body)
	found := false
	if s.Kind() == '{' {
		for s.Object(); s.Member(); {
			key := string(s.Key())
			value := s.Value()
			if indexOf(prompts[:], key) >= 0 {
				found = true
				h.Write([]byte(key))
				h.Write(value)
			}
		}
	}
	if !found {
		h.Write(body)
	}
	return digest.AppendHex(dst, h.Sum())
}

// writeAudit writes the record of the exchange.
func (x *exchange) writeAudit(o *outcome) {
	r := &x.stats.record
	r.reset()
	r.bytes("timestamp", plugin.Now().Append(x.stats.scratch[0][:0], "YYYY-MM-DDThh:mm:ss.fffZ"))
	r.bytes("user_id", x.user)
	r.text("model", x.model.text)
	r.bytes("version", o.reply.Model)
	if len(x.hash) > 0 {
		r.bytes("prompt_hash", x.hash)
	}
	r.int("input_tokens", o.usage.Input)
	r.int("output_tokens", o.usage.Output)
	if o.unpriced || !o.counted() {
		r.word("cost_usd", "null")
	} else {
		r.word("cost_usd", string(appendUSD(nil, o.cost)))
	}
	r.int("latency_ms", o.duration/millisecond)
	r.text("endpoint", x.upstream.text)
	r.word("cache_hit", strconv.FormatBool(o.cacheHit()))
	r.text("status", x.statusText(o))
	x.set(auditProperty, r.end())
}

// statusText is the status that the client got, or why it got none.
func (x *exchange) statusText(o *outcome) string {
	if o.status == closedByClient || o.status == resetByUpstream {
		return statusNames[o.status]
	}
	return strconv.Itoa(int(x.status))
}

// appendUSD appends nano-USD as a decimal number of USD.
func appendUSD(dst []byte, nano int64) []byte {
	dst = append(strconv.AppendInt(dst, nano/1e9, 10), '.')
	digits := strconv.AppendInt(nil, 1e9+nano%1e9, 10)[1:]
	return append(dst, digits...)
}

// tellAbnormal tells later plugins and the log what is abnormal.
func (x *exchange) tellAbnormal(o *outcome) {
	x.stats.scratch[0] = o.reasons.append(x.stats.scratch[0][:0])
	x.set(abnormalProperty, x.stats.scratch[0])
}
