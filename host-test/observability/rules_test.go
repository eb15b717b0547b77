package observability_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"aigateway/host-test/observability/promhost"
)

const deployed = "../../deploy/prometheus"

// rule is one rule of a file in deploy/prometheus/rules.
type rule struct {
	Record, Alert, Expr string
	Labels, Annotations map[string]string
}

func glob(t *testing.T, pattern string) []string {
	files, err := filepath.Glob(filepath.Join(deployed, pattern))
	require.NoError(t, err)
	require.NotEmpty(t, files, pattern)
	return files
}

func rules(t *testing.T) (list []rule) {
	for _, path := range glob(t, "rules/*.yml") {
		var file struct{ Groups []struct{ Rules []rule } }
		decode(t, path, &file)
		for _, g := range file.Groups {
			list = append(list, g.Rules...)
		}
	}
	return list
}

func decode(t *testing.T, path string, into any) {
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, yaml.Unmarshal(text, into), path)
}

func TestPromtoolAcceptsRulesAndConfiguration(t *testing.T) {
	_, err := promhost.Promtool(context.Background(), append([]string{"check", "rules"}, glob(t, "rules/*.yml")...)...)
	require.NoError(t, err)
	_, err = promhost.Promtool(context.Background(), "check", "config", filepath.Join(deployed, "prometheus.yml"))
	require.NoError(t, err)
}

func TestRulesDoWhatTheirTestsSay(t *testing.T) {
	said, err := promhost.Promtool(context.Background(), append([]string{"test", "rules"}, glob(t, "tests/*.test.yml")...)...)
	require.NoError(t, err)
	t.Log(said)
}

// TestEveryRuleIsTested wants, for each alert, a test in which it fires and
// one in which it does not, and for each recording rule one with a number.
func TestEveryRuleIsTested(t *testing.T) {
	type query struct {
		Expr    string
		Samples []any `yaml:"exp_samples"`
	}
	var queries []query
	for _, path := range glob(t, "tests/*.test.yml") {
		var file struct {
			Tests []struct {
				Queries []query `yaml:"promql_expr_test"`
			}
		}
		decode(t, path, &file)
		for _, test := range file.Tests {
			queries = append(queries, test.Queries...)
		}
	}
	with, without := map[string]bool{}, map[string]bool{}
	for _, r := range rules(t) {
		name := r.Record + r.Alert
		for _, q := range queries {
			if regexp.MustCompile(`\b` + name + `\b`).MatchString(q.Expr) {
				with[name] = with[name] || len(q.Samples) > 0
				without[name] = without[name] || len(q.Samples) == 0
			}
		}
		assert.True(t, with[name], "no test expects a sample of %s", name)
		assert.True(t, without[name] || r.Record != "", "no test expects that %s does not fire", name)
	}
}

// inText is a label in the text of an alert.
var inText = regexp.MustCompile(`\$labels\.(\w+)`)

// TestAlertsTellWhatToDo also holds that a text only speaks of labels that the
// alert has: Prometheus would print nothing for another.
func TestAlertsTellWhatToDo(t *testing.T) {
	for _, r := range rules(t) {
		if r.Alert == "" {
			continue
		}
		assert.Contains(t, []string{"critical", "warning"}, r.Labels["severity"], r.Alert)
		for _, part := range []string{"summary", "description", "runbook"} {
			assert.Greater(t, len(r.Annotations[part]), 20, "the %s of %s", part, r.Alert)
			for _, m := range inText.FindAllStringSubmatch(r.Annotations[part], -1) {
				known := strings.Contains(r.Expr, "("+m[1]) || strings.Contains(r.Expr, ", "+m[1]) ||
					strings.HasPrefix(r.Expr, "up{") && m[1] == "instance"
				assert.True(t, known, "%s speaks of the label %s, which it has not", r.Alert, m[1])
			}
		}
	}
}
