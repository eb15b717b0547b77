// Package byteorder reads and writes integers of a fixed size, little-endian
// (LE) and big-endian (BE). It has no streams and no structs: encoding/binary
// does, and brings package reflect into a module for them.
//
// Reading and putting panic where there are too few bytes.
package byteorder

// LEUint16 returns the integer that b begins with.
func LEUint16(b []byte) uint16 { return uint16(b[0]) | uint16(b[1])<<8 }

// LEUint32 returns the integer that b begins with.
func LEUint32(b []byte) uint32 {
	_ = b[3]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

// LEUint64 returns the integer that b begins with.
func LEUint64(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// LEPutUint32 puts n at the beginning of b.
func LEPutUint32(b []byte, n uint32) {
	_ = b[3]
	b[0], b[1], b[2], b[3] = byte(n), byte(n>>8), byte(n>>16), byte(n>>24)
}

// LEAppendUint16 appends n.
func LEAppendUint16(dst []byte, n uint16) []byte { return append(dst, byte(n), byte(n>>8)) }

// LEAppendUint32 appends n.
func LEAppendUint32(dst []byte, n uint32) []byte {
	return append(dst, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

// LEAppendUint64 appends n.
func LEAppendUint64(dst []byte, n uint64) []byte {
	return append(dst, byte(n), byte(n>>8), byte(n>>16), byte(n>>24), byte(n>>32), byte(n>>40), byte(n>>48), byte(n>>56))
}

// BEUint16 returns the integer that b begins with.
func BEUint16(b []byte) uint16 { return uint16(b[0])<<8 | uint16(b[1]) }

// BEUint32 returns the integer that b begins with.
func BEUint32(b []byte) uint32 {
	_ = b[3]
	return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
}

// BEPutUint32 puts n at the beginning of b.
func BEPutUint32(b []byte, n uint32) {
	_ = b[3]
	b[0], b[1], b[2], b[3] = byte(n>>24), byte(n>>16), byte(n>>8), byte(n)
}

// BEPutUint64 puts n at the beginning of b.
func BEPutUint64(b []byte, n uint64) {
	BEPutUint32(b, uint32(n>>32))
	BEPutUint32(b[4:], uint32(n))
}

// BEAppendUint16 appends n.
func BEAppendUint16(dst []byte, n uint16) []byte { return append(dst, byte(n>>8), byte(n)) }

// BEAppendUint32 appends n.
func BEAppendUint32(dst []byte, n uint32) []byte {
	return append(dst, byte(n>>24), byte(n>>16), byte(n>>8), byte(n))
}
