package aistatistics

import (
	"strconv"

	"aigateway/common/llm"
	"aigateway/common/usage"
)

// spanPrefix begins the properties that hosts make attributes of the span.
const spanPrefix = "trace_span_tag."

// tagRequest sets the attributes that are known of a request, so that a span
// has them even if it is broken off: hosts read them before the last callback.
func (x *exchange) tagRequest() {
	if x.policy.spanHigress {
		x.tag(spanPrefix+"gen_ai.span.kind", "LLM")
	}
	if x.policy.spanHigress || x.policy.spanOTel {
		x.tag(spanPrefix+"gen_ai.request.model", x.model.text)
	}
	if x.policy.spanOTel {
		x.tag(spanPrefix+"gen_ai.operation.name", operationName(x.operation))
	}
}

// tagAnswer sets the attributes that are known at the end.
func (x *exchange) tagAnswer(o *outcome) {
	p := x.policy
	if p.spanHigress && o.counted() {
		x.tag(spanPrefix+"gen_ai.model_name", x.answerModel(o))
		x.tagInt(spanPrefix+"gen_ai.usage.total_tokens", o.usage.Input+o.usage.Output)
	}
	if (p.spanHigress || p.spanOTel) && o.counted() {
		x.tagInt(spanPrefix+"gen_ai.usage.input_tokens", o.usage.Input)
		x.tagInt(spanPrefix+"gen_ai.usage.output_tokens", o.usage.Output)
	}
	if p.spanOTel {
		x.tagConventions(o)
	}
	for i := range p.attributes {
		if a, v := &p.attributes[i], &x.values[i]; a.span && v.form != absent {
			x.stats.scratch[0] = v.appendText(x.stats.scratch[0][:0], p.limit)
			x.set(spanPrefix+a.spanKey, x.stats.scratch[0])
		}
	}
}

// tagConventions sets the attributes of OpenTelemetry's conventions for GenAI.
// Source: semantic-conventions v1.41.0, docs/gen-ai/gen-ai-spans.md.
func (x *exchange) tagConventions(o *outcome) {
	x.tag(spanPrefix+"gen_ai.provider.name", x.providerName(o))
	x.tag(spanPrefix+"gen_ai.response.model", string(o.reply.Model))
	x.tag(spanPrefix+"gen_ai.response.id", string(o.reply.ID))
	x.tag(spanPrefix+"gen_ai.response.finish_reasons", finishReason(o.reply.Finish))
	x.tag(spanPrefix+"gen_ai.conversation.id", string(x.session))
	x.tag(spanPrefix+"error.type", x.errorType(o))
	for _, part := range [...]struct {
		name  string
		count int64
	}{
		{spanPrefix + "gen_ai.usage.cache_read.input_tokens", o.usage.CacheRead},
		{spanPrefix + "gen_ai.usage.cache_creation.input_tokens", o.usage.CacheWrite},
		{spanPrefix + "gen_ai.usage.reasoning.output_tokens", o.usage.Reasoning},
	} {
		if part.count > 0 {
			x.tagInt(part.name, part.count)
		}
	}
	if o.firstToken > 0 { // in seconds, with milliseconds
		ms := o.firstToken / millisecond
		b := strconv.AppendInt(x.stats.scratch[0][:0], ms/1000, 10)
		b = append(b, '.', byte('0'+ms/100%10), byte('0'+ms/10%10), byte('0'+ms%10))
		x.stats.scratch[0] = b
		x.set(spanPrefix+"gen_ai.response.time_to_first_chunk", b)
	}
}

// tag sets an attribute unless it is empty.
func (x *exchange) tag(name, text string) {
	if text != "" {
		x.stats.scratch[0] = append(x.stats.scratch[0][:0], text...)
		x.set(name, x.stats.scratch[0])
	}
}

func (x *exchange) tagInt(name string, n int64) {
	x.stats.scratch[0] = strconv.AppendInt(x.stats.scratch[0][:0], n, 10)
	x.set(name, x.stats.scratch[0])
}

// answerModel is the model that the answer names, or else the one asked for.
func (x *exchange) answerModel(o *outcome) string {
	if len(o.reply.Model) > 0 {
		return x.stats.word(o.reply.Model).text
	}
	return x.model.text
}

// operationName is the conventions' word for an operation.
func operationName(o usage.Operation) string {
	switch o {
	case usage.Chat:
		return "chat"
	case usage.Completion:
		return "text_completion"
	case usage.Embeddings:
		return "embeddings"
	}
	return o.String()
}

func finishReason(f llm.Finish) string {
	switch f {
	case llm.FinishStop, llm.FinishStopSequence:
		return "stop"
	case llm.FinishLength:
		return "length"
	case llm.FinishToolCalls:
		return "tool_calls"
	case llm.FinishFiltered, llm.FinishRefusal:
		return "content_filter"
	case llm.FinishPaused:
		return "pause"
	}
	return ""
}
