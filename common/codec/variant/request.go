package variant

import (
	"math"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
)

// field is where a member of chat completions goes.
type field struct {
	name  string
	group uint8
	// to is what the service calls the member, empty if it has none like it:
	// then lost says why.
	to, lost string
	// write writes the member, where it is another value in the service's words.
	write func(e *encoder, value []byte)
}

// implied are values that every service goes by unasked, so that nothing is
// lost where one cannot be sent. It is never written to.
var implied = [...]struct{ name, value string }{
	{"n", "1"}, {"tool_choice", `"auto"`}, {"parallel_tool_calls", "true"}, {"response_format", `{"type":"text"}`}, {"service_tier", `"auto"`},
}

const (
	none     = "the provider has nothing like it"
	notOurs  = "only the client's protocol has it"
	oneReply = "the provider gives one answer"
	unforced = "the provider cannot be made to call a tool: the model chooses"
)

// member is one of the members that the request has, and its value.
type member struct{ name, value []byte }

// encoder writes one request.
type encoder struct {
	wire.Encoder
	request llm.Request // what chat completions are to say of it
	server  *Server
	stream  bool
	media   bool // there are parts that are no text
	fields  []field
	members []member
	theirs  int      // how many of the members are no chat completions'
	called  []member // the names of tools by the ids of their calls
	images  [][]byte // of the message at hand
	speaker []byte   // the name of one of the messages, or of the bot
}

// begin makes the server's encoder ready for a request.
func (s *Server) begin(dst []byte, fields []field, lost *[]llm.Loss) *encoder {
	e := &s.encoder
	*e = encoder{Encoder: wire.Encoder{Output: wire.Output{Dst: append(dst, '{')}, Lost: lost}, server: s, fields: fields, theirs: math.MaxInt32, members: e.members[:0], called: e.called[:0], images: e.images[:0]}
	return e
}

// EncodeRequest implements codec.Server.
func (s *Server) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	if s.alternates {
		r.MergeConsecutive()
	}
	e := s.begin(dst, s.fields, lost)
	defer e.forget()
	e.request, e.stream = *r, r.Stream
	e.request.Origin, e.request.Extra = "", nil // what is OpenAI's own is not the service's
	e.extra(r.Extra)
	if s.prepare != nil {
		s.prepare(e)
	}
	chat, err := s.chat.EncodeRequest(s.work[:0], &e.request, lost)
	if err != nil {
		return nil, err
	}
	s.keep(chat)
	e.theirs = len(e.members)
	e.scan(chat)
	return e.write()
}

// forget lets go of the client's body.
func (e *encoder) forget() {
	clear(e.members)
	clear(e.called)
	clear(e.images[:cap(e.images)])
	e.request, e.Dst, e.speaker = llm.Request{}, nil, nil
}

// extra takes the members that llm has no field for.
func (e *encoder) extra(list []llm.Member) {
	for i := range list {
		if list[i].Own {
			e.Lose(list[i].Name, notOurs)
		} else {
			e.members = append(e.members, member{[]byte(list[i].Name), list[i].Value})
		}
	}
}

// add adds a member that is the service's own. Constants are never written to.
func (e *encoder) add(name string, value []byte) {
	e.members = append(e.members, member{[]byte(name), value})
}

// scan takes the members of an object.
func (e *encoder) scan(object []byte) {
	s := jsonscan.New(object)
	for s.Object(); s.Member(); {
		e.members = append(e.members, member{s.Key(), s.Value()})
	}
}

// has returns the value of a member, nil without one.
func (e *encoder) has(name string) []byte {
	for i := range e.members {
		if string(e.members[i].name) == name {
			return e.members[i].value
		}
	}
	return nil
}

// write writes all groups with their members.
func (e *encoder) write() ([]byte, error) {
	for g := range e.server.groups {
		e.writeGroup(uint8(g))
	}
	if e.Failed != nil {
		return nil, e.Failed
	}
	return append(e.Dst, '}'), nil
}

func (e *encoder) writeGroup(g uint8) {
	name := e.server.groups[g]
	if g > 0 {
		e.Name(name)
		e.Raw("{")
	}
	if e.server.open != nil && e.request.Messages != nil {
		e.server.open(e, g)
	}
	for i := range e.members {
		e.writeMember(i, g)
	}
	if g > 0 {
		e.Raw("}")
	}
}

// writeMember writes a member if it belongs to a group.
func (e *encoder) writeMember(i int, g uint8) {
	m := &e.members[i]
	f := e.field(m.name)
	rest := field{name: string(m.name), group: e.server.rest, to: string(m.name)}
	if f == nil {
		f = &rest
		if of := e.isGroup(m.name); of > 0 && len(m.value) > 0 && m.value[0] == '{' {
			rest.group, rest.write = uint8(of), (*encoder).inside
		} else if i >= e.theirs && e.server.otherwise != "" {
			rest.to, rest.lost = "", e.server.otherwise
		}
	}
	switch {
	case f.group != g:
	case f.write != nil:
		f.write(e, m.value)
	case f.lost != "":
		e.loseMember(f, m.value)
	case f == &rest && e.server.recased:
		rename(&e.Output, m.name, true)
		e.Bytes(m.value)
	default:
		e.member(f.to, m.value)
	}
}

func (e *encoder) field(name []byte) *field {
	for i := range e.fields {
		if f := &e.fields[i]; f.name == string(name) {
			return f
		}
	}
	return nil
}

// isGroup returns the group that clients who know the service call by its
// name, 0 if it is none.
func (e *encoder) isGroup(name []byte) int {
	for g, known := range e.server.groups {
		if known == string(name) {
			return g
		}
	}
	return 0
}

// loseMember tells that a member is lost, unless the service goes by it unasked.
func (e *encoder) loseMember(f *field, value []byte) {
	for i := range implied {
		if implied[i].name == f.name && implied[i].value == string(value) {
			return
		}
	}
	e.Lose(f.name, f.lost)
}
