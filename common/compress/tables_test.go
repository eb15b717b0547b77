package compress

import (
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestTables holds what was typed against the checksums of RFC 7932.
func TestTables(t *testing.T) {
	var near, far []byte
	for p := range 256 {
		near = append(near, byte(utf8Context(byte(p), 0)))
		far = append(far, byte(textClass(byte(p))))
	}
	assert.Equal(t, uint32(0x8e91efb7), crc32.ChecksumIEEE(near), "Lut0")
	assert.Equal(t, uint32(0xd01a32f4), crc32.ChecksumIEEE(far), "Lut1")
	assert.Equal(t, uint32(0x5136cb04), crc32.ChecksumIEEE([]byte(dictionary)), "appendix A")

	var list []byte
	for i := range transformCount {
		row := transforms[3*i : 3*i+3]
		list = append(append(list, affixes[row[0]-'0']...), 0, kindOf(row[1]-'0'))
		list = append(append(list, affixes[row[2]-'0']...), 0)
	}
	assert.Len(t, list, 648)
	assert.Equal(t, uint32(0x3d965f81), crc32.ChecksumIEEE(list), "appendix B")
}

// kindOf returns the number that the RFC gives to what is done with a word.
func kindOf(kind byte) byte {
	switch {
	case kind == 0:
		return 0
	case kind < 10:
		return kind + 11 // left out at the end
	case kind < 12:
		return kind - 9 // capitals
	}
	return kind - 9 // left out at the start
}
