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
}
