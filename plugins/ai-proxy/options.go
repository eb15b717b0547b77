package aiproxy

import (
	"strings"

	"aigateway/common/config"
	"aigateway/common/conversation"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/promote"
	"aigateway/common/provider"
)

// conversations are the fields of a provider that are about what is said.
type conversations struct {
	// Context is a text that every conversation has behind its system prompts.
	Context *Context `json:"context"`
	// ContextCleanupCommands are texts that make a conversation start anew: the
	// last message of the user that is nothing but one of them is taken out, with
	// all before it but the system prompts.
	ContextCleanupCommands []string `json:"contextCleanupCommands"`
	// PromoteThinkingOnEmpty gives an answer that has no text and calls no tool
	// its reasoning as text, which clients get as reasoning as well.
	PromoteThinkingOnEmpty bool `json:"promoteThinkingOnEmpty"`
	// HiclawMode is mergeConsecutiveMessages and promoteThinkingOnEmpty.
	HiclawMode bool `json:"hiclawMode"`
	// ResponseJSONSchema is the form that every answer must have, whatever the
	// client asks for: a response_format of OpenAI's, or a JSON schema.
	ResponseJSONSchema config.Raw `json:"responseJsonSchema"`
	// ClaudeCodeMode has type claude send requests as Claude Code would, with
	// apiTokens that are OAuth tokens.
	ClaudeCodeMode bool `json:"claudeCodeMode"`
}

// options are what these fields come to.
type options struct {
	context  *source
	commands []string
	promotes bool
	format   *conversation.Format
	code     bool // Claude Code
	some     bool // something is to be changed in requests
}

// compileOptions is called before keys are looked at, for one of the options
// says where those go.
func (s *service) compileOptions(c *Provider, at *config.Report) {
	o := &s.options
	s.merge = s.merge || c.HiclawMode
	o.promotes = c.PromoteThinkingOnEmpty || c.HiclawMode
	for _, command := range c.ContextCleanupCommands {
		if command = strings.TrimSpace(command); command != "" {
			o.commands = append(o.commands, command)
		}
	}
	if c.Context != nil {
		o.context = c.Context.compile(c.Timeout, at.Member("context"))
	}
	if len(c.ResponseJSONSchema) > 0 && string(c.ResponseJSONSchema) != "null" {
		o.compileFormat(c.ResponseJSONSchema, at.Member("responseJsonSchema"))
	}
	if c.ClaudeCodeMode {
		s.asClaudeCode(at.Member("claudeCodeMode"))
	}
	o.some = o.code || o.context != nil || o.format != nil || len(o.commands) > 0
}

func (o *options) compileFormat(raw []byte, at *config.Report) {
	format, err := conversation.ParseFormat(raw)
	if err != nil {
		at.Fault(err.Error())
		return
	}
	if o.format = format; format.Asked.Type == 0 {
		at.Warn("is of a type that only chat completions know, and has no effect on requests in another protocol")
	}
}

// spoken are the protocols of the chats that clients ask for.
var spoken = [...]conversation.Protocol{
	provider.Chat: conversation.Chat, provider.Responses: conversation.Responses,
	provider.Messages: conversation.Messages, provider.CountTokens: conversation.Messages,
	provider.GenerateContent: conversation.Gemini, provider.StreamGenerateContent: conversation.Gemini,
}

// chat returns the protocol of the conversation that requests are, 0 where they
// are none or only ask about one.
func (w *way) chat() conversation.Protocol {
	if w.client == provider.CountTokens {
		return 0
	}
	return w.conversation()
}

// conversation returns the protocol of the conversation that requests hold, 0
// where there is none.
func (w *way) conversation() conversation.Protocol {
	if int(w.client) >= len(spoken) || w.upstream == provider.Responses && w.tail != tails[provider.Responses] {
		return 0
	}
	return spoken[w.client]
}

// spoken is that of one that may be changed.
func (w *way) spoken() conversation.Protocol {
	if w.service.original {
		return 0
	}
	return w.conversation()
}

// promotes tells whether an answer without a text gets its reasoning as text.
func (w *way) promotes() bool {
	return w.service.options.promotes && !w.service.original && w.chat() != 0
}

// amend changes what a request says that stays in its protocol, and forgets in
// any. Own tells whether body is ours already.
func (x *exchange) amend(s *plugin.Stream, body []byte, own bool) ([]byte, bool) {
	o, p, w := &x.way.service.options, x.proxy, x.way
	step := func() {
		if !p.edits.Empty() {
			body, own = p.buffers.keep(p.edits.Apply(p.buffers.next(), body)), true
		}
		p.edits.Reset()
	}
	p.edits.Reset()
	if !w.converts() && !w.service.original {
		w.quirks(&p.edits, body)
		step()
	}
	protocol := w.spoken()
	if protocol == 0 || !o.some || !isJSON(body) {
		return body, own
	}
	if len(o.commands) > 0 {
		conversation.Forget(&p.edits, protocol, body, o.commands)
		step()
	}
	if w.converts() {
		return body, own
	}
	if o.code && protocol == conversation.Messages {
		p.edits.Set(body, "system", codePrompt, false)
		step()
	}
	if text := x.contextText(s); text != nil {
		conversation.Instruct(&p.edits, protocol, body, text)
		step()
	}
	if o.format != nil && w.client != provider.CountTokens {
		o.format.Force(&p.edits, protocol, body)
		step()
	}
	return body, own
}

// isJSON tells whether a body can be read. One that cannot be is refused, with
// the place in it, by who reads it next.
func isJSON(body []byte) bool {
	s := jsonscan.New(body)
	s.Skip()
	return s.End() == nil
}

// instruct changes what a request says that is converted.
func (x *exchange) instruct(s *plugin.Stream, r *llm.Request) {
	o := &x.way.service.options
	x.way.adapt(r)
	if o.code && conversation.Prompts(r) == 0 {
		conversation.Add(r, 0, codeText)
		r.Parts[len(r.Parts)-1].Cache = mark
	}
	if text := x.contextText(s); text != nil {
		conversation.Add(r, conversation.Prompts(r), text)
	}
	if o.format != nil && o.format.Asked.Type != 0 {
		r.Format = o.format.Asked
	}
}

// native returns what gives answers of a protocol a text that have none.
func (p *proxy) native(w *way) *promote.Native {
	api := w.client.Protocol()
	if free := p.natives[api]; len(free) > 0 {
		n := free[len(free)-1]
		p.natives[api] = free[:len(free)-1]
		return n
	}
	n := promote.NewNative(w.from, &p.event)
	n.Reset()
	return n
}

// giveNative takes it back.
func (p *proxy) giveNative(w *way, n *promote.Native) {
	api := w.client.Protocol()
	n.Reset()
	p.natives[api] = append(p.natives[api], n)
}
