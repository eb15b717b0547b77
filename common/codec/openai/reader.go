package openai

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
	"aigateway/common/usage/dialect"
)

// reader turns one reply into events. Services that call themselves
// compatible leave members out, repeat them or put them elsewhere; what they
// are known to do is understood, see chunk, finishOf and choice.find.
type reader struct {
	wire.Teller
	choices []choice
	first   [1]choice // what choices starts in
	started bool
	seed    uint64 // of ids for calls that have none
}

// maxChoices bounds the answers of one reply. OpenAI allows 128.
const maxChoices = 128

// Reset implements codec.Reader.
func (r *reader) Reset() {
	slots := r.first[0].slots
	clear(slots)
	*r = reader{Teller: wire.Teller{E: r.E}}
	r.first[0].slots = slots[:0]
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) {
	c := chunk{whole: true}
	failure := &c.values[chunkError]
	switch err := scanChunk(&c, body); {
	case err != nil:
		r.Break(err, wire.NoJSON, to)
	case *failure != nil || c.count == 0:
		r.Fail(gpt.ReplyProblem(*failure, body), to)
	default:
		r.take(&c, body, to)
		r.end(to)
	}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	data = bytes.TrimSpace(data)
	if r.Ended || len(data) == 0 {
		return
	}
	if string(data) == "[DONE]" {
		r.done(to)
		return
	}
	var c chunk
	failure := &c.values[chunkError]
	switch err := scanChunk(&c, data); {
	case err != nil:
		r.Break(err, wire.NoEvent, to)
	case *failure != nil || string(name) == "error":
		r.Fail(gpt.ReplyProblem(*failure, data), to)
	default:
		r.take(&c, data, to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	for i := range r.choices {
		if !r.choices[i].finished {
			r.Break(nil, wire.CutOff, to)
		}
	}
	r.done(to)
}

// done ends the reply because the provider says that it has.
func (r *reader) done(to llm.Sink) {
	if len(r.choices) == 0 {
		r.Break(nil, wire.CutOff, to)
	}
	r.end(to)
}

// end finishes what was not finished, and the reply.
func (r *reader) end(to llm.Sink) {
	for i := range r.choices {
		r.finish(&r.choices[i], nil, to)
	}
	r.End(to)
}

// take tells what a chunk, or a whole reply, adds.
func (r *reader) take(c *chunk, data []byte, to llm.Sink) {
	v := &c.values
	if !r.started && (!wire.Empty(v[chunkID]) || c.count > 0 || v[chunkUsage] != nil) {
		r.started = true
		r.seed = seedOf(v[chunkID], data)
		e := r.E
		e.ID, e.Model, e.Created, e.ServiceTier = v[chunkID], v[chunkModel], v[chunkCreated], v[chunkTier]
		r.Tell(llm.Started, to)
	}
	if c.count > 0 {
		r.add(&c.first, to)
	}
	if c.count > 1 {
		c.others(func(p *piece) { r.add(p, to) })
	}
	if v[chunkUsage] != nil && !r.Ended {
		if r.E.Usage = dialect.Scan(v[chunkUsage]); r.E.Usage.Known {
			r.E.ServiceTier = v[chunkTier]
			r.Tell(llm.Metered, to)
		} else {
			r.E.Usage = llm.Usage{}
		}
	}
}

// seedOf hashes what tells this reply from others: its id or, without one,
// its first bytes (FNV-1a).
func seedOf(id llm.Text, data []byte) uint64 {
	if wire.Empty(id) {
		return hash(data)
	}
	return hash(id)
}

func hash(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// add tells what one choice of a chunk adds.
func (r *reader) add(p *piece, to llm.Sink) {
	c := r.choice(p.index, to)
	if c == nil || c.finished || r.Ended {
		return
	}
	v := &p.values
	if v[pieceDetails] != nil || v[pieceReasoning] != nil {
		r.explain(c, v[pieceDetails], v[pieceReasoning], to)
	}
	r.say(c, llm.TextPart, v[pieceContent], to)
	r.parts(c, v[pieceParts], to)
	r.cite(c, v[pieceNotes], to)
	r.say(c, llm.RefusalPart, v[pieceRefusal], to)
	r.calls(c, p, to)
	if finished(v[pieceFinish]) {
		r.finish(c, v[pieceFinish], to)
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
	var slots []slot
	if r.choices == nil {
		r.choices, slots = r.first[:0], r.first[0].slots
	}
	r.choices = append(r.choices, choice{slots: slots})
	c := &r.choices[len(r.choices)-1]
	c.Choice = int32(index)
	return c
}

// finish ends what is open in a choice, and the choice.
func (r *reader) finish(c *choice, reason llm.Text, to llm.Sink) {
	if c.finished || r.Ended {
		return
	}
	r.flush(c, to)
	if c.notes != nil {
		r.cite(c, *c.notes, to)
		r.Stop(&c.Block, to)
	}
	c.finished = true
	finish := finishOf(reason)
	switch {
	case finish == finishFailed:
		r.Break(nil, wire.BrokenOff, to)
		return
	case finish == llm.FinishStop && c.called:
		finish = llm.FinishToolCalls // Gemini says stop, and so does a forced call
	case finish == llm.FinishStop && c.refused:
		finish = llm.FinishRefusal
	}
	r.Finish(c.Choice, finish, reason, to)
}
