package openai

import (
	"strconv"

	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// message reads one message. Its members may come in any order; its parts are
// appended as they come and put in order at the end.
func (d *decoder) message() {
	start := d.Start()
	m := d.NewMessage(0)
	clear(d.Words[theCallID-wire.Scratch:])
	signature := d.members(m)
	if d.Err() != nil {
		return
	}
	m.Count = len(d.R.Parts) - m.First
	switch m.Role {
	case 0:
		d.RefuseAt(start, "must have a role")
	case roleFunction:
		m.Role, m.Name, d.Words[theCallID-wire.Scratch] = llm.ToolRole, nil, d.callID
		d.toolMessage(m, start)
	case llm.ToolRole:
		d.toolMessage(m, start)
	case llm.Assistant:
		d.assistantMessage(m, signature)
	}
	if cache := d.At(theCache); cache != nil && m.Count > 0 {
		d.R.Parts[m.First+m.Count-1].Cache = cache
	}
}

func (d *decoder) members(m *llm.Message) (signature llm.Text) {
	for d.Object(); ; {
		switch d.Next(&messageTable) {
		case 0:
			return signature
		case doRole:
			m.Role = llm.Role(d.Choose(roles, "must be system, developer, user, assistant or tool"))
		case doContent:
			gpt.Content(&d.Decoder, parts)
		case doCalls:
			for d.Array(); d.Element(); {
				d.toolCall()
			}
		case doCall:
			d.functionCall()
		case doRefusal:
			text := d.String()
			d.NewPart(llm.RefusalPart).Text = text
		case doDetails:
			d.reasoningDetails()
		case doSigned:
			signature = d.signed(&messageTable)
		}
	}
}

// toolMessage makes what the message says the content of one tool result.
func (d *decoder) toolMessage(m *llm.Message, start int) {
	id := d.At(theCallID)
	if id == nil {
		d.RefuseAt(start, "must have a tool_call_id")
		return
	}
	d.NewPart(0)
	parts := d.R.Parts[m.First:]
	copy(parts[1:], parts)
	parts[0] = llm.Part{Type: llm.ToolResultPart, ID: id, First: m.First + 1, Count: m.Count}
	m.Count = 1
}

// assistantMessage puts the parts in the order in which a model makes them:
// reasoning, text, calls.
func (d *decoder) assistantMessage(m *llm.Message, signature llm.Text) {
	reasoning := d.At(theReasoning)
	if wire.Empty(reasoning) {
		reasoning = d.At(theThoughts)
	}
	if !wire.Empty(reasoning) && !d.explained(m, reasoning) {
		d.NewPart(llm.ReasoningPart).Text = reasoning
		m.Count++
	}
	parts := d.R.Content(m)
	if signature != nil {
		sign(parts, signature)
	}
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
func (d *decoder) explained(m *llm.Message, reasoning llm.Text) bool {
	var silent *llm.Part
	parts := d.R.Content(m)
	for i := range parts {
		if parts[i].Type != llm.ReasoningPart {
			continue
		}
		if !wire.Empty(parts[i].Text) || silent != nil {
			return true
		}
		silent = &parts[i]
	}
	if silent == nil {
		return false
	}
	silent.Text, silent.Signature = reasoning, nil
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

func (d *decoder) toolCall() {
	start := d.Start()
	p := d.NewPart(llm.ToolCallPart)
	d.Words[0] = nil
	for d.Object(); ; {
		switch d.Next(&callTable) {
		case doCall:
			d.call(p)
			continue
		case doSigned:
			p.Signature = d.signed(&callTable)
			continue
		}
		break
	}
	switch kind := d.At(gpt.Kind); {
	case kind != nil && string(kind) != `"function"`:
		*p = llm.Part{Type: llm.OpaquePart, Name: kind, Raw: d.Since(start)}
	case p.Name == nil:
		d.RefuseAt(start, "must have a function with a name")
	case wire.Empty(p.ID):
		d.RefuseAt(start, "must have an id")
	}
}

// call reads name and arguments. No arguments are an empty object.
func (d *decoder) call(p *llm.Part) {
	p.Arguments = wire.NoObject
	for d.Object(); d.Next(&functionTable) != 0; {
		if d.Kind() == '{' {
			p.Arguments = d.Value()
		} else if text := d.String(); !wire.Empty(text) {
			p.Arguments = text
		}
	}
}

// functionCall reads the one call that tool_calls replaced. It has no id, so
// it gets one.
func (d *decoder) functionCall() {
	start := d.Start()
	p := d.NewPart(llm.ToolCallPart)
	d.call(p)
	d.Want(p.Name, start, "must have a name")
	d.callID = append(strconv.AppendInt([]byte(`"call_`), int64(d.functionCalls), 10), '"')
	d.functionCalls++
	p.ID = d.callID
}

// reasoningDetails reads the reasoning of an earlier reply with what its
// provider needs to trust it: OpenRouter's reasoning_details, or LiteLLM's
// thinking_blocks.
func (d *decoder) reasoningDetails() {
	var last []byte // the index of the entry before
	for d.Array(); d.Element(); {
		x := scanDetail(&d.Scanner)
		switch {
		case x[detailData] != nil:
			d.NewPart(llm.RedactedPart).Signature = x[detailData]
		case !d.joinDetail(&x, last):
			p := d.NewPart(llm.ReasoningPart)
			p.Text, p.Signature = x[detailText], x[detailSignature]
		}
		last = x[detailIndex]
	}
}

// joinDetail adds a piece of a streamed entry, which the client did not put
// together, to the pieces before it.
func (d *decoder) joinDetail(x *detail, last []byte) bool {
	if len(d.R.Parts) == 0 || x[detailIndex] == nil || string(x[detailIndex]) != string(last) {
		return false
	}
	p := &d.R.Parts[len(d.R.Parts)-1]
	if p.Type != llm.ReasoningPart || p.Signature != nil {
		return false
	}
	if text := x[detailText]; wire.Empty(p.Text) {
		p.Text = text
	} else if !wire.Empty(text) {
		p.Text = append(append(make(llm.Text, 0, len(p.Text)+len(text)), p.Text[:len(p.Text)-1]...), text[1:]...)
	}
	p.Signature = x[detailSignature]
	return true
}
