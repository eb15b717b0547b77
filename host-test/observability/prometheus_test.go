package observability_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	hosttest "aigateway/host-test"
	"aigateway/host-test/observability/promhost"
)

// The jobs of deploy/prometheus/prometheus.yml.
const (
	envoyJob   = "ai-gateway-envoy"
	higressJob = "ai-gateway-higress"
)

// prometheus is one under test.
type prometheus struct {
	*promhost.Prometheus
	t *testing.T
}

// startPrometheus runs the deployed configuration, with other addresses, and
// scrapes every second.
func startPrometheus(t *testing.T, targets map[string]string) prometheus {
	var config map[string]any
	decode(t, filepath.Join(deployed, "prometheus.yml"), &config)
	every := time.Second.String()
	config["global"] = map[string]any{"scrape_interval": every, "evaluation_interval": every}
	config["rule_files"] = []string{filepath.Join(eager(t), "*.yml")}
	jobs := map[string]bool{}
	for _, each := range config["scrape_configs"].([]any) {
		job := each.(map[string]any)
		name := job["job_name"].(string)
		jobs[name] = true
		require.Contains(t, targets, name)
		job["static_configs"] = []any{map[string]any{"targets": []string{targets[name]}}}
	}
	require.ElementsMatch(t, slices.Collect(maps.Keys(targets)), slices.Collect(maps.Keys(jobs)))
	text, err := yaml.Marshal(config)
	require.NoError(t, err)
	p, err := promhost.Start(context.Background(), promhost.Options{Config: text, Dir: t.TempDir(), Listen: hosttest.FreeAddress(t)})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })
	return prometheus{p, t}
}

// eager copies the rules to a directory, all to be evaluated as often as
// metrics are scraped.
func eager(t *testing.T) (dir string) {
	dir = t.TempDir()
	for _, path := range glob(t, "rules/*.yml") {
		var file struct{ Groups []map[string]any }
		decode(t, path, &file)
		for _, group := range file.Groups {
			delete(group, "interval")
		}
		text, err := yaml.Marshal(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, filepath.Base(path)), text, 0o600))
	}
	return dir
}

// ask returns the series of an expression now.
func (p prometheus) ask(expr string) []promhost.Series {
	list, err := p.Query(context.Background(), expr)
	require.NoError(p.t, err)
	return list
}

// number returns the value of an expression of one series; 0 if there is none.
func (p prometheus) number(expr string) float64 {
	list := p.ask(expr)
	require.LessOrEqual(p.t, len(list), 1, expr)
	if len(list) == 0 {
		return 0
	}
	return list[0].Last()
}
