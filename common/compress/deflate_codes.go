package compress

// deflateCodes are apart because a stored or broken stream needs none.
type deflateCodes struct {
	literals, distance, lengths code
	scratch                     [320]uint8
}

func (d *deflate) tables() *deflateCodes {
	if d.codes == nil {
		d.codes = new(deflateCodes)
	}
	return d.codes
}

// fixed sets the codes that need no description.
func (d *deflate) fixed() {
	t := d.tables()
	lengths := t.scratch[:288]
	for i := range lengths {
		switch {
		case i < 144 || i >= 280:
			lengths[i] = 8
		case i < 256:
			lengths[i] = 9
		default:
			lengths[i] = 7
		}
	}
	t.literals.build(lengths, false)
	lengths = t.scratch[:30]
	for i := range lengths {
		lengths[i] = 5
	}
	t.distance.build(lengths, true)
}

// lengthOrder is the order in which the lengths of the code for lengths come.
var lengthOrder = [...]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// dynamic reads codes.
func (d *deflate) dynamic(in *bitReader) error {
	t := d.tables()
	literals, distances, n := int(in.read(5))+257, int(in.read(5))+1, int(in.read(4))+4
	if literals > 286 || distances > 30 {
		return ErrCorrupt
	}
	lengths := t.scratch[:19]
	clear(lengths)
	for _, symbol := range lengthOrder[:n] {
		lengths[symbol] = uint8(in.read(3))
	}
	if in.short {
		return nil
	}
	if !t.lengths.build(lengths, false) {
		return ErrCorrupt
	}
	lengths = t.scratch[:literals+distances]
	if !t.readLengths(in, lengths) {
		return ErrCorrupt
	}
	if in.short {
		return nil
	}
	if lengths[256] == 0 || !t.literals.build(lengths[:literals], true) || !t.distance.build(lengths[literals:], true) {
		return ErrCorrupt
	}
	return nil
}

// readLengths reads the lengths of codes and tells whether it could.
func (t *deflateCodes) readLengths(in *bitReader, lengths []uint8) bool {
	for i := 0; i < len(lengths) && !in.short; {
		symbol := t.lengths.read(in)
		if symbol < 0 {
			return false
		}
		value, n := uint8(0), 1
		switch {
		case symbol < 16:
			value = uint8(symbol)
		case symbol == 16:
			if i == 0 {
				return in.short
			}
			value, n = lengths[i-1], 3+int(in.read(2))
		case symbol == 17:
			n = 3 + int(in.read(3))
		default:
			n = 11 + int(in.read(7))
		}
		if n > len(lengths)-i {
			return in.short
		}
		for range n {
			lengths[i] = value
			i++
		}
	}
	return true
}

// lengthExtra and distanceExtra are how many bits are added to a symbol's
// base, which is where the one before it ends.
var (
	lengthExtra   = [...]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}
	lengthBase    = [...]uint16{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	distanceExtra = [...]uint8{0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13}
)
