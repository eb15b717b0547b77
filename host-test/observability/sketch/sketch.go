// Package sketch draws a dashboard as one SVG: its panels in their places,
// with the series that their queries gave. It is for pages that show what the
// dashboard looks like where there is no Grafana; it asks nobody.
package sketch

import (
	"bytes"
	"fmt"
	"html"
	"math"
	"time"
)

// Panel is one chart. Places and sizes are in Grafana's grid of 24 columns.
type Panel struct {
	Row, Title string
	Kind       Kind
	Unit       string // as Grafana calls it
	X, Y, W, H int
	Lines      []Line
}

// Kind is how a panel shows its lines.
type Kind uint8

// The kinds: lines, lines on top of each other, the last value alone, and a bar
// for the last value of each line.
const (
	Graph Kind = iota
	Stack
	Stat
	Bars
)

// Line is one series.
type Line struct {
	Name   string
	Points []Point
}

// Point is one value at one time; NaN is a gap.
type Point struct {
	Time  time.Time
	Value float64
}

// Sizes in pixels.
const (
	column = 50
	line   = 22 // a row of the grid
	gap    = 6
	text   = 11
)

// palette gives the lines of a panel their colours, in turn.
var palette = []string{"#3274d9", "#56a64b", "#e0b400", "#e02f44", "#8f3bb8", "#ff780a", "#1f9e9e", "#7d8590"}

// SVG draws the panels. The same panels give the same bytes.
func SVG(title string, panels []Panel) []byte {
	bottom := 0
	for _, p := range panels {
		bottom = max(bottom, p.Y+p.H)
	}
	c := &canvas{}
	width, height := 24*column+gap, bottom*line+2*line
	c.print(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="%d" fill="#24292f">`, width, height, text)
	c.print(`<title>%s</title><rect width="%d" height="%d" fill="#f4f5f5"/>`, html.EscapeString(title), width, height)
	c.print(`<text x="%d" y="24" font-size="16" font-weight="bold">%s</text>`, gap, html.EscapeString(title))
	row := ""
	for _, p := range panels {
		b := box{x: float64(p.X*column + gap), y: float64(p.Y*line + 2*line), w: float64(p.W*column - gap), h: float64(p.H*line - gap)}
		if p.Row != row {
			row = p.Row
			c.print(`<text x="%d" y="%.0f" font-size="13" font-weight="bold">%s</text>`, gap, b.y-6, html.EscapeString(row))
		}
		c.panel(p, b)
	}
	c.print(`</svg>`)
	return c.Bytes()
}

// box is a rectangle of the picture, in pixels.
type box struct{ x, y, w, h float64 }

// canvas is the picture as far as it is drawn.
type canvas struct{ bytes.Buffer }

func (c *canvas) print(format string, args ...any) {
	fmt.Fprintf(c, format, args...)
	c.WriteByte('\n')
}

func (c *canvas) panel(p Panel, b box) {
	c.print(`<rect x="%.0f" y="%.0f" width="%.0f" height="%.0f" rx="2" fill="#ffffff" stroke="#d8d9da"/>`, b.x, b.y, b.w, b.h)
	c.print(`<text x="%.0f" y="%.0f" font-weight="bold">%s</text>`, b.x+8, b.y+16, html.EscapeString(p.Title))
	inner := box{b.x + 8, b.y + 24, b.w - 16, b.h - 32}
	switch p.Kind {
	case Stat:
		c.stat(p, inner)
	case Bars:
		c.bars(p, inner)
	default:
		c.graph(p, inner)
	}
}

func (c *canvas) stat(p Panel, b box) {
	for _, l := range p.Lines[:min(1, len(p.Lines))] {
		if len(l.Points) > 1 {
			c.curves([]Line{l}, box{b.x, b.y + b.h*0.6, b.w, b.h * 0.4}, highest(p.Lines), false)
		}
		c.print(`<text x="%.0f" y="%.0f" font-size="20" text-anchor="middle">%s</text>`, b.x+b.w/2, b.y+b.h*0.45, Format(p.Unit, l.last()))
	}
}

func (c *canvas) bars(p Panel, b box) {
	top, high := highest(p.Lines), math.Min(15, b.h/float64(max(1, len(p.Lines))))
	for i, l := range p.Lines {
		y := b.y + float64(i)*high
		c.print(`<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s" fill-opacity="0.35"/>`,
			b.x, y+1, math.Max(1, b.w*l.last()/top), high-2, palette[0])
		c.print(`<text x="%.1f" y="%.1f">%s</text>`, b.x+4, y+high-4, html.EscapeString(l.Name))
		c.print(`<text x="%.1f" y="%.1f" text-anchor="end">%s</text>`, b.x+b.w-2, y+high-4, Format(p.Unit, l.last()))
	}
}

// shown is how many lines of a panel have room in its legend.
const shown = 4

func (c *canvas) graph(p Panel, b box) {
	lines := p.Lines
	if p.Kind == Stack {
		lines = stack(p.Lines)
	}
	top := highest(lines)
	plot := box{b.x + 44, b.y, b.w - 44, b.h - 16*math.Ceil(float64(min(shown, len(p.Lines)))/2) - 4}
	for i := range 3 {
		y := plot.y + plot.h*float64(i)/2
		c.print(`<line x1="%.1f" y1="%.1f" x2="%.1f" y2="%.1f" stroke="#e4e5e6"/>`, plot.x, y, plot.x+plot.w, y)
		c.print(`<text x="%.1f" y="%.1f" font-size="9" text-anchor="end">%s</text>`, plot.x-3, y+6, Format(p.Unit, top*float64(2-i)/2))
	}
	c.curves(lines, plot, top, p.Kind == Stack)
	for i, l := range p.Lines[:min(shown, len(p.Lines))] {
		x, y := b.x+float64(i%2)*b.w/2, plot.y+plot.h+16*float64(i/2+1)
		c.print(`<rect x="%.1f" y="%.1f" width="8" height="3" fill="%s"/>`, x, y-4, palette[i%len(palette)])
		name := l.Name
		if i == shown-1 && len(p.Lines) > shown {
			name = fmt.Sprintf("and %d more", len(p.Lines)-shown+1)
		}
		c.print(`<text x="%.1f" y="%.1f">%s</text>`, x+12, y, html.EscapeString(fit(name, b.w/2-16)))
	}
}

// letter is about the width of one, in pixels.
const letter = 6.2

// fit cuts a name to a width; its end says more than its beginning.
func fit(name string, width float64) string {
	runes, room := []rune(name), max(1, int(width/letter))
	if len(runes) <= room {
		return name
	}
	return "…" + string(runes[len(runes)-room+1:])
}
