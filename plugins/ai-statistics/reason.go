package aistatistics

import (
	"aigateway/common/llm"
	"aigateway/common/usage"
)

// reasons are why an exchange is abnormal.
type reasons uint16

const (
	slow reasons = 1 << iota
	slowFirstToken
	truncatedAnswer
	refused
	empty
	toolArgumentsInvalid
	retried
	failed
	oversized
	repetitive
	clientClosed
	noUsage
)

// reasonNames are in the order of the constants.
var reasonNames = [...]string{
	"slow", "slow_first_token", "truncated", "refused", "empty", "tool_arguments_invalid", "retried", "error", "oversized", "repetitive",
	"client_closed", "no_usage",
}

func reasonCalled(name string) reasons {
	for i, known := range reasonNames {
		if known == name {
			return 1 << i
		}
	}
	return 0
}

// append appends the names, with commas between.
func (r reasons) append(dst []byte) []byte {
	comma := false
	for i, name := range reasonNames {
		if r&(1<<i) == 0 {
			continue
		}
		if comma {
			dst = append(dst, ',')
		}
		comma = true
		dst = append(dst, name...)
	}
	return dst
}

// judge says what is abnormal about an exchange.
func (x *exchange) judge(o *outcome) reasons {
	limits := &x.policy.abnormal
	var r reasons
	note := func(is bool, reason reasons) {
		if is {
			r |= reason
		}
	}
	reply := o.reply
	note(o.failed(), failed)
	note(o.status == closedByClient, clientClosed)
	note(x.attempts > 1, retried)
	note(limits.OversizedBytes > 0 && x.requestBytes > limits.OversizedBytes || reply.Oversized, oversized)
	note(reply.Finish == llm.FinishLength || x.streamed && o.complete() && x.readable() && reply.Started && !reply.Ended, truncatedAnswer)
	note(reply.Refused || reply.Finish == llm.FinishRefusal || reply.Finish == llm.FinishFiltered, refused)
	note(reply.ToolArgumentsInvalid, toolArgumentsInvalid)
	note(reply.Repetitive, repetitive)
	note(limits.SlowFirstTokenMillis > 0 && o.firstToken > limits.SlowFirstTokenMillis*millisecond, slowFirstToken)
	if o.complete() {
		note(limits.SlowMillis > 0 && o.duration > limits.SlowMillis*millisecond, slow)
		note(o.durations().exceeds(o.duration/millisecond, limits.SlowPercentile, limits.SlowSamples), slow)
		if x.readable() && x.policy.metered {
			note(!o.metered && x.generates() && !o.cacheHit(), noUsage)
			note(x.writes() && r&refused == 0 && !reply.Text && reply.ToolCalls == 0 && reply.Images == 0, empty)
		}
	}
	return r &^ x.policy.ignored
}

// writes tells whether the request is for a text.
func (x *exchange) writes() bool { return x.operation == usage.Chat || x.operation == usage.Completion }

// generates tells whether the request is one that providers meter.
func (x *exchange) generates() bool { return x.writes() || x.operation == usage.Embeddings }

// batches tells whether the request can ask several things at once.
func (x *exchange) batches() bool {
	return x.operation == usage.Embeddings || x.operation == usage.Rerank || x.operation == usage.Moderation
}

// readable tells whether all of the answer was seen and understood.
func (x *exchange) readable() bool {
	reply := x.meter.Reply()
	return x.reads && !reply.Unread && !reply.Oversized
}

// durations returns what is known of the model's recent answers.
func (o *outcome) durations() *durations {
	if o.model.durations == nil {
		o.model.durations = &durations{}
	}
	return o.model.durations
}
