package conversation

import (
	"strings"

	"aigateway/common/jsonedit"
	"aigateway/common/jsonscan"
)

// null is never written to.
var null = []byte("null")

// void makes a value null, if there is one.
func void(edits *jsonedit.Edits, at jsonedit.Span) {
	if at.End > 0 {
		edits.Replace(at.Start, at.End, null)
	}
}

// Forget looks for the last turn of the user that says nothing but one of the
// commands, and adds the edits that take it out with all before it that is no
// system prompt. Where nothing comes behind the command it stays itself: a
// provider must be asked something. What the provider of Responses has kept of
// the conversation is forgotten, too. White space around a command does not
// count.
func Forget(edits *jsonedit.Edits, p Protocol, body []byte, commands []string) {
	at := jsonedit.At(body, jsonedit.Span{}, lists[p])
	if at.End == 0 {
		return
	}
	turns := at.Of(body)
	command, follows := lastCommand(turns, p, commands)
	if command < 0 {
		return
	}
	if p == Responses {
		void(edits, jsonedit.At(body, jsonedit.Span{}, "previous_response_id"))
	}
	if turns[0] == '[' {
		drop(edits, p, turns, at.Start, command, follows)
	}
}

// lastCommand returns the place of the last turn that is a command, -1 without
// one, and whether the conversation goes on behind it.
func lastCommand(turns []byte, p Protocol, commands []string) (place int, follows bool) {
	place = -1
	s := jsonscan.New(turns)
	if p == Responses && s.Kind() == '"' { // all that there is
		if isCommand(s.String(), commands) {
			place = 0
		}
		return place, false
	}
	var t turn
	s.Array()
	for i := 0; s.Element(); i++ {
		switch t.read(&s, p); {
		case t.user && isCommand(t.text, commands):
			place, follows = i, false
		case !t.system:
			follows = true
		}
	}
	if s.Err() != nil {
		return -1, false
	}
	return place, follows
}

// blank is how much white space may be around a command, in bytes.
const blank = 256

func isCommand(literal []byte, commands []string) bool {
	for _, command := range commands {
		if n := len(literal); n < len(command)+2 || n > 6*len(command)+blank { // six bytes are an escape
			continue
		}
		if strings.TrimSpace(jsonscan.Text(literal)) == command {
			return true
		}
	}
	return false
}

// drop takes out what is forgotten. None of that is the last of the turns, so
// that each goes with all that stands between it and the next one.
func drop(edits *jsonedit.Edits, p Protocol, turns []byte, offset, command int, follows bool) {
	var t turn
	from := -1
	s := jsonscan.New(turns)
	s.Array()
	for i := 0; s.Element(); i++ {
		t.read(&s, p)
		if from >= 0 {
			edits.Replace(offset+from, offset+t.at.Start, nil)
			from = -1
		}
		if !t.system && (i < command || i == command && follows) {
			from = t.at.Start
		}
		if i > command {
			return
		}
	}
}
