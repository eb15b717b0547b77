package aistatistics

import (
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/served"
)

// consultServed asks what ai-proxy says of who served the exchange. Without a
// word of it the answer's own model counts, or else the one asked for.
func (x *exchange) consultServed(o *outcome) {
	s := x.stats
	o.provider, o.servedModel = x.policy.provider, o.requestModel
	if len(o.reply.Model) > 0 {
		o.servedModel = s.word(o.reply.Model).text
	}
	facts, found := served.Read(s.root.Property)
	if !found {
		return
	}
	o.told = true
	if facts.Provider != "" {
		o.provider = facts.Provider
	}
	if facts.Model != "" {
		o.servedModel = facts.Model
		if len(o.reply.Model) == 0 {
			o.replyModel = s.models.find([]byte(facts.Model), o.complete())
		}
	}
	if facts.Usage.Known {
		o.usage, o.inputMetered, o.outputMetered = facts.Usage, true, !facts.Partial
	}
}

// countTokens sets the usage unless it is known.
func (x *exchange) countTokens(o *outcome) {
	switch {
	case !x.policy.metered || o.cacheHit(): // what came from a cache used none
		o.usage, o.inputMetered, o.outputMetered = llm.Usage{}, false, false
		return
	case o.inputMetered:
		if !o.outputMetered { // the client left before the provider metered it
			o.usage.Output = o.reply.Usage.Output
		}
		return
	}
	o.usage = o.reply.Usage
	o.inputMetered, o.outputMetered = o.reply.InputMetered, o.reply.OutputMetered && !o.reply.Estimated
	if !o.outputMetered && !x.worked(o) {
		o.usage.Output = 0
	}
	if !o.inputMetered && x.worked(o) {
		o.usage.Input = x.prompt
	}
}

// worked tells whether a model is known to have worked, so that it makes sense
// to estimate what was not metered.
func (x *exchange) worked(o *outcome) bool {
	return x.status >= 200 && x.status < 300 && x.generates() && x.readable() && (o.reply.Started || !o.reply.Failed)
}

// ownNumbers has attributes called model, input_token and output_token count
// in place of what was found: that is how answers are metered whose form
// nobody knows.
func (x *exchange) ownNumbers(o *outcome) {
	for i := range x.policy.attributes {
		v := &x.values[i]
		if v.form == absent {
			continue
		}
		switch key := x.policy.attributes[i].key; key {
		case "model":
			o.replyModel = x.stats.models.find(v.appendText(nil, maxLabel), o.complete())
		case "input_token", "output_token":
			n, ok := jsonscan.Int(v.head)
			if !ok || n < 0 {
				continue
			}
			if key == "input_token" {
				o.usage.Input, o.inputMetered = n, true
			} else {
				o.usage.Output, o.outputMetered = n, true
			}
		}
	}
}
