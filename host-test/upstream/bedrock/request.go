package bedrock

import (
	"encoding/json"
	"strings"
)

// request is a Converse request whose shape was found right.
type request struct {
	model  string
	traits traits

	Messages  []message `json:"messages"`
	System    []block   `json:"system"`
	Inference struct {
		MaxTokens     int      `json:"maxTokens"`
		Temperature   *float64 `json:"temperature"`
		TopP          *float64 `json:"topP"`
		StopSequences []string `json:"stopSequences"`
	} `json:"inferenceConfig"`
	ToolConfig *struct {
		Tools  []tools                    `json:"tools"`
		Choice map[string]json.RawMessage `json:"toolChoice"`
	} `json:"toolConfig"`
	Fields       map[string]json.RawMessage `json:"additionalModelRequestFields"`
	OutputConfig struct {
		Effort     string `json:"effort"`
		TextFormat *struct {
			Structure struct {
				JSONSchema struct {
					Schema string `json:"schema"`
				} `json:"jsonSchema"`
			} `json:"structure"`
		} `json:"textFormat"`
	} `json:"outputConfig"`
	ServiceTier struct {
		Type string `json:"type"`
	} `json:"serviceTier"`
}

type message struct {
	Role    string  `json:"role"`
	Content []block `json:"content"`
}

// block is a union: exactly one member is set.
type block struct {
	Text       *string         `json:"text"`
	JSON       json.RawMessage `json:"json"`
	Image      *medium         `json:"image"`
	Document   *medium         `json:"document"`
	Video      *medium         `json:"video"`
	Audio      *medium         `json:"audio"`
	ToolUse    *toolUse        `json:"toolUse"`
	ToolResult *result         `json:"toolResult"`
	CachePoint *point          `json:"cachePoint"`
	Reasoning  *reasoning      `json:"reasoningContent"`
	members    int
}

// UnmarshalJSON counts the members, too.
func (b *block) UnmarshalJSON(data []byte) error {
	type plain block
	if err := json.Unmarshal(data, (*plain)(b)); err != nil {
		return err
	}
	var all map[string]json.RawMessage
	err := json.Unmarshal(data, &all)
	b.members = len(all)
	return err
}

type medium struct {
	Format string `json:"format"`
	Name   string `json:"name"`
	Source struct {
		Bytes string `json:"bytes"`
		Text  string `json:"text"`
	} `json:"source"`
}

type toolUse struct {
	ID    string          `json:"toolUseId"`
	Name  string          `json:"name"`
	Input json.RawMessage `json:"input"`
}

type result struct {
	ID      string  `json:"toolUseId"`
	Content []block `json:"content"`
	Status  string  `json:"status"`
}

type point struct {
	TTL string `json:"ttl"`
}

type reasoning struct {
	Text *struct {
		Text      string `json:"text"`
		Signature string `json:"signature"`
	} `json:"reasoningText"`
	Redacted *string `json:"redactedContent"`
}

type tools struct {
	Spec *struct {
		Name        string `json:"name"`
		Strict      *bool  `json:"strict"`
		InputSchema struct {
			JSON json.RawMessage `json:"json"`
		} `json:"inputSchema"`
	} `json:"toolSpec"`
	SystemTool json.RawMessage `json:"systemTool"`
	CachePoint *point          `json:"cachePoint"`
}

// thinking is how a Claude is asked to think.
type thinking struct {
	Type   string `json:"type"`
	Budget int    `json:"budget_tokens"`
}

func (r *request) thinking() (t thinking) {
	_ = json.Unmarshal(r.Fields["thinking"], &t) // what it cannot be is checked by a rule
	return t
}

// thinks tells whether the model is to think before it answers.
func (r *request) thinks() bool {
	t := r.thinking().Type
	return t == "enabled" || t == "adaptive" || strings.Contains(string(r.Fields["reasoningConfig"]), `"enabled"`)
}

// choice is the kind of tool choice, "" without one.
func (r *request) choice() string {
	if r.ToolConfig != nil {
		for kind := range r.ToolConfig.Choice {
			return kind
		}
	}
	return ""
}

func texts(blocks []block) string {
	var list []string
	for _, b := range blocks {
		switch {
		case b.Text != nil:
			list = append(list, *b.Text)
		case b.JSON != nil:
			list = append(list, string(b.JSON))
		}
	}
	return strings.Join(list, "\n")
}
