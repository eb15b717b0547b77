package promhost

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Series is one time series of an answer.
type Series struct {
	Labels map[string]string
	Points []Point
}

// Point is one value at one time.
type Point struct {
	Time  time.Time
	Value float64
}

// Last is the latest value.
func (s *Series) Last() float64 { return s.Points[len(s.Points)-1].Value }

// Name is the series as PromQL writes it.
func (s *Series) Name() string {
	var b strings.Builder
	b.WriteString(s.Labels["__name__"])
	separator := "{"
	for _, label := range slices.Sorted(maps.Keys(s.Labels)) {
		if label == "__name__" {
			continue
		}
		b.WriteString(separator + label + "=" + strconv.Quote(s.Labels[label]))
		separator = ", "
	}
	if separator != "{" {
		b.WriteString("}")
	}
	return b.String()
}

// Query evaluates an expression now. Each series has one point.
func (p *Prometheus) Query(ctx context.Context, expr string) ([]Series, error) {
	return p.evaluate(ctx, "/api/v1/query", url.Values{"query": {expr}})
}

// Range is when an expression is evaluated: from Start to End, every Step.
type Range struct {
	Start, End time.Time
	Step       time.Duration
}

// QueryRange evaluates an expression many times.
func (p *Prometheus) QueryRange(ctx context.Context, expr string, r Range) ([]Series, error) {
	return p.evaluate(ctx, "/api/v1/query_range", url.Values{
		"query": {expr}, "start": {seconds(r.Start)}, "end": {seconds(r.End)},
		"step": {strconv.FormatFloat(r.Step.Seconds(), 'f', -1, 64)},
	})
}

func seconds(t time.Time) string { return strconv.FormatFloat(float64(t.UnixMilli())/1e3, 'f', 3, 64) }

func (p *Prometheus) evaluate(ctx context.Context, path string, form url.Values) ([]Series, error) {
	var data struct {
		ResultType string          `json:"resultType"`
		Result     json.RawMessage `json:"result"`
	}
	if err := p.Get(ctx, path, form, &data); err != nil {
		return nil, fmt.Errorf("%s: %w", form.Get("query"), err)
	}
	if data.ResultType != "vector" && data.ResultType != "matrix" {
		return nil, fmt.Errorf("%s: the answer is a %s, not series", form.Get("query"), data.ResultType)
	}
	var result []struct {
		Metric map[string]string `json:"metric"`
		Value  *point            `json:"value"`
		Values []point           `json:"values"`
	}
	if err := json.Unmarshal(data.Result, &result); err != nil {
		return nil, fmt.Errorf("%s: %w", form.Get("query"), err)
	}
	list := make([]Series, len(result))
	for i, r := range result {
		list[i].Labels = r.Metric
		if r.Value != nil {
			r.Values = append(r.Values, *r.Value)
		}
		for _, v := range r.Values {
			list[i].Points = append(list[i].Points, Point(v))
		}
	}
	return list, nil
}

// point is a Point as Prometheus writes it: [seconds, "value"].
type point Point

func (p *point) UnmarshalJSON(text []byte) error {
	var at float64
	var value string
	if err := json.Unmarshal(text, &[]any{&at, &value}); err != nil {
		return err
	}
	v, err := strconv.ParseFloat(value, 64)
	*p = point{Time: time.UnixMilli(int64(at * 1e3)), Value: v}
	return err
}

// Get reads a path of the HTTP API into data. Prometheus' own words are in the
// error.
func (p *Prometheus) Get(ctx context.Context, path string, form url.Values, data any) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+path+"?"+form.Encode(), nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the Prometheus at %s does not answer: %w", p.url, err)
	}
	defer response.Body.Close()
	var answer struct {
		Status string          `json:"status"`
		Error  string          `json:"error"`
		Data   json.RawMessage `json:"data"`
	}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		return fmt.Errorf("the answer of Prometheus to %s is not JSON: %w", path, err)
	}
	if answer.Status != "success" {
		return fmt.Errorf("the query was refused by Prometheus: %s", answer.Error)
	}
	return json.Unmarshal(answer.Data, data)
}
