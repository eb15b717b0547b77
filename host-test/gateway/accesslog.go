package gateway

import (
	"cmp"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"

	"aigateway/host-test/engine"
)

// accessLog writes one line an exchange.
type accessLog struct {
	mu sync.Mutex
	w  io.Writer
}

// absent is what Envoy writes for what there is not.
const absent = "-"

// Entry is one line of the access log: the fields, names and texts that
// package envoyhost has Envoy write, which begin as Higress' do.
type Entry struct {
	// AILog and AIAudit are what plugins stored under these names: JSON, with
	// the escapes that let it stand in a JSON string.
	AILog   stored `json:"ai_log"`
	AIAudit stored `json:"ai_audit"`

	Start     string `json:"start_time"`
	RequestID string `json:"request_id"`
	TraceID   string `json:"trace_id"`
	Method    string `json:"method"`
	Authority string `json:"authority"`
	Path      string `json:"path"` // without the query, which may hold a key
	Protocol  string `json:"protocol"`
	// Status is 0 when no response began.
	Status         string `json:"response_code"`
	Details        string `json:"response_code_details"`
	Flags          string `json:"response_flags"`
	Route          string `json:"route_name"`
	Cluster        string `json:"upstream_cluster"`
	Upstream       string `json:"upstream_host"`
	BytesReceived  string `json:"bytes_received"`
	BytesSent      string `json:"bytes_sent"`
	DurationMillis string `json:"duration"`
	// FirstByteMillis is from the request to the first byte of its response.
	FirstByteMillis string `json:"upstream_service_time"`
	Source          string `json:"downstream_remote_address"`
}

// stored is a text that is written as it is, if that leaves the line valid.
type stored string

// MarshalJSON implements json.Marshaler.
func (s stored) MarshalJSON() ([]byte, error) {
	if quoted := []byte(`"` + s + `"`); json.Valid(quoted) {
		return quoted, nil
	}
	return json.Marshal(string(s))
}

func entryOf(r *engine.Report) Entry {
	state := func(name string) stored {
		return stored(cmp.Or(string(r.FilterState[name]), absent))
	}
	field := func(name string) string { return cmp.Or(r.Request.Value(name), absent) }
	path := cmp.Or(r.Request.Value("x-envoy-original-path"), field(":path"))
	path, _, _ = strings.Cut(path, "?")
	first := absent
	if r.Upstream != "" && r.FirstBytes > 0 {
		first = millis(r.FirstBytes)
	}
	return Entry{
		AILog: state("ai_log"), AIAudit: state("ai_audit"),
		Start: r.Start.UTC().Format("2006-01-02T15:04:05.000Z"), RequestID: cmp.Or(r.ID, absent), TraceID: absent,
		Method: field(":method"), Authority: cmp.Or(r.Request.Value("x-envoy-original-host"), field(":authority")), Path: path,
		Protocol: r.Protocol, Status: strconv.Itoa(r.Status), Details: cmp.Or(r.Details, absent), Flags: cmp.Or(r.Flags, absent),
		Route: cmp.Or(r.Route, absent), Cluster: cmp.Or(r.Cluster, absent), Upstream: cmp.Or(r.Upstream, absent),
		BytesReceived: strconv.FormatInt(r.BytesIn, 10), BytesSent: strconv.FormatInt(r.BytesOut, 10),
		DurationMillis: millis(r.Duration), FirstByteMillis: first, Source: r.Source,
	}
}

func (l *accessLog) write(r *engine.Report) error {
	line, err := json.Marshal(entryOf(r))
	if err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, err = l.w.Write(append(line, '\n'))
	return err
}

func millis(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }
