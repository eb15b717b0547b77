// Package jsonedit changes members of raw JSON and leaves every other byte as
// it is. It reads no more of the JSON than it must: see jsonscan.
package jsonedit

// Edit replaces the bytes from Start to End; where they are the same it
// inserts. With is not copied.
type Edit struct {
	Start, End int
	With       []byte
}

// Edits are changes to one body, in any order, that do not overlap.
type Edits struct{ list []Edit }

// Reset forgets all edits.
func (e *Edits) Reset() {
	clear(e.list)
	e.list = e.list[:0]
}

// Replace adds an edit.
func (e *Edits) Replace(start, end int, with []byte) {
	e.list = append(e.list, Edit{start, end, with})
}

// Insert adds an edit that puts with in front of the byte at offset.
func (e *Edits) Insert(at int, with []byte) { e.Replace(at, at, with) }

// Empty tells whether nothing is to be changed.
func (e *Edits) Empty() bool { return len(e.list) == 0 }

// Prefix appends to dst the changed body up to the last edit, and returns
// how many bytes of body that stands for. A host replaces a prefix without
// touching the rest.
func (e *Edits) Prefix(dst, body []byte) (prefix []byte, end int) {
	e.sort()
	for _, edit := range e.list {
		dst = append(append(dst, body[end:edit.Start]...), edit.With...)
		end = edit.End
	}
	return dst, end
}

// sort puts the edits in the order of the body, which they mostly are in: those
// of one place stay as they were added.
func (e *Edits) sort() {
	for i := 1; i < len(e.list); i++ {
		for j := i; j > 0 && e.list[j].Start < e.list[j-1].Start; j-- {
			e.list[j], e.list[j-1] = e.list[j-1], e.list[j]
		}
	}
}

// Apply appends the whole changed body to dst.
func (e *Edits) Apply(dst, body []byte) []byte {
	dst, end := e.Prefix(dst, body)
	return append(dst, body[end:]...)
}
