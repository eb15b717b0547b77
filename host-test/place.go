package hosttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"time"

	"aigateway/host-test/engine"
)

// Place is where a host serves a set, and what it shows of the exchanges.
type Place struct {
	// Host is one of [HostNames].
	Host, Address string
	// Metrics answers as /metrics does.
	Metrics http.Handler
	// cluster is that of the case; "" counts what any cluster has.
	cluster string
	// ended tells of exchanges that are over; nil tells of none.
	ended *journal
}

const (
	// statsFlush is how often an Envoy of ours brings histograms up to date.
	statsFlush = 50 * time.Millisecond
	// slack is how far Envoy's sums may be off: it keeps observations by two
	// digits.
	slack = 0.05
	// endLimit is how long an exchange may take to end.
	endLimit = 5 * time.Second
)

// patience is how long a metric may take to arrive.
func (p Place) patience() time.Duration {
	switch {
	case p.ended == nil:
		return 7 * time.Second // Envoy's histograms may be late by 5 s
	case p.Host == "envoy":
		return 2 * time.Second
	}
	return 0 // the exchange is over, and so are the plugins
}

// scrape reads the metrics as they are now.
func (p Place) scrape() ([]sample, error) {
	recorder := httptest.NewRecorder()
	p.Metrics.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	if recorder.Code != http.StatusOK {
		return nil, fmt.Errorf("/metrics answers %d: %s", recorder.Code, recorder.Body)
	}
	return scrape(recorder.Body.Bytes())
}

// Sum is the sum of the series of a name that have some labels.
func (p Place) Sum(name string, labels map[string]string) (sum float64, err error) {
	all, err := p.scrape()
	for _, s := range all {
		matches := s.name == name
		for label, value := range labels {
			matches = matches && s.labels[label] == value
		}
		if matches {
			sum += s.value
		}
	}
	return sum, err
}

// settle waits until the histograms of earlier exchanges are up to date.
func (p Place) settle() {
	if p.Host == "envoy" {
		time.Sleep(3 * statsFlush)
	}
}

// journal is the filter state of exchanges that are over, oldest first.
type journal struct {
	mu      sync.Mutex
	entries []map[string]string
}

func (j *journal) add(state map[string]string) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = append(j.entries, state)
}

func (j *journal) forget() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = nil
}

// wait returns the first entry since forget.
func (j *journal) wait() (map[string]string, bool) {
	for range int(endLimit / (5 * time.Millisecond)) {
		j.mu.Lock()
		if len(j.entries) > 0 {
			defer j.mu.Unlock()
			return j.entries[0], true
		}
		j.mu.Unlock()
		time.Sleep(5 * time.Millisecond)
	}
	return nil, false
}

// report is called by the embedded gateway.
func (j *journal) report(r *engine.Report) {
	state := map[string]string{}
	for name, value := range r.FilterState {
		state[name] = string(value)
	}
	j.add(state)
}

// journals reads the access log of an Envoy of many sites.
type journals struct {
	sites   map[string]*journal
	partial []byte
}

// Write implements io.Writer.
func (j *journals) Write(p []byte) (int, error) {
	j.partial = append(j.partial, p...)
	for {
		line, rest, ok := bytes.Cut(j.partial, []byte("\n"))
		if !ok {
			return len(p), nil
		}
		var entry struct {
			Listener string
			State    map[string]*string
		}
		if err := json.Unmarshal(line, &entry); err == nil && j.sites[entry.Listener] != nil {
			state := map[string]string{}
			for name, value := range entry.State {
				if value != nil {
					state[name] = *value
				}
			}
			j.sites[entry.Listener].add(state)
		}
		j.partial = rest
	}
}
