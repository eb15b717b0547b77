package aistatistics

import (
	"strings"

	"aigateway/common/llm"
	"aigateway/common/usage"
)

// outcome is what an exchange came to. There is one for all exchanges of a
// worker: it is filled and told within one callback.
type outcome struct {
	reply  *usage.Reply
	status status

	requestModel string // what the client asked for
	model        *label // the same as a label
	replyModel   *label // what the answer says, none if it says nothing
	servedModel  string // what prices go by
	provider     string // type of package provider, empty if not known
	tier         string
	told         bool // by ai-proxy

	usage llm.Usage
	// What of usage the provider metered; the rest is estimated.
	inputMetered, outputMetered, metered bool
	cost                                 int64 // nano-USD
	unpriced                             bool

	// In nanoseconds, 0 for what did not come.
	duration, firstChunk, firstToken int64

	cache   cacheResult
	reasons reasons
}

const millisecond = 1_000_000 // in nanoseconds

// status is how an exchange ended.
type status uint8

const (
	unanswered status = iota
	status2xx
	status3xx
	status4xx
	status5xx
	closedByClient
	resetByUpstream
	statuses
)

var statusNames = [statuses]string{"none", "2xx", "3xx", "4xx", "5xx", "client_closed", "upstream_reset"}

// statusOf returns the class of a status that ended an answer.
func statusOf(code int16) status {
	switch {
	case code >= 500:
		return status5xx
	case code >= 400:
		return status4xx
	case code >= 300:
		return status3xx
	}
	return status2xx
}

// failed tells whether the upstream's answer is an error, or none.
func (o *outcome) failed() bool {
	return o.status == status4xx || o.status == status5xx || o.status == resetByUpstream || o.reply.Failed
}

// complete tells whether there is a whole answer that is no error.
func (o *outcome) complete() bool {
	return (o.status == status2xx || o.status == status3xx) && !o.reply.Failed
}

func (o *outcome) cacheHit() bool { return o.cache == cacheHit }

// cacheResult is what a cache before the upstream said of a request.
type cacheResult uint8

const (
	noCache cacheResult = iota
	cacheHit
	cacheMiss
	cacheSkip
	cacheResults
)

var cacheNames = [cacheResults]string{"", "hit", "miss", "skip"}

func cacheCalled(header []byte) cacheResult {
	for i, name := range cacheNames {
		if i > 0 && len(header) == len(name) && strings.EqualFold(string(header), name) {
			return cacheResult(i)
		}
	}
	return noCache
}

// resolve fills o with what x came to.
func (x *exchange) resolve(o *outcome, ended status) {
	s, reply := x.stats, x.meter.Reply()
	*o = outcome{reply: reply, status: ended, requestModel: x.model.text, cache: x.cache, tier: s.word(reply.ServiceTier).text}
	o.duration, o.firstChunk, o.firstToken = s.now()-x.start, x.firstChunk, x.firstToken
	o.model = s.models.find(x.model.raw, o.complete())
	o.replyModel = s.models.find(reply.Model, o.complete())
	x.consultServed(o)
	x.countTokens(o)
	if len(x.policy.attributes) > 0 {
		x.ownNumbers(o)
	}
	o.metered = o.inputMetered || o.outputMetered
	if x.policy.metered {
		o.charge(s, x.policy)
	}
}
