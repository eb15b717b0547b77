package gemini

import (
	"aigateway/common/codec/wire"
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
	values  [pieceValues][]byte
	data    data
	twice   bool // there is more than one member of data
	thought bool
	extra   []llm.Member
}

const (
	pieceText = iota
	pieceSignature
	pieceThought
	// The rest are members of the object that is the data. The kinds of it have
	// no names in common that mean different things.
	pieceID
	pieceName
	pieceMIME
	pieceBytes
	pieceURI
	pieceArgs
	pieceResponse
	pieceMedia
	pieceValues
)

var dataTable = wire.Table{Camel: true, Other: doOther, Rows: []wire.Row{
	{Name: "name", Is: wire.Text, To: pieceName}, {Name: "args", Is: wire.Map, To: pieceArgs}, {Name: "id", Is: wire.Text, To: pieceID},
	{Name: "mimeType", Is: wire.Text, To: pieceMIME}, {Name: "data", Is: wire.Text, To: pieceBytes},
	{Name: "fileUri", Is: wire.Text, To: pieceURI}, {Name: "response", Is: wire.Map, To: pieceResponse},
	{Name: "parts", Is: wire.List, To: pieceMedia},
}}

// doOther is what Next returns for a member that has no row, beside data.
const doOther = 255

var partTable = wire.Table{Camel: true, Other: doOther, Rows: []wire.Row{
	{Name: "text", Is: wire.Do, To: wire.Slot(isText)}, {Name: "thought", Is: wire.Value, To: pieceThought},
	{Name: "thoughtSignature", Is: wire.Text, To: pieceSignature}, {Name: "functionCall", Is: wire.Do, To: wire.Slot(isCall)},
	{Name: "inlineData", Is: wire.Do, To: wire.Slot(isBlob)}, {Name: "functionResponse", Is: wire.Do, To: wire.Slot(isResult)},
	{Name: "fileData", Is: wire.Do, To: wire.Slot(isFile)}, {Name: "executableCode", Is: wire.Do, To: wire.Slot(isOther)},
	{Name: "codeExecutionResult", Is: wire.Do, To: wire.Slot(isOther + 1)}, {Name: "toolCall", Is: wire.Do, To: wire.Slot(isOther + 2)},
	{Name: "toolResponse", Is: wire.Do, To: wire.Slot(isOther + 3)},
}}

// read reads a part. Members that it has no field for are kept if all is set.
func (p *piece) read(s *jsonscan.Scanner, all bool) {
	if !wire.Object(s) {
		return
	}
	for s.Object(); ; {
		switch d := data(partTable.Next(s, p.values[:])); {
		case d == 0:
			p.thought = string(p.values[pieceThought]) == "true"
			return
		case d == doOther:
			p.keep(s, "", all)
		case d == isText:
			if p.values[pieceText] = wire.Literal(s); p.values[pieceText] != nil {
				p.is(d)
			}
		case s.Kind() != '{':
			s.Skip()
		case d >= isOther:
			p.is(d)
			s.Skip()
		default:
			p.is(d)
			for s.Object(); dataTable.Next(s, p.values[:]) != 0; {
				p.keep(s, dataNames[d]+".", all)
			}
		}
	}
}

func (p *piece) is(d data) {
	p.twice = p.data != 0
	p.data = d
}

// keep keeps a member that llm has no field for, named with the path to it.
func (p *piece) keep(s *jsonscan.Scanner, path string, all bool) {
	if !all || s.Kind() == 'n' {
		s.Skip()
		return
	}
	name := path + string(wire.Camel(s.Key()))
	p.extra = append(p.extra, llm.Member{Name: name, Value: s.Value(), Own: true})
}
