package wire

import "aigateway/common/llm"

// Keep keeps the member that Next stopped at where those of the table go that
// have no row. Null is as good as absent.
//
//go:noinline
func (d *Decoder) Keep(t *Table) {
	switch {
	case t.Rest == Drop:
		d.Skip()
		return
	case d.Null():
		return
	}
	name, own := "", !t.Listed
	for i := 0; i < len(d.Listed) && t.Prefix == ""; i++ {
		if string(d.Name) == d.Listed[i] {
			name, own = d.Listed[i], true
		}
	}
	if name == "" {
		name = t.Prefix + string(d.Name)
	}
	d.add(t.Rest, llm.Member{Name: name, Value: d.Value(), Own: own})
}

// Own keeps a top-level member that the protocol defines, unless it is nil.
//
//go:noinline
func (d *Decoder) Own(name string, value []byte) {
	if value != nil {
		d.add(ToRequest, llm.Member{Name: name, Value: value, Own: true})
	}
}

func (d *Decoder) add(to Rest, m llm.Member) {
	list := d.rest(to)
	*list = append(*list, m)
}

// NewPart appends a part, which becomes the one at hand. The pointer is good
// until the next one.
//
//go:noinline
func (d *Decoder) NewPart(t llm.PartType) *llm.Part {
	d.R.Parts = append(d.R.Parts, llm.Part{Type: t})
	d.P = &d.R.Parts[len(d.R.Parts)-1]
	return d.P
}

// NewText appends the text that a string is.
//
//go:noinline
func (d *Decoder) NewText() { d.NewPart(llm.TextPart).Text = d.String() }

// NewTool appends a tool, which becomes the one at hand.
//
//go:noinline
func (d *Decoder) NewTool() *llm.Tool {
	d.R.Tools = append(d.R.Tools, llm.Tool{})
	d.T = &d.R.Tools[len(d.R.Tools)-1]
	return d.T
}

// NewMessage appends a message whose parts come next. It becomes the one at
// hand.
//
//go:noinline
func (d *Decoder) NewMessage(r llm.Role) *llm.Message {
	d.R.Messages = append(d.R.Messages, llm.Message{Role: r, First: len(d.R.Parts)})
	d.M = &d.R.Messages[len(d.R.Messages)-1]
	return d.M
}

// LastFirst puts the message that was appended last in front of all others.
//
//go:noinline
func (d *Decoder) LastFirst() {
	list := d.R.Messages
	last := len(list) - 1
	m := list[last]
	copy(list[1:], list[:last])
	list[0] = m
}
