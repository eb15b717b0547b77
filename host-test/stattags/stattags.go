// Package stattags says how the names under which plugins count become series
// with labels: once, for Envoy's bootstrap and for the embedded gateway's
// /metrics, so that both print the same. It reads no metric itself.
//
// Proxy-Wasm knows no labels. A plugin that counts by labels writes them into
// the name:
//
//	route.R.upstream.C.model.M.consumer.U.metric.NAME[.KEY.VALUE]…
//
// R, C, M and U are never empty, begin with none of the words upstream, model,
// consumer and metric, and hold none of them behind a dot. The value of a KEY
// holds no dot unless [family] says so.
package stattags

import "strings"

// Namespace is what Envoy puts before the name of a plugin's metric, and
// leaves out again when it prints for Prometheus.
const Namespace = "wasmcustom"

// Tag turns a part of a metric's name, with the namespace, into a label: the
// first group of Regex (RE2) is cut from the name, the second is the label's
// value.
type Tag struct{ Label, Regex string }

// Higress returns the four tags of Higress' own bootstrap, to the letter.
// They take the labels of every metric above, and leave the words between
// them in its name: route_upstream_model_consumer_metric_NAME.
func Higress() []Tag {
	return []Tag{
		{"ai_route", `^wasmcustom\.route\.((.*?)\.)upstream`},
		{"ai_cluster", `^wasmcustom\..*?\.upstream\.((.*?)\.)model`},
		{"ai_model", `^wasmcustom\..*?\.model\.((.*?)\.)consumer`},
		{"ai_consumer", `^wasmcustom\..*?\.consumer\.((.*?)\.)metric`},
	}
}

// Tags returns ours. Metrics whose NAME begins with ai_inference_ or gen_ai_
// get the labels route, upstream, model, consumer and their keys, and a name
// that is NAME alone. All others are labelled, and named, as by Higress.
func Tags() []Tag {
	var tags []Tag
	for i, t := range Higress() {
		tags = append(tags, Tag{t.Label, label(i, words[i]+`\.(`, `\.)`, others)})
	}
	for i, word := range words[:metric] {
		end := `\.)`
		if i+1 == metric {
			end = `\.metric\.)` // which nobody else cuts
		}
		tags = append(tags, Tag{word, label(i, `(`+word+`\.`, end, ours)})
	}
	for _, f := range families {
		tags = append(tags, f.tags()...)
	}
	return tags
}

// words stand before the values that every metric has, and before its NAME.
var words = []string{"route", "upstream", "model", "consumer", "metric"}

const metric = 4 // index of the last one

const (
	ours = `(?:ai_inference|gen_ai)_`
	// others is every NAME that ours is not, as RE2 has no negation.
	others = `(?:[^ag]|a[^i]|g[^e])`
)

// label takes the value behind word i out of a metric whose NAME begins with
// name. begin and end stand around the value, with what is cut beside it.
func label(i int, begin, end, name string) string {
	b := strings.Builder{}
	b.WriteString(`^wasmcustom\.`)
	for j, word := range words[:metric] {
		switch {
		case j != i:
			b.WriteString(word + `\..*?\.`)
		default:
			b.WriteString(begin + `(.*?)` + end)
		}
	}
	if !strings.HasSuffix(end, `metric\.)`) {
		b.WriteString(`metric\.`)
	}
	return b.String() + name
}

// family is the metrics that have the same keys.
type family struct {
	names string // a regular expression
	keys  []key  // in the order in which they stand, each may be absent
}

type key struct{ name, value string }

const (
	word = `[^.]*` // a value
	// text is a value that may hold dots. Such a key is the last, or before
	// the last.
	text = `.*?`
)

var families = []family{
	{"ai_inference_requests_total", []key{{"status", word}, {"version", text}}},
	{"ai_inference_(?:tokens|token_details)_total", []key{{"type", word}, {"source", word}}},
	{"ai_inference_abnormal_total", []key{{"reason", word}}},
	{"ai_inference_cache_requests_total", []key{{"result", word}}},
	{"gen_ai_[a-z_]+", []key{
		{"gen_ai_token_type", word}, {"error_type", word}, {"gen_ai_operation_name", word},
		{"gen_ai_provider_name", text}, {"gen_ai_response_model", text},
	}},
}

func (f family) tags() (tags []Tag) {
	before := `^wasmcustom\.route\..*?\.upstream\..*?\.model\..*?\.consumer\..*?\.metric\.` + f.names
	for i, k := range f.keys {
		end := `(?:\.|$)`
		if k.value == text {
			end = `$`
			if i+1 < len(f.keys) {
				end = `(?:\.` + f.keys[i+1].name + `\.|$)`
			}
		}
		tags = append(tags, Tag{k.name, before + `(\.` + k.name + `\.(` + k.value + `))` + end})
		before += `(?:\.` + k.name + `\.` + k.value + `)?`
	}
	return tags
}

// Buckets are the upper bounds of the buckets of histograms whose name, with
// the namespace, Regex matches.
type Buckets struct {
	Regex  string
	Bounds []float64
}

// Histograms returns the bounds of plugins' histograms; the first Regex that
// matches counts, and what none matches has the host's default. The bounds are
// those of OpenTelemetry's conventions for generative AI (v1.41) in the unit
// that the name ends in, with more where models are faster or slower than
// these foresee.
func Histograms() []Buckets {
	return []Buckets{
		{named(`\w+_first_(?:token|chunk)_milliseconds`), []float64{
			1, 5, 10, 20, 40, 60, 80, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000, 15000, 20000, 30000, 45000, 60000}},
		{named(`\w+_microseconds`), []float64{
			1000, 2500, 5000, 10000, 25000, 50000, 75000, 100000, 150000, 200000, 300000, 400000, 500000, 750000, 1000000, 2500000}},
		{named(`\w+_milliseconds`), powers(10, 2, 17)}, // to 655.36 s
		{named(`gen_ai_client_token_usage|\w+_tokens`), powers(1, 4, 14)},
		{named(`ai_inference_batch_size`), powers(1, 2, 12)},
	}
}

func named(names string) string {
	return `^wasmcustom\..*?\.metric\.(?:` + names + `)(?:\..*)?$`
}

// powers are n bounds from first on, each by a factor above the one before.
func powers(first, factor float64, n int) []float64 {
	bounds := make([]float64, n)
	for i := range bounds {
		bounds[i] = first
		first *= factor
	}
	return bounds
}
