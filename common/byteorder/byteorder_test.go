package byteorder_test

import (
	"encoding/binary"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/common/byteorder"
)

// FuzzAgainstBinary holds every function against encoding/binary.
func FuzzAgainstBinary(f *testing.F) {
	f.Add(uint64(0x0102030405060708), []byte("x"))
	f.Add(uint64(0xfffefdfcfbfaf9f8), []byte(nil))
	f.Fuzz(func(t *testing.T, n uint64, dst []byte) {
		little, big := binary.LittleEndian, binary.BigEndian
		dst = dst[:len(dst):len(dst)]
		eight := little.AppendUint64(nil, n)
		require.Equal(t, uint16(n), byteorder.LEUint16(eight))
		require.Equal(t, uint32(n), byteorder.LEUint32(eight))
		require.Equal(t, n, byteorder.LEUint64(eight))
		require.Equal(t, big.Uint16(eight), byteorder.BEUint16(eight))
		require.Equal(t, big.Uint32(eight), byteorder.BEUint32(eight))
		require.Equal(t, little.AppendUint16(dst, uint16(n)), byteorder.LEAppendUint16(dst, uint16(n)))
		require.Equal(t, little.AppendUint32(dst, uint32(n)), byteorder.LEAppendUint32(dst, uint32(n)))
		require.Equal(t, little.AppendUint64(dst, n), byteorder.LEAppendUint64(dst, n))
		require.Equal(t, big.AppendUint16(dst, uint16(n)), byteorder.BEAppendUint16(dst, uint16(n)))
		require.Equal(t, big.AppendUint32(dst, uint32(n)), byteorder.BEAppendUint32(dst, uint32(n)))
		got, want := make([]byte, 16), make([]byte, 16)
		byteorder.LEPutUint32(got, uint32(n))
		little.PutUint32(want, uint32(n))
		byteorder.BEPutUint32(got[4:], uint32(n))
		big.PutUint32(want[4:], uint32(n))
		byteorder.BEPutUint64(got[8:], n)
		big.PutUint64(want[8:], n)
		require.Equal(t, want, got)
	})
}
