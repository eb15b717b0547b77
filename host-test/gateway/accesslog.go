package gateway

import (
	"encoding/json"
	"io"
	"sync"
	"time"

	"aigateway/host-test/engine"
)

// accessLog writes one line an exchange.
type accessLog struct {
	mu sync.Mutex
	w  io.Writer
}

// Entry is one line of the access log.
type Entry struct {
	Start     time.Time `json:"start_time"`
	RequestID string    `json:"request_id"`
	Method    string    `json:"method"`
	Path      string    `json:"path"`
	Authority string    `json:"authority"`
	Protocol  string    `json:"protocol"`
	Source    string    `json:"downstream_remote_address"`
	Route     string    `json:"route_name"`
	Cluster   string    `json:"upstream_cluster"`
	Upstream  string    `json:"upstream_host"`
	// Status is 0 when the client was gone before a response began.
	Status           int     `json:"response_code"`
	Details          string  `json:"response_code_details"`
	Flags            string  `json:"response_flags"`
	BytesReceived    int64   `json:"bytes_received"`
	BytesSent        int64   `json:"bytes_sent"`
	DurationMillis   float64 `json:"duration_ms"`
	FirstBytesMillis float64 `json:"first_byte_ms"`
	// FilterState holds what plugins stored with proxy_set_property, such as
	// ai_log.
	FilterState map[string]string `json:"filter_state,omitempty"`
}

func (l *accessLog) write(r *engine.Report) error {
	e := Entry{
		Start: r.Start, RequestID: r.ID, Protocol: r.Protocol, Source: r.Source,
		Method: r.Request.Value(":method"), Path: r.Request.Value(":path"), Authority: r.Request.Value(":authority"),
		Route: r.Route, Cluster: r.Cluster, Upstream: r.Upstream,
		Status: r.Status, Details: r.Details, Flags: r.Flags,
		BytesReceived: r.BytesIn, BytesSent: r.BytesOut,
		DurationMillis: millis(r.Duration), FirstBytesMillis: millis(r.FirstBytes),
	}
	if len(r.FilterState) > 0 {
		e.FilterState = make(map[string]string, len(r.FilterState))
		for name, value := range r.FilterState {
			e.FilterState[name] = string(value)
		}
	}
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err = l.w.Write(append(line, '\n'))
	return err
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
