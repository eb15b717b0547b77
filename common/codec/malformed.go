package codec

import (
	"strconv"

	"aigateway/common/jsonscan"
	"aigateway/common/problem"
)

// Fault is what a decoder fails with at a value that is JSON, but not what the
// protocol wants there.
type Fault struct {
	Offset int // of the value, in bytes
	// Wrong follows the path of the value in a sentence: "must be a number".
	Wrong string
}

func (f *Fault) Error() string { return "the value at byte " + strconv.Itoa(f.Offset) + " " + f.Wrong }

// Malformed returns the problem with a request body that a decoder, or the
// scanner that it uses, gave up on with err.
func Malformed(body []byte, err error) *problem.Problem {
	switch e := err.(type) {
	case *problem.Problem:
		return e
	case *Fault:
		return misfit(body, e.Offset, e.Wrong)
	case *jsonscan.SyntaxError:
		if wrongType(body, e) {
			return misfit(body, e.Offset, "must be "+e.Want)
		}
	}
	return problem.New(problem.Invalid, nil, "the request body is "+err.Error())
}

// wrongType tells whether there is a value where e wants one, only of another
// type.
func wrongType(body []byte, e *jsonscan.SyntaxError) bool {
	if e.Offset >= len(body) {
		return false
	}
	switch e.Want {
	case "an object", "an array", "a string":
		s := jsonscan.New(body[e.Offset:])
		return s.Kind() != 0
	}
	return false
}

func misfit(body []byte, offset int, wrong string) *problem.Problem {
	path := jsonscan.Path(body, offset)
	if path == "" {
		return problem.New(problem.Invalid, nil, "the request body "+wrong)
	}
	return problem.InvalidParam(path, path+" "+wrong)
}
