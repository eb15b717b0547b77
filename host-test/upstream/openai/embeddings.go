package openai

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"math"
	"slices"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// defaultDimensions is the size of a vector when the caller does not say.
const defaultDimensions = 8

type embeddingRequest struct {
	Model          string          `json:"model"`
	Input          json.RawMessage `json:"input"`
	Dimensions     *int            `json:"dimensions"`
	EncodingFormat string          `json:"encoding_format"`
}

type embedding struct {
	Object    string `json:"object"`
	Index     int    `json:"index"`
	Embedding any    `json:"embedding"`
}

func embed(c *service.Call, object map[string]any) (*service.Answer, *service.Refusal) {
	if refusal := word(embeddingsShape.Check(object)); refusal != nil {
		return nil, refusal
	}
	var r embeddingRequest
	if err := json.Unmarshal(c.Body, &r); err != nil {
		return nil, badRequest("", "", "We could not parse the JSON body of your request: %v.", err)
	}
	r.Model, _ = object["model"].(string)
	if isMissing(r.Model) {
		return nil, modelNotFound(r.Model)
	}
	texts, ok := inputs(r.Input)
	if !ok || slices.Contains(texts, "") {
		return nil, badRequest("", "input", "Invalid 'input': input cannot be an empty string, and must be a string, "+
			"an array of strings, an array of integers or an array of arrays of integers.")
	}
	size := defaultDimensions
	if r.Dimensions != nil {
		size = *r.Dimensions
	}
	tokens, data := 0, make([]embedding, len(texts))
	for i, text := range texts {
		tokens += parrot.Count(text)
		data[i] = embedding{Object: "embedding", Index: i, Embedding: encodeVector(vector(text, size), r.EncodingFormat)}
	}
	return &service.Answer{
		Model: r.Model, Usage: parrot.Usage{Input: tokens},
		Body: service.Encode(struct {
			Object string         `json:"object"`
			Data   []embedding    `json:"data"`
			Model  string         `json:"model"`
			Usage  map[string]int `json:"usage"`
		}{"list", data, r.Model, map[string]int{"prompt_tokens": tokens, "total_tokens": tokens}}),
	}, nil
}

// inputs returns the texts of an input; lists of token numbers stand for
// themselves.
func inputs(raw json.RawMessage) (texts []string, ok bool) {
	var one string
	if json.Unmarshal(raw, &one) == nil {
		return []string{one}, true
	}
	if json.Unmarshal(raw, &texts) == nil {
		return texts, true
	}
	var tokens []int
	if json.Unmarshal(raw, &tokens) == nil {
		return []string{string(raw)}, true
	}
	var lists [][]int
	if json.Unmarshal(raw, &lists) != nil {
		return nil, false
	}
	texts = make([]string, len(lists))
	for i, l := range lists {
		texts[i] = string(service.Encode(l))
	}
	return texts, true
}

// vector is a unit vector that depends on the text alone.
func vector(text string, size int) []float32 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(text)) // a hash takes everything
	v, state, norm := make([]float32, size), h.Sum64(), 0.0
	for i := range v {
		state = state*6364136223846793005 + 1442695040888963407
		v[i] = float32(int32(state>>32)) / math.MaxInt32
		norm += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(norm))
	}
	return v
}

func encodeVector(v []float32, format string) any {
	if format != "base64" {
		return v
	}
	raw := make([]byte, 0, 4*len(v))
	for _, f := range v {
		raw = binary.LittleEndian.AppendUint32(raw, math.Float32bits(f))
	}
	return base64.StdEncoding.EncodeToString(raw)
}

type model struct {
	ID      string `json:"id"`
	Object  string `json:"object"`
	Created int64  `json:"created"`
	OwnedBy string `json:"owned_by"`
}

func listModels(c *service.Call) (*service.Answer, *service.Refusal) {
	describe := func(id string) model {
		return model{ID: id, Object: "model", Created: 1700000000, OwnedBy: "system"}
	}
	if c.Name != "" {
		if isMissing(c.Name) {
			return nil, modelNotFound(c.Name)
		}
		return &service.Answer{Model: c.Name, Body: service.Encode(describe(c.Name))}, nil
	}
	list := make([]model, len(known))
	for i, id := range known {
		list[i] = describe(id)
	}
	return &service.Answer{Body: service.Encode(struct {
		Object string  `json:"object"`
		Data   []model `json:"data"`
	}{"list", list})}, nil
}
