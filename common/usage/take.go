package usage

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// opened takes the start of a container that n is, and tells whether to look
// into it.
func (m *Meter) opened(n node, array bool) bool {
	switch n {
	case answer:
		if array {
			return m.depth == 0
		}
		m.staged.Clear()
	case imageValue:
		if !array {
			m.image()
		}
		return false
	case delta:
		if !m.deltas && m.parent() == choices {
			m.deltas = true
			m.template.forget()
		}
	case whole:
		// Some services repeat the message so far beside each delta.
		return !m.deltas || m.parent() != choices
	case wholeCalls, toolUse:
		if !array {
			m.begin(noKey)
		}
	case function:
		if m.parent() != toolCalls && m.parent() != wholeCalls && m.reply.ToolCalls == 0 {
			m.begin(noKey)
		}
	case part:
		m.at.text, m.at.thought = false, false
	case modalInput, modalOutput, cacheDetails:
		m.at.audio, m.at.hour, m.at.tokens = false, false, 0
	}
	return n < text || n == reasoning || n == seen
}

func (m *Meter) parent() node {
	if m.depth == 0 {
		return skipped
	}
	return m.stack[m.depth-1].node
}

// closed takes the end of an object that n is.
func (m *Meter) closed(n node) {
	switch n {
	case part:
		m.template.touch()
		m.reply.Text = m.reply.Text || m.at.text && !m.at.thought
	case modalInput:
		if m.at.audio {
			m.staged.Add(dialect.InputAudio, int64(m.at.tokens))
		}
	case modalOutput:
		if m.at.audio {
			m.staged.Add(dialect.OutputAudio, int64(m.at.tokens))
		}
	case cacheDetails:
		if m.at.hour {
			m.staged.SetHour(int64(m.at.tokens))
		}
	}
}

// endDocument takes the end of one event, or of an answer that is whole. Only
// now its counts are believed: of one that is cut off nothing is.
func (m *Meter) endDocument() {
	if m.staged.Any() {
		m.template.touch()
		m.counts.Merge(&m.staged)
		m.settle()
	}
	switch m.at.event {
	case imageEvent:
		m.image()
		m.reply.Ended = true
	case lastEvent:
		m.reply.Ended = true
	case errorEvent:
		m.reply.Failed = true
	default:
		return
	}
	m.template.touch()
}

// endAll takes the end of a document that nothing is around.
func (m *Meter) endAll() {
	m.restart()
	if m.framing != documents {
		return
	}
	m.at.event = plainEvent
	m.reply.Ended = m.reply.Ended || !m.moreLines
}

// scalar takes a number, true, false or null.
func (m *Meter) scalar(n node, raw []byte) {
	switch n {
	case done:
		m.template.touch()
		m.moreLines = true
		m.reply.Ended = m.reply.Ended || string(raw) == "true"
		return
	case thought:
		m.at.thought = string(raw) == "true"
		return
	}
	value, ok := jsonscan.Int(raw)
	if !ok || value < 0 {
		return
	}
	switch {
	case n >= counted:
		m.template.touch()
		m.staged.Set(dialect.Field(n-counted), value)
	case n == index:
		m.choose(value)
	case n == choiceNum:
		m.at.choice = uint8(value)
	case n == tokenNum, n == hourNum:
		m.at.tokens = uint32(value)
	case n == failCode && value != 0:
		m.fail(raw, byNumber)
	}
}

// kept takes a string that was kept, without its quotes.
func (m *Meter) kept(n node, raw []byte) {
	if len(raw) == 0 {
		return
	}
	switch n {
	case id, model, tier:
		m.name(n, raw)
	case kind:
		if e := eventOf(raw); e != plainEvent {
			m.at.event = e
		} else if m.reply.Failed {
			m.fail(raw, byKind)
		}
	case blockKind, itemKind, mime, imageValue:
		m.piece(n, raw)
	case finish:
		m.finish(raw)
	case status:
		m.status(raw)
	case blocked:
		m.end(llm.FinishFiltered)
	case failKind, failCode, failText, rootCode, object:
		m.failure(n, raw)
	case callID:
		m.identify(raw)
	case modality:
		m.at.audio = string(raw) == "AUDIO"
	case ttl:
		m.at.hour = string(raw) == "1h"
	}
}

// piece takes what the type of a part says.
func (m *Meter) piece(n node, raw []byte) {
	listed := n != itemKind || m.at.event == addedEvent || m.parent() == output
	switch string(raw) {
	case "tool_use":
		m.begin(noKey)
	case "function_call":
		// In a whole answer its arguments tell, see streaming.
		if listed && m.parent() != output {
			m.begin(noKey)
		}
	case "custom_tool_call":
		if listed {
			m.begin(noKey)
		}
	case "image_generation_call", "image":
		if listed {
			m.image()
		}
	default:
		if n == imageValue || n == mime && bytes.HasPrefix(raw, []byte("image/")) {
			m.image()
		}
	}
}
