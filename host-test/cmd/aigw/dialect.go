package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// dialect is one of the protocols that clients speak, as far as the demo
// needs it. It is written against the vendors' references and not with the
// gateway's codecs, so that it can find them wrong.
type dialect struct {
	name string
	path string
	// header is what the protocol wants beside the content type.
	header http.Header
	// request is a body; the two verbs are the model and stream.
	request string
	model   string
	// whole and event read an answer and one event of a streamed one.
	whole func(body []byte, a *answer) error
	event func(data []byte, a *answer) error
	// fault reads an error's type.
	fault func(body []byte) string
}

// answer is what a client understood.
type answer struct {
	text          string
	input, output int // tokens
	finish        string
	ended         bool // the stream said that it is over
}

const question, instruction = "Say hello.", "You are brief."

var openaiClient = dialect{
	name:    "OpenAI",
	path:    "/v1/chat/completions",
	model:   "gpt-4o",
	request: `{"model":%q,"stream":%t,"messages":[{"role":"system","content":"` + instruction + `"},{"role":"user","content":"` + question + `"}]}`,
	whole: func(body []byte, a *answer) error {
		return a.completion(body, func(c choice) string { return c.Message.Content })
	},
	event: func(data []byte, a *answer) error {
		if string(data) == "[DONE]" {
			a.ended = true
			return nil
		}
		return a.completion(data, func(c choice) string { return c.Delta.Content })
	},
	fault: func(body []byte) string {
		var v struct {
			Error struct{ Type, Code, Message string }
		}
		if json.Unmarshal(body, &v) != nil || v.Error.Message == "" {
			return ""
		}
		return v.Error.Type
	},
}

// choice is one of a chat completion or of one of its chunks.
type choice struct {
	Message, Delta struct{ Content string }
	FinishReason   string `json:"finish_reason"`
}

// completion reads a chat completion or a chunk of one.
func (a *answer) completion(body []byte, text func(choice) string) error {
	var v struct {
		Object  string
		Choices []choice
		Usage   *struct {
			Prompt     int `json:"prompt_tokens"`
			Completion int `json:"completion_tokens"`
		}
	}
	if err := json.Unmarshal(body, &v); err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	if !strings.HasPrefix(v.Object, "chat.completion") {
		return fmt.Errorf("object is %q", v.Object)
	}
	for _, c := range v.Choices {
		a.text += text(c)
		if err := a.finished(c.FinishReason); err != nil {
			return err
		}
	}
	if v.Usage != nil {
		a.input, a.output = v.Usage.Prompt, v.Usage.Completion
	}
	return nil
}

// finished takes the reason why the answer ends, which comes once.
func (a *answer) finished(reason string) error {
	if reason != "" && a.finish != "" {
		return errors.New("the answer finished twice")
	}
	a.finish += reason
	return nil
}

var anthropicClient = dialect{
	name:    "Anthropic",
	path:    "/v1/messages",
	model:   "claude-sonnet-4-5",
	header:  http.Header{"Anthropic-Version": {"2023-06-01"}},
	request: `{"model":%q,"stream":%t,"max_tokens":256,"system":"` + instruction + `","messages":[{"role":"user","content":"` + question + `"}]}`,
	whole: func(body []byte, a *answer) error {
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			return fmt.Errorf("not JSON: %w", err)
		}
		if m.Type != "message" {
			return fmt.Errorf("type is %q", m.Type)
		}
		for _, block := range m.Content {
			a.text += block.Text
		}
		a.usage(m.Usage)
		return a.finished(m.StopReason)
	},
	event: func(data []byte, a *answer) error { return a.messageEvent(data) },
	fault: func(body []byte) string {
		var v struct {
			Type  string
			Error struct{ Type, Message string }
		}
		if json.Unmarshal(body, &v) != nil || v.Type != "error" || v.Error.Message == "" {
			return ""
		}
		return v.Error.Type
	},
}

// message is Anthropic's.
type message struct {
	Type       string
	Content    []struct{ Type, Text string }
	StopReason string `json:"stop_reason"`
	Usage      tokens
}

type tokens struct {
	Input      int `json:"input_tokens"`
	CacheRead  int `json:"cache_read_input_tokens"`
	CacheWrite int `json:"cache_creation_input_tokens"`
	Output     int `json:"output_tokens"`
}

// usage keeps the larger numbers: a stream tells them as it goes.
func (a *answer) usage(t tokens) {
	a.input = max(a.input, t.Input+t.CacheRead+t.CacheWrite)
	a.output = max(a.output, t.Output)
}

// messageEvent reads one event of a streamed message.
func (a *answer) messageEvent(data []byte) error {
	var v struct {
		Type    string
		Message message
		Delta   struct {
			Text       string
			StopReason string `json:"stop_reason"`
		}
		Usage tokens
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return fmt.Errorf("not JSON: %w", err)
	}
	if a.ended {
		return fmt.Errorf("%s came after message_stop", v.Type)
	}
	a.text += v.Delta.Text
	a.usage(v.Message.Usage)
	a.usage(v.Usage)
	a.ended = v.Type == "message_stop"
	return a.finished(v.Delta.StopReason)
}
