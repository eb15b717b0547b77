package hosttest

import (
	"fmt"
	"regexp"
	"time"
)

// histogram finds a series that is part of one.
var histogram = regexp.MustCompile(`_(count|sum|bucket)\{`)

// exchange sends the request of the case and notes what can be seen before
// and behind it.
func (c *Case) exchange(at Place) (got result, err error) {
	if c.Metrics != nil {
		if histogram.Match(c.Metrics) {
			at.settle()
		}
		if got.before, err = at.scrape(); err != nil {
			return got, err
		}
	}
	if at.ended != nil {
		at.ended.forget()
	}
	if got.response, err = send(at.Address, c.Request, c.abort); err != nil {
		return got, err
	}
	if c.observed() && at.ended != nil {
		state, ok := at.ended.wait()
		if !ok {
			return got, fmt.Errorf("the exchange did not end within %v", endLimit)
		}
		got.state = state
	}
	return got, nil
}

// state names the filter state that the properties of the case are; nil means
// that nobody looks behind its messages.
func (c *Case) state(host string) (names []string) {
	if c.observed() {
		names = []string{}
	}
	for _, part := range [][]byte{c.Properties, c.want(host, "properties", nil)} {
		list, _ := parseProperties(part) // an override that is not valid has no names
		for _, p := range list {
			names = append(names, p.name)
		}
	}
	return names
}

// compareObserved says, a sentence each, where metrics and filter state are
// not as they should be. Metrics may come late.
func (c *Case) compareObserved(at Place, got result, metrics, properties []byte) (differences []string) {
	list, err := parseProperties(properties)
	if err != nil {
		return []string{err.Error()}
	}
	for _, p := range list {
		differences = append(differences, p.compare(got.state)...)
	}
	if c.Metrics == nil {
		return differences
	}
	want, err := parseMetrics(metrics)
	if err != nil {
		return append(differences, err.Error())
	}
	return append(differences, at.await(want, got.before)...)
}

// await compares the metrics until they are right, or patience is over.
func (p Place) await(want, before []sample) (differences []string) {
	allowed := 0.0
	if p.Host == "envoy" {
		allowed = slack
	}
	for end := time.Now().Add(p.patience()); ; time.Sleep(statsFlush / 2) {
		after, err := p.scrape()
		if err != nil {
			return []string{err.Error()}
		}
		differences = compareMetrics(want, grown(before, after, p.cluster), allowed)
		if len(differences) == 0 || time.Now().After(end) {
			return differences
		}
	}
}
