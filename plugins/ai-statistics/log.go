package aistatistics

import (
	"slices"
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/plugin"
	"aigateway/common/usage"
)

// logProperty is the property that all AI plugins log to: a JSON object,
// escaped once so that it can stand between quotes in the access log.
const logProperty = "ai_log"

// writeLog adds what the exchange came to to the log.
func (x *exchange) writeLog(o *outcome) {
	s := x.stats
	r := &s.record
	r.reset()
	if len(x.policy.attributes) > 0 {
		x.logAttributes(r)
	}
	x.logAnswer(r, o)
	if old := s.root.Property(logProperty); len(old) > 0 && !r.merge(old) {
		s.root.Log(plugin.Warn, "log.unreadable", "property", logProperty)
		return
	}
	x.set(logProperty, r.end())
}

// logAnswer adds Higress' members, but for those that an attribute took.
func (x *exchange) logAnswer(r *record, o *outcome) {
	l := logger{r, len(r.keys)}
	l.text("api", x.route.api)
	l.int("chat_round", int64(x.rounds))
	if len(x.session) > 0 {
		l.bytes("session_id", x.session)
	}
	switch {
	case len(o.reply.Model) > 0:
		l.bytes("model", o.reply.Model)
	case x.model.text != "":
		l.text("model", x.model.text)
	default:
		l.null("model")
	}
	l.count("input_token", o.usage.Input, o.counted())
	l.count("output_token", o.usage.Output, o.counted())
	l.count("total_token", o.usage.Input+o.usage.Output, o.counted())
	if o.usage.Detailed() {
		l.raw("input_token_details", x.appendInputDetails(x.stats.scratch[0][:0], o))
		l.raw("output_token_details", appendOutputDetails(x.stats.scratch[0][:0], o))
	}
	if x.status != 0 {
		l.text("response_type", answerKind(x.streamed))
	}
	if len(o.reply.ID) > 0 {
		l.bytes("chat_id", o.reply.ID)
	}
	if o.firstChunk > 0 {
		l.int("llm_first_token_duration", o.firstChunk/millisecond)
	}
	l.int("llm_service_duration", o.duration/millisecond)
	if o.reasons != 0 {
		l.bytes("abnormal", o.reasons.append(x.stats.scratch[0][:0]))
	}
	if o.counted() && !(o.inputMetered && o.outputMetered) {
		l.text("token_source", "estimated")
	}
}

// answerKind is Higress' word for an answer that is streamed or not.
func answerKind(streamed bool) string {
	if streamed {
		return "stream"
	}
	return "normal"
}

// counted tells whether there is a usage, be it an estimate.
func (o *outcome) counted() bool { return o.metered || o.usage.Input+o.usage.Output > 0 }

// logger adds members, each at most once, unless they are among the first
// taken ones of the record.
type logger struct {
	r     *record
	taken int
}

func (l logger) free(name string) bool {
	return l.taken == 0 || !slices.Contains(l.r.keys[:l.taken], name)
}

func (l logger) text(name, text string) {
	if l.free(name) {
		l.r.text(name, text)
	}
}

func (l logger) bytes(name string, text []byte) {
	if l.free(name) {
		l.r.bytes(name, text)
	}
}

func (l logger) int(name string, n int64) {
	if l.free(name) {
		l.r.int(name, n)
	}
}

func (l logger) null(name string) {
	if l.free(name) {
		l.r.word(name, "null")
	}
}

// count adds a number, null where it is not known: a member that is sometimes
// missing is hard to search for.
func (l logger) count(name string, n int64, known bool) {
	if known {
		l.int(name, n)
	} else {
		l.null(name)
	}
}

func (l logger) raw(name string, value []byte) {
	if len(value) > 0 && l.free(name) {
		l.r.raw(name, value)
	}
}

// logAttributes adds the attributes that are for the log, or makes them
// properties of their own.
func (x *exchange) logAttributes(r *record) {
	s, limit := x.stats, x.policy.limit
	for i := range x.policy.attributes {
		a, v := &x.policy.attributes[i], &x.values[i]
		switch {
		case v.form == absent || !a.log:
		case a.own:
			s.scratch[0] = v.appendText(s.scratch[0][:0], limit)
			s.scratch[1] = jsonscan.AppendEscaped(s.scratch[1][:0], s.scratch[0])
			x.set(a.key, s.scratch[1])
		case r.has(a.key):
		case v.form == document && !v.isCut(limit):
			s.scratch[0] = v.appendText(s.scratch[0][:0], limit)
			r.raw(a.key, s.scratch[0])
		default:
			s.scratch[0] = v.appendText(s.scratch[0][:0], limit)
			r.bytes(a.key, s.scratch[0])
		}
	}
}

// set sets a property.
func (x *exchange) set(name string, value []byte) { _ = x.stats.root.SetProperty(name, value) }

// appendInputDetails appends an object of the parts of the input, nothing
// where there are none. The names are OpenAI's, and Anthropic's where that is
// what the client speaks.
func (x *exchange) appendInputDetails(dst []byte, o *outcome) []byte {
	d := details{dst}
	u := &o.usage
	d.add("cached_tokens", u.CacheRead)
	if x.operation == usage.Chat && endsWith(x.path, "/messages") {
		d.add("cache_read_input_tokens", u.CacheRead)
	}
	d.add("cache_creation_input_tokens", u.CacheWrite)
	d.add("audio_tokens", u.InputAudio)
	return d.end()
}

func appendOutputDetails(dst []byte, o *outcome) []byte {
	d := details{dst}
	d.add("reasoning_tokens", o.usage.Reasoning)
	d.add("audio_tokens", o.usage.OutputAudio)
	return d.end()
}

// details is an object of counts.
type details struct{ out []byte }

func (d *details) add(name string, n int64) {
	if n == 0 {
		return
	}
	if len(d.out) == 0 {
		d.out = append(d.out, '{')
	} else {
		d.out = append(d.out, ',')
	}
	d.out = append(append(append(d.out, '"'), name...), '"', ':')
	d.out = strconv.AppendInt(d.out, n, 10)
}

func (d *details) end() []byte {
	if len(d.out) > 0 {
		d.out = append(d.out, '}')
	}
	return d.out
}
