package llm

// MergeConsecutive joins neighbouring messages of the user or the assistant,
// and reports whether there were any. Two that are nothing but one text each
// become one text with a blank line between; others keep their parts.
func (r *Request) MergeConsecutive() bool {
	kept := r.Messages[:0]
	for _, m := range r.Messages {
		if n := len(kept); n > 0 && r.mergeable(&kept[n-1], &m) {
			r.merge(&kept[n-1], &m)
			continue
		}
		kept = append(kept, m)
	}
	merged := len(kept) < len(r.Messages)
	clear(r.Messages[len(kept):])
	r.Messages = kept
	return merged
}

func (r *Request) mergeable(a, b *Message) bool {
	return a.Role == b.Role && (a.Role == User || a.Role == Assistant) && string(a.Name) == string(b.Name)
}

func (r *Request) merge(a, b *Message) {
	x, y := r.Content(a), r.Content(b)
	if len(x) == 1 && len(y) == 1 && x[0].Type == TextPart && y[0].Type == TextPart && x[0].Cache == nil && y[0].Cache == nil {
		joined := make(Text, 0, len(x[0].Text)+len(y[0].Text)+4)
		joined = append(joined, x[0].Text[:len(x[0].Text)-1]...)
		joined = append(joined, `\n\n`...)
		x[0].Text = append(joined, y[0].Text[1:]...)
		return
	}
	if a.First+a.Count != b.First { // parts of a tool result lie between
		first := len(r.Parts)
		r.Parts = append(r.Parts, x...)
		r.Parts = append(r.Parts, y...)
		a.First = first
	}
	a.Count += b.Count
	a.Extra = append(a.Extra, b.Extra...)
}
