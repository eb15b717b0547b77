package pricing

import (
	"math"
	"strconv"
	"strings"
)

// parse reads the prices of one line of data: behind the names, a field for
// each tier and size of the input that has prices of its own, the standard
// ones first:
//
//	gpt-x gpt-x-mini*	1.25,0.125,,,,10	>200000:2.5,0.25,,,,15	batch:0.625
//
// Rates are in USD per million tokens, in the order of [Rates], absent where
// the provider lists none.
func parse(row string) (price Price, ok bool) {
	field, row, _ := strings.Cut(row, "\t")
	price.Rates, ok = parseRates(field)
	for row != "" && ok {
		field, row, _ = strings.Cut(row, "\t")
		label, list, _ := strings.Cut(field, ":")
		tier, above, stepped := strings.Cut(label, ">")
		step := Step{Tier: TierOf(tier)}
		if stepped {
			step.Above, _ = strconv.ParseInt(above, 10, 64)
		}
		step.Rates, ok = parseRates(list)
		price.Steps = append(price.Steps, step)
	}
	return price, ok
}

func parseRates(list string) (Rates, bool) {
	var given [8]int64
	for i := range given {
		var field string
		field, list, _ = strings.Cut(list, ",")
		given[i] = -1
		if field == "" {
			continue
		}
		rate, ok := ParseUSD(field)
		if !ok {
			return Rates{}, false
		}
		given[i] = rate
	}
	or := func(i int, otherwise int64) int64 {
		if given[i] < 0 {
			return otherwise
		}
		return given[i]
	}
	r := NewRates(or(0, 0), or(5, 0))
	r.CacheRead = or(1, r.Input)
	r.CacheWrite = or(2, r.Input)
	r.CacheWriteHour = or(3, r.CacheWrite)
	r.InputAudio = or(4, r.Input)
	r.Reasoning = or(6, r.Output)
	r.OutputAudio = or(7, r.Output)
	return r, true
}

// ParseUSD reads a decimal number of USD, such as 0.0375, as nano-USD. It is
// false for anything else, for more than nine decimals, whose value would not
// be kept, and beyond nine billion.
func ParseUSD(s string) (nano int64, ok bool) {
	whole, fraction, dotted := strings.Cut(s, ".")
	if whole == "" || dotted && fraction == "" || len(fraction) > 9 {
		return 0, false
	}
	for _, digits := range []string{whole, fraction, "000000000"[len(fraction):]} {
		for _, c := range []byte(digits) {
			if c < '0' || c > '9' || nano > (math.MaxInt64-9)/10 {
				return 0, false
			}
			nano = nano*10 + int64(c-'0')
		}
	}
	return nano, true
}
