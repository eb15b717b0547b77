package variant

import (
	"bytes"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
)

// deepl is DeepL's translation of texts:
//
//	{"text":["…"],"target_lang":"DE","context":"…"}
//	{"translations":[{"detected_source_language":"EN","text":"…"}]}
//
// What the user said since the last answer is translated, message by message,
// and each translation is an answer; the system's messages are the context.
//
// Source: https://developers.deepl.com/docs/api-reference/translate
var deepl = protocol{
	name:      "deepl",
	framing:   codec.SSE,
	dialect:   openai.Dialect{NoDeveloperRole: true, LegacyMaxTokens: true, NoStreamOptions: true, NoTextParts: true},
	groups:    []string{""},
	otherwise: "a translation has nothing like it",
	fields: []field{
		{name: "model"}, // it is in the address
		{name: "stream"},
		{name: "messages", write: (*encoder).deeplTexts},
	},
	reply:    replyOfDeepL,
	failures: []failure{{"message", "message", ""}},
}

func (e *encoder) deeplTexts(list []byte) {
	if e.has("target_lang") == nil {
		e.Quoted("target_lang", e.server.options.Language)
	}
	first, _ := span(list, true)
	next(&e.Output, `"text":["`)
	if !e.spoken(list, `"user"`, first, `","`) || bytes.Contains(list, []byte(`"role":"tool"`)) {
		e.Fail("messages", "the messages must end in one of the user, and hold no result of a tool")
	}
	e.Raw(`"]`)
	start := len(e.Dst)
	next(&e.Output, `"context":"`)
	if e.spoken(list, `"system"`, 0, `\n`) {
		e.Raw(`"`)
	} else {
		e.Dst = e.Dst[:start]
	}
	e.loseName(e.speaker)
	if first > 0 {
		e.Lose("messages[]", "earlier turns mean nothing to a translation")
	}
}

func replyOfDeepL(_ *reader, dst, data []byte) []byte {
	o := wire.Output{Dst: append(dst, `{"choices":[`...)}
	s := jsonscan.New(find(data, "translations"))
	s.Array()
	for i := 0; s.Element(); i++ {
		o.Comma()
		o.Count(`{"index":`, int64(i))
		o.Dst = fill(o.Dst, `,"finish_reason":"stop","message":{"content":$text}}`, s.Value())
	}
	o.Raw("]}")
	return o.Dst
}
