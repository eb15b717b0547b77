package anthropic

import (
	"aigateway/common/codec"
	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
)

// ScanHead implements codec.Codec. A member that is there twice is refused
// where two readers of it that choose differently could be played off against
// each other.
func (c *Codec) ScanHead(h *codec.Head, body []byte) error {
	h.Reset()
	d := headScan{Scanner: jsonscan.New(body), head: h, versionless: c.dialect.VersionInBody}
	d.Object()
	if d.Kind() == '"' {
		h.FirstAt = d.Offset()
	}
	for at := d.Offset(); d.Member(); at = d.Offset() {
		switch string(d.Key()) {
		case "model":
			d.model()
			h.ModelMember = codec.Span{Start: at, End: d.Offset()}
		case "stream":
			d.streamed()
		case versionMember:
			d.version()
		default:
			d.Skip()
		}
	}
	if err := d.End(); err != nil {
		return codec.Malformed(body, err)
	}
	return nil
}

// headScan is one ScanHead.
type headScan struct {
	jsonscan.Scanner
	head   *codec.Head
	stream bool // the member is there
	// versionless tells that the version is written by us.
	versionless bool
}

func (d *headScan) model() {
	h := d.head
	d.Kind() // skips space
	if h.ModelAt.End > 0 {
		d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: "must not be there twice"})
		return
	}
	start := d.Offset()
	if !d.Null() {
		h.Model = d.String()
	}
	h.ModelAt = codec.Span{Start: start, End: d.Offset()}
}

func (d *headScan) streamed() {
	kind := d.Kind()
	switch {
	case d.stream:
		d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: "must not be there twice"})
	case kind != 't' && kind != 'f' && kind != 'n':
		d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: "must be true or false"})
	default:
		d.Skip()
	}
	d.head.Stream, d.stream = kind == 't', true
}

// version refuses a version in the body, where Anthropic itself has none.
func (d *headScan) version() {
	if d.versionless {
		d.Kind()
		d.Fail(&codec.Fault{Offset: d.Offset(), Wrong: "must not be there: the header anthropic-version says it"})
	}
	d.Skip()
}

// Patch implements codec.Codec. Usage is always in a stream of this protocol,
// and there is no role that only newer models know. A model that is missing
// becomes the first member, so that a host has to replace only the start of
// the body.
func (c *Codec) Patch(edits *jsonedit.Edits, h *codec.Head, p codec.Patch) (forced bool) {
	if c.dialect.VersionInBody {
		c.patchVersion(edits, h, p.Version)
	}
	switch {
	case p.Model == nil || c.dialect.ModelInPath:
	case h.ModelAt.End > 0:
		edits.Replace(h.ModelAt.Start, h.ModelAt.End, p.Model)
	case h.FirstAt > 0:
		edits.Insert(h.FirstAt, append(member("model", p.Model), ','))
	}
	return false
}

// Forced implements codec.Codec: usage is part of every stream.
func (c *Codec) Forced([]byte) bool { return false }
