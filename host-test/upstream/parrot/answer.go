package parrot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
)

// Finish says why an answer ends.
type Finish uint8

// The reasons.
const (
	Done    Finish = iota + 1 // all was said
	Stopped                   // at one of the stop sequences
	Cut                       // at MaxTokens
	Calling                   // a tool has to be called first
	Refused                   // the parrot will not say it
)

// These texts, anywhere in the current turn, have an effect of their own; the
// first two are test strings of Anthropic's.
const (
	triggerRedacted = "ANTHROPIC_MAGIC_STRING_TRIGGER_REDACTED_THINKING"
	triggerRefusal  = "ANTHROPIC_MAGIC_STRING_TRIGGER_REFUSAL"
)

// Answer is what the parrot says.
type Answer struct {
	// Seed identifies the conversation; services make their ids of it.
	Seed string
	// Thinking comes first; Hidden means that it may not be shown.
	Thinking string
	Hidden   bool
	Text     string
	// Parts are the text as it is streamed.
	Parts []string
	Calls []Call

	Finish Finish
	// StopSequence is the one that was met when Finish is Stopped.
	StopSequence string
	Usage        Usage
}

// Continue answers the conversation.
func Continue(c *Conversation) Answer {
	a := Answer{Seed: c.digest(), Finish: Done, Usage: c.usage()}
	said := c.current().Text
	if strings.Contains(said, triggerRefusal) {
		a.Finish = Refused
		a.bill()
		return a
	}
	if c.Think {
		a.Thinking = c.thinking()
		a.Hidden = strings.Contains(said, triggerRedacted)
	}
	a.Calls = c.calls(a.Seed)
	a.Text = c.text(a.Calls)
	if len(a.Calls) > 0 {
		a.Finish = Calling
	}
	a.stopAt(c.Stop)
	a.cutAt(c.MaxTokens)
	a.Parts = c.parts(a.Text)
	a.bill()
	return a
}

// text is what is said beside the thinking and the calls.
func (c *Conversation) text(calls []Call) string {
	turn := c.current()
	words, isBenched := Benched(c.Model)
	switch {
	case isBenched:
		return strings.TrimSuffix(strings.Repeat(benchWord, words), " ")
	case len(calls) > 0:
		return preface(turn.Text, calls)
	case c.JSON && len(c.Schema) > 0:
		return string(Sample(c.Schema))
	case c.JSON:
		said, _ := json.Marshal(shorten(turn.Text, 200)) // a string always encodes
		return `{"said":` + string(said) + `}`
	}
	var lines []string
	for _, r := range turn.Results {
		verb := "answered"
		if r.Error {
			verb = "failed"
		}
		lines = append(lines, fmt.Sprintf("%s %s: %s%s", r.Name, verb, shorten(r.Text, 400), seen(r.Media)))
	}
	if turn.Text != "" || len(turn.Results) == 0 {
		lines = append(lines, "You said: "+shorten(turn.Text, 400)+seen(turn.Media))
	}
	if c.System != "" {
		lines = append(lines, "I was told: "+shorten(c.System, 200))
	}
	if n := c.number(); n > 1 {
		lines = append(lines, fmt.Sprintf("This is turn %d.", n))
	}
	return strings.Join(lines, "\n")
}

// preface is said before calls when the user asked with more words than the
// call alone: then a message has text and calls.
func preface(said string, calls []Call) string {
	if said == "" || strings.HasPrefix(strings.ToLower(said), "call ") {
		return ""
	}
	names := make([]string, len(calls))
	for i, call := range calls {
		names[i] = call.Name
	}
	return "Let me ask " + strings.Join(names, " and ") + "."
}

func (c *Conversation) thinking() string {
	turn := c.current()
	return fmt.Sprintf("The user sent %d words and %d tool results. There are %d tools. I will say what arrived.",
		len(strings.Fields(turn.Text)), len(turn.Results), len(c.Tools))
}

// shorten keeps a long text's size, its digest and its beginning, so that an
// answer tells whether the text arrived whole.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	begin := strings.ToValidUTF8(s[:40], "")
	return fmt.Sprintf("%s… (%d bytes, sha256 %s)", begin, len(s), hex.EncodeToString(sum[:]))
}

// seen describes what came with a text.
func seen(media []Media) string {
	var b strings.Builder
	for _, m := range media {
		what := "image"
		if m.Document {
			what = "document"
		}
		if m.URL != "" {
			fmt.Fprintf(&b, " [%s at %s]", what, shorten(m.URL, 200))
		} else {
			fmt.Fprintf(&b, " [%s of %d bytes]", what, m.Bytes)
		}
	}
	if len(media) > 1 {
		fmt.Fprintf(&b, " [%d in all]", len(media))
	}
	return b.String()
}

// stopAt ends the text at the earliest of the sequences.
func (a *Answer) stopAt(sequences []string) {
	at := -1
	for _, s := range sequences {
		if i := strings.Index(a.Text, s); s != "" && i >= 0 && (at < 0 || i < at) {
			at, a.StopSequence = i, s
		}
	}
	if at >= 0 {
		a.Text, a.Calls, a.Finish = a.Text[:at], nil, Stopped
	}
}

// cutAt ends the answer after n tokens; a call that does not fit is dropped.
func (a *Answer) cutAt(n int) {
	if n <= 0 || a.size() <= n {
		return
	}
	a.Finish, a.StopSequence, a.Calls = Cut, "", nil
	a.Thinking = clip(a.Thinking, n)
	a.Text = clip(a.Text, n-Count(a.Thinking))
}

func (a *Answer) size() int {
	n := Count(a.Thinking) + Count(a.Text)
	for _, call := range a.Calls {
		n += Count(call.Name) + Count(string(call.Arguments))
	}
	return n
}

func (a *Answer) bill() {
	a.Usage.Thinking = Count(a.Thinking)
	a.Usage.Output = max(a.size(), 1)
}

// Identify makes an id of 24 letters and digits that belongs to the answer.
func (a *Answer) Identify(what string) string { return identify(a.Seed, what) }

func identify(seed, what string) string {
	sum := sha256.Sum256([]byte(seed + "/" + what))
	const letters = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz"
	id := make([]byte, 24)
	for i := range id {
		id[i] = letters[int(sum[i])%len(letters)]
	}
	return string(id)
}
