package observability_test

import (
	"cmp"
	"flag"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/observability/dashboard"
	"aigateway/host-test/observability/sketch"
)

// draw draws the dashboard. With -update the picture is kept for the README.
func draw(t *testing.T, list []drawing) {
	panels := make([]sketch.Panel, len(list))
	for i := range list {
		panels[i] = list[i].panel(t)
	}
	picture := sketch.SVG("AI gateway", panels)
	for i := range panels {
		assert.Contains(t, string(picture), panels[i].Row)
	}
	if flag.Lookup("update").Value.String() == "true" { // package hosttest's
		require.NoError(t, os.WriteFile(filepath.Join(grafana, "ai-gateway.svg"), picture, 0o644))
	}
}

func (d *drawing) panel(t *testing.T) sketch.Panel {
	title, err := d.values.Fill(d.Title)
	require.NoError(t, err)
	p := sketch.Panel{Row: d.Row, Title: title, Unit: d.Unit, X: d.X, Y: d.Y, W: d.W, H: d.H}
	switch {
	case d.Type == string(dashboard.Stat):
		p.Kind = sketch.Stat
	case d.Type == string(dashboard.Bars):
		p.Kind = sketch.Bars
	case d.Stacked:
		p.Kind = sketch.Stack
	}
	for i, q := range d.Queries {
		legend, err := d.values.Fill(q.Legend)
		require.NoError(t, err)
		lines := make([]sketch.Line, len(d.series[i]))
		for j, s := range d.series[i] {
			lines[j].Name = dashboard.Name(legend, s.Labels)
			assert.True(t, lines[j].Name != "" || legend == "", "%s does not name %s", d.Title, s.Name())
			for _, point := range s.Points {
				lines[j].Points = append(lines[j].Points, sketch.Point(point))
			}
		}
		p.Lines = append(p.Lines, lines...)
	}
	if len(d.Queries) == 1 {
		slices.SortStableFunc(p.Lines, func(a, b sketch.Line) int { return cmp.Compare(sum(b), sum(a)) })
	}
	return p
}

// sum puts the lines that matter first.
func sum(l sketch.Line) (s float64) {
	for _, p := range l.Points {
		if !math.IsNaN(p.Value) {
			s += p.Value
		}
	}
	return s
}
