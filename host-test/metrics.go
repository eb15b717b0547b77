package hosttest

import (
	"bytes"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// sample is one series with its value.
type sample struct {
	name   string
	labels map[string]string
	value  float64 // NaN: any above 0
	gauge  bool
}

// String is the series as /metrics prints it, labels in order.
func (s *sample) String() string {
	var b strings.Builder
	b.WriteString(s.name + "{")
	for i, label := range slices.Sorted(maps.Keys(s.labels)) {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(label + "=" + strconv.Quote(s.labels[label]))
	}
	return b.String() + "}"
}

// parseMetrics reads the metrics of a case, of which * is a value.
func parseMetrics(text []byte) ([]sample, error) {
	var lines [][]byte
	for line := range bytes.Lines(text) {
		if rest, ok := bytes.CutSuffix(bytes.TrimSpace(line), []byte(" *")); ok {
			line = append(bytes.Clone(rest), " NaN\n"...)
		}
		lines = append(lines, line)
	}
	list, err := scrape(slices.Concat(lines...))
	if err != nil {
		return nil, fmt.Errorf("a line is SERIES VALUE, as /metrics prints it: %w", err)
	}
	return list, nil
}

// scrape reads Prometheus' text format; a histogram is the series that it is
// printed as.
func scrape(text []byte) (list []sample, err error) {
	if len(text) > 0 && text[len(text)-1] != '\n' {
		text = append(bytes.Clone(text), '\n')
	}
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(families)) {
		for _, m := range families[name].GetMetric() {
			list = appendSamples(list, name, m)
		}
	}
	return list, nil
}

func appendSamples(list []sample, name string, m *dto.Metric) []sample {
	labels := map[string]string{}
	for _, l := range m.GetLabel() {
		labels[l.GetName()] = l.GetValue()
	}
	if h := m.GetHistogram(); h != nil {
		for _, b := range h.GetBucket() {
			le := maps.Clone(labels)
			le["le"] = strconv.FormatFloat(b.GetUpperBound(), 'g', -1, 64)
			list = append(list, sample{name: name + "_bucket", labels: le, value: float64(b.GetCumulativeCount())})
		}
		return append(list,
			sample{name: name + "_count", labels: labels, value: float64(h.GetSampleCount())},
			sample{name: name + "_sum", labels: labels, value: h.GetSampleSum()})
	}
	value := m.GetCounter().GetValue() + m.GetGauge().GetValue() + m.GetUntyped().GetValue()
	return append(list, sample{name: name, labels: labels, value: value, gauge: m.GetGauge() != nil})
}

// grown returns what is in after and not in before: what counters and
// histograms grew by, and what gauges are. cluster is that of the case; what
// counts for another one is left out.
func grown(before, after []sample, cluster string) (list []sample) {
	old := map[string]float64{}
	for _, s := range before {
		old[s.String()] = s.value
	}
	for _, s := range after {
		if strings.HasPrefix(s.name, "gateway_") {
			continue // what the embedded gateway counts by itself
		}
		if at := s.labels["upstream"] + s.labels["ai_cluster"]; at != "" && at != "none" && at != cluster {
			continue
		}
		was, known := old[s.String()]
		if !s.gauge {
			s.value -= was
		}
		if s.value != 0 || s.gauge && !known {
			list = append(list, s)
		}
	}
	return list
}

// compareMetrics says, a sentence each, where got is not what want says.
// Sums may be off by slack, a part of 1.
func compareMetrics(want, got []sample, slack float64) (differences []string) {
	for _, w := range want {
		var sum float64
		for i := range got {
			if got[i].matches(&w) {
				sum += got[i].value
			}
		}
		allowed := 0.0
		if strings.HasSuffix(w.name, "_sum") {
			allowed = slack * w.value
		}
		if math.IsNaN(w.value) && sum <= 0 {
			differences = append(differences, fmt.Sprintf("%v must be above 0%s", &w, present(got, w.name)))
		} else if math.Abs(sum-w.value) > allowed {
			differences = append(differences, fmt.Sprintf("%v must be %v and is %v%s", &w, w.value, sum, present(got, w.name)))
		}
	}
	return differences
}

func (s *sample) matches(want *sample) bool {
	if s.name != want.name {
		return false
	}
	for label, value := range want.labels {
		if s.labels[label] != value {
			return false
		}
	}
	return true
}

// present names the series of that name, for the one who has to look.
func present(got []sample, name string) string {
	var b strings.Builder
	for i := range got {
		if got[i].name == name {
			fmt.Fprintf(&b, "\n\tthere is %v %v", &got[i], got[i].value)
		}
	}
	return b.String()
}

// metricLines is what -update writes: all that grew but buckets and gauges
// that are 0, without the labels that follow from the case. A * of before, and
// what a clock measured, is a *. Lines that say 0 stay while it is true.
func metricLines(before []byte, got []sample) []byte {
	old, _ := parseMetrics(before) // was parsed when the case was read
	var b bytes.Buffer
	for _, s := range got {
		if strings.HasSuffix(s.name, "_bucket") || s.value == 0 {
			continue
		}
		s.labels = maps.Clone(s.labels)
		for _, label := range []string{"route", "ai_route", "upstream", "ai_cluster"} {
			if s.labels[label] != "none" {
				delete(s.labels, label)
			}
		}
		value := strconv.FormatFloat(s.value, 'f', -1, 64)
		starred := slices.ContainsFunc(old, func(o sample) bool { return math.IsNaN(o.value) && s.matches(&o) })
		if starred || measured(s.name) {
			value = "*"
		}
		fmt.Fprintf(&b, "%v %s\n", &s, value)
	}
	for _, o := range old {
		if o.value == 0 && len(compareMetrics([]sample{o}, got, 0)) == 0 {
			fmt.Fprintf(&b, "%v 0\n", &o)
		}
	}
	return b.Bytes()
}

// measured tells whether a metric's value is a time.
func measured(name string) bool {
	base, sum := strings.CutSuffix(name, "_sum")
	return sum && (strings.HasSuffix(base, "seconds")) || strings.HasSuffix(name, "_duration")
}
