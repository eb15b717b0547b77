package gemini

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// data says what a part is, by the one member that it has for that.
type data uint8

const (
	isText data = iota + 1
	isCall
	isResult
	isBlob
	isFile
	isOther // and above: what llm has no word for
)

// dataNames holds the members that say what a part is.
var dataNames = [...]string{
	isText: "text", isCall: "functionCall", isResult: "functionResponse", isBlob: "inlineData", isFile: "fileData",
	isOther: "executableCode", isOther + 1: "codeExecutionResult", isOther + 2: "toolCall", isOther + 3: "toolResponse",
}

// piece is one part of a content as it stands on the wire, of a request or of
// a reply. What has the wrong type counts as absent.
type piece struct {
	data    data
	twice   bool // there is more than one member of data
	thought bool

	text, signature llm.Text
	// Members of the object that is the data.
	id, name, mime, bytes, uri llm.Text
	args, response, media      llm.Raw

	extra []llm.Member
}

// read reads a part. Members that it has no field for are kept if all is set.
func (p *piece) read(s *jsonscan.Scanner, all bool) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	var n names
	for s.Object(); s.Member(); {
		switch key := n.of(s.Key()); string(key) {
		case "thought":
			p.thought = s.Kind() == 't'
			s.Skip()
		case "thoughtSignature":
			p.signature = text(s)
		case "text":
			if p.text = text(s); p.text != nil {
				p.is(isText)
			}
		default:
			p.member(s, key, all)
		}
	}
}

func (p *piece) is(d data) {
	p.twice = p.data != 0
	p.data = d
}

func (p *piece) member(s *jsonscan.Scanner, key []byte, all bool) {
	for d := isCall; int(d) < len(dataNames); d++ {
		if string(key) != dataNames[d] {
			continue
		}
		if s.Kind() != '{' {
			s.Skip()
			return
		}
		if p.is(d); d < isOther {
			p.object(s, dataNames[d], all)
		} else {
			s.Skip()
		}
		return
	}
	p.keep(s, "", key, all)
}

// object reads the object that is the data. The four kinds of it have no
// names in common that mean different things.
func (p *piece) object(s *jsonscan.Scanner, name string, all bool) {
	var n names
	for s.Object(); s.Member(); {
		switch key := n.of(s.Key()); string(key) {
		case "id":
			p.id = text(s)
		case "name":
			p.name = text(s)
		case "args":
			p.args = ofKind(s, '{')
		case "response":
			p.response = ofKind(s, '{')
		case "parts":
			p.media = ofKind(s, '[')
		case "mimeType":
			p.mime = text(s)
		case "data":
			p.bytes = text(s)
		case "fileUri":
			p.uri = text(s)
		default:
			p.keep(s, name, key, all)
		}
	}
}

// keep keeps a member that llm has no field for, named with the path to it.
func (p *piece) keep(s *jsonscan.Scanner, object string, key []byte, all bool) {
	if !all || s.Kind() == 'n' {
		s.Skip()
		return
	}
	p.extra = append(p.extra, llm.Member{Name: path(object, key), Value: s.Value(), Own: true})
}

func path(object string, key []byte) string {
	if object == "" {
		return string(key)
	}
	return object + "." + string(key)
}
