package upstream

import (
	"cmp"
	"slices"
	"sync"

	"aigateway/host-test/upstream/service"
)

// Line is what one model of one service was used for.
type Line struct {
	Service  string `json:"service"`
	Model    string `json:"model"`
	Requests int    `json:"requests"`
	// Tokens: the cache's are a part of the input, thinking is a part of the
	// output.
	Input      int `json:"input_tokens"`
	CacheRead  int `json:"cache_read_tokens"`
	CacheWrite int `json:"cache_write_tokens"`
	Output     int `json:"output_tokens"`
	Thinking   int `json:"thinking_tokens"`
}

// ledger adds up what was billed. The zero value is ready.
type ledger struct {
	mu   sync.Mutex
	book []Line
}

func (l *ledger) add(service string, a *service.Answer) {
	if a.Model == "" || a.Usage.Input == 0 {
		return // a list, a count: not billed
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.IndexFunc(l.book, func(line Line) bool { return line.Service == service && line.Model == a.Model })
	if i < 0 {
		i = len(l.book)
		l.book = append(l.book, Line{Service: service, Model: a.Model})
	}
	line := &l.book[i]
	line.Requests++
	line.Input += a.Usage.Input
	line.CacheRead += a.Usage.CacheRead
	line.CacheWrite += a.Usage.CacheWrite
	line.Output += a.Usage.Output
	line.Thinking += a.Usage.Thinking
}

// lines are sorted by service and model.
func (l *ledger) lines() []Line {
	l.mu.Lock()
	defer l.mu.Unlock()
	lines := append([]Line{}, l.book...)
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Service, b.Service), cmp.Compare(a.Model, b.Model))
	})
	return lines
}

func (l *ledger) clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.book = nil
}
