package upstream

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// generate is where a model of Google's answers.
func generate(model string) string { return "/v1beta/models/" + model + ":generateContent" }

const flash = "gemini-3-flash-preview"

// contentsOf is a request of these contents, with more members.
func contentsOf(contents, more string) string {
	if more != "" {
		more = "," + more
	}
	return `{"contents":[` + contents + `]` + more + `}`
}

const (
	userSays   = `{"role":"user","parts":[{"text":"hi"}]}`
	modelSays  = `{"role":"model","parts":[{"text":"ok"}]}`
	oneDecl    = `"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object"}}]}]`
	skipped    = `"thoughtSignature":"skip_thought_signature_validator"`
	modelCalls = `{"role":"model","parts":[{"functionCall":{"id":"a","name":"f","args":{}},` + skipped + `},{"functionCall":{"id":"b","name":"f"}}]}`
	answerA    = `{"functionResponse":{"id":"a","name":"f","response":{"output":"1"}}}`
	answerB    = `{"functionResponse":{"id":"b","name":"f","response":{"output":"2"}}}`
)

func geminiUser(parts string) string { return `{"role":"user","parts":[` + parts + `]}` }

func config(members string) string { return contentsOf(userSays, `"generationConfig":{`+members+`}`) }

// geminiPost sends a request with a good key.
func geminiPost(s http.Handler, path, body string, headers ...string) *httptest.ResponseRecorder {
	return post(s, path, body, append([]string{"Authorization:", "X-Goog-Api-Key: good"}, headers...)...)
}

var geminiRefusals = []struct{ name, model, body, want string }{
	{"not JSON", flash, `{`, "Invalid JSON payload received. "},
	{"not an object", flash, `[]`, "Invalid JSON payload received. Expected an object"},
	{"no contents", flash, `{}`, "* GenerateContentRequest.contents: contents is not specified"},
	{"unknown member", flash, contentsOf(userSays, `"max_tokens":5`), `Invalid JSON payload received. Unknown name "max_tokens": Cannot find field.`},
	{"unknown nested member", flash, config(`"max_tokens":5`), `Invalid JSON payload received. Unknown name "max_tokens" at 'generation_config': Cannot find field.`},
	{"unknown part member", flash, contentsOf(geminiUser(`{"type":"text","text":"x"}`), ""), `Invalid JSON payload received. Unknown name "type" at 'contents[0].parts[0]': Cannot find field.`},
	{"wrong kind", flash, config(`"temperature":"hot"`), `Invalid value at 'generation_config.temperature' (TYPE_FLOAT), "hot"`},
	{"system role", flash, contentsOf(`{"role":"system","parts":[{"text":"x"}]}`, ""), "Please use a valid role: user, model."},
	{"no parts", flash, contentsOf(`{"role":"user","parts":[]}`, ""), "* GenerateContentRequest.contents[0].parts: contents.parts must not be empty."},
	{"empty part", flash, contentsOf(geminiUser(`{}`), ""), "* GenerateContentRequest.contents[0].parts[0].data: required oneof field 'data' must have one initialized field"},
	{"two things in one", flash, contentsOf(geminiUser(`{"text":"x","inlineData":{"mimeType":"image/png","data":"AAAA"}}`), ""), "Invalid value at 'contents[0].parts[0]' (oneof)"},
	{"no base64", flash, contentsOf(geminiUser(`{"inlineData":{"mimeType":"image/png","data":"?"}}`), ""), "Invalid value at 'contents[0].parts[0].inline_data.data' (TYPE_BYTES)"},
	{"no type", flash, contentsOf(geminiUser(`{"inlineData":{"data":"AAAA"}}`), ""), "* GenerateContentRequest.contents[0].parts[0].inline_data.mime_type"},
	{"another type", flash, contentsOf(geminiUser(`{"inlineData":{"mimeType":"application/msword","data":"AAAA"}}`), ""), "Unsupported MIME type: application/msword"},
	{"no address", flash, contentsOf(geminiUser(`{"fileData":{"mimeType":"image/png","fileUri":"file-1"}}`), ""), "Invalid or unsupported file uri: file-1"},
	{"system image", flash, contentsOf(userSays, `"systemInstruction":{"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}`), "* GenerateContentRequest.system_instruction.parts[0]"},

	{"call not answered", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(answerA), oneDecl), "Please ensure that the number of function response parts is equal"},
	{"answer with more", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(answerA+","+answerB+`,{"text":"x"}`), oneDecl), "Please ensure that the number of function response parts is equal"},
	{"answers in two turns", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(answerA)+","+geminiUser(answerB), oneDecl), "Please ensure that function response turn comes immediately after"},
	{"answer to nothing", flash, contentsOf(userSays+","+geminiUser(answerA), oneDecl), "Please ensure that function response turn comes immediately after"},
	{"answer to another", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(answerA+","+answerA), oneDecl), "Please ensure that function response parts match"},
	{"call after the model", flash, contentsOf(userSays+","+modelSays+","+modelCalls+","+geminiUser(answerA+","+answerB), oneDecl), "Please ensure that function call turn comes immediately after"},
	{"call without a name", flash, contentsOf(userSays+`,{"role":"model","parts":[{"functionCall":{"args":{}}}]}`, oneDecl), "* GenerateContentRequest.contents[1].parts[0].function_call.name: Name cannot be empty."},
	{"answer without a name", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(`{"functionResponse":{"response":{}}}`), oneDecl), "* GenerateContentRequest.contents[2].parts[0].function_response.name"},
	{"answer that is no object", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(`{"functionResponse":{"name":"f","response":"x"}}`), oneDecl), "Invalid value at 'contents[2].parts[0].function_response.response' (TYPE_MESSAGE)"},
	{"answer that refers", flash, contentsOf(userSays+","+modelCalls+","+geminiUser(answerA+`,{"functionResponse":{"id":"b","name":"f","response":{"a":[{"$ref":"#/x"}]}}}`), oneDecl), "The referenced name `#/x` in function_response.response"},
	{"files to an earlier model", "gemini-2.5-pro", contentsOf(userSays+","+modelCalls+","+geminiUser(answerA+`,{"functionResponse":{"id":"b","name":"f","response":{},"parts":[{"inlineData":{"mimeType":"image/png","data":"AAAA"}}]}}`), oneDecl), "Multimodal function response"},
	{"unsigned call", flash, contentsOf(userSays+","+strings.Replace(modelCalls, ","+skipped, "", 1)+","+geminiUser(answerA+","+answerB), oneDecl), "Function call is missing a thought_signature in functionCall parts."},
	{"signed by another", flash, contentsOf(userSays+","+strings.Replace(modelCalls, "skip_thought_signature_validator", "AAAA", 1)+","+geminiUser(answerA+","+answerB), oneDecl), "Thought signature is not valid."},
	{"model last", "gemini-3.8-flash", contentsOf(userSays+","+modelSays, ""), "Requests in which the last content has the role `model`"},

	{"function name", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"1f"}]}]`), "* GenerateContentRequest.tools[0].function_declarations[0].name: [FIELD_INVALID] Invalid function name."},
	{"two of a name", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f"},{"name":"f"}]}]`), "Duplicate function declaration found: f"},
	{"schema word", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string","const":"b"}}}}]}]`),
		`Invalid JSON payload received. Unknown name "const" at 'tools[0].function_declarations[0].parameters.properties.a': Cannot find field.`},
	{"schema of types", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":["object","null"]}}]}]`), "Invalid value at 'tools[0].function_declarations[0].parameters.type' (TYPE_ENUM)"},
	{"schema without a type", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"properties":{}}}]}]`), "Unable to submit request because `f` functionDeclaration"},
	{"reference to nothing", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object","properties":{"a":{"$ref":"#/$defs/A"}}}}]}]`), "reference to undefined schema at properties.a"},
	{"reference with more", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":"object","properties":{"a":{"$ref":"#","type":"object"}}}}]}]`), "$ref '#' was set alongside unsupported fields."},
	{"two schemas", flash, contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT"},"parametersJsonSchema":{"type":"object"}}]}]`), "* GenerateContentRequest.tools[0].function_declarations[0]: only one of"},
	{"choice without functions", flash, contentsOf(userSays, `"toolConfig":{"functionCallingConfig":{"mode":"ANY"}}`), "Function calling config is set without function_declarations."},
	{"unknown mode", flash, contentsOf(userSays, oneDecl+`,"toolConfig":{"functionCallingConfig":{"mode":"required"}}`), "Invalid value at 'tool_config.function_calling_config.mode' (TYPE_ENUM)"},
	{"names with AUTO", flash, contentsOf(userSays, oneDecl+`,"toolConfig":{"functionCallingConfig":{"allowedFunctionNames":["f"]}}`), "Allowed function names should only be set"},
	{"unknown name", flash, contentsOf(userSays, oneDecl+`,"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["g"]}}`), "allowed_function_names contains `g`"},

	{"hot", flash, config(`"temperature":2.5`), "* GenerateContentRequest.generation_config.temperature: 2.5 is out of range [0, 2]."},
	{"no tokens", flash, config(`"maxOutputTokens":0`), "* GenerateContentRequest.generation_config.max_output_tokens: 0 is out of range"},
	{"many answers", flash, config(`"candidateCount":9`), "* GenerateContentRequest.generation_config.candidate_count: 9 is out of range [1, 8]."},
	{"large seed", flash, config(`"seed":3000000000`), "* GenerateContentRequest.generation_config.seed: 3000000000 is out of range"},
	{"many stops", flash, config(`"stopSequences":["a","b","c","d","e","f"]`), "* GenerateContentRequest.generation_config.stop_sequences: the number of elements must be at most 5."},
	{"unknown form", flash, config(`"responseMimeType":"json"`), "* GenerateContentRequest.generation_config.response_mime_type: allowed mimetypes are"},
	{"schema without its form", flash, config(`"responseJsonSchema":{"type":"object"}`), "* GenerateContentRequest.generation_config.response_schema: only allowed when"},
	{"form with functions", "gemini-2.5-flash", contentsOf(userSays, oneDecl+`,"generationConfig":{"responseMimeType":"application/json"}`), "Function calling with a response mime type: 'application/json' is unsupported"},
	{"level and budget", flash, config(`"thinkingConfig":{"thinkingBudget":5,"thinkingLevel":"low"}`), "You can only set only one of thinking budget and thinking level."},
	{"level to an earlier model", "gemini-2.5-flash", config(`"thinkingConfig":{"thinkingLevel":"low"}`), "Thinking level is not supported for this model."},
	{"unknown level", "gemini-3.8-flash", config(`"thinkingConfig":{"thinkingLevel":"minimal"}`), "Thinking level MINIMAL is not supported for this model."},
	{"small budget", "gemini-2.5-flash", config(`"thinkingConfig":{"thinkingBudget":100}`), "The thinking budget 100 is invalid. Please choose a value between 512 and 24576."},
	{"no thinking", "gemini-2.5-pro", config(`"thinkingConfig":{"thinkingBudget":0}`), "Budget 0 is invalid. This model only works in thinking mode."},
	{"a model that does not think", "gemini-2.0-flash", config(`"thinkingConfig":{"includeThoughts":true}`), "Thinking is not enabled for models/gemini-2.0-flash"},
}

func TestGeminiRefuses(t *testing.T) {
	s := newServer()
	for _, tt := range geminiRefusals {
		t.Run(tt.name, func(t *testing.T) {
			w := geminiPost(s, generate(tt.model), tt.body)
			assert.Equal(t, http.StatusBadRequest, w.Code, w.Body.String())
			detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
			assert.Equal(t, "INVALID_ARGUMENT", detail["status"])
			assert.EqualValues(t, 400, detail["code"])
			message, _ := detail["message"].(string)
			assert.True(t, strings.HasPrefix(message, tt.want), "message %q\nwant    %q", message, tt.want)
		})
	}
}

func TestGeminiAccepts(t *testing.T) {
	s := newServer()
	for name, body := range map[string]string{
		"snake_case": `{"contents":[{"parts":[{"text":"hi"},{"inline_data":{"mime_type":"image/png","data":"` + png + `"}}]}],"system_instruction":{"parts":[{"text":"s"}]},` +
			`"generation_config":{"max_output_tokens":50,"stop_sequences":["q"],"thinking_config":{"include_thoughts":true,"thinking_budget":null}}}`,
		"roles not alternated":      contentsOf(userSays+","+userSays+","+modelSays+","+modelSays+","+userSays, ""),
		"calls":                     contentsOf(userSays+","+modelCalls+","+geminiUser(answerA+","+answerB)+","+userSays, oneDecl),
		"unsigned in an older turn": contentsOf(userSays+","+strings.Replace(modelCalls, ","+skipped, "", 1)+","+geminiUser(answerA+","+answerB)+","+modelSays+","+userSays, oneDecl),
		"schemas": contentsOf(userSays, `"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING","nullable":true}}}},`+
			`{"name":"g","parametersJsonSchema":{"type":"object","properties":{"a":{"$ref":"#/$defs/A","description":"d"},"b":{"const":1}},"$defs":{"A":{"type":["string","null"]}}}}]},{"googleSearch":{}}]`),
		"form with functions": contentsOf(userSays, oneDecl+`,"generationConfig":{"responseMimeType":"application/json","responseJsonSchema":{"type":"object"}}`),
		"files":               contentsOf(geminiUser(`{"fileData":{"mimeType":"image/png","fileUri":"https://x/y.png"}},{"fileData":{"fileUri":"https://www.youtube.com/watch?v=1"}}`), ""),
		"others":              contentsOf(userSays, `"safetySettings":[{"category":"c","threshold":"t"}],"labels":{"snake_case":"x"},"cachedContent":"c","serviceTier":"flex"`),
	} {
		t.Run(name, func(t *testing.T) {
			w := geminiPost(s, generate(flash), body)
			assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
		})
	}
}

func TestGeminiKeysAndPaths(t *testing.T) {
	s := newServer()
	body := contentsOf(userSays, "")
	for _, tt := range []struct {
		name, path string
		headers    []string
		status     int
		code, want string
	}{
		{"good", generate("m"), nil, 200, "", ""},
		{"stable", "/v1/models/m:generateContent", nil, 200, "", ""},
		{"Vertex", "/v1/projects/p/locations/us-central1/publishers/google/models/m:streamGenerateContent?alt=sse", []string{"X-Goog-Api-Key:", "Authorization: Bearer t"}, 200, "", ""},
		{"Vertex Express", "/v1/publishers/google/models/m:generateContent?key=k", []string{"X-Goog-Api-Key:"}, 200, "", ""},
		{"count", "/v1beta/models/m:countTokens", nil, 200, "", ""},
		{"no key", generate("m"), []string{"X-Goog-Api-Key:"}, 403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers"},
		{"a bad key", generate("m"), []string{"X-Goog-Api-Key: bad"}, 400, "INVALID_ARGUMENT", "API key not valid."},
		{"a bad token", generate("m"), []string{"X-Goog-Api-Key:", "Authorization: Bearer bad"}, 401, "UNAUTHENTICATED", "invalid authentication credentials"},
		{"unknown model", generate("missing-1"), nil, 404, "NOT_FOUND", "models/missing-1 is not found for API version v1beta"},
		{"unknown method", "/v1beta/models/m:chat", nil, 404, "NOT_FOUND", ""},
		{"another fault", generate("error-429"), nil, 429, "RESOURCE_EXHAUSTED", ""},
		{"overloaded", generate("error-503"), nil, 503, "UNAVAILABLE", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := geminiPost(s, tt.path, body, tt.headers...)
			require.Equal(t, tt.status, w.Code, w.Body.String())
			if tt.status != 200 {
				detail, _ := parse(t, w.Body.Bytes())["error"].(map[string]any)
				assert.Equal(t, tt.code, detail["status"])
				assert.Contains(t, detail["message"], tt.want)
			}
		})
	}
	w := geminiPost(s, generate("error-429"), body)
	assert.Contains(t, w.Body.String(), `"retryDelay":"1s"`)
	w = do(s, httptest.NewRequest(http.MethodGet, "/v1beta/models", nil))
	assert.Contains(t, w.Body.String(), `"models/gemini-2.5-flash"`)
	w = do(s, httptest.NewRequest(http.MethodGet, "/v1beta/models/missing-1", nil))
	assert.Equal(t, http.StatusNotFound, w.Code)
}
