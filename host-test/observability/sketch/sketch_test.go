package sketch_test

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/host-test/observability/sketch"
)

func wave(name string, values ...float64) sketch.Line {
	l := sketch.Line{Name: name}
	for i, v := range values {
		l.Points = append(l.Points, sketch.Point{Time: time.Unix(int64(i), 0), Value: v})
	}
	return l
}

func TestThePictureIsXMLAndSaysWhatItShows(t *testing.T) {
	svg := sketch.SVG("A <gateway>", []sketch.Panel{
		{Row: "Row", Title: "Stat", Kind: sketch.Stat, Unit: "currencyUSD", W: 4, H: 4, Lines: []sketch.Line{wave("", 1, 2.5)}},
		{Row: "Row", Title: "Lines & more", Unit: "s", X: 4, W: 8, H: 8, Lines: []sketch.Line{wave("P95", math.NaN(), 0.25, math.Inf(1))}},
		{Row: "Row", Title: "Stack", Kind: sketch.Stack, Unit: "reqps", X: 12, W: 8, H: 8,
			Lines: []sketch.Line{wave("a", 1, 2), wave("a name that is longer than its place", 3, 4), wave("c"), wave("d"), wave("e")}},
		{Row: "Other", Title: "Bars", Kind: sketch.Bars, Unit: "short", Y: 9, W: 8, H: 8, Lines: []sketch.Line{wave("a", 1500000), wave("b", 20000)}},
		{Row: "Other", Title: "Nothing", Kind: sketch.Stat, Y: 9, X: 8, W: 8, H: 8},
	})
	decoder := xml.NewDecoder(strings.NewReader(string(svg)))
	for {
		_, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
	}
	for _, text := range []string{"A &lt;gateway&gt;", "Row", "Stat", "$2.5", "Lines &amp; more", "250 ms", "6/s", "…t is longer than its place", "and 2 more", "Other", "1.5 M", "20 K"} {
		assert.Contains(t, string(svg), text)
	}
	assert.NotContains(t, string(svg), "NaN")
	assert.NotContains(t, string(svg), "Inf")
}

func TestUnits(t *testing.T) {
	for _, c := range []struct {
		unit  string
		value float64
		want  string
	}{
		{"percentunit", 0.9812, "98.1 %"}, {"s", 0.0000123, "12.3 µs"}, {"s", 12.34, "12.3 s"}, {"reqps", 123.4, "123/s"}, {"short", 7, "7"},
		{"short", math.NaN(), "–"},
	} {
		assert.Equal(t, c.want, sketch.Format(c.unit, c.value))
	}
}
