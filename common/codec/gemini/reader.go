package gemini

import (
	"bytes"

	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// reader turns a provider's reply into events. A reply, or each event of one
// that is streamed, is a list of candidates that hold parts, and a stream has
// no end but that nothing more comes: so that choices are finished then.
type reader struct {
	event   *llm.Event // shared, see codec.Codec.NewReader
	choices []choice
	one     [1]choice // what choices starts in
	held    []byte    // the arguments of a call as a literal
	started bool
	ended   bool
}

// choice is one answer as far as it has come.
type choice struct {
	index  int32
	block  int32        // the number of the open block, or of the next one
	part   llm.PartType // of the open block; 0 if there is none
	finish uint8        // place in finishes, if the reason is known
	done   bool         // the reason is known
	called bool
	signed bool // the open block has its signature
}

// maxChoices bounds the answers of one reply. The provider allows 8.
const maxChoices = 128

// Reset implements codec.Reader.
func (r *reader) Reset() { *r = reader{event: r.event, held: recycle(r.held), choices: r.choices[:0]} }

// Whole implements codec.Reader. The reply may be a stream that was collected
// to an array. One that is whole has been finished even if it does not say so.
func (r *reader) Whole(body []byte, to llm.Sink) {
	s := jsonscan.New(body)
	if s.Kind() == '[' {
		for s.Array(); s.Element() && !r.ended; {
			r.take(s.Value(), to)
		}
		if err := s.End(); err != nil {
			r.failWith(err, "the provider's reply is not JSON", to)
		}
		r.Close(to)
		return
	}
	r.take(body, to)
	for i := range r.choices {
		if c := &r.choices[i]; !c.done {
			c.done, c.finish = true, placeStop
		}
	}
	r.Close(to)
}

// Event implements codec.Reader.
func (r *reader) Event(_, data []byte, to llm.Sink) {
	if data = bytes.TrimSpace(data); len(data) > 0 && !r.ended {
		r.take(data, to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	if r.ended {
		return
	}
	for i := range r.choices {
		if !r.choices[i].done {
			r.failWith(nil, "the provider's reply was cut off", to)
			return
		}
	}
	if len(r.choices) == 0 {
		r.failWith(nil, "the provider's reply holds no answer", to)
		return
	}
	for i := range r.choices {
		r.finish(&r.choices[i], to)
	}
	if !r.ended {
		r.ended = true
		r.tell(llm.Event{Type: llm.Ended}, to)
	}
}

func (r *reader) tell(e llm.Event, to llm.Sink) {
	*r.event = e
	to.Event(r.event)
	*r.event = llm.Event{}
}

func (r *reader) fail(p *problem.Problem, to llm.Sink) {
	if !r.ended {
		r.ended = true
		r.tell(llm.Event{Type: llm.Failed, Problem: p}, to)
	}
}

func (r *reader) failWith(cause error, message string, to llm.Sink) {
	r.fail(problem.New(problem.BadUpstream, cause, message), to)
}

// frame is what one event says besides its candidates.
type frame struct {
	id, model  llm.Text
	tier       llm.Text
	block      llm.Text // why the prompt was refused
	usage      llm.Raw
	failure    llm.Raw
	candidates llm.Raw
}

func (f *frame) read(data []byte) error {
	var n names
	s := jsonscan.New(data)
	for s.Object(); s.Member(); {
		switch string(n.of(s.Key())) {
		case "responseId":
			f.id = text(&s)
		case "modelVersion":
			f.model = text(&s)
		case "serviceTier":
			f.tier = text(&s)
		case "promptFeedback":
			f.block = llm.Text(within(&s, "blockReason", '"'))
		case "usageMetadata":
			f.usage = ofKind(&s, '{')
		case "error":
			f.failure = ofKind(&s, '{')
		case "candidates":
			f.candidates = ofKind(&s, '[')
		default:
			s.Skip()
		}
	}
	return s.End()
}

// take tells what an event, or a whole reply, adds.
func (r *reader) take(data []byte, to llm.Sink) {
	var f frame
	if err := f.read(data); err != nil {
		r.failWith(err, "the provider sent something that is not JSON", to)
		return
	}
	if f.failure != nil {
		r.fail(failure(0, f.failure), to)
		return
	}
	r.measure(&f, to)
	if f.candidates != nil {
		s, i := jsonscan.New(f.candidates), 0
		for s.Array(); s.Element(); i++ {
			r.candidate(&s, i, to)
		}
	}
	if finished(f.block) && len(r.choices) == 0 && !r.ended {
		c := r.choice(0, to)
		if c.done, c.finish = true, reasonOf(f.block); finishes[c.finish].is != llm.FinishFiltered {
			c.finish = placeSafety
		}
	}
}

// measure tells that the reply has started, and usage. Each event has all of
// it so far.
func (r *reader) measure(f *frame, to llm.Sink) {
	e := llm.Event{Type: llm.Metered}
	if f.usage != nil {
		e.Usage = scanUsage(f.usage)
	}
	if !r.started {
		r.started = true
		e.Type, e.ID, e.Model, e.ServiceTier = llm.Started, f.id, f.model, f.tier
	}
	if e.Type == llm.Started || e.Usage.Known {
		r.tell(e, to)
	}
}

// choice returns the choice of an index, nil if there are too many.
func (r *reader) choice(index int, to llm.Sink) *choice {
	for i := range r.choices {
		if int(r.choices[i].index) == index {
			return &r.choices[i]
		}
	}
	if len(r.choices) == maxChoices {
		r.failWith(nil, "the provider gave too many answers", to)
		return nil
	}
	if r.choices == nil {
		r.choices = r.one[:0]
	}
	r.choices = append(r.choices, choice{index: int32(index)})
	return &r.choices[len(r.choices)-1]
}

// candidate tells what one candidate adds; its index is place if it has none.
func (r *reader) candidate(s *jsonscan.Scanner, place int, to llm.Sink) {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	var n names
	var parts llm.Raw
	var reason llm.Text
	index := int64(place)
	for s.Object(); s.Member(); {
		switch string(n.of(s.Key())) {
		case "index":
			number(s, &index)
		case "finishReason":
			reason = text(s)
		case "content":
			parts = within(s, "parts", '[')
		default:
			s.Skip()
		}
	}
	c := r.choice(int(index), to)
	if c == nil || r.ended {
		return
	}
	if parts != nil {
		r.parts(c, parts, to)
	}
	if finished(reason) {
		c.done, c.finish = true, reasonOf(reason)
	}
}

func (r *reader) parts(c *choice, parts llm.Raw, to llm.Sink) {
	s := jsonscan.New(parts)
	for s.Array(); s.Element(); {
		var p piece
		p.read(&s, false)
		switch {
		case p.data == isCall:
			r.call(c, &p, to)
		case p.data == isBlob:
			r.picture(c, &p, to)
		case p.data == isText || p.signature != nil:
			r.say(c, &p, to)
		}
	}
}

// tellIn tells what happened in the open block of a choice.
func (r *reader) tellIn(c *choice, e llm.Event, to llm.Sink) {
	e.Choice, e.Block, e.Part = int(c.index), int(c.block), c.part
	r.tell(e, to)
}

// begin makes a block of a part the open one. What is signed grows no more.
func (r *reader) begin(c *choice, part llm.PartType, to llm.Sink) {
	if c.part != part || c.signed {
		r.stop(c, to)
		c.part = part
		r.tellIn(c, llm.Event{Type: llm.BlockStarted}, to)
	}
}

// stop ends the open block, if there is one.
func (r *reader) stop(c *choice, to llm.Sink) {
	if c.part != 0 {
		r.tellIn(c, llm.Event{Type: llm.BlockEnded}, to)
		c.part, c.signed = 0, false
		c.block++
	}
}

func (r *reader) grow(c *choice, text llm.Text, to llm.Sink) {
	if !empty(text) {
		r.tellIn(c, llm.Event{Type: llm.Delta, Text: text}, to)
	}
}

// say tells text or a thought, and the signature of it. What is sealed
// without a text is a thought that nobody is to read.
func (r *reader) say(c *choice, p *piece, to llm.Sink) {
	part := llm.TextPart
	if p.thought {
		part = llm.ReasoningPart
	}
	if empty(p.text) && (c.part != part || c.signed) {
		if p.thought && !empty(p.signature) {
			r.stop(c, to)
			c.part = llm.RedactedPart
			r.tellIn(c, llm.Event{Type: llm.BlockStarted, Signature: p.signature}, to)
			r.stop(c, to)
		}
		return
	}
	r.begin(c, part, to)
	r.grow(c, p.text, to)
	if !empty(p.signature) {
		c.signed = true
		r.tellIn(c, llm.Event{Type: llm.Signed, Signature: p.signature}, to)
	}
}

// call tells a call, which comes in one piece.
func (r *reader) call(c *choice, p *piece, to llm.Sink) {
	r.stop(c, to)
	c.part, c.called = llm.ToolCallPart, true
	name := p.name
	if name == nil {
		name = noText
	}
	r.tellIn(c, llm.Event{Type: llm.BlockStarted, ID: p.id, Name: name, Signature: p.signature}, to)
	if p.args == nil {
		p.args = noArguments
	}
	r.held = jsonscan.AppendQuoted(r.held[:0], p.args)
	r.grow(c, r.held, to)
	r.stop(c, to)
}

// Literals that a picture is put in. They are never written to.
var (
	pictureStart  = llm.Text(`"![image](data:"`)
	pictureMiddle = llm.Text(`";base64,"`)
	pictureEnd    = llm.Text(`")"`)
)

// picture tells an image that the model made, as text: a reply has no other
// word for it.
func (r *reader) picture(c *choice, p *piece, to llm.Sink) {
	if mediaType(inner(p.mime)) != llm.ImagePart || p.thought {
		return
	}
	r.begin(c, llm.TextPart, to)
	for _, text := range [...]llm.Text{pictureStart, p.mime, pictureMiddle, p.bytes, pictureEnd} {
		r.grow(c, text, to)
	}
}

// finish ends what is open in a choice, and the choice.
func (r *reader) finish(c *choice, to llm.Sink) {
	if r.ended {
		return
	}
	r.stop(c, to)
	reason := &finishes[c.finish]
	finish := reason.is
	switch {
	case finish == finishBroken:
		r.failWith(nil, "the provider broke the reply off: "+reason.word[1:len(reason.word)-1], to)
		return
	case finish == llm.FinishStop && c.called:
		finish = llm.FinishToolCalls
	}
	r.held = append(r.held[:0], reason.word...)
	r.tell(llm.Event{Type: llm.Finished, Choice: int(c.index), Finish: finish, FinishRaw: r.held}, to)
}

// within reads an object for one value of it that starts as one of a kind.
func within(s *jsonscan.Scanner, name string, kind byte) (value llm.Raw) {
	if s.Kind() != '{' {
		s.Skip()
		return nil
	}
	var n names
	for s.Object(); s.Member(); {
		if string(n.of(s.Key())) == name {
			value = ofKind(s, kind)
		} else {
			s.Skip()
		}
	}
	return value
}
