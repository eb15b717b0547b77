package usage

import "strings"

// framing is what the body of an answer consists of.
type framing uint8

const (
	undecided framing = iota
	// documents are JSON values one behind the other: a whole answer, an
	// array that grows, or lines of JSON.
	documents
	// events are server-sent events.
	events
	// frames are those of Amazon's event stream.
	frames
	// opaque is anything else, such as audio.
	opaque
)

// framingOf returns what a content type announces, undecided where the first
// byte will tell.
func framingOf(contentType string) framing {
	switch contentType { // most answers
	case "application/json", "text/event-stream":
		return undecided
	}
	kind, _, _ := strings.Cut(contentType, ";")
	switch kind = strings.TrimSpace(kind); {
	case strings.EqualFold(kind, "application/vnd.amazon.eventstream"):
		return frames
	case kind == "", strings.EqualFold(kind, "text/event-stream"), strings.EqualFold(kind, "text/plain"),
		strings.EqualFold(kind, "application/octet-stream"), endsFold(kind, "json"), endsFold(kind, "jsonl"), endsFold(kind, "jsonlines"):
		return undecided
	}
	return opaque
}

func endsFold(s, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(s[len(s)-len(end):], end)
}

// observe reads the next bytes of the answer, decompressed.
func (m *Meter) observe(b []byte) {
	if int64(len(b)) > m.left {
		b = b[:m.left]
		m.reply.Oversized = true
	}
	m.left -= int64(len(b))
	for m.framing == undecided && len(b) > 0 {
		switch b[0] {
		case '{', '[':
			m.framing = documents
			continue
		case ' ', '\t', '\r', '\n', 0xEF, 0xBB, 0xBF: // space, or the mark of UTF-8
		default:
			m.framing = events
			continue
		}
		b = b[1:]
	}
	if len(b) == 0 {
		return
	}
	switch m.framing {
	case documents:
		m.walk(b)
	case events:
		m.events(b)
	case frames:
		m.frames(b)
	case opaque:
		m.reply.Started = true
	}
}
