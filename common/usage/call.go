package usage

// maxCalls bounds the tool calls whose arguments are checked.
const maxCalls = 64

// call is a tool call of the answer.
type call struct {
	key   int32  // its choice and index, noKey if it has none
	id    uint32 // hash of its id, 0 without one
	check checker
}

const (
	noKey  = -1
	noCall = -1
)

// begin notes that a tool call begins.
func (m *Meter) begin(key int32) {
	m.template.forget()
	m.reply.ToolCalls++
	m.reply.Started = true
	m.since = true
	m.at.call = noCall
	if len(m.calls) < maxCalls {
		m.at.call = int16(len(m.calls))
		m.calls = append(m.calls, call{key: key})
	}
}

// choose takes the index of a tool call in a delta: what follows is its.
func (m *Meter) choose(index int64) {
	key := int32(m.at.choice)<<16 | int32(index&0xFFFF)
	for i := range m.calls {
		if m.calls[i].key == key {
			if m.at.call != int16(i) {
				m.at.call = int16(i)
				m.template.forget()
			}
			return
		}
	}
	if c := m.current(); c != nil && c.key == noKey && c.check.untouched() {
		c.key = key // its id came before its index
		return
	}
	m.begin(key)
}

// identify takes the id of a tool call in a delta. Where there is no index, it
// tells calls apart; some services repeat it in every delta.
func (m *Meter) identify(raw []byte) {
	id := uint32(2166136261)
	for _, c := range raw {
		id = (id ^ uint32(c)) * 16777619
	}
	c := m.current()
	switch {
	case c == nil || c.id != 0 && c.id != id && c.key == noKey:
		m.begin(noKey)
		c = m.current()
	case c.id != 0:
		return
	}
	if c != nil {
		c.id = id
	}
}

// current returns the call that arguments now are of, nil without one.
func (m *Meter) current() *call {
	if m.at.call < 0 || int(m.at.call) >= len(m.calls) {
		return nil
	}
	return &m.calls[m.at.call]
}

// judge tells whether the arguments of every call are what they should be.
func (m *Meter) judge() {
	for i := range m.calls {
		if !m.calls[i].check.valid() {
			m.reply.ToolArgumentsInvalid = true
		}
	}
}
