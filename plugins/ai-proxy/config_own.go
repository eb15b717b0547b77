package aiproxy

// own are the fields of services that have a protocol of their own.
type own struct {
	// OllamaEnableCompatible uses the OpenAI-compatible API of type ollama, not
	// Ollama's own.
	OllamaEnableCompatible bool `json:"ollamaEnableCompatible" default:"true"`
	// QwenEnableSearch lets models of type qwen search the web. Without
	// qwenEnableCompatible only, as the two that follow.
	QwenEnableSearch bool `json:"qwenEnableSearch"`
	// QwenFileIDs are files that conversations with the model qwen-long are
	// about.
	QwenFileIDs []string `json:"qwenFileIds"`
	// ReasoningContentMode says what becomes of the reasoning of models of
	// type qwen: it is passed on as such, left out, or put in front of the
	// text between <think> and </think>.
	ReasoningContentMode string `json:"reasoningContentMode" default:"passthrough"`
	// DifyAPIURL is the address of type dify, where it is not Dify's own.
	DifyAPIURL string `json:"difyApiUrl"`
	// BotType is the type of application that type dify asks.
	BotType string `json:"botType" enum:"Chat,Agent,Completion,Workflow"`
	// InputVariable is the variable of a workflow that the text goes to.
	InputVariable string `json:"inputVariable"`
	// OutputVariable is the variable of a workflow that the answer comes from,
	// at its end. Without one, it is what the workflow streams.
	OutputVariable string `json:"outputVariable"`
}
