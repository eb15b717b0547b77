package gemini

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// sources are the groundingMetadata and the citationMetadata of a candidate.
// Each event has all of them so far, so that the last ones count.
type sources struct{ grounding, citations []byte }

// keep notes the sources of a candidate until its end.
func (c *choice) keep(grounding, citations []byte) {
	if grounding == nil && citations == nil {
		return
	}
	if c.sources == nil {
		c.sources = new(sources)
	}
	if grounding != nil {
		c.sources.grounding = bytes.Clone(grounding)
	}
	if citations != nil {
		c.sources.citations = bytes.Clone(citations)
	}
}

// Values of the objects that sources are in.
const (
	groundingChunks = iota
	groundingSupports
	supportChunks
	citationSources
	groundingValues
)

var (
	groundingTable = wire.Table{Camel: true, Rows: []wire.Row{
		{Name: "groundingChunks", Is: wire.List, To: groundingChunks},
		{Name: "groundingSupports", Is: wire.List, To: groundingSupports},
		{Name: "citationSources", Is: wire.List, To: citationSources}, {Name: "citations", Is: wire.List, To: citationSources},
	}}
	// chunkTable has the members of a groundingChunk, of whatever kind, and of a
	// citationSource.
	chunkTable = wire.Table{Camel: true, Rows: []wire.Row{
		{Name: "web", Is: wire.Inside}, {Name: "retrievedContext", Is: wire.Inside}, {Name: "maps", Is: wire.Inside},
		{Name: "uri", Is: wire.Text, To: wire.SourceURL}, {Name: "title", Is: wire.Text, To: wire.SourceTitle},
		{Name: "text", Is: wire.Text, To: wire.SourceQuote}, {Name: "startIndex", Is: wire.Number, To: wire.SourceStart},
		{Name: "endIndex", Is: wire.Number, To: wire.SourceEnd},
	}}
	// supportTable has those of a groundingSupport.
	supportTable = wire.Table{Camel: true, Rows: []wire.Row{
		{Name: "segment", Is: wire.Inside}, {Name: "startIndex", Is: wire.Number, To: wire.SourceStart},
		{Name: "endIndex", Is: wire.Number, To: wire.SourceEnd}, {Name: "groundingChunkIndices", Is: wire.List, To: wire.SourceKind},
	}}
)

// cite tells the sources of a choice: each chunk at each of the places that it
// supports, or at none where nothing is said of places.
func (r *reader) cite(c *choice, to llm.Sink) {
	if c.sources == nil {
		return
	}
	var v [groundingValues][]byte
	groundingTable.Read(c.sources.grounding, v[:])
	chunks := list(v[groundingChunks], &chunkTable)
	supports := list(v[groundingSupports], &supportTable)
	for i := range supports {
		s := jsonscan.New(supports[i][wire.SourceKind])
		if s.Kind() != '[' {
			continue
		}
		for s.Array(); s.Element(); {
			if n, ok := jsonscan.Int(s.Value()); ok && n >= 0 && int(n) < len(chunks) {
				r.citeAt(c, &chunks[n], &supports[i], to)
			}
		}
	}
	for i := range chunks {
		if len(supports) == 0 {
			r.citeAt(c, &chunks[i], &chunks[i], to)
		}
	}
	groundingTable.Read(c.sources.citations, v[:])
	cited := list(v[citationSources], &chunkTable)
	for i := range cited {
		r.citeAt(c, &cited[i], &cited[i], to)
	}
	c.sources = nil
}

// citeAt tells a source at a place, which is in bytes here.
func (r *reader) citeAt(c *choice, source, at *wire.Source, to llm.Sink) {
	start, end := at.Place()
	if c.Choice != 0 {
		end = 0
	}
	if end == 0 {
		start = 0
	}
	r.CiteAt(&c.Block, source, r.ruler.Chars(start), r.ruler.Chars(end), to)
}

// list reads the objects of a list.
func list(raw []byte, t *wire.Table) (all []wire.Source) {
	if raw == nil {
		return nil
	}
	s := jsonscan.New(raw)
	for s.Array(); s.Element(); {
		var x wire.Source
		t.Scan(&s, x[:])
		all = append(all, x)
	}
	return all
}
