package wasmfile

import (
	"encoding/binary"
	"math"
	"slices"
)

// maxGap is how many zeros between two segments are written out rather than
// left out. Most gaps are below: Go's table of which function a program counter
// is in has 20 bytes for every 4,096 counters, of which two are not zero.
const maxGap = 32

const (
	activeSegment = 0x00 // in memory 0, 5.5.14
	i32Const      = 0x41
	endOfCode     = 0x0b
)

// segment is a piece of what memory begins with.
type segment struct {
	offset uint32
	data   []byte
}

// JoinData returns a copy of module whose neighbouring data segments are one.
// Go's linker begins a segment after every eight zeros, tens of thousands of
// them, and where each one lies compresses worse than the zeros do.
func JoinData(module []byte) ([]byte, error) {
	return rewrite(module, dataSection, func(body []byte) ([]byte, error) {
		segments, err := parseSegments(body)
		if err != nil {
			return nil, err
		}
		return appendSegments(nil, join(segments)), nil
	})
}

func join(segments []segment) (joined []segment) {
	for _, s := range segments {
		if n := len(joined) - 1; n >= 0 {
			last := &joined[n]
			end := last.offset + uint32(len(last.data))
			if s.offset >= end && s.offset-end <= maxGap {
				last.data = append(append(last.data, make([]byte, s.offset-end)...), s.data...)
				continue
			}
		}
		joined = append(joined, segment{s.offset, slices.Clone(s.data)})
	}
	return joined
}

// parseSegments knows the segments that linkers write: active ones in memory
// 0, at a constant offset.
func parseSegments(body []byte) ([]segment, error) {
	count, n := binary.Uvarint(body)
	if n <= 0 {
		return nil, errFormat
	}
	body = body[n:]
	var segments []segment
	for range count {
		if len(body) < 2 || body[0] != activeSegment || body[1] != i32Const {
			return nil, errFormat
		}
		offset, n := readSigned(body[2:])
		if n <= 0 || offset < 0 || len(body) < 3+n || body[2+n] != endOfCode {
			return nil, errFormat
		}
		body = body[3+n:]
		size, n := binary.Uvarint(body)
		if n <= 0 || uint64(len(body)-n) < size {
			return nil, errFormat
		}
		segments = append(segments, segment{uint32(offset), body[n : n+int(size)]})
		body = body[n+int(size):]
	}
	return segments, nil
}

func appendSegments(dst []byte, segments []segment) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(segments)))
	for _, s := range segments {
		dst = appendSigned(append(dst, activeSegment, i32Const), int32(s.offset))
		dst = binary.AppendUvarint(append(dst, endOfCode), uint64(len(s.data)))
		dst = append(dst, s.data...)
	}
	return dst
}

// readSigned reads signed LEB128 of at most 32 bits; n is 0 if there is none.
func readSigned(b []byte) (value int64, n int) {
	for shift := uint(0); n < len(b) && shift < 35; shift += 7 {
		value |= int64(b[n]&0x7f) << shift
		n++
		if b[n-1] < 0x80 {
			if b[n-1]&0x40 != 0 {
				value |= -1 << (shift + 7)
			}
			if value < math.MinInt32 || value > math.MaxInt32 {
				return 0, 0
			}
			return value, n
		}
	}
	return 0, 0
}

func appendSigned(dst []byte, v int32) []byte {
	for v < -64 || v > 63 {
		dst = append(dst, byte(v&0x7f)|0x80)
		v >>= 7
	}
	return append(dst, byte(v&0x7f))
}
