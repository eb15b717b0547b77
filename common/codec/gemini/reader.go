package gemini

import (
	"bytes"

	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// reader turns a provider's reply into events. A reply, or each event of one
// that is streamed, is a list of candidates that hold parts, and a stream has
// no end but that nothing more comes: so that choices are finished then.
type reader struct {
	wire.Teller
	choices []choice
	one     [1]choice  // what choices starts in
	held    []byte     // the arguments of a call as a literal
	ruler   wire.Ruler // of the text of the first choice
	started bool
}

// choice is one answer as far as it has come.
type choice struct {
	wire.Block
	finish uint8 // place in finishes, if the reason is known
	done   bool  // the reason is known
	called bool
	// sources is what the answer rests on, as far as it was told.
	sources *sources
}

// maxChoices bounds the answers of one reply. The provider allows 8.
const maxChoices = 128

// Reset implements codec.Reader.
func (r *reader) Reset() {
	r.ruler.Reset()
	*r = reader{Teller: wire.Teller{E: r.E}, held: wire.Recycle(r.held), ruler: r.ruler, choices: r.choices[:0]}
}

// Whole implements codec.Reader. The reply may be a stream that was collected
// to an array. One that is whole has been finished even if it does not say so.
func (r *reader) Whole(body []byte, to llm.Sink) {
	s := jsonscan.New(body)
	if s.Kind() == '[' {
		for s.Array(); s.Element() && !r.Ended; {
			r.take(s.Value(), to)
		}
		if err := s.End(); err != nil {
			r.Break(err, wire.NoJSON, to)
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
	if data = bytes.TrimSpace(data); len(data) > 0 && !r.Ended {
		r.take(data, to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	for i := range r.choices {
		if !r.choices[i].done {
			r.Break(nil, wire.CutOff, to)
		}
	}
	if len(r.choices) == 0 {
		r.Break(nil, wire.NoAnswer, to)
	}
	for i := range r.choices {
		r.finish(&r.choices[i], to)
	}
	r.End(to)
}

// frame is what one event says besides its candidates.
type frame [frameValues][]byte

const (
	frameID = iota
	frameModel
	frameTier
	frameBlock // why the prompt was refused
	frameUsage
	frameFailure
	frameCandidates
	frameValues
)

var frameTable = wire.Table{Camel: true, Rows: []wire.Row{
	{Name: "candidates", Is: wire.List, To: frameCandidates}, {Name: "usageMetadata", Is: wire.Map, To: frameUsage},
	{Name: "modelVersion", Is: wire.Text, To: frameModel}, {Name: "responseId", Is: wire.Text, To: frameID},
	{Name: "serviceTier", Is: wire.Text, To: frameTier}, {Name: "promptFeedback", Is: wire.Inside, In: &feedbackTable},
	{Name: "error", Is: wire.Map, To: frameFailure},
}}

var feedbackTable = wire.Table{Camel: true, Rows: []wire.Row{{Name: "blockReason", Is: wire.Text, To: frameBlock}}}

// take tells what an event, or a whole reply, adds.
func (r *reader) take(data []byte, to llm.Sink) {
	var f frame
	if err := frameTable.Document(data, f[:]); err != nil {
		r.Break(err, wire.NoEvent, to)
		return
	}
	if f[frameFailure] != nil {
		r.Fail(failure(0, f[frameFailure]), to)
		return
	}
	r.measure(&f, to)
	if f[frameCandidates] != nil {
		s, i := jsonscan.New(f[frameCandidates]), 0
		for s.Array(); s.Element(); i++ {
			r.candidate(&s, i, to)
		}
	}
	if finished(f[frameBlock]) && len(r.choices) == 0 && !r.Ended {
		c := r.choice(0, to)
		if c.done, c.finish = true, reasonOf(f[frameBlock]); finishes[c.finish].is != llm.FinishFiltered {
			c.finish = placeSafety
		}
	}
}

// measure tells that the reply has started, and usage. Each event has all of
// it so far.
func (r *reader) measure(f *frame, to llm.Sink) {
	is := llm.Metered
	if f[frameUsage] != nil {
		r.E.Usage = dialect.Scan(wire.Camel(f[frameUsage]))
	}
	if !r.started {
		r.started = true
		is, r.E.ID, r.E.Model, r.E.ServiceTier = llm.Started, f[frameID], f[frameModel], f[frameTier]
	}
	if is == llm.Started || r.E.Usage.Known {
		r.Tell(is, to)
	} else {
		r.E.Usage = llm.Usage{}
	}
}

// choice returns the choice of an index, nil if there are too many.
func (r *reader) choice(index int, to llm.Sink) *choice {
	for i := range r.choices {
		if int(r.choices[i].Choice) == index {
			return &r.choices[i]
		}
	}
	if len(r.choices) == maxChoices {
		r.Break(nil, wire.TooMany, to)
		return nil
	}
	if r.choices == nil {
		r.choices = r.one[:0]
	}
	r.choices = append(r.choices, choice{Block: wire.Block{Choice: int32(index)}})
	return &r.choices[len(r.choices)-1]
}
