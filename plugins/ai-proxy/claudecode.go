package aiproxy

import (
	"strings"

	"aigateway/common/config"
	"aigateway/common/llm"
	"aigateway/common/plugin"
	"aigateway/common/provider"
)

// What Claude Code says of itself. The texts are never written to.
const (
	codeAgent = "claude-cli/"
	codeBeta  = "oauth-2025-04-20,interleaved-thinking-2025-05-14,claude-code-20250219"
)

var (
	codeText   = llm.Text(`"You are Claude Code, Anthropic's official CLI for Claude."`)
	codePrompt = []byte(`[{"type":"text","text":"You are Claude Code, Anthropic's official CLI for Claude.","cache_control":{"type":"ephemeral"}}]`)
)

// asClaudeCode has the service's requests look as those of Claude Code do, whose
// keys are OAuth tokens.
func (s *service) asClaudeCode(at *config.Report) {
	if s.Name != "claude" {
		at.Warn("has an effect for type claude only")
		return
	}
	s.options.code = true
	s.Auth, s.query = provider.Bearer, "beta=true"
}

// introduce adds the headers of Claude Code. What the client asks for besides in
// anthropic-beta stays.
func introduce(h *plugin.Headers) {
	if !strings.HasPrefix(string(h.Value("user-agent")), codeAgent) {
		h.Set("user-agent", codeAgent+"2.1.2 (external, cli)")
	}
	h.Set("x-app", "cli")
	betas := codeBeta
	h.Each(func(name, value []byte) bool {
		if string(name) == "anthropic-beta" {
			for beta := range strings.SplitSeq(string(value), ",") {
				if beta = strings.TrimSpace(beta); beta != "" && !strings.Contains(","+betas+",", ","+beta+",") {
					betas += "," + beta
				}
			}
		}
		return true
	})
	h.Set("anthropic-beta", betas)
}
