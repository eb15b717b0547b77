// Package llm is the gateway's own vocabulary for a model call: the request,
// and the events that a reply consists of, streamed or not. No vendor's names
// appear in it. Packages under codec translate it to and from each vendor's
// wire form.
//
// Nothing here owns its bytes: a [Text] or [Raw] points into the body that it
// was read from and lives as long as that does. A request and its slices are
// made to be used again, see [Request.Reset].
package llm

// Text is a JSON string literal as it came in, quotes and escapes included.
// What is a valid literal in one protocol is valid in every other, so text is
// copied and never unescaped on its way. Nil means absent.
type Text []byte

// Raw is any JSON value as it came in. Nil means absent.
type Raw []byte

// Member is a member of an object that this package has no field for.
type Member struct {
	Name  string
	Value Raw
	// Own tells that the client's protocol defines the member, so that it
	// means nothing to another one; a member that no protocol here knows is
	// passed on to every provider. The name of one below the object that it
	// is listed for is a path, such as thinking.display.
	Own bool
}

// Bool is a boolean that may be absent.
type Bool uint8

const (
	Absent Bool = iota
	False
	True
)

// Role is who speaks.
type Role uint8

const (
	System Role = iota + 1
	// Developer is a system message that newer models tell apart from one.
	Developer
	User
	Assistant
	// ToolRole answers one tool call: its message is exactly one
	// ToolResultPart, and what a user says besides is a message of its own.
	ToolRole
)

// Request asks a model for a reply. Numbers are kept as they were written,
// so that 0.30 stays 0.30 and absent stays absent.
type Request struct {
	// Origin names the protocol that the request came in, for what only that
	// one can carry: Member.Own, OpaquePart, Tool.Raw, ToolOther.
	Origin   string
	Model    Text
	Messages []Message
	Tools    []Tool
	Stop     []Text
	// Parts holds the parts of every message, see Message.Parts.
	Parts []Part

	ToolChoice ToolChoice
	// ParallelTools tells whether one reply may hold several tool calls.
	ParallelTools Bool

	MaxTokens        Raw
	Temperature      Raw
	TopP             Raw
	TopK             Raw
	N                Raw
	Seed             Raw
	FrequencyPenalty Raw
	PresencePenalty  Raw

	Stream bool
	// StreamUsage tells whether the client asked for usage in the stream.
	StreamUsage Bool

	Reasoning Reasoning
	Format    Format

	// User identifies the end user to the provider.
	User        Text
	Metadata    Raw
	ServiceTier Text

	// Extra holds the top-level members that have no field here, in order.
	Extra []Member
	// Implied holds the top-level members that ask for what every other
	// protocol does unasked, so that nothing is lost where they are not sent.
	Implied []Member
	// Bound names the member that refers to what only the provider of the
	// client's own protocol keeps: see codec.Bound.
	Bound string
	// Echo is what the client's protocol repeats of a request in the reply,
	// for codec.Options.Echo. It belongs to the request and outlives its
	// body, until Reset.
	Echo []byte
}

// Reset empties r and keeps its slices for the next request.
func (r *Request) Reset() {
	clear(r.Messages)
	clear(r.Parts)
	clear(r.Tools)
	*r = Request{
		Messages: r.Messages[:0], Parts: r.Parts[:0], Tools: r.Tools[:0], Stop: r.Stop[:0],
		Extra: r.Extra[:0], Implied: r.Implied[:0], Echo: r.Echo[:0],
	}
}

// Message is one turn.
type Message struct {
	Role Role
	// Name tells apart speakers of one role.
	Name Text
	// First and Count say which of Request.Parts this turn consists of.
	// Parts that belong to a ToolResult lie behind those of their message.
	First, Count int
	// Extra holds the members that have no field here.
	Extra []Member
}

// Content returns the parts of m.
func (r *Request) Content(m *Message) []Part { return r.Parts[m.First : m.First+m.Count] }

// Result returns the parts that the tool result p consists of.
func (r *Request) Result(p *Part) []Part { return r.Parts[p.First : p.First+p.Count] }

// PartType says what a part is, and with it which fields of it have meaning.
type PartType uint8

const (
	// TextPart has Text, and Raw where its own protocol wrote it in another form.
	TextPart PartType = iota + 1
	// ImagePart has Media: a URL, or Data with MIME, or a FileID.
	ImagePart
	// DocumentPart has Media as an image has, or Text for plain text, and
	// a Name.
	DocumentPart
	// AudioPart has Media.Data and MIME.
	AudioPart
	// ToolCallPart has ID, Name, Arguments and Freeform.
	ToolCallPart
	// ToolResultPart has ID, Failed, Freeform, and First and Count for its
	// content.
	ToolResultPart
	// ReasoningPart has Text and Signature. Its Name, where there is one, is
	// its own protocol's word for it, and its Raw a seal that only its own
	// protocol's provider can read.
	ReasoningPart
	// RedactedPart is reasoning that only its provider can read: Signature.
	RedactedPart
	// RefusalPart has Text.
	RefusalPart
	// OpaquePart is a part that this package has no word for: Raw, whole,
	// with Name its wire type. Only its own protocol can carry it.
	OpaquePart
)

// Part is one piece of a turn.
type Part struct {
	Type PartType
	Text Text

	ID   Text
	Name Text
	// Item is the name by which the provider of the client's own protocol
	// remembers the part. It means nothing to any other.
	Item Text
	// Freeform tells of a call, or of its result, that the tool takes text:
	// Arguments then are {"input": text}.
	Freeform bool
	// Arguments of a tool call are a JSON object, or the string literal that
	// holds one, whichever the client's protocol writes.
	Arguments Raw

	Failed       Bool
	First, Count int

	Media Media
	// Signature is the seal of the provider on reasoning, and of some on a
	// tool call or a text too. It has to come back as it was.
	Signature Text

	// Cache is the marking that the prompt up to here is to be cached, as
	// the client wrote it.
	Cache Raw
	Raw   Raw
	// Extra holds the members that have no field here.
	Extra []Member
}

// Media is an image, a document or a sound. Exactly one of URL, Data and
// FileID is set.
type Media struct {
	URL    Text   // http or https
	Data   []byte // base64, without quotes
	MIME   []byte // such as image/png, without quotes
	FileID Text
	// Detail is how closely to look at an image.
	Detail Text
}

// Tool is a function that the model may ask to be called, or, with Raw set, a
// tool of its provider's that only its own protocol can carry.
type Tool struct {
	Name        Text
	Description Text
	Parameters  Raw // JSON schema
	Strict      Bool
	// Freeform tells that the tool takes text, not JSON. Parameters are then
	// those of a function that takes the text as its one member, input, so
	// that a protocol of functions alone can have it for one.
	Freeform bool
	Cache    Raw
	Raw      Raw
	// Extra holds the members that have no field here.
	Extra []Member
}

// ToolMode says whether tools are to be called.
type ToolMode uint8

const (
	ToolAuto ToolMode = iota + 1
	ToolNone
	// ToolRequired wants at least one call, of any tool.
	ToolRequired
	// ToolNamed wants a call of ToolChoice.Name.
	ToolNamed
	// ToolOther is a choice that only its own protocol knows: ToolChoice.Raw.
	ToolOther
)

// ToolChoice is absent when Mode is zero.
type ToolChoice struct {
	Mode ToolMode
	Name Text
	Raw  Raw
}

// ReasoningMode says whether the model is to reason before it answers.
type ReasoningMode uint8

const (
	ReasoningOn ReasoningMode = iota + 1
	ReasoningOff
	// ReasoningAdaptive leaves it to the model.
	ReasoningAdaptive
)

// Reasoning is absent when it is zero.
type Reasoning struct {
	Mode ReasoningMode
	// Effort is a word such as "low".
	Effort Text
	// Budget bounds the tokens spent on it.
	Budget Raw
}

// FormatType is the form of the answer.
type FormatType uint8

const (
	FormatText FormatType = iota + 1
	FormatJSON
	FormatSchema
)

// Format is absent when Type is zero.
type Format struct {
	Type        FormatType
	Name        Text
	Description Text
	Schema      Raw
	Strict      Bool
}

// Loss is something that a target protocol cannot say. It is told to the
// operator and never silent.
type Loss struct {
	// Path is where the client wrote it, such as seed or messages[].content[].audio.
	Path string
	// Reason is half a sentence: why it is lost, or what was put in its place.
	Reason string
}
