package openai

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// heads are the members that a head is read from.
var heads = []wire.Word{
	{Text: "model", Is: wire.HeadModel}, {Text: "messages", Is: headMessages}, {Text: "stream", Is: wire.HeadStream},
	{Text: "stream_options", Is: headOptions},
}

const (
	headMessages = wire.HeadOthers + iota
	headOptions
)

// ScanHead implements codec.Codec.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	var d headScan
	for d.Begin(h, body); ; {
		switch d.Next(heads) {
		case 0:
			return d.End(body)
		case headMessages:
			d.roles()
		case headOptions:
			h.OptionsAt.Start = d.Offset()
			d.options()
			h.OptionsAt.End = d.Offset()
		}
	}
}

// headScan is one ScanHead.
type headScan struct{ wire.HeadScan }

// options reads stream_options. Where it is null or has no members, UsageAt
// covers the whole of it.
func (d *headScan) options() {
	h := d.Head
	members := 0
	if !d.Null() {
		for d.Object(); d.Member(); members++ {
			if string(d.Key()) != "include_usage" {
				d.Skip()
				continue
			}
			d.Kind()
			h.UsageAt.Start = d.Offset()
			h.StreamUsage = llm.False
			if d.Flag() {
				h.StreamUsage = llm.True
			}
			h.UsageAt.End = d.Offset()
		}
	}
	if members == 0 {
		h.UsageAt = codec.Span{Start: h.OptionsAt.Start, End: d.Offset()}
	}
}

// roles looks through the messages for the role developer, and for ids of
// calls that carry a signature.
func (d *headScan) roles() {
	if !wire.Array(&d.Scanner) {
		return
	}
	for d.Array(); d.Element(); {
		if !wire.Object(&d.Scanner) {
			continue
		}
		for d.Object(); d.Member(); {
			switch string(d.Key()) {
			case "role":
				d.Kind()
				start := d.Offset()
				if string(d.Value()) == `"developer"` {
					d.Head.Roles = append(d.Head.Roles, codec.Span{Start: start, End: d.Offset()})
				}
			case "tool_calls", "tool_call_id":
				d.callIDs()
			default:
				d.Skip()
			}
		}
	}
}

// callIDs notes where the ids of calls carry a signature.
func (d *headScan) callIDs() {
	d.Kind() // skips space
	start := d.Offset()
	value := d.Value()
	if !codec.MaySign(value) {
		return
	}
	s := jsonscan.New(value)
	switch s.Kind() {
	case '"':
		d.CallID(s.String(), start)
	case '[':
		for s.Array(); s.Element(); {
			if !wire.Object(&s) {
				continue
			}
			for s.Object(); s.Member(); {
				if string(s.Key()) != "id" {
					s.Skip()
				} else if id := wire.Literal(&s); id != nil {
					d.CallID(id, start+s.Offset()-len(id))
				}
			}
		}
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
	h.PatchModel(edits, p.Model)
	if c.dialect.NoDeveloperRole {
		for _, at := range h.Roles {
			edits.Replace(at.Start, at.End, systemRole)
		}
	}
	h.PatchOut(edits)
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
