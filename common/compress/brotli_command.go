package compress

// insertExtra and copyExtra are how many bits are added to the lengths of a
// command; the base of each code is where the one before it ends.
var (
	insertExtra = [24]uint8{0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 12, 14, 24}
	copyExtra   = [24]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 24}
	insertBase  = [24]int{0, 1, 2, 3, 4, 5, 6, 8, 10, 14, 18, 26, 34, 50, 66, 98, 130, 194, 322, 578, 1090, 2114, 6210, 22594}
	copyBase    = [24]int{2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 18, 22, 30, 38, 54, 70, 102, 134, 198, 326, 582, 1094, 2118}
)

// cells say where the codes of both lengths start, by the symbol's upper bits.
var cells = [11]struct{ insert, copy uint8 }{
	{0, 0}, {0, 8}, {0, 0}, {0, 8}, {8, 0}, {8, 8}, {0, 16}, {16, 0}, {8, 16}, {16, 8}, {16, 16},
}

// command reads how many literals come, and how much is copied behind them.
func (b *brotli) command(in *bitReader) error {
	k := &b.kinds[commands]
	if k.left == 0 {
		return k.next(in)
	}
	symbol := k.trees[k.current].read(in)
	if symbol < 0 || symbol >= 64*len(cells) {
		return ErrCorrupt
	}
	cell := cells[symbol>>6]
	i, c := cell.insert+uint8(symbol>>3&7), cell.copy+uint8(symbol&7)
	insert := insertBase[i] + int(in.read(uint(insertExtra[i])))
	length := copyBase[c] + int(in.read(uint(copyExtra[c])))
	if in.short {
		return nil
	}
	if insert > b.left {
		return ErrCorrupt
	}
	k.left--
	b.left -= insert
	b.insert, b.copy, b.repeat, b.stage = insert, length, symbol < 128, brotliLiterals
	return nil
}

// literal reads one literal, or goes on behind the last one.
func (b *brotli) literal(in *bitReader, out *history) error {
	if b.insert == 0 {
		b.stage = brotliDistance
		if b.left == 0 {
			b.endMeta()
		}
		return nil
	}
	k := &b.kinds[literals]
	if k.left == 0 {
		return k.next(in)
	}
	context := contextOf(b.modes[k.current], out.back(1), out.back(2))
	symbol := k.trees[b.literalMap[k.current<<6|context]].read(in)
	if in.short {
		return nil
	}
	if symbol < 0 {
		return ErrCorrupt
	}
	k.left--
	b.insert--
	out.put(byte(symbol))
	return nil
}

// distance reads from how far back to copy, and copies.
func (b *brotli) distance(in *bitReader, out *history) error {
	distance, fresh := b.ring[0], false
	if !b.repeat {
		k := &b.kinds[distances]
		if k.left == 0 {
			return k.next(in)
		}
		symbol := k.trees[b.distanceMap[k.current<<2|min(b.copy-2, 3)]].read(in)
		if symbol < 0 {
			return ErrCorrupt
		}
		distance = b.distanceOf(in, symbol)
		if in.short {
			return nil
		}
		k.left--
		fresh = symbol != 0
	}
	if distance <= 0 {
		return ErrCorrupt
	}
	if farthest := int(min(int64(b.window), out.total)); distance > farthest {
		return b.dictionary(distance-farthest-1, out)
	}
	if b.copy > b.left {
		return ErrCorrupt
	}
	if fresh {
		copy(b.ring[1:], b.ring[:])
		b.ring[0] = distance
	}
	out.repeat(distance, b.copy)
	b.copied(b.copy)
	return nil
}

// dictionary says a word.
func (b *brotli) dictionary(index int, out *history) error {
	var ok bool
	b.said, ok = word(b.said[:0], b.copy, index)
	if !ok || len(b.said) > b.left {
		return ErrCorrupt
	}
	out.write(b.said)
	b.copied(len(b.said))
	return nil
}

func (b *brotli) copied(n int) {
	b.stage = brotliCommand
	if b.left -= n; b.left == 0 {
		b.endMeta()
	}
}

// nearby says what the first symbols of a distance mean: one of the last
// distances, and what is added to it.
var nearby = [16]struct{ ring, add int8 }{
	{0, 0}, {1, 0}, {2, 0}, {3, 0}, {0, -1}, {0, 1}, {0, -2}, {0, 2}, {0, -3}, {0, 3}, {1, -1}, {1, 1}, {1, -2}, {1, 2}, {1, -3}, {1, 3},
}

// distanceOf returns the distance that a symbol means, with its extra bits.
func (b *brotli) distanceOf(in *bitReader, symbol int) int {
	if symbol < len(nearby) {
		return b.ring[nearby[symbol].ring] + int(nearby[symbol].add)
	}
	symbol -= len(nearby)
	if symbol < int(b.direct) {
		return symbol + 1
	}
	symbol -= int(b.direct)
	width := 1 + uint(symbol)>>(b.postfix+1)
	high, low := symbol>>b.postfix, symbol&(1<<b.postfix-1)
	offset := (2+high&1)<<width - 4
	return (offset+int(in.read(width)))<<b.postfix + low + int(b.direct) + 1
}

// contextOf returns which of 64 contexts a literal has, by the two bytes
// before it: p1 is the nearer one.
func contextOf(mode, p1, p2 byte) int {
	switch mode {
	case 0:
		return int(p1 & 63)
	case 1:
		return int(p1 >> 2)
	case 2:
		return utf8Context(p1, p2)
	}
	return signedClass(p1)<<3 | signedClass(p2)
}

func signedClass(p byte) int {
	switch {
	case p == 0:
		return 0
	case p < 16:
		return 1
	case p < 64:
		return 2
	case p < 128:
		return 3
	case p < 192:
		return 4
	case p < 240:
		return 5
	case p < 255:
		return 6
	}
	return 7
}

// asciiContext is, for a byte below 128, what sort of character it is, as a
// hexadecimal digit: from a control character to a lower-case consonant.
const asciiContext = "00000000011001000000000000000000" + // control characters
	"2343353467338393bbbbbbbbbb886a73" + // to ?
	"3cdddcdddcdddddcdddddcddddd63733" + // to _
	"3efffefffefffffefffffefffff63730"

// utf8Context returns the context of a literal in text. Bytes before it that
// are not ASCII tell whether a character goes on.
func utf8Context(p1, p2 byte) int {
	return nearClass(p1) | textClass(p2)
}

func nearClass(p byte) int {
	switch {
	case p >= 192:
		return 2 + int(p&1)
	case p >= 128:
		return int(p & 1)
	case asciiContext[p] >= 'a':
		return int(asciiContext[p]-'a'+10) << 2
	}
	return int(asciiContext[p]-'0') << 2
}

func textClass(p byte) int {
	switch {
	case p >= 'a' && p <= 'z':
		return 3
	case p >= '0' && p <= '9', p >= 'A' && p <= 'Z', p >= 224:
		return 2
	case p > ' ' && p < 127:
		return 1
	}
	return 0
}
