package promhost_test

import (
	"context"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
	"aigateway/host-test/observability/promhost"
)

func start(t *testing.T, config string) (*promhost.Prometheus, error) {
	return promhost.Start(context.Background(), promhost.Options{Config: []byte(config), Dir: t.TempDir(), Listen: hosttest.FreeAddress(t)})
}

func TestQueries(t *testing.T) {
	p, err := start(t, "scrape_configs: []")
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, p.Close()) })

	list, err := p.Query(t.Context(), `label_replace(label_replace(vector(0/0), "b", "2", "", ""), "a", "\"1\"", "", "")`)
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.Equal(t, `{a="\"1\"", b="2"}`, list[0].Name())
	assert.True(t, math.IsNaN(list[0].Last()))

	end := time.UnixMilli(1_700_000_000_500)
	list, err = p.QueryRange(t.Context(), "vector(time())", promhost.Range{Start: end.Add(-time.Second), End: end, Step: 500 * time.Millisecond})
	require.NoError(t, err)
	require.Len(t, list, 1)
	require.Len(t, list[0].Points, 3)
	assert.Equal(t, promhost.Point{Time: end, Value: 1_700_000_000.5}, list[0].Points[2])

	_, err = p.Query(t.Context(), "sum by (")
	require.ErrorContains(t, err, "parse error")
	_, err = p.Query(t.Context(), `"text"`)
	require.ErrorContains(t, err, "not series")
}

func TestAConfigurationThatIsWrongIsTold(t *testing.T) {
	_, err := start(t, "scrape_configs: 7")
	require.ErrorContains(t, err, "cannot unmarshal")
	_, err = promhost.Promtool(t.Context(), "check", "rules", "missing.yml")
	require.ErrorContains(t, err, "does not exist")
}
