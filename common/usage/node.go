package usage

// node is what a value of an answer means, by where it stands. The elements of
// an array are what the array is, so that a path has no indexes.
type node uint8

const (
	skipped node = iota // of no interest

	// Containers.
	answer       // the answer itself, or one event of it
	wrapped      // response, of Responses; a string in Ollama
	choices      // an OpenAI choice
	delta        // what it, or any message, says; a string in Responses
	whole        // a message that is whole
	message      // the answer's own message: Anthropic, Ollama, Cohere, Bedrock
	content      // a string, or parts of any protocol
	part         // of Gemini
	inline       // inlineData of Gemini
	block        // content_block of Anthropic
	toolUse      // of Bedrock
	toolCalls    // in a delta
	wholeCalls   // in a message
	function     // of a tool call
	item         // of a Responses event
	output       // items of Responses, or DashScope's and Bedrock's output
	dashChoices  // of DashScope, where each event repeats all so far
	dashMessage  //
	candidates   // of Gemini
	feedback     // promptFeedback
	media        // data of images
	failure      // error
	groq         // x_groq
	meta         // of Cohere
	incomplete   // incomplete_details
	audio        // of a chat message
	usageObject  // and the objects in it
	usageInput   //
	usageOutput  //
	usageCache   //
	usageTokens  //
	usageBilled  //
	modalInput   // promptTokensDetails of Gemini
	modalOutput  //
	cacheDetails // of Bedrock

	// Text that passes.
	text      // what the client reads
	reasoning // or an array of objects with text
	refusal
	arguments      // a piece of a tool call's
	wholeArguments // all of them
	seen           // text that is not read, for it is repeated in every event

	// Strings that are kept till they end.
	id
	model
	tier
	kind       // type of an event or an answer
	blockKind  // type of a part
	itemKind   // type of a Responses item
	finish     // why it ended
	status     // of Responses
	blocked    // why there is none
	failKind   // type of an error
	failCode   //
	failText   //
	rootCode   // code beside a message, DashScope's errors
	object     // "error" in vLLM
	callID     //
	modality   //
	mime       //
	ttl        //
	imageValue // its presence counts

	// Numbers and words.
	index     // of a tool call
	choiceNum // of a choice
	done      // Ollama
	thought   // Gemini
	tokenNum  // of a modality
	hourNum   // inputTokens of Bedrock's cacheDetails
	counted   // and above: a dialect.Field
)

// streamed tells whether a string of n is read as it passes, and not kept.
func (n node) streamed() bool { return n >= text && n <= seen }

// kept tells whether a string of n is kept till it ends.
func (n node) kept() bool { return n >= id && n <= imageValue }
