package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// grounding is what the answer rests on, elements of two lists.
type grounding struct {
	chunks, supports wire.Output
	count            int
}

// cite takes in a source, which is told at the end. Places are in bytes here.
func (a *answer) cite(c *llm.Citation) {
	if c.URL == nil {
		return
	}
	if a.sources == nil {
		a.sources = new(grounding)
	}
	g := a.sources
	g.chunks.Apart()
	g.chunks.Between(`{"web":{"uri":`, c.URL, `,"title":`)
	g.chunks.Between("", wire.OrEmpty(c.Title), "}}")
	if start := a.ruler.Bytes(c.Start) - int(a.base); c.End > 0 && start >= 0 {
		g.supports.Apart()
		g.supports.Raw(`{"segment":{`)
		if a.parts > 1 {
			g.supports.Counts(`"partIndex":`, int64(a.parts-1), ",")
		}
		g.supports.Count(`"startIndex":`, int64(start))
		g.supports.Count(`,"endIndex":`, int64(a.ruler.Bytes(c.End)-int(a.base)))
		g.supports.Counts(`},"groundingChunkIndices":[`, int64(g.count), "]}")
	}
	g.count++
}
