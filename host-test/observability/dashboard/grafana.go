package dashboard

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// schemaVersion is that of Grafana 12; older ones from 10 on ignore what they
// do not know, newer ones bring it up to date.
const schemaVersion = 41

// The JSON that Grafana imports, as far as it is not its default.
type (
	document struct {
		Title         string     `json:"title"`
		UID           string     `json:"uid"`
		Tags          []string   `json:"tags"`
		Description   string     `json:"description"`
		SchemaVersion int        `json:"schemaVersion"`
		Editable      bool       `json:"editable"`
		GraphTooltip  int        `json:"graphTooltip"` // 1: one cross-hair for all
		Refresh       string     `json:"refresh"`
		Time          object     `json:"time"`
		Timezone      string     `json:"timezone"`
		Templating    variables  `json:"templating"`
		Annotations   variables  `json:"annotations"`
		Panels        []drawable `json:"panels"`
	}
	variables struct {
		List []object `json:"list"`
	}
	drawable struct {
		ID          int      `json:"id"`
		Type        string   `json:"type"`
		Title       string   `json:"title"`
		Description string   `json:"description,omitempty"`
		GridPos     position `json:"gridPos"`
		Collapsed   *bool    `json:"collapsed,omitempty"`
		Datasource  object   `json:"datasource,omitempty"`
		FieldConfig object   `json:"fieldConfig,omitempty"`
		Options     object   `json:"options,omitempty"`
		Targets     []target `json:"targets,omitempty"`
		Panels      []object `json:"panels,omitzero"` // of a row: those that are folded into it
	}
	position struct {
		H int `json:"h"`
		W int `json:"w"`
		X int `json:"x"`
		Y int `json:"y"`
	}
	target struct {
		RefID        string `json:"refId"`
		Datasource   object `json:"datasource"`
		EditorMode   string `json:"editorMode"`
		Expr         string `json:"expr"`
		LegendFormat string `json:"legendFormat,omitempty"`
		Instant      bool   `json:"instant,omitempty"`
		Range        bool   `json:"range,omitempty"`
	}
	object = map[string]any // encoding/json sorts its members
)

var datasource = object{"type": "prometheus", "uid": "${datasource}"}

// JSON is the whole dashboard. The same table gives the same bytes.
func JSON(rows []Row) ([]byte, error) {
	d := document{
		Title: "AI gateway", UID: "ai-gateway", Tags: []string{"ai", "gateway"},
		Description:   "What the models behind the gateway do, what they cost, and for whom.",
		SchemaVersion: schemaVersion, Editable: true, GraphTooltip: 1, Refresh: "30s", Timezone: "browser",
		Time:       object{"from": "now-6h", "to": "now"},
		Templating: variables{choices()}, Annotations: variables{[]object{}},
		Panels: place(rows),
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return nil, fmt.Errorf("cannot write the dashboard: %w", err)
	}
	return out.Bytes(), nil
}

// choices are the variables at the top of the dashboard.
func choices() []object {
	list := []object{{"name": "datasource", "label": "Prometheus", "type": "datasource", "query": "prometheus", "refresh": 1}}
	for _, label := range []string{"route", "upstream", "model", "consumer"} {
		query := "label_values(ai_inference_requests_total, " + label + ")"
		list = append(list, object{
			"name": label, "type": "query", "datasource": datasource, "definition": query,
			"query":   object{"query": query, "refId": "labels"},
			"refresh": 2, "sort": 1, "multi": true, "includeAll": true, "allValue": ".*",
			"current": object{"selected": true, "text": []string{"All"}, "value": []string{"$__all"}},
		})
	}
	var options []object
	for i, label := range []string{"model", "route", "consumer", "upstream"} {
		options = append(options, object{"text": label, "value": label, "selected": i == 0})
	}
	return append(list, object{
		"name": "by", "label": "split by", "type": "custom", "query": "model,route,consumer,upstream",
		"options": options, "current": object{"selected": true, "text": "model", "value": "model"},
	})
}

// columns is the width of Grafana's grid; heights are in its rows.
const (
	columns    = 24
	statHeight = 4
	height     = 8
)

// place puts rows below each other, and the panels of a row side by side as
// long as they fit.
func place(rows []Row) (list []drawable) {
	open, y := false, 0
	for _, row := range rows {
		list = append(list, drawable{ID: len(list) + 1, Type: "row", Title: row.Title, Collapsed: &open, Panels: []object{}, GridPos: position{1, columns, 0, y}})
		y++
		x, tallest := 0, 0
		for _, p := range row.Panels {
			d := p.drawable(len(list) + 1)
			if x+p.Width > columns {
				x, y, tallest = 0, y+tallest, 0
			}
			d.GridPos.X, d.GridPos.Y = x, y
			x, tallest = x+p.Width, max(tallest, d.GridPos.H)
			list = append(list, d)
		}
		y += tallest
	}
	return list
}

func (p *Panel) drawable(id int) drawable {
	kind, stacked := strings.CutSuffix(string(p.Kind), "/stacked")
	d := drawable{
		ID: id, Type: kind, Title: p.Title, Description: p.About, GridPos: position{H: height, W: p.Width},
		Datasource: datasource, FieldConfig: object{"defaults": p.defaults(stacked), "overrides": []object{}},
	}
	switch p.Kind {
	case Stat:
		d.GridPos.H = statHeight
		d.Options = object{"colorMode": "none", "graphMode": "area", "reduceOptions": object{"calcs": []string{"lastNotNull"}}}
	case Bars:
		d.Options = object{"orientation": "horizontal", "displayMode": "basic", "reduceOptions": object{"calcs": []string{"lastNotNull"}}}
	default:
		d.Options = object{
			"legend":  object{"showLegend": true, "displayMode": "table", "placement": "bottom", "calcs": []string{"mean", "lastNotNull"}},
			"tooltip": object{"mode": "multi", "sort": "desc"},
		}
	}
	for i, q := range p.Queries {
		expr := strings.ReplaceAll(q.Expr, "FILTER", filter)
		// What is computed over the whole time is asked for once, at its end.
		instant := p.Kind == Bars || strings.Contains(expr, "$__range]")
		d.Targets = append(d.Targets, target{
			RefID: string(rune('A' + i)), Datasource: datasource, EditorMode: "code", Expr: expr, LegendFormat: q.Legend,
			Instant: instant, Range: !instant,
		})
	}
	return d
}

// defaults are what all series of a panel have in common.
func (p *Panel) defaults(stacked bool) object {
	d := object{"unit": p.Unit, "min": 0, "color": object{"mode": "palette-classic"}}
	if p.Kind == Stat || p.Kind == Bars {
		return d
	}
	custom := object{"drawStyle": "line", "lineWidth": 1, "showPoints": "never", "fillOpacity": 5}
	if stacked {
		custom["fillOpacity"], custom["stacking"] = 30, object{"mode": "normal", "group": "A"}
	}
	d["custom"] = custom
	return d
}
