package variant

import (
	"bytes"
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/openai"
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
		e.name("target_lang")
		e.dst = jsonscan.AppendQuoted(e.dst, e.server.options.Language)
	}
	first, _ := span(list, true)
	e.open(`"text":["`)
	if !e.spoken(list, `"user"`, first, `","`) || bytes.Contains(list, []byte(`"role":"tool"`)) {
		e.fail("messages", "the messages must end in one of the user, and hold no result of a tool")
	}
	e.raw(`"]`)
	start := len(e.dst)
	e.open(`"context":"`)
	if e.spoken(list, `"system"`, 0, `\n`) {
		e.raw(`"`)
	} else {
		e.dst = e.dst[:start]
	}
	e.loseName(e.speaker)
	if first > 0 {
		e.lose("messages[]", "earlier turns mean nothing to a translation")
	}
}

func replyOfDeepL(_ *reader, dst, data []byte) []byte {
	o := output{append(dst, `{"choices":[`...)}
	s := jsonscan.New(find(data, "translations"))
	s.Array()
	for i := 0; s.Element(); i++ {
		o.open(`{"index":`)
		o.dst = strconv.AppendInt(o.dst, int64(i), 10)
		o.dst = fill(o.dst, `,"finish_reason":"stop","message":{"content":$text}}`, s.Value())
	}
	o.raw("]}")
	return o.dst
}
