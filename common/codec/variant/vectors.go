package variant

import (
	"strconv"

	"aigateway/common/codec"
	"aigateway/common/codec/wire"
	"aigateway/common/jsonscan"
	"aigateway/common/llm"
	"aigateway/common/problem"
)

// vectors is how a service makes embeddings.
type vectors struct {
	fields []field
	// list is the path of what it answers with: vectors, or objects that hold
	// one as embedding and may have their number as text_index.
	list string
	// tokens is the path of how many tokens the texts had.
	tokens string
}

const noVectors = "the provider's reply holds no embeddings"

// EncodeEmbeddings appends a request for embeddings as the service takes it. Body
// is what a client of OpenAI's sent, and model what the service calls the model.
func (s *Server) EncodeEmbeddings(dst, body []byte, model llm.Text, lost *[]llm.Loss) ([]byte, error) {
	e := s.begin(dst, s.vectors.fields, lost)
	defer e.forget()
	scan := jsonscan.New(body)
	for scan.Object(); scan.Member(); {
		name, value := scan.Key(), scan.Value()
		switch string(name) {
		case "model":
			continue
		case "input":
			if !textual(value) {
				return nil, problem.InvalidParam("input", "input must be a text or a list of texts: the provider takes no tokens")
			}
		}
		e.members = append(e.members, member{name, value})
	}
	if err := scan.End(); err != nil {
		return nil, codec.Malformed(body, err)
	}
	e.add("model", model)
	return e.write()
}

// textual tells whether a value is a string or a list of strings.
func textual(value []byte) bool {
	s := jsonscan.New(value)
	if s.Kind() != '[' {
		return s.Kind() == '"'
	}
	for s.Array(); s.Element(); s.Skip() {
		if s.Kind() != '"' {
			return false
		}
	}
	return true
}

// Packs tells whether a request for embeddings wants them in base64, as OpenAI's
// own clients do.
func Packs(body []byte) bool { return string(find(body, "encoding_format")) == `"base64"` }

// Embeddings appends what a client of OpenAI's gets for the service's answer to
// a request for embeddings, or returns what went wrong.
func (s *Server) Embeddings(dst, body []byte, model llm.Text, packs bool) ([]byte, *problem.Problem) {
	if p := s.failed(body); p != nil {
		return dst, p
	}
	list := find(body, s.vectors.list)
	if list == nil || list[0] != '[' {
		return dst, problem.New(problem.BadUpstream, nil, noVectors)
	}
	o := wire.Output{Dst: dst}
	o.Raw(`{"object":"list","data":[`)
	scan := jsonscan.New(list)
	scan.Array()
	for i := 0; scan.Element(); i++ {
		vector, index := scan.Value(), strconv.AppendInt(nil, int64(i), 10)
		if len(vector) > 0 && vector[0] == '{' {
			if given := find(vector, "text_index"); given != nil {
				index = given
			}
			vector = find(vector, "embedding")
		}
		if len(vector) == 0 || vector[0] != '[' {
			return dst, problem.New(problem.BadUpstream, nil, noVectors)
		}
		next(&o, `{"object":"embedding","index":`)
		o.Bytes(index)
		o.Name("embedding")
		if packs {
			o.Dst = appendPacked(o.Dst, vector)
		} else {
			o.Bytes(vector)
		}
		o.Raw("}")
	}
	o.Raw("]")
	o.Optional("model", model)
	if tokens := find(body, s.vectors.tokens); tokens != nil {
		o.Between(`,"usage":{"prompt_tokens":`, tokens, `,"total_tokens":`)
		o.Bytes(tokens)
		o.Raw("}")
	}
	o.Raw("}")
	return o.Dst, nil
}
