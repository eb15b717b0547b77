package gemini

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"slices"

	"aigateway/host-test/upstream/service"
)

// signingKey stands for the service's secret: it makes signatures that a
// gateway can only pass on, never invent.
const signingKey = "the fake service signs what it thinks"

// signatureStart makes every signature hold all that base64 is made of.
const signatureStart = "\xfb\xff\xfe"

func sign(text string) string {
	h := hmac.New(sha256.New, []byte(signingKey))
	h.Write([]byte(text))
	return base64.StdEncoding.EncodeToString(append([]byte(signatureStart), h.Sum(nil)...))
}

// signCall signs a call, whatever way its arguments are written in.
func signCall(name string, args json.RawMessage) string {
	var v any
	_ = json.Unmarshal(args, &v) // nil arguments are none
	canonical, _ := json.Marshal(v)
	return sign("call " + name + " " + string(canonical))
}

// dummies are taken for the signature of a call that another model made.
var dummies = []string{"skip_thought_signature_validator", "context_engineering_is_the_way_to_go"}

// sameBytes compares signatures, whatever alphabet of base64 they are in.
func sameBytes(a, b string) bool {
	x, y := decodeBase64(a), decodeBase64(b)
	return x != nil && string(x) == string(y)
}

// signaturesKept checks that what the model signed came back as it was, and
// that in the current turn the first call of each step did.
func signaturesKept(r *request) *service.Refusal {
	if !r.traits.signs {
		return nil
	}
	current := 0
	for i := range r.Contents {
		if c := &r.Contents[i]; c.Role != "model" && c.responses() == 0 {
			current = i
		}
	}
	for i, c := range r.Contents {
		isFirst := true
		for _, p := range c.Parts {
			switch {
			case p.FunctionCall == nil:
				if p.ThoughtSignature != "" && p.Text != nil && !slices.Contains(dummies, p.ThoughtSignature) && decodeBase64(p.ThoughtSignature) == nil {
					return badRequest("Thought signature is not valid.")
				}
				continue
			case slices.Contains(dummies, p.ThoughtSignature):
			case p.ThoughtSignature != "" && !sameBytes(p.ThoughtSignature, signCall(p.FunctionCall.Name, p.FunctionCall.Args)):
				return badRequest("Thought signature is not valid.")
			case p.ThoughtSignature == "" && isFirst && i > current:
				return badRequest("Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, "+
					"and missing thought_signature may lead to degraded model performance. Additional data, function call `default_api:%s` , position %d. "+
					"Please refer to https://ai.google.dev/gemini-api/docs/thought-signatures for more details.", p.FunctionCall.Name, i+1)
			}
			isFirst = false
		}
	}
	return nil
}
