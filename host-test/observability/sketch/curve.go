package sketch

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// last is the latest value that is one.
func (l Line) last() float64 {
	for i := len(l.Points) - 1; i >= 0; i-- {
		if !math.IsNaN(l.Points[i].Value) {
			return l.Points[i].Value
		}
	}
	return math.NaN()
}

// highest is the largest value of all lines, and more than 0.
func highest(lines []Line) float64 {
	top := 0.0
	for _, l := range lines {
		for _, p := range l.Points {
			if !math.IsNaN(p.Value) && !math.IsInf(p.Value, 0) {
				top = math.Max(top, p.Value)
			}
		}
	}
	if top == 0 {
		return 1
	}
	return top
}

// stack puts each line on top of those before it.
func stack(lines []Line) []Line {
	below, stacked := map[time.Time]float64{}, make([]Line, len(lines))
	for i, l := range lines {
		stacked[i].Name = l.Name
		for _, p := range l.Points {
			if !math.IsNaN(p.Value) {
				below[p.Time] += p.Value
			}
			stacked[i].Points = append(stacked[i].Points, Point{p.Time, below[p.Time]})
		}
	}
	return stacked
}

// curves draws lines into a box whose upper edge is the value top; filled
// ones from the last to the first, so that none hides another.
func (c *canvas) curves(lines []Line, b box, top float64, filled bool) {
	begin, end := span(lines)
	width := math.Max(end.Sub(begin).Seconds(), 1)
	for i := len(lines) - 1; i >= 0; i-- {
		var path strings.Builder
		var first, latest float64
		move := "M"
		for _, p := range lines[i].Points {
			if math.IsNaN(p.Value) || math.IsInf(p.Value, 0) {
				move = "M"
				continue
			}
			x := b.x + b.w*p.Time.Sub(begin).Seconds()/width
			if path.Len() == 0 {
				first = x
			}
			latest = x
			fmt.Fprintf(&path, "%s%.1f %.1f", move, x, b.y+b.h*(1-p.Value/top))
			move = "L"
		}
		if path.Len() == 0 {
			continue
		}
		colour := palette[i%len(palette)]
		if filled {
			c.print(`<path d="%sL%.1f %.1fL%.1f %.1fZ" fill="%s" fill-opacity="0.85"/>`, path.String(), latest, b.y+b.h, first, b.y+b.h, colour)
		}
		c.print(`<path d="%s" fill="none" stroke="%s"/>`, path.String(), colour)
	}
}

// span is the time from the first to the last point of all lines.
func span(lines []Line) (begin, end time.Time) {
	for _, l := range lines {
		for _, p := range l.Points {
			if begin.IsZero() || p.Time.Before(begin) {
				begin = p.Time
			}
			if p.Time.After(end) {
				end = p.Time
			}
		}
	}
	return begin, end
}

// Format writes a value in a unit that Grafana knows.
func Format(unit string, v float64) string {
	switch {
	case math.IsNaN(v):
		return "–"
	case unit == "percentunit":
		return significant(v*100) + " %"
	case unit == "currencyUSD":
		return "$" + significant(v)
	case unit == "s" && v < 0.001:
		return significant(v*1e6) + " µs"
	case unit == "s" && v < 1:
		return significant(v*1e3) + " ms"
	case unit == "s":
		return significant(v) + " s"
	case unit == "reqps":
		return significant(v) + "/s"
	case v >= 1e6:
		return significant(v/1e6) + " M"
	case v >= 1e4:
		return significant(v/1e3) + " K"
	}
	return significant(v)
}

// significant has three digits that count.
func significant(v float64) string {
	if math.Abs(v) >= 100 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 3, 64)
}
