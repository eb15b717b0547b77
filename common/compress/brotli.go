package compress

// maxWindow is how far back brotli's references are followed, in bytes. Data
// may ask for 16 MB; servers use 4 MB at most, most of them less.
const maxWindow = 4 << 20

// brotli reads RFC 7932 data.
type brotli struct {
	stage  brotliStage
	window int  // how far back data may refer
	last   bool // the meta-block is the last one
	left   int  // bytes of the meta-block, or of what is skipped, to come

	kinds           [3]blocks
	postfix, direct uint // of distance codes
	modes           []uint8
	literalMap      []uint8
	distanceMap     []uint8
	building        int // index of the kind or the tree that is read next
	trees           [3]int

	ring   [4]int // last distances, the newest first
	insert int    // of the command: literals to come
	copy   int    // and bytes to copy behind them
	repeat bool   // from the last distance

	lengths []uint8
	build   code // of lengths, or of a context map
	said    []byte
}

type brotliStage uint8

const (
	brotliWindow brotliStage = iota
	brotliMeta
	brotliSkipped
	brotliStored
	brotliBlocks
	brotliContexts
	brotliLiteralMap
	brotliDistanceMap
	brotliTrees
	brotliCommand
	brotliLiterals
	brotliDistance
	brotliEnd
)

// Kinds of blocks.
const (
	literals = iota
	commands
	distances
)

func (b *brotli) ended() bool { return b.stage == brotliEnd }

func (b *brotli) step(in *bitReader, out *history) (more bool, err error) {
	switch b.stage {
	case brotliWindow:
		err = b.readWindow(in)
	case brotliMeta:
		err = b.meta(in)
	case brotliSkipped, brotliStored:
		b.stored(in, out)
	case brotliBlocks:
		err = b.blocks(in)
	case brotliContexts:
		b.contexts(in)
	case brotliLiteralMap:
		err = b.contextMap(in, &b.literalMap, literals, 64)
	case brotliDistanceMap:
		err = b.contextMap(in, &b.distanceMap, distances, 4)
	case brotliTrees:
		err = b.tree(in)
	case brotliCommand:
		err = b.command(in)
	case brotliLiterals:
		err = b.literal(in, out)
	case brotliDistance:
		err = b.distance(in, out)
	default:
		return false, nil
	}
	return true, err
}

// readWindow reads the header of the data.
func (b *brotli) readWindow(in *bitReader) error {
	n := uint32(16)
	if in.flag() {
		if n = 17 + in.read(3); n == 17 {
			switch m := in.read(3); m {
			case 0:
			case 1:
				if !in.short {
					return ErrCorrupt // a large window, which HTTP has not
				}
			default:
				n = 8 + m
			}
		}
	}
	if !in.short {
		b.window = 1<<n - 16
		b.ring = [4]int{4, 11, 15, 16}
		b.stage = brotliMeta
	}
	return nil
}

// meta reads the header of a meta-block.
func (b *brotli) meta(in *bitReader) error {
	last := in.flag()
	if last && in.flag() {
		b.stage = brotliEnd
		return nil
	}
	nibbles := 4 + uint(in.read(2))
	if nibbles == 7 {
		return b.skipped(in, last)
	}
	left := int(in.read(4*nibbles)) + 1
	stored := !last && in.flag()
	if stored && !in.align() {
		return ErrCorrupt
	}
	if in.short {
		return nil
	}
	b.last, b.left, b.building, b.stage = last, left, 0, brotliBlocks
	if stored {
		b.stage = brotliStored
	}
	return nil
}

// skipped reads the rest of the header of a meta-block that says nothing.
func (b *brotli) skipped(in *bitReader, last bool) error {
	reserved := in.flag()
	n := uint(in.read(2))
	left := 0
	if n > 0 {
		left = int(in.read(8*n)) + 1
	}
	if reserved || !in.align() {
		return ErrCorrupt
	}
	if !in.short {
		b.last, b.left, b.stage = last, left, brotliSkipped
		if left == 0 {
			b.endMeta()
		}
	}
	return nil
}

// stored reads bytes that are not compressed, or mean nothing.
func (b *brotli) stored(in *bitReader, out *history) {
	p := in.bytes(b.left)
	if len(p) == 0 {
		in.short = true
		return
	}
	if b.stage == brotliStored {
		out.write(p)
	}
	if b.left -= len(p); b.left == 0 {
		b.endMeta()
	}
}

func (b *brotli) endMeta() {
	b.stage = brotliMeta
	if b.last {
		b.stage = brotliEnd
	}
}

// contexts reads how distances and literals are coded.
func (b *brotli) contexts(in *bitReader) {
	postfix := uint(in.read(2))
	direct := uint(in.read(4)) << postfix
	b.modes = b.modes[:0]
	for range b.kinds[literals].types {
		b.modes = append(b.modes, uint8(in.read(2)))
	}
	if !in.short {
		b.postfix, b.direct, b.stage = postfix, direct, brotliLiteralMap
	}
}

// contextMap reads which tree is for which context of which block.
func (b *brotli) contextMap(in *bitReader, to *[]uint8, kind, contexts int) error {
	trees := readCount(in)
	n := b.kinds[kind].types * contexts
	if cap(*to) < n {
		*to = make([]uint8, n)
	}
	*to = (*to)[:n]
	clear(*to)
	if trees > 1 && !b.readMap(in, *to, trees) {
		return ErrCorrupt
	}
	if in.short {
		return nil
	}
	b.trees[kind] = trees
	b.stage++
	if b.stage == brotliTrees {
		b.trees[commands] = b.kinds[commands].types
		b.building = 0
	}
	return nil
}

// readMap reads the entries of a context map and tells whether it could.
func (b *brotli) readMap(in *bitReader, to []uint8, trees int) bool {
	zeros := 0 // how many symbols are for runs of zeros
	if in.flag() {
		zeros = 1 + int(in.read(4))
	}
	if !b.readCode(in, &b.build, trees+zeros) {
		return false
	}
	for i := 0; i < len(to) && !in.short; {
		symbol := b.build.read(in)
		switch {
		case symbol < 0:
			return false
		case symbol > zeros:
			to[i] = uint8(symbol - zeros)
			i++
		case symbol == 0:
			i++
		default:
			if i += 1<<symbol + int(in.read(uint(symbol))); i > len(to) {
				return in.short
			}
		}
	}
	if in.flag() {
		moveToFront(to)
	}
	return true
}

// moveToFront undoes the transform of that name.
func moveToFront(list []uint8) {
	var front [256]uint8
	for i := range front {
		front[i] = uint8(i)
	}
	for i, at := range list {
		value := front[at]
		copy(front[1:], front[:at])
		front[0] = value
		list[i] = value
	}
}

// readCount reads a number from 1 to 256.
func readCount(in *bitReader) int {
	if !in.flag() {
		return 1
	}
	n := uint(in.read(3))
	return 1 + 1<<n + int(in.read(n))
}

// tree reads the next one of all trees.
func (b *brotli) tree(in *bitReader) error {
	kind, i := literals, b.building
	for kind < distances && i >= b.trees[kind] {
		i -= b.trees[kind]
		kind++
	}
	sizes := [...]int{256, 704, 16 + int(b.direct) + 48<<b.postfix}
	k := &b.kinds[kind]
	if len(k.trees) <= i {
		k.trees = append(k.trees, code{})
	}
	if !b.readCode(in, &k.trees[i], sizes[kind]) {
		return ErrCorrupt
	}
	if in.short {
		return nil
	}
	if b.building++; b.building == b.trees[literals]+b.trees[commands]+b.trees[distances] {
		b.stage = brotliCommand
	}
	return nil
}
