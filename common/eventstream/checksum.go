package eventstream

import "aigateway/common/byteorder"

// stride is how many bytes are taken at a time.
const stride = 8

// tables holds, at n, the checksum of every byte with n zeros behind it. It is
// never written to. hash/crc32 would add seven times the size of this package
// to a module.
var tables = tabulate()

// tabulate computes the tables for the polynomial of gzip, bits reversed.
func tabulate() (t [stride][256]uint32) {
	const polynomial = 0xedb88320
	for i := range 256 {
		c := uint32(i)
		for range 8 {
			c = c>>1 ^ c&1*polynomial
		}
		t[0][i] = c
	}
	for n := 1; n < stride; n++ {
		for i, c := range t[n-1] {
			t[n][i] = c>>8 ^ t[0][byte(c)]
		}
	}
	return t
}

// checksum is the CRC-32 of b as gzip has it.
func checksum(b []byte) uint32 {
	t, c := &tables, ^uint32(0)
	for ; len(b) >= stride; b = b[stride:] {
		x, y := c^byteorder.LEUint32(b), byteorder.LEUint32(b[4:])
		c = t[7][byte(x)] ^ t[6][byte(x>>8)] ^ t[5][byte(x>>16)] ^ t[4][x>>24] ^
			t[3][byte(y)] ^ t[2][byte(y>>8)] ^ t[1][byte(y>>16)] ^ t[0][y>>24]
	}
	for _, x := range b {
		c = c>>8 ^ t[0][byte(c)^x]
	}
	return ^c
}
