package aiproxy

import (
	"aigateway/common/byteorder"
	"aigateway/common/plugin"
)

// grant is what all workers know of the access tokens of one account: one
// value of the host's shared data.
type grant struct {
	numbers [grantNumbers]int64
	// text is the token; without one it is the reason why there is none, as far
	// as that is known.
	text []byte
}

// The numbers of a grant. Times are in ms since 1970.
const (
	since  = iota // when the token was asked for
	until         // up to when it is used; 0 without one
	worker        // who asks for the next one
	leased        // up to when nobody else does
	failures
	again // before that, nobody asks after a failure
	grantNumbers
)

func (g *grant) append(dst []byte) []byte {
	for _, n := range g.numbers {
		dst = byteorder.LEAppendUint64(dst, uint64(n))
	}
	return append(dst, g.text...)
}

// loadGrant reads a grant, which is empty where there is none.
func loadGrant(root *plugin.Root, name string) (g grant, version uint32) {
	raw, version, err := root.SharedData(name)
	if err != nil || len(raw) < 8*grantNumbers {
		return g, version
	}
	for i := range g.numbers {
		g.numbers[i] = int64(byteorder.LEUint64(raw[8*i:]))
	}
	g.text = raw[8*grantNumbers:]
	return g, version
}
