// Package provider is what is known of the services that run models: where
// they are, how they are asked, and what they cannot do. A service is a row of
// a table. The wire forms are in codec.
package provider

import "strings"

// API is one kind of request, by the protocol and path it came in.
type API uint8

const (
	Unknown API = iota
	Chat        // OpenAI chat completions
	Completions
	Embeddings
	Responses
	Models
	AudioSpeech
	AudioTranscription
	AudioTranslation
	ImageGeneration
	ImageVariation
	ImageEdit
	FileContent // before Files, whose pattern it fits
	Files
	Batches
	FineTuning
	Realtime
	VideoContent // before Video, whose pattern it fits, as that of VideoRemix does
	VideoRemix
	Video
	Videos
	Conversations
	Rerank
	Reranks  // DashScope's name for it
	Messages // Anthropic
	Complete // what Anthropic had before
	CountTokens
	GenerateContent // Gemini
	StreamGenerateContent
	Converse // Bedrock; clients do not speak it to a gateway
	ConverseStream
	Own           // the protocol of Descriptor.Own; clients do not speak it to a gateway either
	OwnEmbeddings // embeddings in the same words
	RawPredict    // Anthropic's messages, as Vertex AI has them; not spoken by clients either
	StreamRawPredict
	apiCount
)

// apis holds, for each API, the name that Higress' capabilities use and the
// end of the client's path. A path that ends in * may go on with ids.
var apis = [apiCount]struct{ name, suffix string }{
	Chat:               {"openai/v1/chatcompletions", "/chat/completions"},
	Completions:        {"openai/v1/completions", "/completions"},
	Embeddings:         {"openai/v1/embeddings", "/embeddings"},
	Responses:          {"openai/v1/responses", "/responses*"},
	Models:             {"openai/v1/models", "/models*"},
	AudioSpeech:        {"openai/v1/audiospeech", "/audio/speech"},
	AudioTranscription: {"openai/v1/audiotranscription", "/audio/transcriptions"},
	AudioTranslation:   {"openai/v1/audiotranslation", "/audio/translations"},
	ImageGeneration:    {"openai/v1/imagegeneration", "/images/generations"},
	ImageVariation:     {"openai/v1/imagevariation", "/images/variations"},
	ImageEdit:          {"openai/v1/imageedit", "/images/edits"},
	FileContent:        {"openai/v1/retrievefilecontent", "/files/*/content"},
	Files:              {"openai/v1/files", "/files*"},
	Batches:            {"openai/v1/batches", "/batches*"},
	FineTuning:         {"openai/v1/fine-tuningjobs", "/fine_tuning/*"},
	Realtime:           {"openai/v1/realtime", "/realtime*"},
	VideoContent:       {"openai/v1/retrievevideocontent", "/videos/*/content"},
	VideoRemix:         {"openai/v1/videoremix", "/videos/*/remix"},
	Video:              {"openai/v1/retrievevideo", "/videos/*"},
	Videos:             {"openai/v1/videos", "/videos"},
	Conversations:      {"qwen/v1/conversations", "/conversations*"},
	Rerank:             {"cohere/v1/rerank", "/rerank"},
	Reranks:            {"qwen/v1/rerank", "/reranks"},
	CountTokens:        {"anthropic/v1/messages/count_tokens", "/messages/count_tokens"},
	Messages:           {"anthropic/v1/messages", "/messages"},
	Complete:           {"anthropic/v1/complete", "/complete"},

	GenerateContent:       {"gemini/v1beta/generatecontent", ""},
	StreamGenerateContent: {"gemini/v1beta/streamgeneratecontent", ""},
}

func (a API) String() string {
	if a < apiCount && apis[a].name != "" {
		return apis[a].name
	}
	return "unknown"
}

// ByName returns the API that Higress' capabilities call name.
func ByName(name string) (API, bool) {
	for api := range apis {
		if name != "" && apis[api].name == name {
			return API(api), true
		}
	}
	return Unknown, false
}

// Protocol is the first API of the protocol that a is an API of: those that
// answer as a whole and as a stream are two where a path says which.
func (a API) Protocol() API {
	switch a {
	case StreamGenerateContent:
		return GenerateContent
	case ConverseStream:
		return Converse
	case RawPredict, StreamRawPredict:
		return Messages
	}
	return a
}

// Streamed is the API that answers with a stream where a does as a whole. Most
// do either.
func (a API) Streamed() API {
	switch a {
	case GenerateContent:
		return StreamGenerateContent
	case Converse:
		return ConverseStream
	case RawPredict:
		return StreamRawPredict
	}
	return a
}

// IsChat tells whether a is a chat with a model, which is what can be converted
// from one protocol to another.
func (a API) IsChat() bool {
	switch a.Protocol() {
	case Chat, Responses, Messages, GenerateContent, Converse, Own:
		return true
	}
	return false
}

// Detect tells what a path without its query asks for. Whatever stands before
// /v1 is the gateway's own. Tail is the path behind /v1, such as
// /files/file-1/content.
func Detect(path string) (api API, tail string) {
	if api, tail = detectGemini(path); api != Unknown {
		return api, tail
	}
	at := strings.LastIndex(path, "/v1/")
	if at < 0 {
		return Unknown, ""
	}
	tail = path[at+len("/v1"):]
	for a := Chat; a < apiCount; a++ {
		if suffix := apis[a].suffix; suffix != "" && matches(tail, suffix) {
			return a, tail
		}
	}
	return Unknown, ""
}

// detectGemini knows the paths that Google's own clients use. Whatever stands
// before /models is a version, or what Vertex AI has there.
func detectGemini(path string) (api API, tail string) {
	colon := strings.LastIndexByte(path, ':')
	if colon < 0 {
		return Unknown, ""
	}
	switch path[colon+1:] {
	case "generateContent":
		api = GenerateContent
	case "streamGenerateContent":
		api = StreamGenerateContent
	default:
		return Unknown, ""
	}
	at := strings.Index(path[:colon], "/models/")
	if at < 0 {
		return Unknown, ""
	}
	return api, path[at:]
}

// ModelOf returns the model that the tail of a client's path names, empty if
// it names none, and the version that stands before it in the path.
func ModelOf(path, tail string) (model, version string) {
	name, named := strings.CutPrefix(tail, "/models/")
	colon := strings.LastIndexByte(name, ':')
	if !named || colon < 0 {
		return "", ""
	}
	before := strings.TrimSuffix(path, tail)
	before = before[strings.LastIndexByte(before, '/')+1:]
	if len(before) > 1 && before[0] == 'v' && before[1] >= '0' && before[1] <= '9' {
		version = before
	}
	return unescape(name[:colon]), version
}

func matches(tail, pattern string) bool {
	before, after, open := strings.Cut(pattern, "*")
	if !open {
		return tail == pattern
	}
	if after != "" {
		return len(tail) > len(before)+len(after) && strings.HasPrefix(tail, before) && strings.HasSuffix(tail, after)
	}
	rest, ok := strings.CutPrefix(tail, before)
	return ok && (rest == "" || rest[0] == '/' || strings.HasSuffix(before, "/"))
}
