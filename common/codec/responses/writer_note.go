package responses

import (
	"slices"

	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// notes are the annotations of the open part. They stand before its text in
// the finished response, where their room is made when the part ends.
type notes struct {
	wire.Output
	count int
}

// cite gives the open text a source: a page, or a file.
func (w *writer) cite(c *llm.Citation) {
	if w.kind != messageItem || w.refusal || c.URL == nil && c.FileID == nil {
		return
	}
	if !w.inPart {
		w.openPart()
	}
	if w.notes == nil {
		w.notes = new(notes)
	}
	n := w.notes
	n.Apart()
	start := len(n.Dst)
	if c.URL != nil {
		n.Count(`{"type":"url_citation","start_index":`, int64(max(c.Start-int(w.chars), 0)))
		n.Count(`,"end_index":`, int64(max(c.End-int(w.chars), 0)))
		n.Between(`,"title":`, wire.OrEmpty(c.Title), `,"url":`)
		n.Between("", c.URL, "}")
	} else {
		n.Between(`{"type":"file_citation","file_id":`, c.FileID, `,"filename":`)
		n.Between("", wire.OrEmpty(c.Title), "")
		n.Counts(`,"index":`, int64(max(c.End-int(w.chars), 0)), "}")
	}
	if w.Options.Stream {
		w.ofPart("response.output_text.annotation.added", &outputText)
		w.Count(`,"annotation_index":`, int64(n.count))
		w.Between(`,"annotation":`, n.Dst[start:], "")
		w.close()
	}
	n.count++
}

// endNotes puts the annotations of the open part in their place.
func (w *writer) endNotes() {
	w.chars += int32(wire.Chars(w.out.Dst[w.text:]))
	if w.notes == nil {
		return
	}
	at := int(w.part) + len(`{"type":"output_text","annotations":[`)
	w.out.Dst = slices.Insert(w.out.Dst, at, w.notes.Dst...)
	w.text += int32(len(w.notes.Dst))
	w.notes = nil
}
