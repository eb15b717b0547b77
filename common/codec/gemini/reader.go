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

//go:noinline
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
