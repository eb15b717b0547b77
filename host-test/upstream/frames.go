package upstream

import (
	"strings"

	"aigateway/common/eventstream"
)

// Frames makes a stream of AWS' binary frames of lines "NAME PAYLOAD". The
// name of a frame that tells of an error starts with an exclamation mark.
func Frames(lines []byte) (stream []byte) {
	for line := range strings.Lines(string(lines)) {
		name, payload, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" {
			continue
		}
		kind, header := "event", ":event-type"
		if failed, ok := strings.CutPrefix(name, "!"); ok {
			name, kind, header = failed, "exception", ":exception-type"
		}
		start := len(stream)
		stream = eventstream.Begin(stream, eventstream.Header{Name: header, Value: name},
			eventstream.Header{Name: ":content-type", Value: "application/json"}, eventstream.Header{Name: ":message-type", Value: kind})
		stream = eventstream.End(append(stream, payload...), start)
	}
	return stream
}
