package codec

import "bytes"

// PlainBase64 returns data in the alphabet of RFC 4648, section 4, padded.
// Some clients write the one that is meant for URLs, which few providers read.
// Data that is plain already, as nearly all is, is returned as it is.
func PlainBase64(data []byte) []byte {
	if len(data)%4 == 0 && !bytes.ContainsAny(data, "-_") {
		return data
	}
	out := make([]byte, 0, len(data)+3)
	for _, c := range data {
		switch c {
		case '-':
			c = '+'
		case '_':
			c = '/'
		}
		out = append(out, c)
	}
	for len(out)%4 != 0 {
		out = append(out, '=')
	}
	return out
}
