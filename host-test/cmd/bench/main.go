// Command bench measures what ai-proxy costs a real Envoy, in processor time
// per request, as a multiple of the same Envoy without a plugin. In the same
// run it measures a Go plugin that does nothing, and the plugin that users
// have today. It prints what it measured and fails above the targets.
//
// One Envoy with one worker serves all of them, a listener each, in rounds
// that alternate: what the machine does besides hits all of them alike.
package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// scenario is one kind of request. Its targets are multiples of the same
// Envoy without a plugin; measured is what the incumbent was measured at
// before.
type scenario struct {
	name     string
	provider string // of the plugin's configuration
	body     string
	requests int // a round
	target   float64
	measured string
}

func scenarios() []scenario {
	small := `{"model":"bench-1","messages":[{"role":"user","content":"Say hello to the world, please, in one short line of text."}],"max_tokens":64}`
	stream := `{"model":"bench-200","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"Count."}],"max_tokens":512}`
	large := `{"model":"bench-1","messages":[{"role":"user","content":"` + prompt(64<<10) + `"}],"max_tokens":64}`
	return []scenario{
		{"OpenAI to OpenAI, small", "openai", small, 4000, 1.8, "7-9"},
		{"OpenAI to OpenAI, stream of 200", "openai", stream, 800, 1.5, "3.1"},
		{"OpenAI to OpenAI, 64 KB prompt", "openai", large, 1500, 3, "13-40"},
		{"OpenAI to Anthropic, small", "claude", small, 4000, 2.5, "11"},
		{"OpenAI to Anthropic, stream of 200", "claude", stream, 800, 4, "20"},
		{"OpenAI to Anthropic, 64 KB prompt", "claude", large, 1500, 7, "41"},
	}
}

// prompt is English prose with the escapes that a chat has, of about n bytes.
func prompt(n int) string {
	const sentence = `The gateway reads what was said \"once\", and passes it on as it is.\nNobody likes to wait: least of all twice. `
	out := make([]byte, 0, n)
	for len(out)+len(sentence) < n {
		out = append(out, sentence...)
	}
	return string(out)
}

func main() {
	rounds := flag.Int("rounds", 5, "rounds a scenario; the median counts")
	only := flag.String("only", "", "measure scenarios whose name contains this")
	quick := flag.Bool("quick", false, "leave out the incumbent, whose module takes long to compile")
	strict := flag.Bool("strict", false, "exit 1 when a target is missed")
	flag.Parse()
	missed, err := run(context.Background(), settings{*rounds, *only, *quick})
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	if missed > 0 && *strict {
		os.Exit(1)
	}
}

type settings struct {
	rounds int
	only   string
	quick  bool
}

func run(ctx context.Context, o settings) (missed int, err error) {
	b, err := start(ctx, o.quick)
	if err != nil {
		return 0, err
	}
	defer b.close()
	fmt.Printf("%-36s %9s %8s %8s %8s %10s %8s\n", "CPU a request", "none µs", "noop ×", "ours ×", "target", "incumbent ×", "(before)")
	for _, s := range scenarios() {
		if !strings.Contains(s.name, o.only) {
			continue
		}
		costs, err := b.measure(s, o.rounds)
		if err != nil {
			return missed, fmt.Errorf("%s: %w", s.name, err)
		}
		base := costs["none"]
		ratio := func(subject string) float64 { return float64(costs[subject]) / float64(base) }
		mark := ""
		if ratio("ours") > s.target {
			missed++
			mark = "  missed"
		}
		fmt.Printf("%-36s %9.1f %8.2f %8.2f %8.1f %10.1f %8s%s\n", s.name, float64(base.Nanoseconds())/1e3,
			ratio("noop"), ratio("ours"), s.target, ratio("incumbent"), s.measured, mark)
	}
	return missed, nil
}

// measure runs rounds of one scenario, every subject in each of them.
func (b *bench) measure(s scenario, rounds int) (map[string]time.Duration, error) {
	costs := map[string][]time.Duration{}
	for round := range rounds + 1 {
		for _, subject := range b.subjects(s.provider) {
			cost, err := b.load(subject.address, s)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", subject.name, err)
			}
			if round > 0 { // the first one warms up
				costs[subject.name] = append(costs[subject.name], cost)
			}
		}
	}
	medians := map[string]time.Duration{}
	for name, list := range costs {
		slices.SortFunc(list, cmp.Compare[time.Duration])
		medians[name] = list[len(list)/2]
	}
	return medians, nil
}
