package aiproxy

// buffers are the two that bodies are written into in turn, so that each step
// can read what the step before it wrote.
type buffers struct{ last, spare []byte }

// next returns the buffer that the last result is not in, emptied.
func (b *buffers) next() []byte { return b.spare[:0] }

// keep makes result, which began as what next returned, the last one.
func (b *buffers) keep(result []byte) []byte {
	b.last, b.spare = result, b.last
	return result
}

// keepBuffer is the size up to which a buffer is kept for the next exchange.
const keepBuffer = 1 << 20

func (b *buffers) trim() {
	if cap(b.last) > keepBuffer {
		b.last = nil
	}
	if cap(b.spare) > keepBuffer {
		b.spare = nil
	}
}
