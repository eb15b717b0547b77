package compress

// history is what the data said, as far back as it may refer to. It grows with
// what is said, up to max bytes, and then is written round.
type history struct {
	buf     []byte
	max     int
	pos     int // where the next byte is written
	flushed int // up to where sink has it
	total   int64
	limit   int64
	over    bool // the limit is reached, or a reference goes too far back
	sink    func([]byte)
}

const firstHistory = 4 << 10

// room makes room for one byte or more and returns how many, up to n: 0 when
// the limit is reached.
func (h *history) room(n int) int {
	if h.pos == len(h.buf) {
		if len(h.buf) < h.max {
			h.grow()
		} else {
			h.flush()
			h.pos, h.flushed = 0, 0
		}
	}
	n = int(min(int64(n), int64(len(h.buf)-h.pos), h.limit-h.total))
	if n == 0 {
		h.over = true
	}
	return n
}

func (h *history) grow() {
	grown := make([]byte, min(max(2*len(h.buf), firstHistory), h.max))
	copy(grown, h.buf)
	h.buf = grown
}

// put says one byte.
func (h *history) put(c byte) {
	if h.room(1) == 0 {
		return
	}
	h.buf[h.pos] = c
	h.pos++
	h.total++
}

// write says p.
func (h *history) write(p []byte) {
	for len(p) > 0 {
		n := h.room(len(p))
		if n == 0 {
			return
		}
		h.pos += copy(h.buf[h.pos:h.pos+n], p)
		h.total += int64(n)
		p = p[n:]
	}
}

// repeat says again n bytes from distance back, of which the last may be
// among those that it says. Distance is not larger than total.
func (h *history) repeat(distance, n int) {
	if distance > h.max {
		h.over = true
		return
	}
	for n > 0 {
		m := h.room(n)
		if m == 0 {
			return
		}
		from := h.pos - distance
		if from < 0 {
			from += len(h.buf)
		}
		m = min(m, distance, len(h.buf)-from)
		copy(h.buf[h.pos:h.pos+m], h.buf[from:from+m])
		h.pos += m
		h.total += int64(m)
		n -= m
	}
}

// back returns the byte from distance back, 0 before the first.
func (h *history) back(distance int) byte {
	if int64(distance) > h.total {
		return 0
	}
	i := h.pos - distance
	if i < 0 {
		i += len(h.buf)
	}
	return h.buf[i]
}

// flush hands on what was said since.
func (h *history) flush() {
	if h.pos > h.flushed {
		h.sink(h.buf[h.flushed:h.pos])
		h.flushed = h.pos
	}
}
