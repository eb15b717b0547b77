package usage

// beginString begins a string value.
func (m *Meter) beginString() {
	n := m.stringNode()
	m.node = n
	switch {
	case n.streamed():
		m.state = inStreamed
		if n == wholeArguments {
			m.begin(noKey)
		}
	case n.kept():
		m.state = inKept
	default:
		m.state = skipString
	}
}

// stringNode returns what a string means where something else may stand too.
func (m *Meter) stringNode() node {
	switch n := m.node; n {
	case content, wrapped:
		return text
	case delta:
		return m.at.event.delta()
	case text:
		if m.depth == 1 && m.at.event != plainEvent {
			return skipped // an event that repeats what others said
		}
		return n
	case failure:
		return failText
	case id:
		return unless(n, m.reply.ID)
	case model:
		return unless(n, m.reply.Model)
	case tier:
		return unless(n, m.reply.ServiceTier)
	default:
		return n
	}
}

// unless returns n unless there is such a name already: the first one holds.
func unless(n node, name []byte) node {
	if len(name) > 0 {
		return skipped
	}
	return n
}

// said takes a piece of a string that is streamed, escapes included. In before
// the piece an escape sequence may have begun: m.odd.
func (m *Meter) said(n node, piece []byte) {
	if len(piece) == 0 {
		return
	}
	m.reply.Started = true
	m.since = true
	switch n {
	case arguments, wholeArguments:
		if c := m.current(); c != nil {
			c.check.write(piece)
		}
		m.spoken.write(piece)
		return
	case seen:
		m.reply.Text = m.reply.Text || ink(piece, m.odd)
		return
	case refusal:
		m.reply.Refused = true
	case text:
		m.ink(piece)
	}
	m.spoken.write(piece)
	m.loop.write(piece)
	m.reply.Repetitive = m.loop.found
}

// ink notes text that is more than white space.
func (m *Meter) ink(piece []byte) {
	if m.parent() == part { // it may turn out to be a thought
		m.at.text = m.at.text || ink(piece, m.odd)
		return
	}
	m.reply.Text = m.reply.Text || ink(piece, m.odd)
}

// ink tells whether a piece of a literal is more than white space; escaped
// tells that a backslash came before it.
func ink(piece []byte, escaped bool) bool {
	for _, c := range piece {
		switch {
		case escaped:
			if c != 'n' && c != 'r' && c != 't' {
				return true
			}
			escaped = false
		case c == '\\':
			escaped = true
		case c > ' ':
			return true
		}
	}
	return false
}

func (m *Meter) image() {
	m.template.touch()
	m.reply.Images++
	m.reply.Started = true
}

// EstimatedOutput returns an estimate of the tokens that were seen so far,
// whether or not the provider metered any.
func (m *Meter) EstimatedOutput() int64 { return m.spoken.tokens(m.family) }
