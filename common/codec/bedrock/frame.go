package bedrock

import (
	"aigateway/common/codec/gpt"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// frame is the payload of one event of a stream, or of a reply that is whole.
// What has the wrong type counts as absent.
type frame struct {
	block   int64 // contentBlockIndex
	content piece // delta, or start
	reason  llm.Text
	metered bool
	usage   llm.Usage
	tier    llm.Text
	// list is the content of a whole reply.
	list llm.Raw
	// message is what an error says, or what a whole reply consists of.
	message llm.Text
}

// piece is a content block, or what one grows by: its kind is that of the
// member that was there.
type piece struct {
	part      llm.PartType
	text      llm.Text // of any kind
	signature llm.Text
	id, name  llm.Text
	input     llm.Raw
	foreign   bool // a tool that the provider runs
}

// read reads a payload.
func (f *frame) read(data []byte) error {
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "contentBlockIndex":
			f.block, _ = jsonscan.Int(s.Value())
		case "delta", "start":
			f.content.read(&s)
		case "stopReason":
			f.reason = gpt.Literal(&s)
		case "usage":
			f.readUsage(&s)
		case "serviceTier":
			within(&s, "type", &f.tier)
		case "output":
			f.readOutput(&s)
		case "message", "Message":
			f.message = gpt.Literal(&s)
		default:
			s.Skip()
		}
	}
	return s.End()
}

// readOutput reads what a whole reply consists of, {"message":{"content":[…]}},
// from either object.
func (f *frame) readOutput(s *jsonscan.Scanner) {
	if !object(s) {
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "message":
			f.readOutput(s)
		case "content":
			f.list = gpt.OfKind(s, '[')
		default:
			s.Skip()
		}
	}
}

// object tells whether an object comes next, and consumes what else does.
func object(s *jsonscan.Scanner) bool {
	if s.Kind() == '{' {
		return true
	}
	s.Skip()
	return false
}

// within reads one text of an object.
func within(s *jsonscan.Scanner, name string, to *llm.Text) {
	if !object(s) {
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == name {
			*to = gpt.Literal(s)
		} else {
			s.Skip()
		}
	}
}

func (p *piece) read(s *jsonscan.Scanner) {
	if !object(s) {
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "text":
			if text := gpt.Literal(s); text != nil {
				p.part, p.text = llm.TextPart, text
			}
		case "toolUse":
			p.part = llm.ToolCallPart
			p.readCall(s)
		case "reasoningContent":
			p.readReasoning(s)
		case "citationsContent":
			p.part = llm.TextPart
			p.readCited(s)
		default:
			s.Skip()
		}
	}
}

func (p *piece) readCall(s *jsonscan.Scanner) {
	if !object(s) {
		return
	}
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "toolUseId":
			p.id = gpt.Literal(s)
		case "name":
			p.name = gpt.Literal(s)
		case "type":
			p.foreign = gpt.Literal(s) != nil
		case "input":
			p.input = s.Value()
		default:
			s.Skip()
		}
	}
}

// readReasoning reads reasoning: in a stream its members stand by themselves,
// else in reasoningText.
func (p *piece) readReasoning(s *jsonscan.Scanner) {
	if !object(s) {
		return
	}
	p.part = llm.ReasoningPart
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "text":
			p.text = gpt.Literal(s)
		case "signature":
			p.signature = gpt.Literal(s)
		case "redactedContent":
			p.part, p.signature = llm.RedactedPart, gpt.Literal(s)
		case "reasoningText":
			p.readReasoning(s)
		default:
			s.Skip()
		}
	}
}

// readCited reads a text that comes with its sources, which are left out.
// Where it consists of several they are joined.
func (p *piece) readCited(s *jsonscan.Scanner) {
	if !object(s) {
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) != "content" || s.Kind() != '[' {
			s.Skip()
			continue
		}
		for s.Array(); s.Element(); {
			var text llm.Text
			if within(s, "text", &text); gpt.Empty(p.text) {
				p.text = text
			} else if text != nil {
				p.text = append(append(llm.Text(nil), p.text[:len(p.text)-1]...), text[1:]...)
			}
		}
	}
}

// readUsage reads the counts of tokens. What a cache has to do with is counted
// beside inputTokens.
func (f *frame) readUsage(s *jsonscan.Scanner) {
	if !object(s) {
		return
	}
	u := &f.usage
	for s.Object(); s.Member(); {
		switch string(s.Key()) {
		case "inputTokens":
			f.count(s, &u.Input)
		case "outputTokens":
			f.count(s, &u.Output)
		case "cacheReadInputTokens":
			f.count(s, &u.CacheRead)
		case "cacheWriteInputTokens":
			f.count(s, &u.CacheWrite)
		case "cacheDetails":
			f.readDetails(s)
		default:
			s.Skip()
		}
	}
	u.Known = f.metered
	u.Input += u.CacheRead + u.CacheWrite
}

// readDetails reads how much is kept for an hour.
func (f *frame) readDetails(s *jsonscan.Scanner) {
	if s.Kind() != '[' {
		s.Skip()
		return
	}
	for s.Array(); s.Element(); {
		if !object(s) {
			continue
		}
		var ttl llm.Text
		var tokens int64
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "ttl":
				ttl = gpt.Literal(s)
			case "inputTokens":
				f.count(s, &tokens)
			default:
				s.Skip()
			}
		}
		if string(ttl) == `"1h"` {
			f.usage.CacheWriteHour = tokens
		}
	}
}

// maxCount is more tokens than any reply has; what is above is nonsense.
const maxCount = 1 << 40

func (f *frame) count(s *jsonscan.Scanner, to *int64) {
	if n, ok := jsonscan.Int(s.Value()); ok && n >= 0 && n <= maxCount {
		*to, f.metered = n, true
	}
}
