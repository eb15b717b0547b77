package usage

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// maxName bounds, in bytes, the names that a reply keeps.
const maxName = 128

// name keeps the first name of a sort.
func (m *Meter) name(n node, raw []byte) {
	to := &m.reply.ID
	switch n {
	case model:
		to = &m.reply.Model
	case tier:
		to = &m.reply.ServiceTier
	}
	name := m.unquote(raw)
	if n == model && !ValidModel(name) || n == tier && !word(name) {
		return
	}
	*to = name[:min(len(name), maxName)]
}

// unquote returns what a literal without its quotes says, in the arena.
func (m *Meter) unquote(raw []byte) []byte {
	start := len(m.names)
	if bytes.IndexByte(raw, '\\') < 0 {
		m.names = append(m.names, raw...)
	} else {
		m.names = jsonscan.AppendText(m.names, append(append([]byte{'"'}, raw...), '"'))
	}
	return m.names[start:len(m.names):len(m.names)]
}

// finish takes a word for why the answer ended.
func (m *Meter) finish(raw []byte) {
	finish, failed := dialect.FinishOf(raw)
	switch {
	case failed:
		m.fail(raw, byKind)
	case string(raw) == "MALFORMED_FUNCTION_CALL":
		m.reply.ToolArgumentsInvalid = true
	}
	if finish != 0 {
		m.end(finish)
	}
}

// status takes the status of a Responses answer.
func (m *Meter) status(raw []byte) {
	switch string(raw) {
	case "completed":
		m.end(llm.FinishStop)
	case "incomplete", "cancelled":
		m.end(llm.FinishOther)
	case "failed":
		m.fail(nil, byText)
	}
}

// end notes why the answer, or one of its choices, ended. What is no ordinary
// end wins.
func (m *Meter) end(f llm.Finish) {
	m.template.touch()
	old := &m.reply.Finish
	if weight(f) > weight(*old) {
		*old = f
	}
	if f == llm.FinishFiltered || f == llm.FinishRefusal {
		m.reply.Refused = true
	}
}

// weight orders finishes by how much they tell.
func weight(f llm.Finish) int {
	switch f {
	case 0:
		return 0
	case llm.FinishOther:
		return 1
	case llm.FinishStop:
		return 2
	case llm.FinishStopSequence, llm.FinishToolCalls, llm.FinishPaused:
		return 3
	case llm.FinishLength:
		return 4
	}
	return 5
}

// rank is how well a member names an error.
type rank uint8

const (
	byText rank = iota + 1
	byNumber
	byKind
	byCode
)

// failure takes a member that tells of an error.
func (m *Meter) failure(n node, raw []byte) {
	switch n {
	case failKind:
		m.fail(raw, byKind)
	case failCode, rootCode:
		if _, number := jsonscan.Int(raw); number {
			m.fail(raw, byNumber)
			return
		}
		m.fail(raw, byCode)
	case failText:
		m.fail(nil, byText)
	case object:
		if string(raw) == "error" {
			m.fail(nil, byText)
		}
	}
}

// fail notes an error and its name, if what is given is one.
func (m *Meter) fail(raw []byte, by rank) {
	m.template.touch()
	m.reply.Failed = true
	if by <= m.failedBy || !word(raw) {
		return
	}
	m.failedBy = by
	m.reply.ErrorType = m.unquote(raw)
}

// word tells whether b is a short name: letters, digits and - _ . : / only.
func word(b []byte) bool {
	return len(b) <= 64 && ValidModel(b)
}

// settle makes the usage what the counts come to.
func (m *Meter) settle() {
	r := &m.reply
	r.Usage, r.InputMetered, r.OutputMetered = m.counts.Usage()
	m.since, m.metered = false, m.EstimatedOutput()
}

// estimate adds an estimate of the output that the provider did not meter: all
// of it, or what came after it metered last.
func (m *Meter) estimate() {
	r := &m.reply
	if r.OutputMetered && !m.since {
		return
	}
	n := m.EstimatedOutput()
	if m.metered > 0 { // else a count is of nothing yet, such as the 1 that Anthropic starts with
		n += r.Usage.Output - m.metered
	}
	if n > r.Usage.Output {
		r.Usage.Output = n
		r.Estimated = true
	}
}
