package openai

import (
	"strings"

	"aigateway/common/codec/gpt"
	"aigateway/common/codec/wire"
	"aigateway/common/llm"
)

// EncodeRequest implements codec.Codec.
func (c *Codec) EncodeRequest(dst []byte, r *llm.Request, lost *[]llm.Loss) ([]byte, error) {
	e := encoder{dialect: c.dialect}
	if p := e.Begin(Name, dst, r, lost); p != nil {
		return dst, p
	}
	e.Optional("model", r.Model)
	e.messages()
	e.tools()
	e.settings()
	e.format()
	e.reasoning()
	e.client()
	e.stream()
	e.extras(r.Extra, "")
	return e.End()
}

// encoder writes one request.
type encoder struct {
	wire.Encoder
	dialect Dialect
}

const unknownHere = "chat completions have no such member"

// extras writes the members that llm has no field for into the object at
// hand. At is where they stand, empty for the request itself.
func (e *encoder) extras(list []llm.Member, at string) {
	for i := range list {
		m := &list[i]
		object, _, isNested := strings.Cut(m.Name, ".")
		switch {
		case at == "" && e.dialect == Dialect{} && gpt.Shared(e.R.Origin, m.Name):
			e.Member(m.Name, m.Value)
		case !e.Same && (m.Own || at != ""):
			e.Lose(at+m.Name, unknownHere)
		case !m.Own || !isNested:
			e.Member(m.Name, m.Value)
		case wire.Meaning(objects, []byte(object)) == 0:
			e.Lose(at+m.Name, "the member that it belongs to was translated")
		}
	}
}

// objects are those that Inside is called for.
var objects = []wire.Word{
	{Text: "stream_options", Is: 1}, {Text: "function", Is: 1}, {Text: "image_url", Is: 1}, {Text: "input_audio", Is: 1},
	{Text: "file", Is: 1},
}

// Members that are plain values.
var (
	limit       = []wire.Plain{{Name: "max_completion_tokens", From: wire.MaxTokens}}
	legacyLimit = []wire.Plain{{Name: "max_tokens", From: wire.MaxTokens}}
	topK        = []wire.Plain{{Name: "top_k", From: wire.TopK}}
	settings    = []wire.Plain{
		{Name: "temperature", From: wire.Temperature}, {Name: "top_p", From: wire.TopP}, {Name: "n", From: wire.N},
		{Name: "seed", From: wire.Seed}, {Name: "frequency_penalty", From: wire.FrequencyPenalty},
		{Name: "presence_penalty", From: wire.PresencePenalty},
	}
	user     = []wire.Plain{{Name: "user", From: wire.User}}
	metadata = []wire.Plain{{Name: "metadata", From: wire.Metadata}}
	// What is unknown here but to some.
	noTopK     = []wire.Unknown{{From: wire.TopK, Path: "top_k", Reason: unknownHere}}
	noMetadata = []wire.Unknown{
		{From: wire.Metadata, Path: "metadata", Reason: "it is only taken for replies that the provider stores"},
	}
)

func (e *encoder) settings() {
	if e.dialect.LegacyMaxTokens {
		e.Plain(legacyLimit)
	} else {
		e.Plain(limit)
	}
	e.Plain(settings)
	e.plainIf(e.Same || e.dialect.TopK, topK, noTopK)
	start := e.OpenList("stop")
	e.Strings(e.R.Stop)
	e.CloseList(start)
}

// plainIf writes members if they are known.
func (e *encoder) plainIf(known bool, list []wire.Plain, unknown []wire.Unknown) {
	if known {
		e.Plain(list)
	} else {
		e.Unknown(unknown)
	}
}

// client writes what is said of the client.
func (e *encoder) client() {
	e.Plain(user)
	e.plainIf(e.Same, metadata, noMetadata)
	gpt.Tier(&e.Encoder, e.Same || e.R.Origin == gpt.Responses && e.dialect == Dialect{})
}

func (e *encoder) stream() {
	if !e.R.Stream {
		return
	}
	e.Constant("stream", "true")
	if !e.dialect.NoStreamOptions {
		start := e.Open("stream_options")
		e.Raw(`"include_usage":true`)
		e.Inside("stream_options.", e.R.Extra)
		e.Close(start)
	}
}

// tools writes the tools, and what is said of them if any is left: the
// protocol refuses a choice between none.
func (e *encoder) tools() {
	start := e.OpenList("tools")
	for i := range e.R.Tools {
		if t := e.NextTool(i); t != nil {
			e.tool(t)
		}
	}
	if !e.CloseList(start) {
		gpt.NoTools(&e.Encoder)
		return
	}
	gpt.WriteToolChoice(&e.Encoder, `{"type":"function","function":{"name":`, "}}")
	if !e.dialect.NoParallelToolCalls {
		e.Flag("parallel_tool_calls", e.R.ParallelTools)
	} else {
		e.LoseIf(e.R.ParallelTools == llm.False, "parallel_tool_calls", "the provider cannot be told to call one tool at a time")
	}
}

var toolPlain = []wire.Plain{
	{Name: "name", From: wire.ToolName}, {Name: "description", From: wire.ToolDescription},
	{Name: "parameters", From: wire.ToolParameters}, {Name: "strict", From: wire.ToolStrict},
}

func (e *encoder) tool(t *llm.Tool) {
	e.Raw(`{"type":"function"`)
	start := e.Open("function")
	e.Plain(toolPlain)
	e.Inside("function.", t.Extra)
	e.Close(start)
	e.cache(t.Cache, "tools[].cache_control")
	e.extras(t.Extra, "tools[].")
	e.Raw("}")
}

const cachedUnasked = "the provider caches prompts unasked"

// cache writes a mark that the prompt up to here is to be cached.
func (e *encoder) cache(mark llm.Raw, path string) {
	switch {
	case mark == nil:
	case e.keepsCache():
		e.Member("cache_control", mark)
	default:
		e.Lose(path, cachedUnasked)
	}
}

// keepsCache tells whether cache marks are written: a client of this protocol
// knows whether its provider takes them.
func (e *encoder) keepsCache() bool { return e.Same || e.dialect.CacheControl }

// format writes response_format.
func (e *encoder) format() {
	is := e.R.Format.Type
	if is == 0 {
		return
	}
	start := e.Open("response_format")
	e.Constant("type", wire.WordFor(gpt.FormatTypes, uint8(is)))
	if is == llm.FormatSchema {
		schema := e.Open("json_schema")
		gpt.Format(&e.Encoder)
		e.Close(schema)
	}
	e.Close(start)
}
