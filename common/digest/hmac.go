package digest

// HMAC is the code of message under key.
func HMAC(key, message []byte) [Size]byte {
	var pad [blockSize]byte
	if len(key) > blockSize {
		sum := Sum(key)
		copy(pad[:], sum[:])
	} else {
		copy(pad[:], key)
	}
	inner, outer := New(), New()
	write := func(h *Hash, mask byte) {
		for i := range pad {
			pad[i] ^= mask
		}
		h.Write(pad[:])
	}
	const innerMask, outerMask = 0x36, 0x5c
	write(&inner, innerMask)
	inner.Write(message)
	sum := inner.Sum()
	write(&outer, innerMask^outerMask)
	outer.Write(sum[:])
	return outer.Sum()
}

// AppendHex appends a sum in lower-case hexadecimal digits.
func AppendHex(dst []byte, sum [Size]byte) []byte {
	const digits = "0123456789abcdef"
	for _, b := range sum {
		dst = append(dst, digits[b>>4], digits[b&15])
	}
	return dst
}
