package codec_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/common/codec/openai"
	"aigateway/common/llm"
)

// chat makes up requests of the chat protocol. What each of their fields says
// is said nowhere else, so that it can be looked for after a journey.
type chat struct {
	*rand.Rand
	marks map[string]string // what is said, by the field that says it
}

type object = map[string]any

// mark returns a text that only this field holds.
func (c *chat) mark(field string) string {
	text := fmt.Sprintf("mark_%d_", len(c.marks))
	c.marks[text] = field
	return text
}

// number returns a number that only this field holds.
func (c *chat) number(field, format string) json.Number {
	text := fmt.Sprintf(format, 1000+len(c.marks))
	c.marks[text] = field
	return json.Number(text)
}

func (c *chat) maybe(o object, name string, value func() any) {
	if c.IntN(3) == 0 {
		o[name] = value()
	}
}

func (c *chat) request() []byte {
	r := object{"model": "m", "max_completion_tokens": c.number("max_completion_tokens", "%d")}
	var messages []object
	if c.IntN(2) == 0 {
		messages = append(messages, object{"role": []string{"system", "developer"}[c.IntN(2)], "content": c.mark("system")})
	}
	for range 1 + c.IntN(3) {
		messages = append(messages, c.user())
		messages = append(messages, c.assistant(r)...)
	}
	r["messages"] = append(messages, c.user())
	c.maybe(r, "temperature", func() any { return c.number("temperature", "0.%d") })
	c.maybe(r, "top_p", func() any { return c.number("top_p", "0.%d") })
	c.maybe(r, "seed", func() any { return c.number("seed", "%d") })
	c.maybe(r, "frequency_penalty", func() any { return c.number("frequency_penalty", "0.%d") })
	c.maybe(r, "stop", func() any { return []string{c.mark("stop"), c.mark("stop")} })
	c.maybe(r, "user", func() any { return c.mark("user") })
	c.maybe(r, "metadata", func() any { return object{"key": c.mark("metadata")} })
	c.maybe(r, "logit_bias", func() any { return object{c.mark("logit_bias"): 1} })
	c.maybe(r, "response_format", func() any {
		return object{"type": "json_schema", "json_schema": object{"name": c.mark("response_format.json_schema.name"), "schema": c.schema("response_format")}}
	})
	body, _ := json.Marshal(r)
	maps.DeleteFunc(c.marks, func(mark, _ string) bool { return !strings.Contains(string(body), mark) })
	return body
}

func (c *chat) schema(field string) object {
	name := c.mark(field)
	return object{
		"type": "object", "properties": object{name: object{"type": "string", "description": c.mark(field)}},
		"required": []string{name}, "additionalProperties": false,
	}
}

func (c *chat) user() object {
	m := object{"role": "user", "content": c.mark("messages[].content")}
	if c.IntN(2) == 0 {
		parts := []object{{"type": "text", "text": c.mark("messages[].content[].text")}}
		if c.IntN(2) == 0 {
			data := base64.StdEncoding.EncodeToString([]byte(c.mark("image") + "......"))
			c.marks[data] = "messages[].content[].image_url"
			parts = append(parts, object{"type": "image_url", "image_url": object{"url": "data:image/png;base64," + data}})
		}
		m["content"] = parts
	}
	c.maybe(m, "name", func() any { return c.mark("messages[].name") })
	return m
}

// assistant answers, and calls tools, which answer too.
func (c *chat) assistant(r object) []object {
	m := object{"role": "assistant", "content": c.mark("messages[].content")}
	messages := []object{m}
	if c.IntN(2) > 0 {
		return messages
	}
	var calls []object
	tools, _ := r["tools"].([]object)
	for range 1 + c.IntN(3) {
		name, id := c.mark("tools[].function.name"), c.mark("messages[].tool_calls[].id")
		tools = append(tools, object{"type": "function", "function": object{
			"name": name, "description": c.mark("tools[].function.description"), "parameters": c.schema("tools[].function.parameters"),
		}})
		calls = append(calls, object{"id": id, "type": "function", "function": object{
			"name": name, "arguments": `{"a":"` + c.mark("messages[].tool_calls[].function.arguments") + `"}`,
		}})
		messages = append(messages, object{"role": "tool", "tool_call_id": id, "content": c.mark("messages[].content (tool)")})
	}
	m["tool_calls"], r["tools"] = calls, tools
	return messages
}

// TestJourneys sends made up requests through every protocol and back: what
// does not come back has been declared as lost, by its path.
func TestJourneys(t *testing.T) {
	home := openai.New(openai.Dialect{})
	for _, p := range protocols {
		t.Run(p.title, func(t *testing.T) {
			for seed := range uint64(2000) {
				c := &chat{Rand: rand.New(rand.NewPCG(seed, 1)), marks: map[string]string{}}
				sent := c.request()
				there, lost := carry(t, home, p, sent)
				back, lostBack := carry(t, p, home, there)
				if len(lostBack) == 0 {
					again, _ := carry(t, home, p, back)
					require.JSONEq(t, string(there), string(again), "what was carried once is carried again\nsent %s", sent)
				}
				for mark, field := range c.marks {
					if !strings.Contains(string(back), mark) && !declared(append(lost, lostBack...), field) {
						t.Fatalf("%s (%s) is lost without a word\nsent  %s\nthere %s\nback  %s\nlost %v %v", field, mark, sent, there, back, lost, lostBack)
					}
				}
			}
		})
	}
}

// carry has a request of one protocol be one of another.
func carry(t *testing.T, from, to interface {
	Name() string
	DecodeRequest(*llm.Request, []byte) error
	EncodeRequest([]byte, *llm.Request, *[]llm.Loss) ([]byte, error)
}, body []byte) ([]byte, []llm.Loss) {
	t.Helper()
	var r llm.Request
	require.NoError(t, from.DecodeRequest(&r, body), "%s", body)
	if r.Model == nil {
		r.Model = llm.Text(`"m"`)
	}
	if p, ok := to.(protocol); ok && p.model != nil {
		r.Model = p.model
	}
	var lost []llm.Loss
	out, err := to.EncodeRequest(nil, &r, &lost)
	require.NoError(t, err, "%s", body)
	require.True(t, json.Valid(out), "%s", out)
	return out, lost
}

func declared(lost []llm.Loss, field string) bool {
	return slices.ContainsFunc(lost, func(l llm.Loss) bool { return strings.HasPrefix(field, l.Path) || strings.HasPrefix(l.Path, field) })
}
