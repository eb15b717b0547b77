package hosttest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"

	"aigateway/host-test/upstream"
)

// abort says when a client leaves.
type abort struct {
	events, bytes int // of the body, decoded; one of them is 0
}

func parseAbort(text string) (*abort, error) {
	words := strings.Fields(text)
	if len(words) != 3 || words[0] != "after" {
		return nil, fmt.Errorf("%q is not: after N events, or: after N bytes", text)
	}
	n, err := strconv.Atoi(words[1])
	if err != nil || n < 1 {
		return nil, fmt.Errorf("%q is no number above 0", words[1])
	}
	switch strings.TrimSuffix(words[2], "s") {
	case "event":
		return &abort{events: n}, nil
	case "byte":
		return &abort{bytes: n}, nil
	}
	return nil, fmt.Errorf("%q is neither events nor bytes", words[2])
}

// read reads a body up to the point at which the client leaves, or to its end
// without one.
func (a *abort) read(r *http.Response) ([]byte, error) {
	body, err := upstream.Decode(r.Header.Get("Content-Encoding"), r.Body)
	if err != nil {
		return nil, err
	}
	if a == nil {
		decoded, err := io.ReadAll(body)
		// Packed bodies say where they end; who stays waits for the message's.
		_, rest := io.Copy(io.Discard, r.Body)
		return decoded, errors.Join(err, rest)
	}
	var got []byte
	for one := make([]byte, 1); !a.reached(got); {
		n, err := body.Read(one)
		got = append(got, one[:n]...)
		if errors.Is(err, io.EOF) {
			return append(got, "\n[ended before the client left]"...), nil
		}
		if err != nil {
			return got, err
		}
	}
	return got, nil
}

func (a *abort) reached(got []byte) bool {
	if a.bytes > 0 {
		return len(got) >= a.bytes
	}
	return bytes.HasSuffix(got, []byte("\n\n")) && bytes.Count(got, []byte("\n\n")) >= a.events
}
