package ledger

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// answer is what a call gets.
type answer struct {
	contentType string
	// pieces are the events of a stream, or the one body.
	pieces []string
	// early is the usage that the first half of the pieces tells.
	early Usage
	// tells tells that the last half tells the usage.
	tells bool
}

// delivery is one answer on its way.
type delivery struct {
	w      http.ResponseWriter
	r      *http.Request
	number int
	order  *Order
}

// deliver writes an answer and its entry. The books come first: whoever has
// the answer must find the entry.
func (p *Provider) deliver(d *delivery, a answer) {
	half := len(a.pieces) / 2
	entry := Entry{}
	switch {
	case d.order.Cache == "hit":
	case d.order.Ending.Cut():
		entry.Metered = a.early
	case a.tells:
		entry.Metered, entry.Told = d.order.Usage, true
	}
	if entry.Told {
		entry.Charge = p.Prices[d.order.Model].Of(entry.Metered)
	}
	p.write(d.number, entry)
	switch d.order.Ending {
	case Broken:
		d.send(a.contentType, a.pieces[:half])
		panic(http.ErrAbortHandler) // cuts the connection
	case Endless:
		d.send(a.contentType, a.pieces[:half])
		select {
		case <-d.r.Context().Done():
		case <-time.After(patience):
		}
	default:
		d.send(a.contentType, a.pieces)
	}
}

// patience is how long a stream that stopped waits for its client to leave.
const patience = 30 * time.Second

// send writes pieces, and has them on the wire when it returns. What can fail
// is the client, and it is gone then.
func (d *delivery) send(contentType string, pieces []string) {
	header := d.w.Header()
	header.Set("Content-Type", contentType)
	if d.order.Cache != "" {
		header.Set("X-Cache-Status", d.order.Cache)
	}
	to, flush := io.Writer(d.w), http.NewResponseController(d.w).Flush
	switch {
	case d.order.Gzip:
		header.Set("Content-Encoding", "gzip")
		packed, onWire := gzip.NewWriter(d.w), flush
		defer func() { _ = packed.Close() }()
		to, flush = packed, func() error { return errors.Join(packed.Flush(), onWire()) }
	case len(pieces) == 1:
		header.Set("Content-Length", strconv.Itoa(len(pieces[0])))
	}
	if d.order.Pace == 0 {
		pieces = []string{strings.Join(pieces, "")}
	}
	for _, piece := range pieces {
		if _, err := io.WriteString(to, piece); err != nil || flush() != nil {
			return
		}
		time.Sleep(d.order.Pace)
	}
}

// refuse answers with an error as the API of the path has it.
func refuse(w http.ResponseWriter, path string, status int) {
	kind := map[int]string{400: "invalid_request_error", 429: "rate_limit_error", 500: "api_error"}[status]
	body := object{"error": object{"message": "ordered to fail", "type": kind}}
	if path == messagesPath {
		body["type"] = "error"
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, encode(body)) // the client is gone
}

type object = map[string]any

func encode(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only texts, numbers and objects are encoded
	}
	return string(text)
}
