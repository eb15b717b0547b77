package jsonscan

// Int returns the integer that a number says, and false if it is none. What
// follows the decimal point is cut off: some services write counts as 12.0.
func Int(number []byte) (int64, bool) {
	negative := len(number) > 0 && number[0] == '-'
	if negative {
		number = number[1:]
	}
	n := digits(number)
	if n == 0 || n > 18 || len(number) > n && number[n] != '.' {
		return 0, false
	}
	var value int64
	for _, c := range number[:n] {
		value = value*10 + int64(c-'0')
	}
	if negative {
		value = -value
	}
	return value, true
}
