package codec

// OneLine takes line breaks out of an event. JSON does not allow them in a
// string: where a provider's text holds one all the same, it would end the
// event early, and the rest be taken for another.
func OneLine(event []byte) {
	for i, c := range event {
		if c == '\n' || c == '\r' {
			event[i] = ' '
		}
	}
}
