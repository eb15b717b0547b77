package variant

import (
	"aigateway/common/codec"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// field is where a member of chat completions goes.
type field struct {
	name  string
	group uint8
	// to is what the service calls the member, empty if it has none like it:
	// then lost says why.
	to, lost string
	// implied is a value that the service goes by unasked.
	implied string
	// write writes the member, where it is another value in the service's words.
	write func(e *encoder, value []byte)
}

const (
	none     = "the provider has nothing like it"
	notOurs  = "only the client's protocol has it"
	oneReply = "the provider gives one answer"
	// oneOfMany is why a call of any tool cannot be asked for.
	oneOfMany = "the provider cannot be made to call one of several tools: the model chooses"
)

// member is one of the members that the request has, and its value.
type member struct{ name, value []byte }

// encoder writes one request.
type encoder struct {
	output
	request llm.Request // what chat completions are to say of it
	server  *Server
	lost    *[]llm.Loss
	failed  *problem.Problem
	stream  bool
	media   bool // there are parts that are no text
	fields  []field
	members []member
}

// begin makes the server's encoder ready for a request.
func (s *Server) begin(dst []byte, fields []field, lost *[]llm.Loss) *encoder {
	e := &s.encoder
	*e = encoder{output: output{append(dst, '{')}, server: s, fields: fields, lost: lost, members: e.members[:0]}
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
	e.scan(chat)
	return e.write()
}

// forget lets go of the client's body.
func (e *encoder) forget() {
	clear(e.members)
	e.request, e.dst = llm.Request{}, nil
}

// extra takes the members that llm has no field for.
func (e *encoder) extra(list []llm.Member) {
	for i := range list {
		if list[i].Own {
			e.lose(list[i].Name, notOurs)
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
	if e.failed != nil {
		return nil, e.failed
	}
	return append(e.dst, '}'), nil
}

func (e *encoder) writeGroup(g uint8) {
	name := e.server.groups[g]
	if g > 0 {
		e.name(name)
		e.raw("{")
	}
	if e.server.open != nil && e.request.Messages != nil {
		e.server.open(e, g)
	}
	for i := range e.members {
		e.writeMember(&e.members[i], g)
	}
	if g > 0 {
		e.raw("}")
	}
}

// writeMember writes a member if it belongs to a group.
func (e *encoder) writeMember(m *member, g uint8) {
	f := e.field(m.name)
	switch {
	case f == nil && e.isGroup(m.name) > 0:
		if e.isGroup(m.name) == int(g) && len(m.value) > 0 && m.value[0] == '{' {
			e.inside(m.value)
		}
	case f == nil:
		switch {
		case g != e.server.rest:
		case e.server.recased:
			e.rename(m.name, true)
			e.bytes(m.value)
		default:
			e.member(string(m.name), m.value)
		}
	case f.group != g || string(m.value) == f.implied:
	case f.write != nil:
		f.write(e, m.value)
	case f.to == "" && f.lost == "": // it is for us
	case f.to == "":
		e.lose(f.name, f.lost)
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

// inside writes the members of an object into the object at hand.
func (e *encoder) inside(object []byte) {
	s := jsonscan.New(object)
	for s.Object(); s.Member(); {
		e.member(string(s.Key()), s.Value())
	}
}

// lose tells of a loss, once.
func (e *encoder) lose(path, reason string) { codec.Lose(e.lost, path, reason) }

// fail refuses a request that would lose its meaning.
func (e *encoder) fail(param, message string) {
	if e.failed == nil {
		e.failed = problem.InvalidParam(param, message)
	}
}

// think takes out of the request whether the model is to reason, for a member
// that is true or false. Without a word the service decides.
func (e *encoder) think(name string) {
	r := e.request.Reasoning
	e.request.Reasoning = llm.Reasoning{}
	if r.Budget != nil {
		e.lose("thinking.budget_tokens", "the provider thinks or does not: it takes no number of tokens")
	}
	switch effort := string(r.Effort); {
	case r.Mode == llm.ReasoningOff, effort == `"none"`:
		e.add(name, []byte("false"))
		return
	case r.Effort != nil:
		e.lose("reasoning_effort", "the provider thinks or does not: it takes no effort")
	case r.Mode == llm.ReasoningAdaptive:
		e.lose("thinking", "the model reasons as much as it does unasked")
		return
	case r.Mode == 0 && r.Budget == nil:
		return
	}
	e.add(name, []byte("true"))
}
