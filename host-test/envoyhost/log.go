package envoyhost

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"sync"
	"time"
)

// logLines passes Envoy's log on without the configuration that Envoy appends
// to some of its errors: that holds the plugins' credentials.
type logLines struct {
	to      io.Writer
	partial []byte
}

func (l *logLines) Write(p []byte) (int, error) {
	l.partial = append(l.partial, p...)
	for {
		end := bytes.IndexByte(l.partial, '\n')
		if end < 0 {
			return len(p), nil
		}
		if line := withoutConfig(l.partial[:end]); line != nil {
			if _, err := l.to.Write(append(line, '\n')); err != nil {
				return len(p), err
			}
		}
		l.partial = append(l.partial[:0], l.partial[end+1:]...)
	}
}

// withoutConfig cuts a line where Envoy begins to print its configuration. A
// line that does not begin with [ is the continuation of such a text.
func withoutConfig(line []byte) []byte {
	if !bytes.HasPrefix(line, []byte("[")) {
		return nil
	}
	for _, mark := range []string{" initializing config ", "): {"} {
		if i := bytes.Index(line, []byte(mark)); i >= 0 {
			line = append(bytes.Clone(line[:i]), " (configuration left out)"...)
		}
	}
	return bytes.Clone(line)
}

// tail keeps the end of a log.
type tail struct {
	mu    sync.Mutex
	text  []byte
	total int // bytes ever written
}

const tailSize = 64 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.total += len(p)
	t.text = append(t.text, p...)
	if over := len(t.text) - tailSize; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string { return t.since(0) }

// mark is the present end, for since.
func (t *tail) mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.total
}

// since is what was written after a mark, as far as it is kept.
func (t *tail) since(mark int) string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text[max(0, len(t.text)-(t.total-mark)):])
}

// reason waits a moment for the lines after a mark that say why Envoy gave up:
// its counters are ahead of its log.
func (t *tail) reason(mark int) string {
	for range 50 {
		lines := strings.Split(strings.TrimSpace(t.since(mark)), "\n")
		words := slices.DeleteFunc(lines, func(line string) bool {
			return !strings.Contains(line, "[critical]") && !strings.Contains(line, "[error]") && !strings.Contains(line, "rejected")
		})
		if len(words) > 0 {
			return strings.Join(words[max(0, len(words)-5):], "\n")
		}
		time.Sleep(20 * time.Millisecond)
	}
	return "its log does not say why; the end of it is " + strings.TrimSpace(t.since(mark))
}
