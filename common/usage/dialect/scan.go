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
	if s.Kind() == '[' {
		return c.list(s)
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

// list takes the next value, which lists the pieces of a total: by what they
// are at Google, by how long they are kept at AWS.
func (c *Counts) list(s *jsonscan.Scanner) bool {
	var f Field
	var what string
	switch string(s.Key()) {
	case "promptTokensDetails":
		f, what = InputAudio, `"AUDIO"`
	case "candidatesTokensDetails":
		f, what = OutputAudio, `"AUDIO"`
	case "cacheDetails":
		f, what = cacheWriteHour, `"1h"`
	default:
		return false
	}
	for s.Array(); s.Element(); {
		if n, is := piece(s, what); is {
			c.Set(f, n)
		}
	}
	return true
}

// piece reads one of a list, and tells whether it is of a kind.
func piece(s *jsonscan.Scanner, what string) (n int64, is bool) {
	if s.Kind() != '{' {
		s.Skip()
		return 0, false
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "modality", "ttl":
			is = string(s.Value()) == what
		case "tokenCount", "inputTokens":
			n, _ = jsonscan.Int(s.Value())
		default:
			s.Skip()
		}
	}
	return n, is
}

// number takes a count; anything else leaves it as it is.
func (c *Counts) number(f Field, s *jsonscan.Scanner) {
	if n, ok := jsonscan.Int(s.Value()); ok {
		c.Set(f, n)
	}
}
