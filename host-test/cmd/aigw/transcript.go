package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"

	"aigateway/host-test/upstream"
)

// sighting is what was seen of one exchange: by the client, and by the
// provider.
type sighting struct {
	path, sent string
	got        upstream.Request
	status     int
	header     http.Header
	received   []byte
}

// understood is the answer as the client reads it.
func (s sighting) understood(v visit) (answer, error) {
	var a answer
	kind := s.header.Get("Content-Type")
	if !v.stream {
		if !strings.HasPrefix(kind, "application/json") {
			return a, fmt.Errorf("it is %s", kind)
		}
		return a, v.client.whole(s.received, &a)
	}
	if !strings.HasPrefix(kind, "text/event-stream") {
		return a, fmt.Errorf("it is %s", kind)
	}
	if !bytes.HasSuffix(s.received, []byte("\n\n")) {
		return a, errors.New("the last event is not complete")
	}
	for line := range bytes.Lines(s.received) {
		if data, ok := bytes.CutPrefix(bytes.TrimSpace(line), []byte("data: ")); ok {
			if err := v.client.event(data, &a); err != nil {
				return a, err
			}
		}
	}
	return a, nil
}

// print writes the transcript of one exchange.
func (s sighting) print(out io.Writer) {
	section(out, "client sent", "POST "+s.path, s.sent)
	if s.got.Method != "" {
		head := s.got.Method + " " + s.got.Host + s.got.Target
		for _, name := range []string{"Authorization", "X-Api-Key", "Anthropic-Version"} {
			if value := s.got.Header.Get(name); value != "" {
				head += "  " + strings.ToLower(name) + ": " + masked(name, value)
			}
		}
		section(out, "provider got", head, string(s.got.Body))
	}
	if s.status != 0 {
		section(out, "client received", fmt.Sprintf("%d %s", s.status, s.header.Get("Content-Type")), string(s.received))
	}
}

// masked shows enough of a credential to tell it from another.
func masked(name, value string) string {
	if name == "Anthropic-Version" {
		return value
	}
	scheme, key, found := strings.Cut(value, " ")
	if !found {
		scheme, key = "", value
	}
	return strings.TrimSpace(scheme + " " + key[:min(len(key), 6)] + "…")
}

// Of a line longer than widest and of more lines than longest the middle is
// left out.
const widest, longest = 200, 9

func section(out io.Writer, title, head, body string) {
	fmt.Fprintf(out, "%-16s %s\n", title, head)
	lines := strings.Split(strings.TrimSpace(body), "\n")
	lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
	if more := len(lines) - longest; more > 0 {
		head := longest - longest/3
		lines = slices.Replace(lines, head, head+more, fmt.Sprintf("… %d more lines", more))
	}
	for _, line := range lines {
		if len(line) > widest {
			line = strings.ToValidUTF8(line[:widest/2]+" … "+line[len(line)-widest/2:], "")
		}
		fmt.Fprintf(out, "%-16s %s\n", "", line)
	}
}
