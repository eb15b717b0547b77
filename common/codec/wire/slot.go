package wire

import "aigateway/common/llm"

// Slot is a place that a plain value comes from or goes to, or for Table.Next
// a place in a list.
type Slot uint8

// The first slots are those of llm.Request, then those of the part, the tool
// and the message at hand.
const (
	Model Slot = iota + 1
	MaxTokens
	Temperature
	TopP
	TopK
	N
	Seed
	FrequencyPenalty
	PresencePenalty
	User
	Metadata
	ServiceTier
	Effort
	Budget
	FormatName
	FormatDescription
	FormatSchema
	ChoiceName
	PartText
	PartID
	PartName
	PartArguments
	PartSignature
	PartCache
	MediaURL
	MediaData
	MediaMIME
	MediaFileID
	MediaDetail
	ToolName
	ToolDescription
	ToolParameters
	ToolCache
	MessageName
	// Stream and those that follow are of type llm.Bool.
	Stream
	StreamUsage
	ParallelTools
	FormatStrict
	PartFailed
	ToolStrict
	// Scratch is the first of places that mean what a codec wants.
	Scratch
)

// scratch is how many places there are from Scratch on.
const scratch = 20

// Rest is where members go that have no field.
type Rest uint8

const (
	Drop Rest = iota
	ToRequest
	ToImplied
	ToMessage
	ToPart
	ToTool
	ToSpare
)

// place is what slots are places in.
type place struct {
	R *llm.Request
	// M, P and T are the message, the part and the tool at hand.
	M *llm.Message
	P *llm.Part
	T *llm.Tool
	// Words are the slots from Scratch on.
	Words [scratch][]byte
	// Spare are members whose place is not known yet.
	Spare []llm.Member
	// Streams is llm.Request.Stream while it is read.
	Streams llm.Bool
}

// At returns what is in a slot.
//
//go:noinline
func (p *place) At(s Slot) []byte { return *p.slot(s) }

// slot returns a place for a value.
func (p *place) slot(s Slot) *[]byte {
	switch {
	case s >= Scratch:
		return &p.Words[s-Scratch]
	case s < PartText:
		return ofRequest(p.R, s)
	case s < ToolName:
		return ofPart(p.P, s)
	}
	switch s {
	case ToolName:
		return (*[]byte)(&p.T.Name)
	case ToolDescription:
		return (*[]byte)(&p.T.Description)
	case ToolParameters:
		return (*[]byte)(&p.T.Parameters)
	case ToolCache:
		return (*[]byte)(&p.T.Cache)
	}
	return (*[]byte)(&p.M.Name)
}

func ofRequest(r *llm.Request, s Slot) *[]byte {
	switch s {
	case Model:
		return (*[]byte)(&r.Model)
	case MaxTokens:
		return (*[]byte)(&r.MaxTokens)
	case Temperature:
		return (*[]byte)(&r.Temperature)
	case TopP:
		return (*[]byte)(&r.TopP)
	case TopK:
		return (*[]byte)(&r.TopK)
	case N:
		return (*[]byte)(&r.N)
	case Seed:
		return (*[]byte)(&r.Seed)
	case FrequencyPenalty:
		return (*[]byte)(&r.FrequencyPenalty)
	case PresencePenalty:
		return (*[]byte)(&r.PresencePenalty)
	case User:
		return (*[]byte)(&r.User)
	case Metadata:
		return (*[]byte)(&r.Metadata)
	case ServiceTier:
		return (*[]byte)(&r.ServiceTier)
	case Effort:
		return (*[]byte)(&r.Reasoning.Effort)
	case Budget:
		return (*[]byte)(&r.Reasoning.Budget)
	case FormatName:
		return (*[]byte)(&r.Format.Name)
	case FormatDescription:
		return (*[]byte)(&r.Format.Description)
	case FormatSchema:
		return (*[]byte)(&r.Format.Schema)
	}
	return (*[]byte)(&r.ToolChoice.Name)
}

func ofPart(p *llm.Part, s Slot) *[]byte {
	switch s {
	case PartText:
		return (*[]byte)(&p.Text)
	case PartID:
		return (*[]byte)(&p.ID)
	case PartName:
		return (*[]byte)(&p.Name)
	case PartArguments:
		return (*[]byte)(&p.Arguments)
	case PartSignature:
		return (*[]byte)(&p.Signature)
	case PartCache:
		return (*[]byte)(&p.Cache)
	case MediaURL:
		return (*[]byte)(&p.Media.URL)
	case MediaData:
		return &p.Media.Data
	case MediaMIME:
		return &p.Media.MIME
	case MediaFileID:
		return (*[]byte)(&p.Media.FileID)
	}
	return (*[]byte)(&p.Media.Detail)
}

// flag returns a place for a boolean.
func (p *place) flag(s Slot) *llm.Bool {
	switch s {
	case StreamUsage:
		return &p.R.StreamUsage
	case ParallelTools:
		return &p.R.ParallelTools
	case FormatStrict:
		return &p.R.Format.Strict
	case PartFailed:
		return &p.P.Failed
	case ToolStrict:
		return &p.T.Strict
	}
	return &p.Streams
}

// rest returns a place for members that have no field.
func (p *place) rest(r Rest) *[]llm.Member {
	switch r {
	case ToImplied:
		return &p.R.Implied
	case ToMessage:
		return &p.M.Extra
	case ToPart:
		return &p.P.Extra
	case ToTool:
		return &p.T.Extra
	case ToSpare:
		return &p.Spare
	}
	return &p.R.Extra
}
