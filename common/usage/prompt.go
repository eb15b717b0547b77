package usage

import "bytes"

// maxNesting bounds how deep in a message its text may lie.
const maxNesting = 8

// input reads what Responses, embeddings and DashScope call input.
func (s *requestScan) input() {
	switch s.Kind() {
	case '{': // DashScope
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "messages":
				s.messages()
			case "texts", "documents", "contents":
				s.batch()
			default:
				s.text(0)
			}
		}
	case '[':
		if s.Operation == Chat {
			s.messages()
		} else {
			s.batch()
		}
	default:
		s.UserMessages, s.turns = 1, 1
		s.text(0)
	}
}

// batch reads a list of texts, or of lists of tokens; a single one is one.
func (s *requestScan) batch() {
	if s.Kind() != '[' {
		s.text(0)
		return
	}
	n, numbers := 0, false
	for s.Array(); s.Element(); n++ {
		switch s.Kind() {
		case '[': // tokens
			s.Skip()
		case '0':
			numbers = true
			s.Skip()
		default:
			s.text(0)
		}
	}
	if s.Inputs = n; numbers || n == 0 {
		s.Inputs = 1
	}
}

// messages reads the turns of a conversation.
func (s *requestScan) messages() {
	if s.Kind() != '[' {
		s.Skip()
		return
	}
	for s.Array(); s.Element(); {
		if s.Kind() != '{' {
			s.text(0)
			continue
		}
		s.turns++
		user := true // Gemini's first message needs no role
		for s.Object(); s.Member(); {
			switch string(s.Key()) {
			case "role":
				user = string(s.Value()) == `"user"`
			case "type": // an item of Responses that is no message
				user = user && string(s.Value()) == `"message"`
			default:
				s.textMember(0)
			}
		}
		if user {
			s.UserMessages++
		}
	}
}

// text reads a value that is text, or holds some.
func (s *requestScan) text(depth int) {
	switch kind := s.Kind(); {
	case kind == '"':
		if literal := s.String(); len(literal) > 2 {
			s.prompt.write(literal[1 : len(literal)-1])
		}
	case depth == maxNesting:
		s.Skip()
	case kind == '[':
		for s.Array(); s.Element(); {
			s.text(depth + 1)
		}
	case kind == '{':
		for s.Object(); s.Member(); {
			s.textMember(depth + 1)
		}
	default:
		s.Skip()
	}
}

// textMember reads a member of a message or a part of one. What is no text,
// such as an image, has other names.
func (s *requestScan) textMember(depth int) {
	switch string(s.Key()) {
	case "text", "content", "contents", "parts", "output", "arguments", "thinking", "reasoning_content", "refusal",
		"tool_calls", "function", "name", "toolResult", "json", "title", "context":
		s.text(depth)
	case "input", "args", "functionCall", "functionResponse", "response", "toolUse": // arguments that are JSON
		s.prompt.write(s.Value())
	default:
		s.Skip()
	}
}

// sessionSource is a member that tells a conversation; the first known one of
// these is taken.
type sessionSource uint8

const (
	noSession sessionSource = iota
	byConversation
	byPreviousResponse
	bySafetyIdentifier
	byUser
	byCacheKey
	byClaudeUser
)

// maxSession bounds a session id, in bytes.
const maxSession = 128

// sessionMember reads a member that may tell a conversation.
func (s *requestScan) sessionMember() {
	switch string(s.Key()) {
	case "prompt_cache_key":
		s.belongs(byCacheKey, s.string())
	case "user":
		s.belongs(byUser, s.string())
	case "safety_identifier":
		s.belongs(bySafetyIdentifier, s.string())
	case "previous_response_id":
		s.belongs(byPreviousResponse, s.string())
	case "conversation":
		s.conversation()
	case "metadata":
		s.metadata()
	default:
		s.Skip()
	}
}

// conversation is an id, or an object that has one.
func (s *requestScan) conversation() {
	if s.Kind() != '{' {
		s.belongs(byConversation, s.string())
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) == "id" {
			s.belongs(byConversation, s.string())
		} else {
			s.Skip()
		}
	}
}

// metadata has, in Anthropic's protocol, the id of a user, in which Claude
// Code puts that of its session behind everything else.
func (s *requestScan) metadata() {
	if s.Kind() != '{' {
		s.Skip()
		return
	}
	for s.Object(); s.Member(); {
		if string(s.Key()) != "user_id" {
			s.Skip()
			continue
		}
		id := s.string()
		if _, session, ok := bytes.Cut(id, []byte("_session_")); ok {
			id = session
		} else if _, session, ok := bytes.Cut(id, []byte(`"session_id":"`)); ok {
			id, _, _ = bytes.Cut(session, []byte{'"'})
		}
		s.belongs(byClaudeUser, id)
	}
}

// belongs notes the id of the conversation, unless a better one is known.
func (s *requestScan) belongs(source sessionSource, id []byte) {
	if source <= s.session || len(id) == 0 {
		return
	}
	id = id[:min(len(id), maxSession)]
	for _, c := range id {
		if c < ' ' || c > '~' {
			return
		}
	}
	s.session = source
	s.SessionID = s.keep(id)
}
