package tokens

import (
	"flag"
	"fmt"
	"math"
	"testing"
)

var calibrate = flag.Bool("calibrate", false, "print the weights that fit the samples best")

// prior is what a feature weighs before any sample speaks, and all that is
// known of those that no sample has.
var prior = [len(counts{})]float64{1, .1, .1, .3, .5, .3, .8, .9, .9, .5, .9, -.3, .9, .8, .5, .35}

// fit returns the weights of family that make the sum of the squared relative
// errors least and are not negative but for pairs, which are a discount, by coordinate descent.
func fit(samples []sample, family string) (w [len(counts{})]float64) {
	const pull = 0.02 // towards prior
	var gram [len(w)][len(w)]float64
	var want [len(w)]float64
	for i := range w {
		gram[i][i], want[i] = pull, pull*prior[i]
	}
	for _, s := range samples {
		truth := float64(s.truth[family])
		for i, n := range s.counts {
			want[i] += float64(n) / truth
			for j, m := range s.counts {
				gram[i][j] += float64(n) * float64(m) / truth / truth
			}
		}
	}
	w = prior
	for range 5000 {
		for i := range w {
			rest := want[i]
			for j := range w {
				if j != i {
					rest -= gram[i][j] * w[j]
				}
			}
			least := 0.0
			if i == pairs {
				least = 0.7 - 2*w[han] // what two characters cost at least
			}
			w[i] = max(rest/gram[i][i], least)
		}
	}
	return w
}

func TestCalibrate(t *testing.T) {
	if !*calibrate {
		return // it writes; run it with -calibrate after the samples changed
	}
	samples := load(t)
	for _, family := range families {
		fmt.Print("\t{")
		for i, w := range fit(samples, family.name) {
			if i > 0 {
				fmt.Print(", ")
			}
			fmt.Print(math.Round(w * 1000))
		}
		fmt.Println("},")
	}
}

// heldOut returns, by class, the errors of estimates with weights that were
// fitted without the sample that is estimated.
func heldOut(samples []sample, family string) (errors map[string][]float64) {
	errors = map[string][]float64{}
	for i, s := range samples {
		w := fit(append(append([]sample(nil), samples[:i]...), samples[i+1:]...), family)
		estimate := 0.0
		for j, n := range s.counts {
			estimate += float64(n) * w[j]
		}
		errors[s.class] = append(errors[s.class], math.Abs(estimate/float64(s.truth[family])-1))
	}
	return errors
}
