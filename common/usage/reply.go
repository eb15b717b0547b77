package usage

import "aigateway/common/llm"

// Reply is what an answer turned out to be. Its slices belong to the meter
// and are valid until its next Reset.
type Reply struct {
	// ID and Model are decoded. Model is empty where what stands there is
	// no name of a model: see [ValidModel].
	ID, Model []byte
	// Usage is what the provider metered, merged over the events that did.
	// After Close, Output is an estimate if Estimated says so.
	Usage llm.Usage
	// InputMetered and OutputMetered tell which totals of Usage the provider
	// gave. An input that it did not is left to the caller to estimate: see
	// [Request.PromptTokens].
	InputMetered, OutputMetered bool
	// Estimated tells that Usage.Output is an estimate: the provider metered
	// none, or the answer was cut before it did.
	Estimated bool

	Finish      llm.Finish
	ServiceTier []byte

	// Started tells that the first content was seen: text, reasoning or a
	// tool call. It becomes true in the Write that carried it.
	Started bool
	// Ended tells that the protocol's own end was seen.
	Ended bool
	// Failed tells that the answer is, or ended in, an error; ErrorType is
	// its type or, without one, its code.
	Failed    bool
	ErrorType []byte

	// Text tells that there was text that is more than white space.
	Text bool
	// Refused tells that the model declined, or a filter withheld the answer.
	Refused   bool
	ToolCalls int
	// ToolArgumentsInvalid tells that the arguments of some tool call, as
	// far as they are text, are not one JSON value.
	ToolArgumentsInvalid bool
	// Repetitive tells that the text got caught in a loop.
	Repetitive bool
	Images     int

	// Oversized tells that the answer was longer than what is looked at:
	// what follows was not seen.
	Oversized bool
	// Unread tells that the answer could not be read: its content encoding
	// is unknown, or its data is damaged.
	Unread bool
}
