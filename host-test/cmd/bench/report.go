package main

import (
	"fmt"
	"math"
	"strings"
	"time"
)

// printStartUp returns how many targets were missed. Processor time is that of
// the whole start, with Envoy's own; memory is what a plugin adds.
func (b *bench) printStartUp(all map[string][]startUp) (missed int) {
	fmt.Printf("Start of an Envoy with %d workers, median of %d:\n\n", startWorkers, len(all["none"]))
	row("", "no plugin", "do-nothing plugin", b.plugin, "× do-nothing", "target", "Higress' "+b.plugin, "(before)")
	rule(8)
	cpu := func(s startUp) float64 { return s.cpu.Seconds() }
	rss := func(s startUp) float64 { return float64(s.rss) / (1 << 20) }
	served := func(s startUp) float64 { return float64(s.served) / (1 << 20) }
	for _, line := range []struct {
		name, unit string
		of         func(startUp) float64
		added      bool
		target     bool
	}{
		{"CPU until idle", "%.2f s", cpu, false, true},
		{"the same, what the plugin adds", "%.2f s", cpu, true, false},
		{"RSS then, what the plugin adds", "%.0f MiB", rss, true, true},
		{"RSS after 1,000 requests, the same", "%.0f MiB", served, true, false},
	} {
		value := func(name string) string { return fmt.Sprintf(line.unit, spread(all[name], line.of).median) }
		ours, theirs := times(all, "ours", line.of, line.added), times(all, "incumbent", line.of, line.added)
		target, before := "", ""
		if line.target {
			target, before = fmt.Sprintf("≤ %.1f", b.startBound), b.startBefore
			if ours.median > b.startBound {
				missed++
				target += " missed"
			}
		}
		row(line.name, value("none"), value("noop"), value("ours"), ours.String(), target, value("incumbent")+", "+theirs.String()+"×", before)
	}
	fmt.Println()
	return missed
}

// times is what a start took, or what the plugin added to it, in multiples of
// one with the plugin that does nothing.
func times(all map[string][]startUp, name string, of func(startUp) float64, added bool) quartiles {
	ratios := make([]float64, len(all[name]))
	for i, s := range all[name] {
		none := 0.0
		if added {
			none = of(all["none"][i])
		}
		ratios[i] = (of(s) - none) / (of(all["noop"][i]) - none)
	}
	return spread(ratios, func(r float64) float64 { return r })
}

// printHead begins the table of scenarios.
func (b *bench) printHead() {
	fmt.Printf("CPU of a request in Envoy, as a multiple of no plugin; median (quartiles) of the rounds:\n\n")
	row("", "no plugin", "do-nothing plugin", b.plugin, "target", "Higress' "+b.plugin, "(before)")
	rule(7)
}

// printScenario returns 1 if the target was missed. Like is the ratio of the
// scenario that it is a multiple of, 0 if that was not measured.
func printScenario(s scenario, costs series, like float64) (missed int) {
	bound, target := s.target, fmt.Sprintf("≤ %.1f", s.target)
	switch {
	case s.like == "":
	case like == 0:
		bound, target = math.Inf(1), "–"
	default:
		bound, target = s.target*like, fmt.Sprintf("≤ %.1f × %.2f", s.target, like)
	}
	if costs.ratio("ours", "none").median > bound {
		missed, target = 1, target+" missed"
	}
	row(s.name, short(costs.cost("none")), costs.ratio("noop", "none").String(), costs.ratio("ours", "none").String(),
		target, costs.ratio("incumbent", "none").String(), s.before)
	return missed
}

// printLiteLLMHead begins the table of what a user would take instead.
func printLiteLLMHead() {
	fmt.Printf("\nThe same requests through LiteLLM's proxy, one worker, to the same provider:\n\n")
	row("", "LiteLLM", "Envoy with ai-proxy", "LiteLLM costs")
	rule(4)
}

func printLiteLLM(s scenario, costs series) {
	row(s.name, short(costs.cost(liteLLMName)), short(costs.cost("ours")), costs.ratio(liteLLMName, "ours").String()+"×")
}

func printLiteLLMSize(ready startUp, rss int64) {
	row("CPU until idle", fmt.Sprintf("%.2f s", ready.cpu.Seconds()), "see above", "")
	row("RSS then, and after these requests", fmt.Sprintf("%d, %d MiB", ready.rss>>20, rss>>20), "see above", "")
}

func (q quartiles) String() string {
	if q == (quartiles{}) {
		return "–"
	}
	digits := 2
	if q.median >= 10 {
		digits = 0
	}
	return fmt.Sprintf("%.*f (%.*f–%.*f)", digits, q.median, digits, q.lower, digits, q.upper)
}

func short(d time.Duration) string {
	if d >= 10*time.Millisecond {
		return fmt.Sprintf("%.1f ms", d.Seconds()*1e3)
	}
	return fmt.Sprintf("%.1f µs", d.Seconds()*1e6)
}

// row is one line of a Markdown table, whose first column is a name.
func row(cells ...string) {
	widths := []int{37, 11, 19, 17, 17, 17, 17, 8}
	for i, cell := range cells {
		cells[i] = fmt.Sprintf("%-*s", widths[i], cell)
	}
	fmt.Println("| " + strings.Join(cells, " | ") + " |")
}

func rule(columns int) { fmt.Println("|" + strings.Repeat("---|", columns)) }
