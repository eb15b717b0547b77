package openai

import (
	"bytes"

	"aigateway/common/codec/gpt"
	"aigateway/common/llm"
	"aigateway/common/problem"
	"aigateway/common/usage/dialect"
)

// reader turns one reply into events. Services that call themselves
// compatible leave members out, repeat them or put them elsewhere; what they
// are known to do is understood, see chunk, finishOf and choice.find.
type reader struct {
	event   *llm.Event // shared, see codec.Codec.NewReader
	choices []choice
	first   [1]choice // what choices starts in
	started bool
	ended   bool
	seed    uint64 // of ids for calls that have none
}

// maxChoices bounds the answers of one reply. OpenAI allows 128.
const maxChoices = 128

// Reset implements codec.Reader.
func (r *reader) Reset() {
	slots := r.first[0].slots
	clear(slots)
	*r = reader{event: r.event}
	r.first[0].slots = slots[:0]
}

// Whole implements codec.Reader.
func (r *reader) Whole(body []byte, to llm.Sink) {
	c, err := scanChunk(body, true)
	switch {
	case err != nil:
		r.fail(problem.New(problem.BadUpstream, err, "the provider's reply is not valid JSON"), to)
	case c.err != nil || c.count == 0:
		r.fail(gpt.ReplyProblem(c.err, body), to)
	default:
		r.take(&c, body, to)
		r.end(to)
	}
}

// Event implements codec.Reader.
func (r *reader) Event(name, data []byte, to llm.Sink) {
	data = bytes.TrimSpace(data)
	if r.ended || len(data) == 0 {
		return
	}
	if string(data) == "[DONE]" {
		r.done(to)
		return
	}
	c, err := scanChunk(data, false)
	switch {
	case err != nil:
		r.fail(problem.New(problem.BadUpstream, err, "the provider sent an event that is not valid JSON"), to)
	case c.err != nil || string(name) == "error":
		r.fail(gpt.ReplyProblem(c.err, data), to)
	default:
		r.take(&c, data, to)
	}
}

// Close implements codec.Reader.
func (r *reader) Close(to llm.Sink) {
	if r.ended {
		return
	}
	for i := range r.choices {
		if !r.choices[i].finished {
			r.cutOff(to)
			return
		}
	}
	r.done(to)
}

// done ends the reply because the provider says that it has.
func (r *reader) done(to llm.Sink) {
	if len(r.choices) == 0 {
		r.cutOff(to)
		return
	}
	r.end(to)
}

func (r *reader) cutOff(to llm.Sink) {
	r.fail(problem.New(problem.BadUpstream, nil, "the provider's stream ended before the reply was complete"), to)
}

// end finishes what was not finished, and the reply.
func (r *reader) end(to llm.Sink) {
	for i := range r.choices {
		r.finish(&r.choices[i], nil, to)
	}
	if !r.ended {
		r.ended = true
		r.tell(llm.Event{Type: llm.Ended}, to)
	}
}

func (r *reader) fail(p *problem.Problem, to llm.Sink) {
	if !r.ended {
		r.ended = true
		r.tell(llm.Event{Type: llm.Failed, Problem: p}, to)
	}
}

func (r *reader) tell(e llm.Event, to llm.Sink) {
	*r.event = e
	to.Event(r.event)
	*r.event = llm.Event{}
}

// take tells what a chunk, or a whole reply, adds.
func (r *reader) take(c *chunk, data []byte, to llm.Sink) {
	if !r.started && (!gpt.Empty(c.id) || c.count > 0 || c.usage != nil) {
		r.started = true
		r.seed = seedOf(c.id, data)
		r.tell(llm.Event{Type: llm.Started, ID: c.id, Model: c.model, Created: c.created, ServiceTier: c.tier}, to)
	}
	if c.count > 0 {
		r.add(&c.first, to)
	}
	if c.count > 1 {
		c.others(func(p *piece) { r.add(p, to) })
	}
	if c.usage != nil && !r.ended {
		if usage := dialect.Scan(c.usage); usage.Known {
			r.tell(llm.Event{Type: llm.Metered, Usage: usage}, to)
		}
	}
}

// seedOf hashes what tells this reply from others: its id or, without one,
// its first bytes (FNV-1a).
func seedOf(id llm.Text, data []byte) uint64 {
	if gpt.Empty(id) {
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
	if c == nil || c.finished || r.ended {
		return
	}
	r.explain(c, p, to)
	r.say(c, llm.TextPart, p.content, to)
	r.parts(c, p.parts, to)
	r.say(c, llm.RefusalPart, p.refusal, to)
	r.calls(c, p, to)
	if finished(p.finish) && !r.ended {
		r.finish(c, p.finish, to)
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
		r.fail(problem.New(problem.BadUpstream, nil, "the provider gave too many answers"), to)
		return nil
	}
	next := choice{index: int32(index)}
	if r.choices == nil {
		r.choices, next.slots = r.first[:0], r.first[0].slots
	}
	r.choices = append(r.choices, next)
	return &r.choices[len(r.choices)-1]
}

// finish ends what is open in a choice, and the choice.
func (r *reader) finish(c *choice, reason llm.Text, to llm.Sink) {
	if c.finished || r.ended {
		return
	}
	r.flush(c, to)
	c.finished = true
	finish := finishOf(reason)
	switch {
	case finish == finishFailed:
		r.fail(problem.New(problem.BadUpstream, nil, "the provider broke the reply off"), to)
		return
	case finish == llm.FinishStop && c.called:
		finish = llm.FinishToolCalls // Gemini says stop, and so does a forced call
	case finish == llm.FinishStop && c.refused:
		finish = llm.FinishRefusal
	}
	r.tell(llm.Event{Type: llm.Finished, Choice: int(c.index), Finish: finish, FinishRaw: reason}, to)
}
