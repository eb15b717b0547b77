package usage

import (
	"errors"

	"aigateway/common/compress"
	"aigateway/common/llm"
	"aigateway/common/tokens"
	"aigateway/common/usage/dialect"
)

// Options say what is known of an answer before its first byte.
type Options struct {
	// ContentType and Encoding are the header fields, empty without one.
	ContentType, Encoding string
	// Family is whose tokens an estimate counts.
	Family tokens.Family
	// MaxBody is how many bytes of an answer, decompressed, are looked at;
	// 0 is [DefaultMaxBody]. None of them are kept.
	MaxBody int64
}

// DefaultMaxBody is what MaxBody is unless it is set.
const DefaultMaxBody = 256 << 20

// How an answer is sampled, see sampler: of one of 64 KB a fifth is looked at.
const (
	answerAll   = 4 << 10
	answerEvery = 8
)

// Meter reads one answer. Reset makes it ready for another one and keeps its
// buffers. It does not keep the chunks that it is given. It must not be copied
// while it is in use.
type Meter struct {
	walker
	lines    lines
	framing  framing
	frame    frame
	template template
	held     []byte // a token that is cut, as far as it came

	reply    Reply
	counts   dialect.Counts // of events that were read to their end
	staged   dialect.Counts // of the event that is being read
	names    []byte         // what the slices of reply point to
	calls    []call
	spoken   sampler
	loop     looper
	family   tokens.Family
	failedBy rank

	// since tells that content came after the counts; metered is the estimate
	// for what came before them.
	since   bool
	metered int64
	// deltas tells that some choice had a delta, moreLines that an answer
	// says itself when it is done.
	deltas, moreLines bool
	over              bool

	left    int64 // bytes that may yet be looked at
	decoder *compress.Decoder
	sink    func([]byte)
}

// Reset makes m ready for an answer.
func (m *Meter) Reset(o Options) {
	m.release()
	*m = Meter{
		walker:   walker{at: place{call: noCall}},
		framing:  framingOf(o.ContentType),
		template: template{shape: m.template.shape[:0]},
		held:     m.held[:0],
		names:    m.names[:0],
		calls:    m.calls[:0],
		spoken:   sampler{whole: answerAll, every: answerEvery},
		family:   o.Family,
		left:     o.MaxBody,
		sink:     m.sink,
	}
	if m.left <= 0 {
		m.left = DefaultMaxBody
	}
	if o.Encoding == "" {
		return
	}
	decoder, known := compress.New(o.Encoding)
	m.reply.Unread = !known
	m.decoder = decoder
	if m.sink == nil {
		m.sink = m.observe
	}
}

// Write reads the next bytes of the answer, as they are on the wire.
func (m *Meter) Write(chunk []byte) {
	switch {
	case m.over || m.reply.Unread || m.reply.Oversized:
	case m.decoder == nil:
		m.observe(chunk)
	default:
		m.decode(chunk)
	}
}

// Close ends the answer, be it whole or cut off. It must be called, for it
// releases what decompression holds; a second call does nothing.
func (m *Meter) Close() {
	if m.over {
		return
	}
	m.over = true
	m.release()
	r := &m.reply
	if m.framing == events {
		if m.lines.field != unnamed {
			m.line(nil, true)
		}
		m.endEvent()
	}
	if r.Failed || m.framing != documents && r.Finish != 0 {
		r.Ended = true // nothing follows an error, and not all services write [DONE]
	}
	switch {
	case r.Finish != llm.FinishStop:
	case r.ToolCalls > 0:
		r.Finish = llm.FinishToolCalls // Gemini says stop, and so does a forced call
	case r.Refused:
		r.Finish = llm.FinishRefusal
	}
	if r.Ended || r.Finish != 0 {
		m.judge()
	}
	m.estimate()
}

// Reply says what the answer was so far. It is the same pointer each time,
// may be asked for at any time, and is final after Close.
func (m *Meter) Reply() *Reply { return &m.reply }

// decode reads compressed bytes.
func (m *Meter) decode(chunk []byte) {
	switch err := m.decoder.Write(chunk, m.sink); {
	case err == nil:
	case errors.Is(err, compress.ErrTooLarge):
		m.reply.Oversized = true
	default:
		m.reply.Unread = true
	}
}

func (m *Meter) release() {
	if m.decoder != nil {
		_ = m.decoder.Close() // that it was cut off is told by what it said
		m.decoder = nil
	}
}
