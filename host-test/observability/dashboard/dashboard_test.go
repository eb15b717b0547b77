package dashboard_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/observability/dashboard"
	"aigateway/host-test/observability/promhost"
)

var update = flag.Bool("update", false, "write deploy/grafana/ai-gateway.json")

const file = "../../../deploy/grafana/ai-gateway.json"

func TestTheFileIsWhatTheTableSays(t *testing.T) {
	text, err := dashboard.JSON(dashboard.Rows())
	require.NoError(t, err)
	if *update {
		require.NoError(t, os.WriteFile(file, text, 0o644))
	}
	committed, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(text), string(committed), "go test ./host-test/observability/dashboard -update writes the file anew")
}

func read(t *testing.T) []dashboard.Chart {
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	charts, err := dashboard.Read(text)
	require.NoError(t, err)
	require.NotEmpty(t, charts)
	return charts
}

// TestPrometheusParsesEveryQuery makes each query a rule, since a rule is what
// promtool parses with Prometheus' own parser.
func TestPrometheusParsesEveryQuery(t *testing.T) {
	var rules strings.Builder
	n := 0
	rules.WriteString("groups:\n- name: dashboard\n  rules:\n")
	for _, c := range read(t) {
		for _, q := range c.Queries {
			for _, by := range []string{"model", "route", "consumer", "upstream"} {
				expr, err := dashboard.Values{By: by, Interval: time.Minute, Range: 6 * time.Hour}.Fill(q.Expr)
				require.NoError(t, err, c.Title)
				fmt.Fprintf(&rules, "  - {record: 'q%d', expr: '%s'}\n", n, expr)
				n++
			}
		}
	}
	path := filepath.Join(t.TempDir(), "queries.yml")
	require.NoError(t, os.WriteFile(path, []byte(rules.String()), 0o600))
	said, err := promhost.Promtool(context.Background(), "check", "rules", path)
	require.NoError(t, err)
	require.Contains(t, said, fmt.Sprintf("SUCCESS: %d rules found", n))
}

func TestPanelsAreToldApartAndDoNotOverlap(t *testing.T) {
	type cell struct{ x, y int }
	taken, titles := map[cell]string{}, map[string]bool{}
	for _, c := range read(t) {
		assert.False(t, titles[c.Title], "two panels are called %s", c.Title)
		titles[c.Title] = true
		assert.NotEmpty(t, c.Queries, c.Title)
		assert.LessOrEqual(t, c.X+c.W, 24, c.Title)
		for x := c.X; x < c.X+c.W; x++ {
			for y := c.Y; y < c.Y+c.H; y++ {
				assert.Empty(t, taken[cell{x, y}], "%s lies on another panel", c.Title)
				taken[cell{x, y}] = c.Title
			}
		}
	}
}

func TestAVariableThatIsUnknownIsTold(t *testing.T) {
	_, err := dashboard.Values{By: "model"}.Fill(`sum by ($by) (x{route=~"$rout"})`)
	require.ErrorContains(t, err, "$rout")
	require.Equal(t, "gpt-4o: web", dashboard.Name("{{model}}: {{ consumer }}", map[string]string{"model": "gpt-4o", "consumer": "web"}))
}
