package main

import (
	"fmt"
	"slices"
	"time"
)

// series are the costs of a request, by subject, one a round.
type series map[string][]time.Duration

// measure runs rounds of one scenario, every subject in each of them. Who
// begins changes from round to round.
func measure(s scenario, list []subject, rounds int) (series, error) {
	costs := series{}
	for round := range rounds + 1 {
		for i := range list {
			subject := list[(i+round)%len(list)]
			cost, err := load(subject, s)
			if err != nil {
				return nil, fmt.Errorf("%s, %s: %w", s.name, subject.name, err)
			}
			if round > 0 { // the first one warms up
				costs[subject.name] = append(costs[subject.name], cost)
			}
		}
	}
	return costs, nil
}

// cost is a subject's median.
func (s series) cost(name string) time.Duration {
	return time.Duration(spread(s[name], func(d time.Duration) float64 { return float64(d) }).median)
}

// ratio is a subject's cost as a multiple of another's in the same round.
func (s series) ratio(name, to string) quartiles {
	ratios := make([]float64, len(s[name]))
	for i := range ratios {
		ratios[i] = float64(s[name][i]) / float64(s[to][i])
	}
	return spread(ratios, func(r float64) float64 { return r })
}

// quartiles are the middle of some measurements, and what the middle half of
// them lies between. They are zero without any.
type quartiles struct{ lower, median, upper float64 }

// spread is that of a value of each element.
func spread[E any](list []E, of func(E) float64) quartiles {
	if len(list) == 0 {
		return quartiles{}
	}
	values := make([]float64, len(list))
	for i, e := range list {
		values[i] = of(e)
	}
	slices.Sort(values)
	last := len(values) - 1
	return quartiles{values[last/4], values[len(values)/2], values[last-last/4]}
}
