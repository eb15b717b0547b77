package openai

import (
	"encoding/json"
	"strings"

	"aigateway/host-test/upstream/parrot"
)

// request is a chat completion request whose shape was found right.
type request struct {
	Model               string            `json:"model"`
	Messages            []message         `json:"messages"`
	Tools               []tool            `json:"tools"`
	ToolChoice          toolChoice        `json:"tool_choice"`
	ParallelToolCalls   *bool             `json:"parallel_tool_calls"`
	ResponseFormat      responseFormat    `json:"response_format"`
	Stop                stops             `json:"stop"`
	Stream              bool              `json:"stream"`
	StreamOptions       *streamOptions    `json:"stream_options"`
	MaxTokens           *int              `json:"max_tokens"`
	MaxCompletionTokens *int              `json:"max_completion_tokens"`
	N                   *int              `json:"n"`
	Temperature         *float64          `json:"temperature"`
	TopP                *float64          `json:"top_p"`
	Logprobs            bool              `json:"logprobs"`
	TopLogprobs         *int              `json:"top_logprobs"`
	ReasoningEffort     *string           `json:"reasoning_effort"`
	Metadata            map[string]string `json:"metadata"`

	// What compatible services take beyond OpenAI's own members.
	Thinking       *struct{ Type string } `json:"thinking"`
	EnableThinking bool                   `json:"enable_thinking"`
	Reasoning      json.RawMessage        `json:"reasoning"`
}

type message struct {
	Role       string     `json:"role"`
	Content    content    `json:"content"`
	Refusal    *string    `json:"refusal"`
	ToolCalls  []toolCall `json:"tool_calls"`
	ToolCallID string     `json:"tool_call_id"`
	// FunctionCall is the older form of one tool call.
	FunctionCall *functionCall `json:"function_call"`
	Audio        *struct{}     `json:"audio"`
}

type toolCall struct {
	ID       string       `json:"id"`
	Type     string       `json:"type"`
	Function functionCall `json:"function"`
	Custom   struct {
		Name  string `json:"name"`
		Input string `json:"input"`
	} `json:"custom"`
}

type functionCall struct {
	Name      string `json:"name"`
	Arguments string `json:"arguments"`
}

type tool struct {
	Type     string   `json:"type"`
	Function function `json:"function"`
	Custom   function `json:"custom"`
}

type function struct {
	Name       string          `json:"name"`
	Parameters json.RawMessage `json:"parameters"`
	Strict     bool            `json:"strict"`
}

func (t tool) name() string {
	if t.Type == "custom" {
		return t.Custom.Name
	}
	return t.Function.Name
}

type streamOptions struct {
	IncludeUsage bool `json:"include_usage"`
}

type responseFormat struct {
	Type       string `json:"type"`
	JSONSchema struct {
		Name   string          `json:"name"`
		Schema json.RawMessage `json:"schema"`
		Strict bool            `json:"strict"`
	} `json:"json_schema"`
}

// toolChoice is a word or an object.
type toolChoice struct {
	Word     string
	Type     string   `json:"type"`
	Function function `json:"function"`
	Custom   function `json:"custom"`
	Allowed  struct {
		Mode string `json:"mode"`
	} `json:"allowed_tools"`
}

// UnmarshalJSON takes both forms.
func (c *toolChoice) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		return json.Unmarshal(b, &c.Word)
	}
	type object toolChoice
	return json.Unmarshal(b, (*object)(c))
}

// isSet tells whether the caller chose.
func (c *toolChoice) isSet() bool { return c.Word != "" || c.Type != "" }

// name is the tool that has to be called, "" if none is named.
func (c *toolChoice) name() string { return c.Function.Name + c.Custom.Name }

// stops is a text or several.
type stops []string

// UnmarshalJSON takes both forms.
func (s *stops) UnmarshalJSON(b []byte) error {
	if b[0] == '"' {
		*s = make(stops, 1)
		return json.Unmarshal(b, &(*s)[0])
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// content is a text or parts.
type content struct {
	IsSet bool
	Parts []part
}

type part struct {
	Type     string `json:"type"`
	Text     string `json:"text"`
	Refusal  string `json:"refusal"`
	ImageURL struct {
		URL string `json:"url"`
	} `json:"image_url"`
	InputAudio struct {
		Data string `json:"data"`
	} `json:"input_audio"`
	File struct {
		FileData string `json:"file_data"`
		FileID   string `json:"file_id"`
	} `json:"file"`
}

// UnmarshalJSON takes null and both forms.
func (c *content) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case 'n':
		return nil
	case '"':
		c.IsSet, c.Parts = true, []part{{Type: "text"}}
		return json.Unmarshal(b, &c.Parts[0].Text)
	}
	c.IsSet = true
	return json.Unmarshal(b, &c.Parts)
}

func (c *content) text() string {
	var texts []string
	for _, p := range c.Parts {
		if p.Type == "text" {
			texts = append(texts, p.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func (c *content) media() []parrot.Media {
	var media []parrot.Media
	for _, p := range c.Parts {
		switch p.Type {
		case "image_url":
			media = append(media, mediaOf(p.ImageURL.URL, false))
		case "file":
			media = append(media, mediaOf(p.File.FileData+p.File.FileID, true))
		case "input_audio":
			media = append(media, parrot.Media{Document: true, Bytes: len(decodeBase64(p.InputAudio.Data))})
		}
	}
	return media
}

func mediaOf(url string, document bool) parrot.Media {
	if data, ok := parseDataURL(url); ok {
		return parrot.Media{Document: document, Bytes: len(data.bytes)}
	}
	return parrot.Media{Document: document, URL: url}
}
