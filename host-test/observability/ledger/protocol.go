package ledger

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
)

// The paths that are served.
const (
	chatPath       = "/v1/chat/completions"
	responsesPath  = "/v1/responses"
	embeddingsPath = "/v1/embeddings"
	messagesPath   = "/v1/messages"
)

// asked is what matters of a request.
type asked struct {
	path   string
	stream bool
	// withUsage tells that the client wants usage in a stream.
	withUsage bool
	inputs    int
}

func read(r *http.Request) (asked, error) {
	var body struct {
		Stream        bool `json:"stream"`
		StreamOptions struct {
			IncludeUsage bool `json:"include_usage"`
		} `json:"stream_options"`
		Input json.RawMessage `json:"input"`
	}
	if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
		return asked{}, fmt.Errorf("the request is not JSON: %w", err)
	}
	a := asked{path: r.URL.Path, stream: body.Stream, withUsage: body.StreamOptions.IncludeUsage}
	switch a.path {
	case chatPath, responsesPath, messagesPath:
	case embeddingsPath:
		var texts []string
		if err := json.Unmarshal(body.Input, &texts); err != nil {
			return asked{}, fmt.Errorf("input is no list of texts: %w", err)
		}
		a.inputs = len(texts)
	default:
		return asked{}, fmt.Errorf("no such path: %s", a.path)
	}
	return a, nil
}

func (a asked) answer(o *Order) answer {
	switch {
	case a.path == embeddingsPath:
		return embeddings(o, a.inputs)
	case a.path == messagesPath && a.stream:
		return messagesStream(o)
	case a.path == messagesPath:
		return whole(messages(o), o)
	case a.path == responsesPath && a.stream:
		return responsesStream(o)
	case a.path == responsesPath:
		return whole(response(o, words(o)), o)
	case a.stream:
		return chatStream(o, a.withUsage && o.Ending != Unmetered)
	}
	return whole(chat(o), o)
}

// dictionary is what models say, in turn.
var dictionary = strings.Fields("the gateway counts every token that a model writes and every word of the prompt so that the invoice of the provider " +
	"and the numbers on the dashboard agree to the last digit even when somebody leaves in the middle of a sentence")

// words are the text of an answer: at most one for each token of output.
func words(o *Order) []string {
	n := min(int(o.Usage.Output-o.Usage.Reasoning), 60)
	list := make([]string, n)
	for i := range list {
		list[i] = " " + dictionary[i%len(dictionary)]
	}
	return list
}

func whole(body object, o *Order) answer {
	if o.Ending == Unmetered {
		delete(body, "usage")
	}
	return answer{contentType: "application/json", pieces: []string{encode(body)}, tells: o.Ending != Unmetered}
}

// event is a server-sent event; name may be empty.
func event(name string, data object) string {
	if name == "" {
		return "data: " + encode(data) + "\n\n"
	}
	return "event: " + name + "\ndata: " + encode(data) + "\n\n"
}

func embeddings(o *Order, inputs int) answer {
	data := make([]object, inputs)
	for i := range data {
		data[i] = object{"object": "embedding", "index": i, "embedding": []float64{0.25, -0.5}}
	}
	return whole(object{"object": "list", "model": o.Model, "data": data,
		"usage": object{"prompt_tokens": o.Usage.Input, "total_tokens": o.Usage.Input}}, o)
}

// Said is how many words an answer has: a stream that is cut has those before
// the cut.
func Said(path string, o Order) (n int) {
	if !o.Ending.Cut() {
		return len(words(&o))
	}
	a := asked{path: path, stream: true, withUsage: true}.answer(&o)
	for _, piece := range a.pieces[:len(a.pieces)/2] {
		n += strings.Count(piece, Word)
	}
	return n
}

// Word is where a word of a stream begins, and nothing else.
const Word = `":" `
