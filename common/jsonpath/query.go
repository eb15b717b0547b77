package jsonpath

import (
	"errors"
	"strconv"
	"strings"

	"aigateway/common/jsonscan"
)

// query is what stands in #(…): a path, an operator, and a value.
type query struct {
	path     *Path // nil: the element itself
	operator string
	text     string  // what the value is compared with
	number   float64 // of text, where it is one
	quoted   bool    // text stood in quotes
}

// operators are tried in this order, so that a longer one comes first.
var operators = [...]string{"==", "!=", "<=", ">=", "!%", "=", "<", ">", "%"}

func compileQuery(text string) (q query, err error) {
	at, operator := operatorIn(text)
	path, value := strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+len(operator):])
	if operator == "=" {
		operator = "=="
	}
	if q.operator = operator; path != "" {
		if q.path, err = Compile(path); err != nil {
			return q, err
		}
	}
	if len(value) > 1 && value[0] == '"' && value[len(value)-1] == '"' {
		q.quoted, q.text = true, jsonscan.Text([]byte(value))
		return q, nil
	}
	if strings.HasPrefix(value, "~") {
		return q, errors.New("gjson's ~ operator is not supported")
	}
	q.text = value
	q.number, _ = number(value)
	return q, nil
}

// operatorIn returns where the operator of a query is, and the operator; the
// end and "" where there is none.
func operatorIn(text string) (int, string) {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
			continue
		}
		if text[i] == '(' {
			if end := closing(text[i:]); end > 0 {
				i += end
				continue
			}
		}
		for _, o := range operators {
			if strings.HasPrefix(text[i:], o) {
				return i, o
			}
		}
	}
	return len(text), ""
}

// fits tells whether an element is one that the query is for.
func (q *query) fits(element []byte) bool {
	value := element
	if q.path != nil {
		value = q.path.Find(element)
	}
	if value == nil {
		return false
	}
	if q.operator == "" {
		return true
	}
	s := jsonscan.New(value)
	switch s.Kind() {
	case '"':
		return q.quoted && q.compareText(jsonscan.Text(value))
	case '0':
		n, ok := number(string(value))
		return ok && !q.quoted && ordered(q.operator, compare(n, q.number))
	case 't', 'f', 'n':
		return !q.quoted && ordered(q.operator, strings.Compare(string(value), q.text))
	}
	return false
}

func (q *query) compareText(text string) bool {
	switch q.operator {
	case "%":
		return glob(q.text, []byte(text))
	case "!%":
		return !glob(q.text, []byte(text))
	}
	return ordered(q.operator, strings.Compare(text, q.text))
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// ordered tells whether the operator holds for a comparison's outcome.
func ordered(operator string, order int) bool {
	switch operator {
	case "==":
		return order == 0
	case "!=":
		return order != 0
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	case ">=":
		return order >= 0
	}
	return false
}

// number reads a JSON number. Of up to 15 digits it is exact to the last bit,
// which is enough to compare; strconv's costs a module more than this package.
func number(text string) (float64, bool) {
	mantissa, rest, _ := strings.Cut(strings.ToLower(text), "e")
	exponent, err := 0, error(nil)
	if rest != "" {
		exponent, err = strconv.Atoi(rest)
	}
	digits, fraction, _ := strings.Cut(strings.TrimPrefix(mantissa, "-"), ".")
	value := 0.0
	for _, c := range []byte(digits + fraction) {
		if c < '0' || c > '9' {
			return 0, false
		}
		value = value*10 + float64(c-'0')
	}
	if digits == "" || err != nil {
		return 0, false
	}
	value = scale(value, min(max(exponent-len(fraction), -400), 400))
	if strings.HasPrefix(mantissa, "-") {
		value = -value
	}
	return value, true
}

// scale returns value times ten to the power of exponent.
func scale(value float64, exponent int) float64 {
	power := 1.0
	for range max(exponent, -exponent) {
		power *= 10
	}
	if exponent < 0 {
		return value / power
	}
	return value * power
}
