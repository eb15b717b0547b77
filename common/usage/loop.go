package usage

// looper finds text that got caught in a loop: the same block again and again,
// with nothing between. It keeps no text. A block of any length up to about
// maxBlock is found; how the text is cut does not matter.
//
// The hash of the last 32 bytes is compared with that of an anchor. Where it
// comes back at equal distances, the blocks between are compared by their own
// hashes. The anchor moves on ever later (Brent), so that it comes to lie in
// the loop, wherever that begins.
type looper struct {
	ring [window]byte
	// hash is of all text (a polynomial, modulo 2^64), near of the ring.
	hash, near uint64
	pos        uint32

	anchor         uint64 // what near was where the anchor lies
	anchored, last uint32 // where it lies; where it last came back
	lastHash       uint64 // hash there
	limit          uint32 // how far behind the anchor it moves on
	period         uint32
	block          uint64 // hash of the block before last
	repeats        uint32
	found          bool
}

const (
	window   = 32
	maxBlock = 4096
	// A loop is found when a block came at least minRepeats times, and in
	// all minLooped bytes.
	minRepeats = 8
	minLooped  = 2048

	base = 0x9E3779B97F4A7C15
	// baseWindow is base to the power of window, modulo 2^64.
	baseWindow = 0xcdfb8afc05487981
)

// write reads the next piece of the text.
func (l *looper) write(piece []byte) {
	if l.found {
		return
	}
	hash, near, pos := l.hash, l.near, l.pos
	for _, c := range piece {
		slot := &l.ring[pos%window]
		near = near*base + uint64(c) - uint64(*slot)*baseWindow
		*slot = c
		hash = hash*base + uint64(c)
		pos++
		if near == l.anchor || pos-l.anchored >= l.limit {
			l.hash, l.near, l.pos = hash, near, pos
			l.look()
		}
	}
	l.hash, l.near, l.pos = hash, near, pos
}

// look sees the anchor come back, or moves it on.
func (l *looper) look() {
	if l.near != l.anchor {
		l.move()
		return
	}
	distance := l.pos - l.last
	block := l.hash - l.lastHash*power(distance)
	if distance != l.period || block != l.block {
		l.period, l.block, l.repeats = distance, block, 0
	}
	l.repeats++
	l.last, l.lastHash = l.pos, l.hash
	l.found = l.repeats >= minRepeats && l.repeats*l.period >= minLooped
}

// move sets the anchor here, unless a loop seems to go on.
func (l *looper) move() {
	if l.repeats > 1 && l.pos-l.last <= l.period {
		l.limit = l.pos - l.anchored + l.period
		return
	}
	l.anchor, l.anchored = l.near, l.pos
	l.last, l.lastHash = l.pos, l.hash
	l.limit = min(max(2*l.limit, 2*window), maxBlock)
	l.period, l.repeats = 0, 0
}

// power returns base^n.
func power(n uint32) uint64 {
	p, b := uint64(1), uint64(base)
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			p *= b
		}
		b *= b
	}
	return p
}
