package stattags

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Table reads names as Envoy does, and remembers them, as a metric stays for
// ever. It may be used by many goroutines.
type Table struct {
	tags []compiled
	seen sync.Map // name to Series
}

type compiled struct {
	label string
	regex *regexp.Regexp
}

// Series is what Prometheus sees of a metric; without a Name, nothing.
type Series struct {
	Name           string
	Labels, Values []string
}

// NewTable compiles tags, whose regular expressions must be valid.
func NewTable(tags []Tag) *Table {
	t := &Table{}
	for _, tag := range tags {
		t.tags = append(t.tags, compiled{tag.Label, regexp.MustCompile(tag.Regex)})
	}
	return t
}

// Series says what a plugin's metric is called.
func (t *Table) Series(name string) Series {
	if s, ok := t.seen.Load(name); ok {
		return s.(Series)
	}
	s := t.read(name)
	t.seen.Store(name, s)
	return s
}

// read has all tags read the whole name; the first of a label counts, and what
// they cut is cut in the end (Envoy: TagProducerImpl::produceTags).
func (t *Table) read(name string) (s Series) {
	name = Namespace + "." + strings.ToValidUTF8(name, "_")
	cut := make([]bool, len(name))
	for _, tag := range t.tags {
		m := tag.regex.FindStringSubmatchIndex(name)
		if len(m) < 4 || m[2] < 0 || slices.Contains(s.Labels, tag.label) {
			continue
		}
		from, to := m[2], m[3]
		for i := from; i < to; i++ {
			cut[i] = true
		}
		if len(m) >= 6 && m[4] >= 0 {
			from, to = m[4], m[5]
		}
		s.Labels, s.Values = append(s.Labels, tag.label), append(s.Values, name[from:to])
	}
	rest := make([]byte, 0, len(name))
	for i := range len(name) {
		if !cut[i] {
			rest = append(rest, name[i])
		}
	}
	s.Name = prometheusName(strings.TrimPrefix(string(rest), Namespace+"."))
	return s
}

// prometheusName makes a name one that Prometheus takes. One that begins with
// a digit it does not, and Envoy leaves it out: it becomes nothing (Envoy:
// PrometheusStatsFormatter::metricName).
func prometheusName(name string) string {
	if name == "" || name[0] >= '0' && name[0] <= '9' {
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r
		}
		return '_'
	}, name)
}

// Bounds finds the bounds of histograms by their names; nil means that the
// host's default holds.
func Bounds(list []Buckets) func(name string) []float64 {
	regexes := make([]*regexp.Regexp, len(list))
	for i, b := range list {
		regexes[i] = regexp.MustCompile(b.Regex)
	}
	return func(name string) []float64 {
		for i, r := range regexes {
			if r.MatchString(Namespace + "." + name) {
				return list[i].Bounds
			}
		}
		return nil
	}
}
