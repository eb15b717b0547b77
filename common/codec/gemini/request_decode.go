package gemini

import (
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// DecodeRequest implements codec.Codec. The model and whether the reply is
// streamed are for the caller to fill in, from the path.
func (c *Codec) DecodeRequest(r *llm.Request, body []byte) error {
	var d decoder
	d.Begin(Name, body, r, ownMembers)
	d.request()
	return d.End(onceContents, "contents")
}

// decoder reads one request, in one pass.
type decoder struct {
	wire.Decoder
	calls int // function calls so far
}

func (d *decoder) request() {
	for d.Object(); ; {
		switch d.Next(&requestTable) {
		case 0:
			return
		case doContents:
			for d.Array(); d.Element(); {
				d.content()
			}
		case doSystem:
			d.system()
		case doTools:
			for d.Array(); d.Element(); {
				d.tools()
			}
		case doChoice:
			for d.Object(); d.Next(&choiceTable) != 0; {
				d.calling()
			}
		case doConfig:
			d.generationConfig()
		case doCached:
			d.R.Bound = "cachedContent"
			d.Keep(&requestTable)
		}
	}
}

// system reads the system prompt, which becomes the first message wherever it
// stands in the body. The role that some clients give it means nothing.
func (d *decoder) system() {
	m := llm.Message{Role: llm.System, First: len(d.R.Parts)}
	d.Spare = nil
	for d.Object(); d.Next(&systemTable) != 0; {
		d.parts(&m)
	}
	m.Extra = d.Spare
	if d.Err() == nil && m.Count > 0 {
		d.R.Messages = append(d.R.Messages, m)
		d.LastFirst()
	}
}

// content reads one turn. Its function responses become messages of their
// own, in front of what is left of it.
func (d *decoder) content() {
	m := llm.Message{Role: llm.User, First: len(d.R.Parts)}
	start, before := d.Start(), len(d.R.Messages)
	d.Spare = nil
	for d.Object(); ; {
		switch d.Next(&contentTable) {
		case doRole:
			m.Role = llm.Role(d.Choose(roles, "must be user or model"))
			continue
		case doParts:
			if m.Count > 0 || len(d.R.Messages) > before {
				d.RefuseAt(start, "must have its parts once")
			}
			d.parts(&m)
			continue
		}
		break
	}
	m.Extra = d.Spare
	if m.Count == 0 && len(d.R.Messages) > before {
		d.R.Messages[len(d.R.Messages)-1].Extra = m.Extra
		return
	}
	d.R.Messages = append(d.R.Messages, m)
}
