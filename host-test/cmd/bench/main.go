// Command bench measures what our plugins cost a real Envoy: the time until it
// is ready, and the processor time of a request, as multiples of the same
// Envoy without a plugin. In the same run it measures a Go plugin that does
// nothing, the plugin that users have today, and for ai-proxy LiteLLM's proxy,
// which they would take instead. It prints tables in Markdown and tells which
// targets are missed.
//
// One Envoy with one worker serves all subjects, a listener each, in many short
// rounds in which they take turns; ratios are taken within a round, because
// what the machine does besides hits all of a round alike.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
)

type settings struct {
	rounds  int
	starts  int
	plugin  string
	only    string
	quick   bool
	litellm bool
}

func main() {
	var o settings
	flag.IntVar(&o.rounds, "rounds", 60, "rounds a scenario; medians count")
	flag.IntVar(&o.starts, "starts", 3, "rounds of starting; 0 leaves them out")
	flag.StringVar(&o.plugin, "plugin", "", "measure this plugin only")
	flag.StringVar(&o.only, "only", "", "measure scenarios whose name contains this")
	flag.BoolVar(&o.quick, "quick", false, "leave out the start-up, LiteLLM, and the incumbent, whose module takes long to compile")
	flag.BoolVar(&o.litellm, "litellm", true, "measure LiteLLM's proxy too")
	strict := flag.Bool("strict", false, "exit 1 when a target is missed")
	flag.Parse()
	if o.quick {
		o.litellm, o.starts = false, 0
	}
	missed, err := run(context.Background(), o)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
	if missed > 0 {
		fmt.Printf("\n%d targets missed\n", missed)
	}
	if missed > 0 && *strict {
		os.Exit(1)
	}
}

func run(ctx context.Context, o settings) (missed int, err error) {
	for _, c := range contests() {
		if o.plugin != "" && o.plugin != c.plugin {
			continue
		}
		n, err := c.run(ctx, o)
		if err != nil {
			return missed, fmt.Errorf("%s: %w", c.plugin, err)
		}
		missed += n
	}
	return missed, nil
}

func (c contest) run(ctx context.Context, o settings) (missed int, err error) {
	b, err := prepare(c, o)
	if err != nil {
		return 0, err
	}
	defer b.close()
	if o.starts > 0 && c.startBound > 0 {
		starts, err := b.startUps(ctx, o.starts)
		if err != nil {
			return 0, fmt.Errorf("start-up: %w", err)
		}
		missed += b.printStartUp(starts)
	}
	if err := b.start(ctx); err != nil {
		return missed, err
	}
	b.printHead()
	ratios := map[string]float64{} // of our plugin, by scenario
	for _, s := range only(o.only, b.scenarios) {
		costs, err := measure(s, b.subjects(s.provider), o.rounds)
		if err != nil {
			return missed, err
		}
		missed += printScenario(s, costs, ratios[s.like])
		ratios[s.name] = costs.ratio("ours", "none").median
	}
	fmt.Println()
	if o.litellm && c.litellm {
		return missed, b.compare(ctx, o)
	}
	return missed, nil
}
