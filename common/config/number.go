package config

import (
	"math"
	"strconv"

	"aigateway/common/config/layout"
)

// Numbers are read here and not by strconv, whose floats and error texts cost
// a module 14 KB gzipped.

// literal reads true, false or a number, or what a default tag has, into v.
func (d *decoder) literal(lit string, v layout.Value, at *Report, r *layout.Rules) {
	switch v.Form {
	case layout.Int, layout.Uint:
		n, ok := readInteger(lit, v, at, r)
		if ok && n.negative {
			n.abs = -n.abs
		}
		if ok {
			v.SetBits(n.abs)
		}
	case layout.Float:
		f := parseFloat(lit)
		below := f < -math.MaxFloat64 || r.Min != "" && f < parseFloat(r.Min)
		if below || f > math.MaxFloat64 || r.Max != "" && f > parseFloat(r.Max) {
			outside(lit, at, r, below)
			return
		}
		v.SetFloat(f)
	case layout.Bool:
		if lit == "true" {
			v.SetBits(1)
		}
	default:
		at.Fault("cannot be decoded: the plugin gave a default to what takes none")
	}
}

// readInteger reads a whole number that the tags allow and v can hold.
func readInteger(lit string, v layout.Value, at *Report, r *layout.Rules) (integer, bool) {
	for i := range len(lit) {
		if c := lit[i]; c != '-' && (c < '0' || c > '9') {
			at.Fault("must be a whole number; got " + clip(lit))
			return integer{}, false
		}
	}
	n := parseInteger(lit)
	low, high := limits(v)
	if r.Min != "" {
		low = parseInteger(r.Min)
	}
	if r.Max != "" {
		high = parseInteger(r.Max)
	}
	below := n.less(low)
	if !below && !high.less(n) {
		return n, true
	}
	if r.Min == "" || r.Max == "" { // the type has the other bound
		r = &layout.Rules{Min: low.String(), Max: high.String()}
		if below {
			r.Max = ""
		} else {
			r.Min = ""
		}
	}
	outside(lit, at, r, below)
	return n, false
}

// limits returns the least and the greatest integer that v can hold.
func limits(v layout.Value) (low, high integer) {
	high.abs = math.MaxUint64 >> (64 - 8*v.Size)
	if v.Form == layout.Int {
		high.abs >>= 1
		low = integer{abs: high.abs + 1, negative: true}
	}
	return low, high
}

// outside notes that a number is out of bounds.
func outside(lit string, at *Report, r *layout.Rules, below bool) {
	want := "must be a smaller number"
	switch {
	case r.Min != "" && r.Max != "":
		want = "must be between " + r.Min + " and " + r.Max
	case below && r.Min != "":
		want = "must be at least " + r.Min
	case !below && r.Max != "":
		want = "must be at most " + r.Max
	case below:
		want = "must be a greater number"
	}
	at.Fault(want + "; got " + clip(lit))
}

// clip shortens a number that is too long to read.
func clip(lit string) string {
	if len(lit) > maxQuoted {
		return lit[:maxQuoted] + "…"
	}
	return lit
}

// An integer is any of int64 and uint64, or more.
type integer struct {
	abs            uint64
	negative, huge bool // huge: abs does not hold it
}

// parseInteger reads a JSON number that has neither point nor exponent.
func parseInteger(lit string) integer {
	var n integer
	for i := range len(lit) {
		if lit[i] == '-' {
			n.negative = true
			continue
		}
		digit := uint64(lit[i] - '0')
		n.huge = n.huge || n.abs > (math.MaxUint64-digit)/10
		n.abs = n.abs*10 + digit
	}
	n.negative = n.negative && (n.huge || n.abs != 0)
	return n
}

func (n integer) less(than integer) bool {
	switch {
	case n.negative != than.negative:
		return n.negative
	case n.huge != than.huge:
		return n.huge == n.negative
	}
	return n.abs != than.abs && (n.abs < than.abs) != n.negative
}

func (n integer) String() string {
	text := strconv.FormatUint(n.abs, 10)
	if n.negative {
		return "-" + text
	}
	return text
}

// parseFloat reads a JSON number. The result is exact if the number has up to
// 15 digits and up to 22 powers of ten; if it has more, its last bits may not be.
func parseFloat(lit string) float64 {
	var mantissa uint64
	power, negative, point := 0, lit[0] == '-', false
	for i := range len(lit) {
		switch c := lit[i]; {
		case c == '.':
			point = true
		case c|0x20 == 'e':
			power += parsePower(lit[i+1:])
			return scale(mantissa, power, negative)
		case c < '0' || c > '9': // the sign
		case mantissa > math.MaxUint64/10-1: // no more digits fit
			if !point {
				power++
			}
		default:
			mantissa = mantissa*10 + uint64(c-'0')
			if point {
				power--
			}
		}
	}
	return scale(mantissa, power, negative)
}

// parsePower reads an exponent. All that are far out of range are the same.
func parsePower(lit string) int {
	power, negative := 0, lit[0] == '-'
	for i := range len(lit) {
		if c := lit[i]; c >= '0' && c <= '9' && power < 10000 {
			power = power*10 + int(c-'0')
		}
	}
	if negative {
		return -power
	}
	return power
}

func scale(mantissa uint64, power int, negative bool) float64 {
	f := float64(mantissa)
	for ; power > 0 && f != 0 && f <= math.MaxFloat64; power -= min(power, 22) {
		f *= tenTo(min(power, 22))
	}
	for ; power < 0 && f != 0; power += min(-power, 22) {
		f /= tenTo(min(-power, 22))
	}
	if negative {
		return -f
	}
	return f
}

// tenTo returns a power of ten, which is exact up to 22.
func tenTo(n int) float64 {
	f := 1.0
	for range n {
		f *= 10
	}
	return f
}
