package responses

import "aigateway/common/llm"

// turn is the assistant's turn that is being put together: all that the model
// made in one go is one message elsewhere.
type turn struct{ open, said, called bool }

// begin starts a turn unless one is open.
func (t *turn) begin(d *decoder) {
	if !t.open {
		*t = turn{open: true}
		d.NewMessage(llm.Assistant)
	}
}

// beginAnew is begin for what comes first in a turn, after one that has
// nothing but text too. Where calls wait for their results, it stays the same.
func (t *turn) beginAnew(d *decoder) {
	t.open = t.open && (!t.said || t.called)
	t.begin(d)
}

// grow takes the latest parts into the message at hand.
func (t *turn) grow(d *decoder) {
	m := &d.R.Messages[len(d.R.Messages)-1]
	m.Count = len(d.R.Parts) - m.First
}
