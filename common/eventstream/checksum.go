package eventstream

// table holds the checksum of every byte. It is never written to. hash/crc32
// would add seven times the size of this package to a module.
var table = tabulate()

// tabulate computes the table for the polynomial of gzip, bits reversed.
func tabulate() (t [256]uint32) {
	const polynomial = 0xedb88320
	for i := range t {
		c := uint32(i)
		for range 8 {
			c = c>>1 ^ c&1*polynomial
		}
		t[i] = c
	}
	return t
}

// checksum is the CRC-32 of b as gzip has it.
func checksum(b []byte) uint32 {
	c := ^uint32(0)
	for _, x := range b {
		c = c>>8 ^ table[byte(c)^x]
	}
	return ^c
}
