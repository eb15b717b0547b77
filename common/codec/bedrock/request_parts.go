package bedrock

import (
	"bytes"
	"strconv"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// part writes one block, and a cache point behind it where the client marked
// it. message is where the part stands, for errors.
func (e *encoder) part(p *llm.Part, message int) {
	e.Comma()
	if e.Same && p.Raw != nil {
		e.Bytes(p.Raw)
	} else {
		e.block(p, message)
	}
	if !e.Same {
		e.LoseExtra(p.Extra, "messages[].content[].", "the provider has nothing like it")
	}
	e.LoseIf(p.Type == llm.ToolCallPart && p.Signature != nil, "messages[].content[].thoughtSignature", "only the provider that signed it can read it")
	e.cachePoint(p.Cache, caches, "messages[].content[].cache_control")
}

// block writes one block. An object has one member, which says what it is.
func (e *encoder) block(p *llm.Part, message int) {
	switch p.Type {
	case llm.TextPart, llm.RefusalPart:
		e.Between(`{"text":`, wire.OrEmpty(p.Text), "")
	case llm.ImagePart:
		e.image(p, message)
	case llm.DocumentPart:
		e.document(p, message)
	case llm.AudioPart:
		e.Raw(`{"audio":`)
		if !e.source(&p.Media) {
			e.Fail(wire.Path(message, "content"), "the provider knows no sound of that type")
		}
	case llm.ToolCallPart:
		e.toolUse(p, message)
	case llm.ToolResultPart:
		e.toolResult(p, message)
	case llm.ReasoningPart:
		e.Raw(`{"reasoningContent":{"reasoningText":{`)
		e.Member("text", wire.OrEmpty(p.Text))
		e.Optional("signature", p.Signature)
		e.Raw("}}")
	case llm.RedactedPart:
		e.Between(`{"reasoningContent":{"redactedContent":`, wire.OrEmpty(p.Signature), "}")
	default:
		e.Fail(wire.Path(message, "content"), "content of type "+jsonscan.Text(p.Name)+" cannot be sent to this provider")
	}
	e.Raw("}")
}

// cachePoint writes a mark, where the model takes one, as an element of the
// list at hand.
func (e *encoder) cachePoint(mark llm.Raw, need traits, path string) {
	if mark == nil {
		return
	}
	if !e.model.has(need) || e.within {
		e.Lose(path, "the model takes no mark there")
		return
	}
	e.Comma()
	e.Raw(`{"cachePoint":{"type":"default"`)
	if ttl := ttlOf(mark); ttl != nil && e.model.has(cachesMore) {
		e.Member("ttl", ttl)
	} else if ttl != nil {
		e.Lose(path+".ttl", "the model has one time to keep a prompt for")
	}
	e.Raw("}}")
}

// ttlOf returns the time that a mark names, nil without one.
func ttlOf(mark llm.Raw) (ttl llm.Text) {
	var x [1][]byte
	markTable.Read(mark, x[:])
	return x[0]
}

var markTable = wire.Table{Rows: []wire.Row{{Name: "ttl", Is: wire.Text}}}

func (e *encoder) image(p *llm.Part, message int) {
	e.Looks(p)
	e.Raw(`{"image":`)
	switch m := &p.Media; {
	case m.URL != nil:
		e.Fail(wire.Path(message, "content"), "this provider takes an image as base64 data, not by its address")
	case !e.source(m):
		e.Fail(wire.Path(message, "content"), "the image must be base64 data of a PNG, JPEG, GIF or WebP")
	}
}

// source writes a medium, and tells whether the provider knows its type.
func (e *encoder) source(m *llm.Media) bool {
	format := formatOf(m.MIME)
	e.Raw("{")
	e.Quoted("format", format)
	e.bytes(m)
	e.Raw("}")
	return m.Data != nil && format != ""
}

func (e *encoder) bytes(m *llm.Media) { e.Between(`,"source":{"bytes":"`, m.Data, `"}`) }

func (e *encoder) document(p *llm.Part, message int) {
	m := &p.Media
	format := formatOf(m.MIME)
	if p.Text != nil && !e.Same {
		format = "txt"
	}
	e.Raw("{")
	start := e.Open("document")
	if format != "" {
		e.Quoted("format", format)
	}
	e.Name("name")
	e.documentName(p)
	switch {
	case p.Text != nil:
		e.Between(`,"source":{"text":`, p.Text, "}")
	case m.Data == nil:
		e.Fail(wire.Path(message, "content"), "this provider takes a document as data, not by its address or id")
	case format == "":
		e.Fail(wire.Path(message, "content"), "this provider knows no documents of that type")
	default:
		e.bytes(m)
	}
	e.Inside("document.", p.Extra)
	e.Close(start)
}

// documentName writes what a document is called. The provider demands a name,
// of few characters, and no other document of the same.
func (e *encoder) documentName(p *llm.Part) {
	if e.Same && p.Name != nil {
		e.Bytes(p.Name)
		return
	}
	name := jsonscan.AppendText(nil, p.Name)
	e.Raw(`"`)
	start := len(e.Dst)
	for i, c := range name[:min(len(name), maxDocumentName)] {
		if c == ' ' && i > 0 && name[i-1] == ' ' {
			continue
		}
		if !nameByte(c) {
			c = '-'
		}
		e.Dst = append(e.Dst, c)
	}
	if !bytes.Equal(e.Dst[start:], name) {
		e.Lose("messages[].content[].title", "a name is of letters, digits, spaces, -, () and [], others were replaced")
	}
	if len(name) == 0 {
		e.Raw("document")
	}
	if n := e.namesakes(p); n > 0 {
		e.Count(" ", int64(n)+1)
	}
	e.Raw(`"`)
}

// maxDocumentName leaves room for a number, in bytes.
const maxDocumentName = 190

func nameByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || bytes.IndexByte([]byte(" -()[]"), c) >= 0
}

// namesakes counts the documents before p that have its name.
func (e *encoder) namesakes(p *llm.Part) (n int) {
	for i := range e.R.Parts {
		q := &e.R.Parts[i]
		if q == p {
			return n
		}
		if q.Type == llm.DocumentPart && bytes.Equal(q.Name, p.Name) {
			n++
		}
	}
	return n
}

// toolUse writes a tool call. Its input must be an object.
func (e *encoder) toolUse(p *llm.Part, message int) {
	e.Raw(`{"toolUse":{"toolUseId":`)
	e.id(p.ID)
	e.Member("name", wire.OrEmpty(p.Name))
	e.Arguments("input", p, message)
	e.Inside("toolUse.", p.Extra)
	e.Raw("}")
}

// maxID bounds the id of a tool call, in bytes.
const maxID = 64

// id writes the id of a tool call, which may hold letters, digits, and _.:-
// here. Any other one is replaced, the same by the same.
func (e *encoder) id(id llm.Text) {
	in := wire.Inner(id)
	valid := len(in) > 0 && len(in) <= maxID
	hash := uint32(2166136261) // FNV-1a, so that ids stay apart
	for _, c := range in {
		hash = (hash ^ uint32(c)) * 16777619
		valid = valid && idByte(c)
	}
	if valid || e.Same {
		e.Bytes(wire.OrEmpty(id))
		return
	}
	e.Raw(`"call_`)
	e.Dst = append(strconv.AppendUint(e.Dst, uint64(hash), 16), '_')
	for _, c := range in[:min(len(in), maxID/2)] {
		if !idByte(c) {
			c = '_'
		}
		e.Dst = append(e.Dst, c)
	}
	e.Raw(`"`)
}

func idByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '.' || c == ':'
}

// toolResult writes what a tool said. It must say something.
func (e *encoder) toolResult(p *llm.Part, message int) {
	e.Raw(`{"toolResult":{"toolUseId":`)
	e.id(p.ID)
	e.Name("content")
	e.Raw("[")
	parts := e.R.Result(p)
	e.within = true
	for i := range parts {
		if e.Kept(&parts[i]) {
			e.part(&parts[i], message)
		}
	}
	e.within = false
	if e.Dst[len(e.Dst)-1] == '[' && !e.Same {
		e.Raw(`{"json":{}}`)
	}
	e.Raw("]")
	switch {
	case p.Failed == llm.Absent:
	case !e.model.has(fails):
		e.LoseIf(p.Failed == llm.True, "messages[].content[].is_error", "the model takes no mark of failure, the text is sent")
	case p.Failed == llm.True:
		e.Constant("status", `"error"`)
	default:
		e.Constant("status", `"success"`)
	}
	e.Inside("toolResult.", p.Extra)
	e.Raw("}")
}
