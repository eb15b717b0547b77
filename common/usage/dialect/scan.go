package dialect

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// Scan returns what a usage object says.
func Scan(raw llm.Raw) llm.Usage {
	var c Counts
	s := jsonscan.New(raw)
	for s.Object(); s.Member(); {
		if !c.Member(&s) {
			s.Skip()
		}
	}
	u, _, _ := c.Usage()
	return u
}

// Member takes the next value of a usage object, the member that s has advanced
// to, if it counts, and tells whether it does.
func (c *Counts) Member(s *jsonscan.Scanner) bool {
	if f := FieldOf(Usage, s.Key()); f != 0 {
		c.number(f, s)
		return true
	}
	g := GroupOf(s.Key())
	if g == 0 || s.Kind() != '{' {
		return false
	}
	for s.Object(); s.Member(); {
		if f := FieldOf(g, s.Key()); f != 0 {
			c.number(f, s)
		} else {
			s.Skip()
		}
	}
	return true
}

// number takes a count; anything else leaves it as it is.
func (c *Counts) number(f Field, s *jsonscan.Scanner) {
	if n, ok := jsonscan.Int(s.Value()); ok {
		c.Set(f, n)
	}
}
