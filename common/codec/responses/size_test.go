package responses

import (
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"aigateway/common/codec"
	"aigateway/common/llm"
)

// TestIdleSize bounds what an open stream costs between two events, besides
// the reply so far.
func TestIdleSize(t *testing.T) {
	w := new(writer)
	w.Reset(codec.Options{Stream: true})
	w.Event(&llm.Event{
		Type: llm.Started, ID: llm.Text(`"chatcmpl-9hXyz0123456789abcdefABCDEF"`), Model: llm.Text(`"gpt-4o-mini-2024-07-18"`),
		Created: llm.Raw("1700000000"),
	})
	w.Take()
	size := int(unsafe.Sizeof(reader{})+unsafe.Sizeof(*w)) + cap(w.head) + cap(w.out.Dst)
	assert.LessOrEqual(t, size, 600, "bytes")
	t.Log(size, "bytes")
}
