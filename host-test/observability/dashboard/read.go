package dashboard

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Chart is a panel as it stands in a dashboard's file.
type Chart struct {
	Row, Title string
	Type       string // Grafana's
	Unit       string
	Stacked    bool
	X, Y, W, H int // in Grafana's grid
	Queries    []Query
	// Instant tells that only the value at the end counts.
	Instant bool
}

// Read returns the panels of a dashboard's file, rows left out.
func Read(text []byte) ([]Chart, error) {
	var d struct {
		Panels []struct {
			Type, Title string
			GridPos     position
			FieldConfig struct {
				Defaults struct {
					Unit   string
					Custom struct{ Stacking struct{ Mode string } }
				}
			}
			Targets []target
		}
	}
	if err := json.Unmarshal(text, &d); err != nil {
		return nil, fmt.Errorf("the dashboard is not JSON: %w", err)
	}
	var charts []Chart
	row := ""
	for _, p := range d.Panels {
		if p.Type == "row" {
			row = p.Title
			continue
		}
		c := Chart{Row: row, Title: p.Title, Type: p.Type, Unit: p.FieldConfig.Defaults.Unit, Stacked: p.FieldConfig.Defaults.Custom.Stacking.Mode == "normal",
			X: p.GridPos.X, Y: p.GridPos.Y, W: p.GridPos.W, H: p.GridPos.H}
		for _, t := range p.Targets {
			c.Queries = append(c.Queries, Query{Expr: t.Expr, Legend: t.LegendFormat})
			c.Instant = c.Instant || t.Instant
		}
		charts = append(charts, c)
	}
	return charts, nil
}

// Values are what the reader has chosen, for a query to be asked outside of
// Grafana.
type Values struct {
	By string // a label
	// Interval takes the place of $__rate_interval, Range of $__range.
	Interval, Range time.Duration
}

// variable is a name behind a dollar sign.
var variable = regexp.MustCompile(`\$\w+`)

// Fill puts values in place of the variables of a text; all routes, upstreams,
// models and consumers are chosen. A variable that is left is an error.
func (v Values) Fill(text string) (string, error) {
	filled := strings.NewReplacer(
		"$__rate_interval", v.Interval.String(), "$__range", v.Range.String(), "$by", v.By,
		"$route", ".*", "$upstream", ".*", "$model", ".*", "$consumer", ".*",
	).Replace(text)
	if left := variable.FindString(filled); left != "" {
		return "", fmt.Errorf("%s in %q is no variable of the dashboard", left, text)
	}
	return filled, nil
}

// label is a label in the legend of a query.
var label = regexp.MustCompile(`\{\{\s*(\w+)\s*\}\}`)

// Name is what the legend calls a series.
func Name(legend string, labels map[string]string) string {
	return label.ReplaceAllStringFunc(legend, func(m string) string { return labels[label.FindStringSubmatch(m)[1]] })
}
