package aistatistics

import (
	"slices"
	"strconv"
	"strings"

	"unicode/utf8"
)

// label is one value of a label. There is one struct for each, so that labels
// are compared by their address.
type label struct {
	text  string // as it stands in names of metrics
	value string // as it came first
	api   string // of a route: what Higress calls its API, or "-"

	durations *durations // of a model: how long its recent answers took
	health    *health    // of an upstream
}

// maxLabel bounds a label, in bytes.
const maxLabel = 128

// anchors end a label in the name of a metric, and so must not be in it.
var anchors = [...]string{".upstream", ".model", ".consumer", ".metric"}

// clean returns value as a label: hosts find where it ends by the words that
// follow it, and collectors want UTF-8.
func clean(value string) string {
	if value == "" {
		return "none"
	}
	var b strings.Builder
	b.Grow(min(len(value), maxLabel))
	for i := 0; i < len(value); {
		r, size := utf8.DecodeRuneInString(value[i:])
		switch {
		case b.Len()+size > maxLabel:
			return b.String()
		case r == utf8.RuneError && size == 1, !strconv.IsPrint(r), r == '.' && anchored(value[i:]):
			b.WriteByte('_')
		default:
			b.WriteRune(r)
		}
		i += size
	}
	if anchored("." + value) {
		return "_" + b.String()
	}
	return b.String()
}

// anchored tells whether text begins with what ends a label.
func anchored(text string) bool {
	return slices.ContainsFunc(anchors[:], func(a string) bool { return strings.HasPrefix(text, a) })
}

// labels are the values that one label has, in one worker. How many there can
// be is bounded, and where they come from strangers all workers agree on them.
type labels struct {
	stats *statistics
	key   string // of the shared data that holds them, "" for this worker alone
	max   int
	known map[string]*label // by the value as it came
	texts map[string]*label // by its text
	other *label

	recent [2]*label // that were found: most requests are like one before
}

func newLabels(s *statistics, key string, limit int) labels {
	l := labels{stats: s, key: key, max: limit, known: map[string]*label{}, texts: map[string]*label{}, other: &label{text: "other", api: "-"}}
	l.texts["none"] = &label{text: "none", api: "-"}
	return l
}

// find returns the label for value. A value that is not proven, because
// whoever sent it could have made it up, takes only half of the places.
func (l *labels) find(value []byte, proven bool) *label {
	for _, recent := range l.recent {
		if recent != nil && recent.value == string(value) {
			return recent
		}
	}
	value = value[:min(len(value), maxValue)]
	if found := l.known[string(value)]; found != nil {
		l.recent[0], l.recent[1] = found, l.recent[0]
		return found
	}
	return l.enter(string(value), proven)
}

// maxValue is how much of a value is looked at.
const maxValue = 2 * maxLabel

func (l *labels) enter(value string, proven bool) *label {
	text := clean(value)
	found := l.texts[text]
	if found == nil {
		if !l.admit(text, proven) {
			return l.other
		}
		found = l.add(text)
	}
	if found.value == "" {
		found.value = value
	}
	if len(l.known) < 4*l.max { // several values can have one text
		l.known[value] = found
	}
	return found
}

// places is how many values may be entered.
func (l *labels) places(proven bool) int {
	if proven {
		return l.max
	}
	return (l.max + 1) / 2
}

// size is how many values there are, without "none".
func (l *labels) size() int { return len(l.texts) - 1 }

func (l *labels) add(text string) *label {
	found := l.texts[text]
	if found == nil {
		found = &label{text: text, api: apiOf(text)}
		l.texts[text] = found
	}
	return found
}

// admit tells whether text may become a label, and has all workers know it.
func (l *labels) admit(text string, proven bool) bool {
	if l.size() >= l.places(proven) {
		return false // it never shrinks, so there is no need to ask
	}
	if l.key == "" {
		return true
	}
	for range 4 { // others may write at the same moment
		version := l.fetch()
		if l.texts[text] != nil {
			return true
		}
		if l.size() >= l.places(proven) {
			return false
		}
		l.add(text)
		if l.publish(version) && version != 0 {
			return true
		}
		delete(l.texts, text)
	}
	return false
}

// fetch learns what other workers have entered, and returns the version.
func (l *labels) fetch() uint32 {
	raw, version, err := l.stats.root.SharedData(l.key)
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if text := strings.TrimSuffix(line, "\n"); text != "" {
			l.add(text)
		}
	}
	return version
}

// publish tells other workers what there is, and reports whether nobody else
// did since version. Where nobody ever did, the host cannot tell: then fetch
// shows it.
func (l *labels) publish(version uint32) bool {
	var list []byte
	for text := range l.texts {
		if text != "none" {
			list = append(append(list, text...), '\n')
		}
	}
	return l.stats.root.SetSharedData(l.key, list, version) == nil
}

// apiOf returns what Higress calls the API of a route: the first three parts
// of a name that has as many.
func apiOf(route string) string {
	if parts := strings.SplitN(route, "@", 4); len(parts) >= 3 {
		return strings.Join(parts[:3], "@")
	}
	return "-"
}
