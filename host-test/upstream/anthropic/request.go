package anthropic

import (
	"encoding/json"
	"strings"
)

// request is a messages request whose shape was found right.
type request struct {
	Model         string       `json:"model"`
	MaxTokens     int          `json:"max_tokens"`
	Messages      []message    `json:"messages"`
	System        content      `json:"system"`
	Stream        bool         `json:"stream"`
	StopSequences []string     `json:"stop_sequences"`
	Temperature   *float64     `json:"temperature"`
	TopP          *float64     `json:"top_p"`
	TopK          *int         `json:"top_k"`
	Thinking      thinking     `json:"thinking"`
	Tools         []tool       `json:"tools"`
	ToolChoice    toolChoice   `json:"tool_choice"`
	CacheControl  *cacheMark   `json:"cache_control"`
	OutputConfig  outputConfig `json:"output_config"`
	OutputFormat  *format      `json:"output_format"`

	// interleaved tells that the caller opted into thinking between calls.
	interleaved bool
	// isVersion26 tells that the later version of the API is spoken.
	isVersion26 bool
}

type message struct {
	Role    string  `json:"role"`
	Content content `json:"content"`
}

// content is a text or blocks.
type content struct {
	IsText bool
	Blocks []block
}

type block struct {
	Type         string          `json:"type"`
	Text         string          `json:"text"`
	Thinking     string          `json:"thinking"`
	Signature    string          `json:"signature"`
	Data         string          `json:"data"`
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	Input        json.RawMessage `json:"input"`
	ToolUseID    string          `json:"tool_use_id"`
	IsError      bool            `json:"is_error"`
	Content      json.RawMessage `json:"content"`
	Source       json.RawMessage `json:"source"`
	Citations    json.RawMessage `json:"citations"`
	CacheControl *cacheMark      `json:"cache_control"`
}

type source struct {
	Type      string `json:"type"`
	MediaType string `json:"media_type"`
	Data      string `json:"data"`
	URL       string `json:"url"`
	FileID    string `json:"file_id"`
}

type cacheMark struct {
	TTL string `json:"ttl"`
}

type thinking struct {
	Type         string `json:"type"`
	BudgetTokens int    `json:"budget_tokens"`
	Display      string `json:"display"`
}

// isOn tells whether the model is to think before it answers.
func (t thinking) isOn() bool { return t.Type == "enabled" || t.Type == "adaptive" }

type tool struct {
	Type         string          `json:"type"`
	Name         string          `json:"name"`
	InputSchema  json.RawMessage `json:"input_schema"`
	CacheControl *cacheMark      `json:"cache_control"`
}

// isCustom tells whether the caller runs the tool.
func (t tool) isCustom() bool { return t.Type == "" || t.Type == "custom" }

type toolChoice struct {
	Type                   string `json:"type"`
	Name                   string `json:"name"`
	DisableParallelToolUse bool   `json:"disable_parallel_tool_use"`
}

type outputConfig struct {
	Format *format `json:"format"`
}

type format struct {
	Schema json.RawMessage `json:"schema"`
}

// format is the structure asked for, nil if there is none.
func (r *request) format() *format {
	if r.OutputConfig.Format != nil {
		return r.OutputConfig.Format
	}
	return r.OutputFormat
}

// UnmarshalJSON takes both forms.
func (c *content) UnmarshalJSON(b []byte) error {
	if b[0] != '"' {
		return json.Unmarshal(b, &c.Blocks)
	}
	c.IsText, c.Blocks = true, []block{{Type: "text"}}
	return json.Unmarshal(b, &c.Blocks[0].Text)
}

func (c *content) text() string {
	var texts []string
	for _, b := range c.Blocks {
		if b.Type == "text" {
			texts = append(texts, b.Text)
		}
	}
	return strings.Join(texts, "\n")
}

// nested is the content of a block that holds content.
func (b *block) nested() content {
	var c content
	if len(b.Content) > 0 {
		_ = json.Unmarshal(b.Content, &c) // its shape was found right
	}
	return c
}

// source of an image or a document; a search result's is only a name.
func (b *block) source() source {
	var s source
	_ = json.Unmarshal(b.Source, &s) // its shape was found right
	return s
}

// isCited tells whether a text comes with citations.
func (b *block) isCited() bool {
	var citations []json.RawMessage
	return json.Unmarshal(b.Citations, &citations) == nil && len(citations) > 0
}
