package gemini

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	"aigateway/host-test/upstream/service"
)

// partsWhole checks each part by itself: it is one thing, and can be read.
func partsWhole(r *request) *service.Refusal {
	for i := range r.Contents {
		for j := range r.Contents[i].Parts {
			at := fmt.Sprintf("contents[%d].parts[%d]", i, j)
			if refusal := r.checkPart(&r.Contents[i].Parts[j], at); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

func (r *request) checkPart(p *part, at string) *service.Refusal {
	switch n := p.data(); {
	case n > 1:
		return badRequest("Invalid value at '%s' (oneof), oneof field 'data' is already set.", at)
	case n == 0 && p.ThoughtSignature == "":
		return violation(at+".data", "required oneof field 'data' must have one initialized field")
	case p.InlineData != nil:
		return checkBlob(p.InlineData, at+".inline_data")
	case p.FileData != nil:
		return checkFile(p.FileData, at+".file_data")
	case p.FunctionCall != nil && p.FunctionCall.Name == "":
		return violation(at+".function_call.name", "Name cannot be empty.")
	case p.FunctionResponse != nil:
		return r.checkResponse(p, at+".function_response")
	}
	return nil
}

func (r *request) checkResponse(p *part, at string) *service.Refusal {
	f := p.FunctionResponse
	switch {
	case f.Name == "":
		return violation(at+".name", "Name cannot be empty.")
	case f.Response == nil:
		return violation(at+".response", "response is not set.")
	case len(f.Parts) > 0 && !r.traits.files:
		return badRequest("Multimodal function response is not supported by models/%s.", r.model)
	}
	if ref := referenceIn(f.Response); ref != "" && r.traits.files {
		return badRequest("The referenced name `%s` in function_response.response does not match to a display_name in the function_response.parts.", ref)
	}
	for k := range f.Parts {
		if refusal := r.checkPart(&f.Parts[k], fmt.Sprintf("%s.parts[%d]", at, k)); refusal != nil {
			return refusal
		}
	}
	return nil
}

// referenceIn returns a $ref in a value, which the later models follow.
func referenceIn(v any) string {
	switch v := v.(type) {
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			return ref
		}
		for _, member := range v {
			if ref := referenceIn(member); ref != "" {
				return ref
			}
		}
	case []any:
		for _, element := range v {
			if ref := referenceIn(element); ref != "" {
				return ref
			}
		}
	}
	return ""
}

// media are the types that a file may have.
var media = []string{"image/png", "image/jpeg", "image/webp", "image/heic", "image/heif", "image/gif", "application/pdf", "text/", "audio/", "video/"}

func checkType(mimeType, at string) *service.Refusal {
	for _, m := range media {
		if strings.HasPrefix(mimeType, m) {
			return nil
		}
	}
	if mimeType == "" {
		return violation(at+".mime_type", "mime_type is not set.")
	}
	return badRequest("Unsupported MIME type: %s", mimeType)
}

func checkBlob(b *blob, at string) *service.Refusal {
	data := decodeBase64(b.Data)
	if data == nil && b.Data != "" {
		return badRequest("Invalid value at '%s.data' (TYPE_BYTES), Base64 decoding failed for \"%.20s\"", at, b.Data)
	}
	if len(data) == 0 {
		return badRequest("Unable to process input image. Please retry or report in https://developers.generativeai.google/guide/troubleshooting")
	}
	return checkType(b.MimeType, at)
}

func checkFile(b *blob, at string) *service.Refusal {
	u, err := url.Parse(b.FileURI)
	if err != nil || b.FileURI == "" || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" && u.Scheme != "gs" {
		return badRequest("Invalid or unsupported file uri: %s", b.FileURI)
	}
	if strings.HasSuffix(u.Host, "youtube.com") {
		return nil
	}
	return checkType(b.MimeType, at)
}

// decodeBase64 takes either alphabet, with padding or without, as protocol
// buffers do; nil if it is neither.
func decodeBase64(text string) []byte {
	text = strings.TrimRight(strings.NewReplacer("-", "+", "_", "/").Replace(text), "=")
	data, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}
	return data
}

// turnsOrdered checks where turns of functions stand.
func turnsOrdered(r *request) *service.Refusal {
	for i := range r.Contents {
		c := &r.Contents[i]
		switch {
		case c.calls() > 0 && c.Role != "model":
			return badRequest("Please ensure that function call turns have the role model.")
		case c.calls() > 0 && (i == 0 || r.Contents[i-1].Role == "model"):
			return badRequest("Please ensure that function call turn comes immediately after a user turn or after a function response turn.")
		case c.responses() > 0 && (i == 0 || r.Contents[i-1].calls() == 0):
			return badRequest("Please ensure that function response turn comes immediately after a function call turn.")
		}
	}
	return nil
}

// callsAnswered checks that the turn behind one of calls answers each of them,
// and is nothing else.
func callsAnswered(r *request) *service.Refusal {
	for i := range r.Contents {
		c := &r.Contents[i]
		if c.calls() == 0 {
			continue
		}
		var next content
		if i+1 < len(r.Contents) {
			next = r.Contents[i+1]
		}
		if next.responses() != c.calls() || len(next.Parts) != next.responses() {
			return badRequest("Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.")
		}
		if refusal := matched(c, &next); refusal != nil {
			return refusal
		}
	}
	return nil
}

// matched checks that each response belongs to a call, by its id and its name.
func matched(calls, responses *content) *service.Refusal {
	left := map[string]int{}
	for _, p := range calls.Parts {
		if p.FunctionCall != nil {
			left[p.FunctionCall.ID+"/"+p.FunctionCall.Name]++
		}
	}
	for _, p := range responses.Parts {
		key := p.FunctionResponse.ID + "/" + p.FunctionResponse.Name
		if left[key] == 0 {
			return badRequest("Please ensure that function response parts match the function call parts of the function call turn: `%s`.", p.FunctionResponse.Name)
		}
		left[key]--
	}
	return nil
}
