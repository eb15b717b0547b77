package aistatistics

import (
	"strconv"
	"time"

	"aigateway/common/digest"
	"aigateway/common/jsonscan"
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
	r.bytes("timestamp", appendTime(x.stats.scratch[0][:0], time.Now().UTC()))
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

// appendTime appends a time of UTC as in 2006-01-02T15:04:05.000Z. Package
// time's own way brings all of its formats into the module.
func appendTime(dst []byte, t time.Time) []byte {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	for _, part := range [...]struct {
		n, digits int
		end       byte
	}{
		{year, 4, '-'}, {int(month), 2, '-'}, {day, 2, 'T'}, {hour, 2, ':'}, {minute, 2, ':'}, {second, 2, '.'},
		{t.Nanosecond() / millisecond, 3, 'Z'},
	} {
		unit := 1
		for range part.digits - 1 {
			unit *= 10
		}
		for ; unit > 0; unit /= 10 {
			dst = append(dst, byte('0'+part.n/unit%10))
		}
		dst = append(dst, part.end)
	}
	return dst
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
