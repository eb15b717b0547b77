// Package parrot is the model behind the fake services: a pure function from
// a conversation to an answer, which says what arrived. The same conversation
// gets the same answer, the same ids and the same bill. It knows no wire form.
package parrot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
)

// Role is the side that a turn belongs to.
type Role uint8

// The roles; results of tools belong to the user's side.
const (
	User Role = iota + 1
	Assistant
)

// Choice says whether tools may, must or must not be called.
type Choice uint8

// The choices; the zero Choice means Auto.
const (
	Auto Choice = iota + 1
	Never
	Any
	Named
)

// Conversation is what the parrot is asked to continue.
type Conversation struct {
	Model  string
	System string
	Turns  []Turn

	Tools    []Tool
	Choice   Choice
	ToolName string // for Named
	// OneCall forbids parallel calls.
	OneCall bool

	// Think asks for reasoning before the answer.
	Think bool
	// JSON asks for an answer that is a JSON object, valid for Schema if there
	// is one.
	JSON   bool
	Schema json.RawMessage

	Stop []string
	// MaxTokens bounds the answer, reasoning included; 0 means unbounded.
	MaxTokens int

	// Marked counts the tokens of input before the last cache mark, for a
	// service whose callers mark; AutoCache is for a service that caches by
	// itself.
	Marked    int
	AutoCache bool
}

// Turn is one message, or a run of messages of the same side.
type Turn struct {
	Role    Role
	Text    string
	Media   []Media
	Calls   []Call
	Results []Result
}

// Media is an image or a document that came with a turn.
type Media struct {
	Document bool
	Bytes    int    // its size when it came inline
	URL      string // its address otherwise
}

// Tool is one that may be called.
type Tool struct {
	Name   string
	Schema json.RawMessage
}

// Call is one call of a tool.
type Call struct {
	ID        string // 24 letters and digits, without a service's prefix
	Name      string
	Arguments json.RawMessage // an object
}

// Result is what a tool answered.
type Result struct {
	Name  string
	Text  string
	Error bool
	Media []Media
}

// Append adds a turn, merging it with the one before if both are of one side.
func (c *Conversation) Append(t Turn) {
	if n := len(c.Turns); n > 0 && c.Turns[n-1].Role == t.Role {
		last := &c.Turns[n-1]
		last.Text = join(last.Text, t.Text)
		last.Media = append(last.Media, t.Media...)
		last.Calls = append(last.Calls, t.Calls...)
		last.Results = append(last.Results, t.Results...)
		return
	}
	c.Turns = append(c.Turns, t)
}

func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

// current returns the last turn of the user's side.
func (c *Conversation) current() Turn {
	for i := len(c.Turns) - 1; i >= 0; i-- {
		if c.Turns[i].Role == User {
			return c.Turns[i]
		}
	}
	return Turn{Role: User}
}

// number counts the turns in which the user said something.
func (c *Conversation) number() int {
	n := 0
	for _, t := range c.Turns {
		if t.Role == User && t.Text != "" {
			n++
		}
	}
	return n
}

// isFirst tells whether the assistant has not spoken yet.
func (c *Conversation) isFirst() bool {
	for _, t := range c.Turns {
		if t.Role == Assistant {
			return false
		}
	}
	return true
}

// digest identifies the conversation; ids are made of it.
func (c *Conversation) digest() string {
	h := sha256.New()
	write := func(parts ...string) {
		for _, p := range parts {
			h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
		}
	}
	write(c.Model, c.System)
	for _, t := range c.Turns {
		write(strconv.Itoa(int(t.Role)), t.Text)
		for _, call := range t.Calls {
			write(call.ID, call.Name, string(call.Arguments))
		}
		for _, r := range t.Results {
			write(r.Name, r.Text)
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}
