package envoyhost

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"sync"
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
	mu   sync.Mutex
	text []byte
}

const tailSize = 64 << 10

func (t *tail) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(t.text, p...)
	if over := len(t.text) - tailSize; over > 0 {
		t.text = append(t.text[:0], t.text[over:]...)
	}
	return len(p), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.text)
}

// lastWords are the lines that say why Envoy gave up.
func (t *tail) lastWords() string {
	lines := strings.Split(strings.TrimSpace(t.String()), "\n")
	words := slices.DeleteFunc(slices.Clone(lines), func(line string) bool {
		return !strings.Contains(line, "[critical]") && !strings.Contains(line, "[error]") && !strings.Contains(line, "rejected")
	})
	if len(words) == 0 {
		return lines[len(lines)-1]
	}
	return strings.Join(words[max(0, len(words)-5):], "\n")
}
