package openai

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// ScanHead implements codec.Codec. A member that is there twice is refused
// where two readers of it that choose differently could be played off against
// each other.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	h.Reset()
	d := headScan{Scanner: jsonscan.New(body), head: h}
	d.Object()
	if d.Kind() == '"' {
		h.FirstAt = d.Offset()
	}
	for d.Member() {
		d.member()
	}
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// headScan is one ScanHead.
type headScan struct {
	jsonscan.Scanner
	head             *codec.Head
	stream, messages codec.Span
}

func (d *headScan) member() {
	h := d.head
	switch string(d.Key()) {
	case "model":
		d.once(&h.ModelAt)
		if !d.Null() {
			h.Model = d.String()
		}
		h.ModelAt.End = d.Offset()
	case "stream":
		d.once(&d.stream)
		h.Stream = d.flag() == 't'
	case "stream_options":
		d.once(&h.OptionsAt)
		d.options()
		h.OptionsAt.End = d.Offset()
	case "messages":
		d.once(&d.messages)
		d.roles()
	default:
		d.Skip()
	}
}

// once notes where a value starts, and refuses a second one.
func (d *headScan) once(at *codec.Span) {
	d.Kind() // skips space
	if at.Start != 0 {
		d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: "must not be there twice"})
	}
	at.Start = d.Offset()
}

// flag consumes true, false or null and returns its first byte.
func (d *headScan) flag() byte {
	kind := d.Kind()
	if kind != 't' && kind != 'f' && kind != 'n' {
		d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: "must be true or false"})
		return 0
	}
	d.Skip()
	return kind
}

// options reads stream_options. Where it is null or has no members, UsageAt
// covers the whole of it.
func (d *headScan) options() {
	h := d.head
	if d.Null() {
		h.UsageAt = codec.Span{Start: h.OptionsAt.Start, End: d.Offset()}
		return
	}
	members := 0
	for d.Object(); d.Member(); members++ {
		if string(d.Key()) != "include_usage" {
			d.Skip()
			continue
		}
		d.Kind()
		h.UsageAt.Start = d.Offset()
		if d.flag() == 't' {
			h.StreamUsage = llm.True
		} else {
			h.StreamUsage = llm.False
		}
		h.UsageAt.End = d.Offset()
	}
	if members == 0 {
		h.UsageAt = codec.Span{Start: h.OptionsAt.Start, End: d.Offset()}
	}
}

// roles looks through the messages for the role developer, and for ids of
// calls that carry a signature.
func (d *headScan) roles() {
	if d.Kind() != '[' {
		d.Skip()
		return
	}
	for d.Array(); d.Element(); {
		if d.Kind() != '{' {
			d.Skip()
			continue
		}
		for d.Object(); d.Member(); {
			switch string(d.Key()) {
			case "role":
				d.role()
			case "tool_calls", "tool_call_id":
				d.callIDs()
			default:
				d.Skip()
			}
		}
	}
}

func (d *headScan) role() {
	d.Kind()
	start := d.Offset()
	if string(d.Value()) == `"developer"` {
		d.head.Roles = append(d.head.Roles, codec.Span{Start: start, End: d.Offset()})
	}
}

// What Patch puts in. They are never written to.
var (
	systemRole    = []byte(`"system"`)
	yes           = []byte(`true`)
	usageMember   = []byte(`"include_usage":true,`)
	usageOptions  = []byte(`{"include_usage":true}`)
	optionsMember = []byte(`"stream_options":{"include_usage":true},`)
)

// Patch implements codec.Codec. What is missing becomes the first member, so
// that a host has to replace only the start of the body.
func (c *Codec) Patch(edits *jsonedit.Edits, h *codec.Head, p codec.Patch) (forced bool) {
	if p.Model != nil {
		gpt.PatchModel(edits, h, p.Model)
	}
	if c.dialect.NoDeveloperRole {
		for _, at := range h.Roles {
			edits.Replace(at.Start, at.End, systemRole)
		}
	}
	for _, at := range h.Foreign {
		edits.Replace(at.Start, at.End, nil)
	}
	if !p.Usage || !h.Stream || h.StreamUsage == llm.True || c.dialect.NoStreamOptions {
		return false
	}
	patchUsage(edits, h)
	return true
}

// Forced implements codec.Codec: it is the event that has usage and no choice.
// Most events are told apart without being read: their usage is null, or there
// is none.
func (c *Codec) Forced(data []byte) bool {
	i := bytes.Index(data, []byte(`"usage"`))
	if i < 0 {
		return false
	}
	after := bytes.TrimLeft(data[i+len(`"usage"`):], " \t\r\n:")
	if len(after) == 0 || after[0] == 'n' {
		return false
	}
	usage, choices := false, true
	d := jsonscan.New(data)
	for d.Object(); d.Member(); {
		switch string(d.Key()) {
		case "usage":
			usage = d.Kind() == '{'
			d.Skip()
		case "choices":
			choices = string(bytes.Trim(d.Value(), "[] \t\r\n")) != ""
		default:
			d.Skip()
		}
	}
	return d.End() == nil && usage && !choices
}

func patchUsage(edits *jsonedit.Edits, h *codec.Head) {
	switch {
	case h.UsageAt.End > 0 && h.UsageAt == h.OptionsAt:
		edits.Replace(h.UsageAt.Start, h.UsageAt.End, usageOptions)
	case h.UsageAt.End > 0:
		edits.Replace(h.UsageAt.Start, h.UsageAt.End, yes)
	case h.OptionsAt.End > 0:
		edits.Insert(h.OptionsAt.Start+1, usageMember)
	case h.FirstAt > 0:
		edits.Insert(h.FirstAt, optionsMember)
	}
}
