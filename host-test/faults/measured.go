package faults

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"aigateway/host-test/manifest"
)

// measured are first attempts that fail in ways of their own: with a body, with
// none, and without an end.
var measured = []row{{"503", false, false}, {"bodyless", false, false}, {"bodyless", false, true}, {"no-token", false, true}}

// addMeasured puts ai-statistics in front of ai-proxy, where both are in one
// module.
func addMeasured(r *routes, host Host) {
	r.set.Plugins = []manifest.Plugin{{Name: "ai-statistics", RootID: "ai-statistics", URL: host.module(), Config: []byte(`{}`)}}
	for _, row := range measured {
		r.route("measured-"+row.key(), "", member{cluster: "a", keys: "ka"}, member{cluster: "b", keys: "kb"})
	}
}

// measured has ai-statistics count answers that were given after retries.
func (g *gateway) measured() (tests []test) {
	for _, row := range measured {
		tests = append(tests, test{"measured " + row.String(), false, func(t *testing.T) { g.counted(t, row) }})
	}
	return tests
}

func (g *gateway) counted(t *testing.T, r row) {
	got := g.ask(t, "measured", r, 1, false)
	assert.Equal(t, http.StatusOK, got.status, got.body)
	route := "measured-" + r.key()
	for name, want := range map[string]struct {
		label, value string
		sum          float64
	}{
		"ai_inference_requests_total": {"status", "2xx", 1},
		"ai_inference_tokens_total":   {"type", "output", 4},
	} {
		assert.EventuallyWithT(t, func(t *assert.CollectT) {
			sum, err := g.place.Sum(name, map[string]string{"route": route, want.label: want.value})
			assert.NoError(t, err)
			assert.InDelta(t, want.sum, sum, 0, "%s of %s", name, route)
		}, 3*time.Second, 20*time.Millisecond)
	}
}
