package upstream

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// clock is the time of all tests.
func clock() time.Time { return time.Unix(1_700_000_000, 0) }

func newServer() *Server { return New(Options{Now: clock, Pause: time.Millisecond}) }

// post sends a body with good headers; more are "Name: value", and "Name:"
// removes one.
func post(s http.Handler, path, body string, headers ...string) *httptest.ResponseRecorder {
	return do(s, httptest.NewRequest(http.MethodPost, path, strings.NewReader(body)), headers...)
}

func do(s http.Handler, r *http.Request, headers ...string) *httptest.ResponseRecorder {
	r.Header.Set("Content-Type", "application/json")
	if strings.Contains(r.URL.Path, "/messages") {
		r.Header.Set("X-Api-Key", "sk-ant-good")
		r.Header.Set("Anthropic-Version", "2023-06-01")
	} else {
		r.Header.Set("Authorization", "Bearer sk-good")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ":")
		r.Header.Del(name)
		if value = strings.TrimSpace(value); value != "" {
			r.Header.Set(name, value)
		}
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// parse decodes an answer that has to be one JSON object.
func parse(t *testing.T, body []byte) map[string]any {
	t.Helper()
	var v map[string]any
	require.NoError(t, json.Unmarshal(body, &v), "%s", body)
	return v
}

// event is a server-sent event of an answer.
type event struct {
	name string
	data string
}

// split takes a stream apart, strictly: event lines, then data, then an empty
// line.
func split(t *testing.T, body string) []event {
	t.Helper()
	require.True(t, strings.HasSuffix(body, "\n\n"), "the stream does not end with an empty line")
	var events []event
	for block := range strings.SplitSeq(strings.TrimSuffix(body, "\n\n"), "\n\n") {
		var e event
		for line := range strings.SplitSeq(block, "\n") {
			if name, ok := strings.CutPrefix(line, "event: "); ok {
				e.name = name
				continue
			}
			data, ok := strings.CutPrefix(line, "data: ")
			require.True(t, ok, "a line is neither event nor data: %q", line)
			e.data = data
		}
		events = append(events, e)
	}
	return events
}
