package openai

import (
	"strconv"

	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
)

// message is the message that is being read. Its members may come in any
// order; its parts are appended as they come and put in order at the end.
type message struct {
	llm.Message
	function  bool // the role that tool replaced
	callID    llm.Text
	reasoning llm.Text // reasoning_content, or reasoning
	signature llm.Text // of the text
	cache     llm.Raw
}

func (d *decoder) message() {
	start := d.Start()
	m := message{Message: llm.Message{First: len(d.R.Parts)}}
	for d.Object(); d.Member(); {
		d.messageMember(&m)
	}
	if d.Err() != nil {
		return
	}
	m.Count = len(d.R.Parts) - m.First
	switch m.Role {
	case 0:
		d.RefuseAt(start, "must have a role")
	case llm.ToolRole:
		d.toolMessage(&m, start)
	case llm.Assistant:
		d.assistantMessage(&m)
	}
	if m.cache != nil && m.Count > 0 {
		d.R.Parts[m.First+m.Count-1].Cache = m.cache
	}
	d.R.Messages = append(d.R.Messages, m.Message)
}

func (d *decoder) messageMember(m *message) {
	switch string(d.Key()) {
	case "role":
		d.role(m)
	case "content":
		d.content()
	case "name":
		m.Name = d.Text()
	case "tool_calls":
		d.toolCalls()
	case "tool_call_id":
		m.callID = d.Text()
	case "function_call":
		d.functionCall()
	case "refusal":
		if text := d.Text(); text != nil {
			d.part(llm.Part{Type: llm.RefusalPart, Text: text})
		}
	case "reasoning_content", "reasoning":
		if text := d.Text(); !gpt.Empty(text) {
			m.reasoning = text
		}
	case "reasoning_details", "thinking_blocks":
		d.reasoningDetails()
	case "cache_control":
		m.cache = d.Map()
	case extraContent:
		m.signature = d.signed(&m.Extra)
	default:
		d.extra(&m.Extra)
	}
}

func (d *decoder) part(p llm.Part) { d.R.Parts = append(d.R.Parts, p) }

func (d *decoder) role(m *message) {
	start := d.Start()
	switch string(d.String()) {
	case `"system"`:
		m.Role = llm.System
	case `"developer"`:
		m.Role = llm.Developer
	case `"user"`:
		m.Role = llm.User
	case `"assistant"`:
		m.Role = llm.Assistant
	case `"tool"`:
		m.Role = llm.ToolRole
	case `"function"`:
		m.Role, m.function = llm.ToolRole, true
	default:
		d.RefuseAt(start, "must be system, developer, user, assistant or tool")
	}
}

// toolMessage makes what the message says the content of one tool result.
func (d *decoder) toolMessage(m *message, start int) {
	if m.function {
		m.callID, m.Name = d.callID, nil
	}
	if m.callID == nil {
		d.RefuseAt(start, "must have a tool_call_id")
		return
	}
	parts := append(d.R.Parts, llm.Part{})
	copy(parts[m.First+1:], parts[m.First:])
	parts[m.First] = llm.Part{Type: llm.ToolResultPart, ID: m.callID, First: m.First + 1, Count: m.Count}
	d.R.Parts, m.Count = parts, 1
}

// assistantMessage puts the parts in the order in which a model makes them:
// reasoning, text, calls.
func (d *decoder) assistantMessage(m *message) {
	if m.reasoning != nil && !d.explained(m) {
		d.part(llm.Part{Type: llm.ReasoningPart, Text: m.reasoning})
		m.Count++
	}
	if m.signature != nil {
		d.sign(m)
	}
	parts := d.R.Content(&m.Message)
	for i := 1; i < len(parts); i++ {
		for j := i; j > 0 && rank(&parts[j]) < rank(&parts[j-1]); j-- {
			parts[j], parts[j-1] = parts[j-1], parts[j]
		}
	}
}

// explained tells whether reasoning_details hold the reasoning already. They
// may hold a signature only where the client, as OpenAI's SDK for Node does,
// kept the last piece of a stream: its reasoning_content may then be no more
// than a piece either, which the signature does not fit.
func (d *decoder) explained(m *message) bool {
	var silent *llm.Part
	parts := d.R.Content(&m.Message)
	for i := range parts {
		if parts[i].Type != llm.ReasoningPart {
			continue
		}
		if !gpt.Empty(parts[i].Text) || silent != nil {
			return true
		}
		silent = &parts[i]
	}
	if silent == nil {
		return false
	}
	silent.Text, silent.Signature = m.reasoning, nil
	return true
}

func rank(p *llm.Part) int {
	switch {
	case p.Type == llm.ReasoningPart || p.Type == llm.RedactedPart:
		return 0
	case isCall(p):
		return 2
	}
	return 1
}

func (d *decoder) toolCalls() {
	if d.Null() {
		return
	}
	for d.Array(); d.Element(); {
		d.toolCall()
	}
}

func (d *decoder) toolCall() {
	start := d.Start()
	p := llm.Part{Type: llm.ToolCallPart}
	var kind llm.Text
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "type":
			kind = d.Text()
		case "id":
			p.ID = d.Text()
		case "function":
			d.call(&p)
		case "index": // of the stream that the client took the call from
			d.Skip()
		case extraContent:
			p.Signature = d.signed(&p.Extra)
		default:
			d.extra(&p.Extra)
		}
	}
	switch {
	case kind != nil && string(kind) != `"function"`:
		p = llm.Part{Type: llm.OpaquePart, Name: kind, Raw: d.Since(start)}
	case p.Name == nil:
		d.RefuseAt(start, "must have a function with a name")
	case gpt.Empty(p.ID):
		d.RefuseAt(start, "must have an id")
	}
	d.part(p)
}

// call reads name and arguments. No arguments are an empty object.
func (d *decoder) call(p *llm.Part) {
	p.Arguments = emptyObject
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "name":
			p.Name = d.Text()
		case "arguments":
			d.arguments(p)
		default:
			d.Nested(&p.Extra, "function.")
		}
	}
}

func (d *decoder) arguments(p *llm.Part) {
	switch d.Kind() {
	case 'n':
		d.Skip()
	case '{':
		p.Arguments = d.Value()
	default:
		if text := d.String(); !gpt.Empty(text) {
			p.Arguments = llm.Raw(text)
		}
	}
}

// emptyObject is never written to.
var emptyObject = llm.Raw(`{}`)

// functionCall reads the one call that tool_calls replaced. It has no id, so
// it gets one.
func (d *decoder) functionCall() {
	if d.Null() {
		return
	}
	start := d.Start()
	p := llm.Part{Type: llm.ToolCallPart}
	d.call(&p)
	if p.Name == nil {
		d.RefuseAt(start, "must have a name")
	}
	d.callID = append(strconv.AppendInt([]byte(`"call_`), int64(d.functionCalls), 10), '"')
	d.functionCalls++
	p.ID = d.callID
	d.part(p)
}
