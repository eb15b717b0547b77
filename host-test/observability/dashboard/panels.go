// Package dashboard is the gateway's Grafana dashboard: its panels as a table,
// and the JSON that Grafana imports. It asks nobody and draws nothing.
package dashboard

// Row is a heading and the panels below it.
type Row struct {
	Title  string
	Panels []Panel
}

// Panel shows what its queries answer.
type Panel struct {
	Title string
	Kind  Kind
	Unit  string // as Grafana calls it
	// Width is in Grafana's columns, of which there are 24.
	Width int
	// About is what the reader must know that the title does not say.
	About   string
	Queries []Query
}

// Kind is how a panel shows its numbers.
type Kind string

// The kinds in use, by Grafana's names, but for Stack: lines on top of each
// other.
const (
	Stat  Kind = "stat"
	Lines Kind = "timeseries"
	Stack Kind = "timeseries/stacked"
	Bars  Kind = "bargauge"
)

// Query is PromQL with Grafana's variables. FILTER stands for the matchers of
// route, upstream, model and consumer.
type Query struct {
	Expr string
	// Legend names a series, with its labels in {{ }}.
	Legend string
}

// filter is what FILTER stands for.
const filter = `route=~"$route",upstream=~"$upstream",model=~"$model",consumer=~"$consumer"`

// one is a query whose series are told apart by legend.
func one(legend, expr string) []Query { return []Query{{expr, legend}} }

// percentiles shows a histogram's 50th, 95th and 99th percentile; scale is
// what a second is in its unit.
func percentiles(histogram, scale string) (queries []Query) {
	for _, p := range []struct{ quantile, name string }{{"0.5", "P50"}, {"0.95", "P95"}, {"0.99", "P99"}} {
		queries = append(queries, Query{quantile(p.quantile, "le", histogram, "$__rate_interval") + " / " + scale, p.name})
	}
	return queries
}

// slowest is the 95th percentile of each value of the label that the reader
// has chosen.
func slowest(histogram, scale string) []Query {
	return one("{{$by}}", quantile("0.95", "$by, le", histogram, "$__rate_interval")+" / "+scale)
}

func quantile(q, by, histogram, span string) string {
	return "histogram_quantile(" + q + ", sum by (" + by + ") (rate(" + histogram + "_bucket{FILTER}[" + span + "])))"
}

const (
	latency    = "ai_inference_latency_milliseconds"
	firstToken = "ai_inference_first_token_milliseconds"
	eachToken  = "ai_inference_output_token_microseconds"
)

// share is the part of the requests whose client stayed that has a status;
// 0 when none has.
func share(by, status string) string {
	all := by + ` (rate(ai_inference_requests_total{FILTER,status!="client_closed"}[$__rate_interval]))`
	return `(` + by + ` (rate(ai_inference_requests_total{FILTER,status=~"` + status + `"}[$__rate_interval])) or 0 * ` + all + `) / ` + all
}
