package usage

// ValidModel tells whether name can be a name of a model: 1 to 128 letters,
// digits and - _ . : / @ + only, so that nothing that a stranger made up
// becomes a label.
func ValidModel(name []byte) bool {
	if len(name) == 0 || len(name) > maxName {
		return false
	}
	for _, c := range name {
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '-' && c <= ':', c == '_', c == '@', c == '+':
		default:
			return false
		}
	}
	return true
}
