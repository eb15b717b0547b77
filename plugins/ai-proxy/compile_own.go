package aiproxy

import (
	"cmp"
	"strings"

	"aigateway/common/codec/variant"
	"aigateway/common/config"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/provider"
	"aigateway/common/provider/tc3"
)

// speakOwn has a service be spoken to in a protocol of its own, at a path.
func (s *service) speakOwn(protocol variant.Protocol, o variant.Options, path string) {
	s.Own, s.Chat = variant.New(protocol, o), provider.Own
	s.paths[provider.Chat], s.paths[provider.Responses], s.paths[provider.Embeddings] = "", "", ""
	s.paths[provider.Own] = path
}

// qwen chooses between DashScope's two protocols.
func (s *service) qwen(c *Provider, at *config.Report) string {
	if !c.QwenEnableCompatible {
		o := variant.Options{Reasoning: reasoningMode(c.ReasoningContentMode)}
		s.speakOwn(variant.DashScope, o, "/api/v1/services/aigc/{task}/generation")
		s.paths[provider.OwnEmbeddings] = "/api/v1/services/embeddings/text-embedding/text-embedding"
	} else if c.QwenEnableSearch || len(c.QwenFileIDs) > 0 {
		at.Member("qwenEnableCompatible").Warn("must be false for qwenEnableSearch and qwenFileIds to have an effect")
	}
	return cmp.Or(c.QwenDomain, s.Host)
}

// ollama chooses between Ollama's two protocols.
func (s *service) ollama(c *Provider) {
	if !c.OllamaEnableCompatible {
		s.speakOwn(variant.Ollama, variant.Options{}, "/api/chat")
		s.paths[provider.OwnEmbeddings] = "/api/embed"
	}
}

// hunyuan chooses between Tencent's two protocols.
func (s *service) hunyuan(c *Provider, at *config.Report) string {
	if c.HunyuanAuthID.Empty() && c.HunyuanAuthKey.Empty() {
		return s.Host
	}
	if c.HunyuanAuthID.Empty() {
		at.Member("hunyuanAuthId").Fault("is required with hunyuanAuthKey")
	}
	if c.HunyuanAuthKey.Empty() {
		at.Member("hunyuanAuthKey").Fault("is required with hunyuanAuthId")
	}
	s.speakOwn(variant.Hunyuan, variant.Options{}, "/")
	s.signer = &tc3.Credentials{ID: c.HunyuanAuthID, Key: c.HunyuanAuthKey, Service: "hunyuan", Action: "ChatCompletions", Version: "2023-09-01"}
	return "hunyuan.tencentcloudapi.com"
}

// bots are Dify's applications, with their names in a configuration.
var bots = [...]struct{ name, path string }{
	variant.Chat: {"Chat", "/v1/chat-messages"}, variant.Agent: {"Agent", "/v1/chat-messages"},
	variant.Completion: {"Completion", "/v1/completion-messages"}, variant.Workflow: {"Workflow", "/v1/workflows/run"},
}

// dify reads which application is asked, and where.
func (s *service) dify(c *Provider, at *config.Report) string {
	o := variant.Options{Input: c.InputVariable, Output: c.OutputVariable}
	for bot, known := range bots {
		if known.name == c.BotType {
			o.Bot = variant.Bot(bot)
		}
	}
	if c.BotType == "" {
		at.Member("botType").Fault("is required for type dify")
	}
	if o.Bot == variant.Workflow && o.Input == "" {
		at.Member("inputVariable").Fault("is required for botType Workflow")
	}
	host, path := splitURL(c.DifyAPIURL)
	path = strings.TrimSuffix(strings.TrimSuffix(path, "/"), "/v1")
	s.speakOwn(variant.Dify, o, path+bots[o.Bot].path)
	s.converses = o.Bot == variant.Chat || o.Bot == variant.Agent
	return cmp.Or(host, s.Host)
}

// minimax chooses between MiniMax' two protocols.
func (s *service) minimax(c *Provider, at *config.Report) {
	if c.MinimaxAPIType != "pro" {
		return
	}
	if c.MinimaxGroupID == "" {
		at.Member("minimaxGroupId").Fault("is required for minimaxApiType pro")
	}
	s.speakOwn(variant.MiniMax, variant.Options{}, "/v1/text/chatcompletion_pro")
	s.query = "GroupId=" + c.MinimaxGroupID
}

// reasoningMode reads a mode as Higress does: in any case, and what is none is
// the default.
func reasoningMode(name string) variant.ReasoningMode {
	switch {
	case strings.EqualFold(name, "ignore"):
		return variant.Ignore
	case strings.EqualFold(name, "concat"):
		return variant.Concat
	}
	return variant.Passthrough
}

// ownExtras are what is added to requests of one type of provider each.
type ownExtras struct {
	members []llm.Member
	files   llm.Text // what refers to qwenFileIds
}

func compileOwnExtras(c *Provider) (e ownExtras) {
	if c.Type != "qwen" || c.QwenEnableCompatible {
		return e
	}
	if c.QwenEnableSearch {
		e.members = append(e.members, llm.Member{Name: "enable_search", Value: llm.Raw("true")})
	}
	if len(c.QwenFileIDs) > 0 {
		e.files = jsonscan.AppendQuoted(nil, "fileid://"+strings.Join(c.QwenFileIDs, ",fileid://"))
	}
	return e
}
