package bedrock

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

func sampling(r *request) *service.Refusal {
	f := &r.Inference
	for i, s := range f.StopSequences {
		if strings.TrimSpace(s) == "" && r.traits.claude != noClaude {
			return refusedByModel("stop_sequences.%d: each stop sequence must contain non-whitespace", i)
		}
	}
	switch {
	case r.traits.claude == claude47 && (f.Temperature != nil || f.TopP != nil || r.Fields["top_k"] != nil):
		return refusedByModel("`temperature`, `top_p` and `top_k` are deprecated for this model.")
	case r.traits.claude >= claude45 && f.Temperature != nil && f.TopP != nil:
		return refusedByModel("`temperature` and `top_p` cannot both be specified for this model. Please use only one.")
	}
	return nil
}

// The model's own parameters that families take. They are read only.
var (
	claudeFields = []string{"anthropic_beta", "output_config", "thinking", "tool_choice", "top_k"}
	novaFields   = []string{"inferenceConfig", "reasoningConfig"}
)

// fieldsKnown checks the names of the model's own parameters, where they are
// known.
func fieldsKnown(r *request) *service.Refusal {
	known := claudeFields
	switch {
	case r.traits.nova:
		known = novaFields
	case r.traits.claude == noClaude:
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(r.Fields)) {
		if !slices.Contains(known, name) {
			return refusedByModel("%s: Extra inputs are not permitted", name)
		}
	}
	return nil
}

// minBudget is the least to think with, in tokens.
const minBudget = 1024

// thinkingAlone checks what thinking does not go with.
func thinkingAlone(r *request) *service.Refusal {
	t, f := r.thinking(), &r.Inference
	config := string(r.Fields["reasoningConfig"])
	switch {
	case config != "" && !strings.Contains(config, `"type"`):
		return refusedByModel("reasoningConfig.type is required")
	case strings.Contains(config, `"high"`) && (f.Temperature != nil || f.TopP != nil || f.MaxTokens != 0):
		return refusedByModel("temperature, topP and maxTokens cannot be used with maxReasoningEffort high")
	case t.Type == "":
		return nil
	case t.Type == "enabled" && r.traits.claude == claude47, t.Type == "disabled" && r.traits.claude == claude47:
		return refusedByModel(`"thinking.type.%s" is not supported for this model. Use "thinking.type.adaptive".`, t.Type)
	case t.Type == "adaptive" && (r.traits.claude == claude45 || r.traits.claude == claude3):
		return refusedByModel("adaptive thinking is not supported on this model")
	case t.Type == "disabled":
		return nil
	case t.Type == "enabled" && t.Budget < minBudget:
		return refusedByModel("thinking.enabled.budget_tokens: Input should be greater than or equal to 1024")
	case t.Type == "enabled" && f.MaxTokens != 0 && t.Budget >= f.MaxTokens:
		return refusedByModel("`max_tokens` must be greater than `thinking.budget_tokens`.")
	case f.Temperature != nil && *f.Temperature != 1:
		return refusedByModel("`temperature` may only be set to 1 when thinking is enabled or in adaptive mode.")
	case r.Fields["top_k"] != nil:
		return refusedByModel("`top_k` must be unset when thinking is enabled or in adaptive mode.")
	case f.TopP != nil && *f.TopP < 0.95:
		return refusedByModel("`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.")
	case r.choice() == "any" || r.choice() == "tool":
		return refusedByModel("Thinking may not be enabled when tool_choice forces tool use.")
	}
	return nil
}

// reasoningKept checks that reasoning came back as it was sent, and that the
// turn whose tools are being answered still begins with its own.
func reasoningKept(r *request) *service.Refusal {
	for i, m := range r.Messages {
		for j, b := range m.Content {
			switch {
			case b.Reasoning == nil:
			case !r.traits.recalls:
				return invalid("This model doesn't support the reasoningContent field. Remove reasoningContent and try again.")
			case b.Reasoning.Text != nil && b.Reasoning.Text.Signature != sign(b.Reasoning.Text.Text):
				return refusedByModel("messages.%d.content.%d: Invalid `signature` in `thinking` block", i, j)
			case b.Reasoning.Redacted != nil && !isSealed(*b.Reasoning.Redacted):
				return refusedByModel("messages.%d.content.%d: Invalid `data` in `redacted_thinking` block", i, j)
			}
		}
		answered := i+1 < len(r.Messages) && r.Messages[i+1].Content[0].ToolResult != nil
		isOpen := i+2 == len(r.Messages) && answered
		if r.thinking().Type == "enabled" && m.Role == "assistant" && isOpen && m.Content[0].Reasoning == nil {
			return refusedByModel("messages.%d.content.0.type: Expected `thinking` or `redacted_thinking`, but found `tool_use`. When `thinking` is enabled, "+
				"a final `assistant` message must start with a thinking block.", i)
		}
	}
	return nil
}

// signingKey stands for the service's secret: it makes signatures that a
// gateway can only pass on, never invent.
const signingKey = "the fake service signs what it thinks"

func sign(text string) string {
	h := hmac.New(sha256.New, []byte(signingKey))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(h.Sum(nil))
}

// seal hides a thought; unlike a real seal it can be opened by anyone.
func seal(text string) string { return base64.StdEncoding.EncodeToString([]byte(sign(text) + text)) }

func isSealed(data string) bool {
	raw, err := base64.StdEncoding.DecodeString(data)
	n := base64.StdEncoding.EncodedLen(sha256.Size)
	return err == nil && len(raw) >= n && string(raw[:n]) == sign(string(raw[n:]))
}
