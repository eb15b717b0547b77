package parrot

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// directive is "call NAME" in a text; more names may follow it.
var directive = regexp.MustCompile(`(?i)\bcall\s+([a-zA-Z0-9_-]+)`)

// another is what stands before one more name.
var another = regexp.MustCompile(`^(?:\s*,\s*|\s+and\s+|\s*,\s*and\s+)(?:call\s+)?([a-zA-Z0-9_-]+)`)

// calls returns the calls that the current turn asks for, in its text or, when
// it has none, in what the tools answered.
func (c *Conversation) calls(seed string) []Call {
	if c.Choice == Never || len(c.Tools) == 0 {
		return nil
	}
	turn := c.current()
	text := turn.Text
	if text == "" {
		for _, r := range turn.Results {
			text = join(text, r.Text)
		}
	}
	calls := c.wanted(text)
	if len(calls) == 0 {
		calls = c.forced()
	}
	if c.Choice == Named {
		calls = slices.DeleteFunc(calls, func(call Call) bool { return call.Name != c.ToolName })
	}
	if len(calls) == 0 && c.Choice == Named {
		calls = c.forced()
	}
	if c.OneCall && len(calls) > 1 {
		calls = calls[:1]
	}
	for i := range calls {
		calls[i].ID = identify(seed, fmt.Sprint("call", i))
	}
	return calls
}

// wanted parses "call A {"x":1} and B" wherever A is a tool.
func (c *Conversation) wanted(text string) []Call {
	var calls []Call
	for {
		m := directive.FindStringSubmatchIndex(text)
		if m == nil {
			return calls
		}
		name := text[m[2]:m[3]]
		text = text[m[1]:]
		for name != "" {
			tool := slices.IndexFunc(c.Tools, func(t Tool) bool { return t.Name == name })
			if tool < 0 {
				break
			}
			arguments, rest := argumentsAt(text)
			if arguments == nil {
				arguments = Sample(c.Tools[tool].Schema)
			}
			calls = append(calls, Call{Name: name, Arguments: arguments})
			text, name = rest, ""
			if m := another.FindStringSubmatchIndex(text); m != nil {
				name, text = text[m[2]:m[3]], text[m[1]:]
			}
		}
	}
}

// argumentsAt returns the JSON object that text begins with, if it does.
func argumentsAt(text string) (arguments json.RawMessage, rest string) {
	trimmed := strings.TrimLeft(text, " \t\n")
	if !strings.HasPrefix(trimmed, "{") {
		return nil, text
	}
	d := json.NewDecoder(strings.NewReader(trimmed))
	if err := d.Decode(&arguments); err != nil {
		return nil, text
	}
	return arguments, trimmed[d.InputOffset():]
}

// forced returns the call that the choice demands.
func (c *Conversation) forced() []Call {
	for _, t := range c.Tools {
		if c.Choice == Any || c.Choice == Named && t.Name == c.ToolName {
			return []Call{{Name: t.Name, Arguments: Sample(t.Schema)}}
		}
	}
	return nil
}
