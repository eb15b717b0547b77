package upstream

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	clocks "aigateway/common/clock"
	"aigateway/common/eventstream"
	"aigateway/common/provider/sigv4"
	"aigateway/common/secret"
	"aigateway/host-test/upstream/bedrock"
)

const converse = "/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse"

// modelPath is the path of a model by a part of its id.
func modelPath(id string) string { return "/model/" + id + "/converse" }

func turns(list ...string) string { return `{"messages":[` + strings.Join(list, ",") + `]}` }

func user(content string) string      { return `{"role":"user","content":[` + content + `]}` }
func assistant(content string) string { return `{"role":"assistant","content":[` + content + `]}` }

// withMore is a good request with more members.
func withMore(members string) string { return `{"messages":[` + hey + `],` + members + `}` }

const (
	word       = `{"text":"hi"}`
	hey        = `{"role":"user","content":[` + word + `]}`
	call1      = `{"toolUse":{"toolUseId":"a","name":"f","input":{}}}`
	done1      = `{"toolResult":{"toolUseId":"a","content":[{"text":"r"}]}}`
	oneSpec    = `{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}`
	fConfig    = `"toolConfig":{"tools":[` + oneSpec + `]}`
	pointHere  = `{"cachePoint":{"type":"default"}}`
	think1024  = `"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":1024}}`
	textFormat = `"outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":{"schema":"{\"type\":\"object\",\"additionalProperties\":false}"}}}}`
)

func withTools(list ...string) string {
	return `{"messages":[` + strings.Join(list, ",") + `],` + fConfig + `}`
}

var converseRefusals = []struct {
	name, path, body string
	want             string
}{
	{"no JSON", converse, `{`, "unexpected EOF"},
	{"an array", converse, `[]`, "Start of structure or map found where not expected."},
	{"no messages", converse, `{}`, "The conversation has no messages."},
	{"unknown member", converse, withMore(`"model":"x"`), "Malformed input request: #: extraneous key [model] is not permitted"},
	{"unknown member of a block", converse, turns(user(`{"type":"text","text":"x"}`)), "Malformed input request: #/messages/0/content/0: extraneous key [type]"},
	{"content a string", converse, `{"messages":[{"role":"user","content":"x"}]}`, "STRING_VALUE can not be converted at #/messages/0/content"},
	{"role tool", converse, `{"messages":[{"role":"tool","content":[]}]}`, "1 validation error detected: Value at 'messages.0.role' failed to satisfy constraint: Member must satisfy enum value set: [user, assistant, system]"},
	{"two kinds in a block", converse, turns(user(`{"text":"x","cachePoint":{"type":"default"}}`)), "The value at messages.0.content.0 must have exactly one member, it has 2."},
	{"no kind in a block", converse, turns(user(`{}`)), "The value at messages.0.content.0 must have exactly one member, it has 0."},
	{"begins with the assistant", converse, turns(assistant(word)), "A conversation must start with a user message."},
	{"not alternating", converse, turns(hey, hey), "A conversation must alternate between user and assistant roles."},
	{"empty content", converse, turns(user("")), "The content field in the Message object at messages.0 is empty."},
	{"blank text", converse, turns(user(`{"text":" "}`)), "The text field in the ContentBlock object at messages.0.content.0 is blank."},
	{"empty system", converse, withMore(`"system":[{"text":""}]`), "1 validation error detected: Value at 'system.0.text' failed to satisfy constraint: Member must have length greater than or equal to 1"},

	{"image by address", converse, turns(user(`{"image":{"format":"png","source":{"url":"https://x"}}}`)), "Malformed input request: #/messages/0/content/0/image/source: extraneous key [url]"},
	{"image of another format", converse, turns(user(`{"image":{"format":"bmp","source":{"bytes":"AAAA"}}}`)), "1 validation error detected: Value at 'messages.0.content.0.image.format'"},
	{"image mislabelled", converse, turns(user(`{"image":{"format":"jpeg","source":{"bytes":"` + png + `"}}}`)), "The model returned the following errors: messages.0.content.0.image.source.base64: The image was specified using the image/jpeg media type"},
	{"image not base64", converse, turns(user(`{"image":{"format":"png","source":{"bytes":"?"}}}`)), "The bytes at messages.0.content.0.image are not base64."},
	{"document name", converse, turns(user(word + `,{"document":{"format":"pdf","name":"a.pdf","source":{"bytes":"AAAA"}}}`)), "The document file name can only contain"},
	{"document names twice", converse, turns(user(word + strings.Repeat(`,{"document":{"format":"pdf","name":"a","source":{"bytes":"AAAA"}}}`, 2))), "Messages contain duplicate document names."},
	{"document alone", converse, turns(user(`{"document":{"format":"pdf","name":"a","source":{"bytes":"AAAA"}}}`)), "A text block must be included"},

	{"tools missing", converse, turns(hey, assistant(call1), user(done1)), "The toolConfig field must be defined when using toolUse and toolResult content blocks."},
	{"no tools", converse, withMore(`"toolConfig":{"tools":[]}`), "1 validation error detected: Value at 'toolConfig.tools' failed"},
	{"tool twice", converse, withMore(`"toolConfig":{"tools":[` + oneSpec + `,` + oneSpec + `]}`), "The toolConfig.tools field contains the duplicate tool name f."},
	{"schema without type", converse, withMore(`"toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{}}}}]}`), "1 validation error detected: Value at 'toolConfig.tools.0.toolSpec.inputSchema.json.type'"},
	{"empty description", converse, withMore(`"toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"","inputSchema":{"json":{"type":"object"}}}}]}`), "1 validation error detected: Value at 'toolConfig.tools.0.toolSpec.description'"},
	{"choice none", converse, withMore(`"toolConfig":{"tools":[` + oneSpec + `],"toolChoice":{"none":{}}}`), "Malformed input request: #/toolConfig/toolChoice: extraneous key [none]"},
	{"choice of an unknown tool", converse, withMore(`"toolConfig":{"tools":[` + oneSpec + `],"toolChoice":{"tool":{"name":"g"}}}`), "The model returned the following errors: Tool 'g' not found in provided tools"},
	{"choice any of Llama", modelPath("meta.llama3"), withMore(`"toolConfig":{"tools":[` + oneSpec + `],"toolChoice":{"any":{}}}`), "This model doesn't support the toolConfig.toolChoice.any field."},
	{"choice tool of Mistral", modelPath("mistral.large"), withMore(`"toolConfig":{"tools":[` + oneSpec + `],"toolChoice":{"tool":{"name":"f"}}}`), "This model doesn't support the toolConfig.toolChoice.tool field."},
	{"call without result", converse, withTools(hey, assistant(call1), hey), "Expected toolResult blocks at messages.2.content for the following Ids: a"},
	{"call at the end", converse, withTools(hey, assistant(call1)), "Expected toolResult blocks at messages.2.content for the following Ids: a"},
	{"result without call", converse, withTools(user(done1)), "The number of toolResult blocks at messages.0.content exceeds the number of toolUse blocks of previous turn."},
	{"two results", converse, withTools(hey, assistant(call1), user(done1+","+done1)), "The number of toolResult blocks at messages.2.content exceeds"},
	{"ids twice", converse, withTools(hey, assistant(call1+","+call1), user(done1)), "The model returned the following errors: messages.1.content: `tool_use` ids must be unique"},
	{"id with a space", converse, withTools(hey, assistant(`{"toolUse":{"toolUseId":"a b","name":"f","input":{}}}`)), "1 validation error detected: Value at 'messages.1.content.0.toolUse.toolUseId'"},
	{"input a string", converse, withTools(hey, assistant(`{"toolUse":{"toolUseId":"a","name":"f","input":"{}"}}`)), "STRING_VALUE can not be converted"},
	{"call by the user", converse, withTools(user(call1)), "User messages cannot contain tool uses."},
	{"empty result", converse, withTools(hey, assistant(call1), user(`{"toolResult":{"toolUseId":"a","content":[]}}`)), "The content field in the ToolResultBlock object"},
	{"blank result", converse, withTools(hey, assistant(call1), user(`{"toolResult":{"toolUseId":"a","content":[{"text":""}]}}`)), "The text field in the ToolResultContentBlock object at messages.2.content.0.toolResult.content.0 is blank."},
	{"status to Llama", modelPath("meta.llama3"), withTools(hey, assistant(call1), user(`{"toolResult":{"toolUseId":"a","status":"error","content":[{"text":"x"}]}}`)), "This model doesn't support the status field."},

	{"reasoning by the user", converse, turns(user(`{"reasoningContent":{"reasoningText":{"text":"x"}}}`)), "User messages cannot contain reasoning content."},
	{"reasoning to DeepSeek", modelPath("deepseek.r1"), turns(hey, assistant(`{"reasoningContent":{"reasoningText":{"text":"x"}}},`+word), hey), "This model doesn't support the reasoningContent field."},
	{"a wrong signature", converse, turns(hey, assistant(`{"reasoningContent":{"reasoningText":{"text":"x","signature":"y"}}},`+word), hey), "The model returned the following errors: messages.1.content.0: Invalid `signature`"},
	{"a wrong seal", converse, turns(hey, assistant(`{"reasoningContent":{"redactedContent":"eQ=="}},`+word), hey), "The model returned the following errors: messages.1.content.0: Invalid `data`"},
	{"thinking not sent back", converse, `{"messages":[` + hey + `,` + assistant(call1) + `,` + user(done1) + `],` + fConfig + `,` + think1024 + `}`, "The model returned the following errors: messages.1.content.0.type: Expected `thinking`"},
	{"small budget", converse, withMore(`"additionalModelRequestFields":{"thinking":{"type":"enabled","budget_tokens":5}}`), "The model returned the following errors: thinking.enabled.budget_tokens"},
	{"large budget", converse, withMore(think1024 + `,"inferenceConfig":{"maxTokens":1024}`), "The model returned the following errors: `max_tokens` must be greater"},
	{"thinking and temperature", converse, withMore(think1024 + `,"inferenceConfig":{"temperature":0}`), "The model returned the following errors: `temperature` may only be set to 1"},
	{"thinking and a forced tool", converse, withMore(think1024 + `,"toolConfig":{"tools":[` + oneSpec + `],"toolChoice":{"any":{}}}`), "The model returned the following errors: Thinking may not be enabled"},
	{"adaptive thinking of an elder", converse, withMore(`"additionalModelRequestFields":{"thinking":{"type":"adaptive"}}`), "The model returned the following errors: adaptive thinking is not supported"},
	{"a budget of a younger", modelPath("anthropic.claude-opus-4-7"), withMore(think1024), `The model returned the following errors: "thinking.type.enabled" is not supported`},
	{"temperature to a younger", modelPath("anthropic.claude-opus-4-7"), withMore(`"inferenceConfig":{"temperature":1}`), "The model returned the following errors: `temperature`"},
	{"both kinds of sampling", converse, withMore(`"inferenceConfig":{"temperature":1,"topP":1}`), "The model returned the following errors: `temperature` and `top_p` cannot both"},
	{"temperature too high", converse, withMore(`"inferenceConfig":{"temperature":1.5}`), "1 validation error detected: Value at 'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1"},
	{"blank stop", converse, withMore(`"inferenceConfig":{"stopSequences":[" "]}`), "The model returned the following errors: stop_sequences.0"},
	{"top_k in Nova's place", converse, withMore(`"additionalModelRequestFields":{"inferenceConfig":{"topK":5}}`), "The model returned the following errors: inferenceConfig: Extra inputs are not permitted"},
	{"top_k to Nova", modelPath("amazon.nova-pro-v1:0"), withMore(`"additionalModelRequestFields":{"top_k":5}`), "The model returned the following errors: top_k: Extra inputs are not permitted"},
	{"high effort and a limit", modelPath("amazon.nova-2-lite-v1:0"), withMore(`"inferenceConfig":{"maxTokens":5},"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"high"}}`), "The model returned the following errors: temperature, topP and maxTokens cannot be used"},
	{"prefill of a younger", modelPath("anthropic.claude-opus-4-6-v1"), turns(hey, assistant(word)), "The model returned the following errors: This model does not support assistant message prefill."},

	{"five points", converse, turns(user(word + strings.Repeat(","+pointHere, 5))), "The model returned the following errors: A maximum of 4 blocks"},
	{"a point to Llama", modelPath("meta.llama3"), turns(user(word + "," + pointHere)), "You invoked an unsupported model or your request did not allow prompt caching."},
	{"a point among Nova's tools", modelPath("amazon.nova-pro-v1:0"), withMore(`"toolConfig":{"tools":[` + oneSpec + `,` + pointHere + `]}`), "You invoked an unsupported model"},
	{"a schema to Nova", modelPath("amazon.nova-pro-v1:0"), withMore(textFormat), "This model doesn't support the outputConfig.textFormat field."},
	{"strict to Nova", modelPath("amazon.nova-pro-v1:0"), withMore(`"toolConfig":{"tools":[{"toolSpec":{"name":"f","strict":true,"inputSchema":{"json":{"type":"object"}}}}]}`), "This model doesn't support the strict field."},
	{"metadata out of the alphabet", converse, withMore(`"requestMetadata":{"a":"é"}`), "1 validation error detected: Value at 'requestMetadata.a'"},
	{"unknown tier", converse, withMore(`"serviceTier":{"type":"auto"}`), "1 validation error detected: Value at 'serviceTier.type'"},
}

func TestBedrockRefuses(t *testing.T) {
	s := newServer()
	for _, tt := range converseRefusals {
		t.Run(tt.name, func(t *testing.T) {
			w := post(s, tt.path, tt.body)
			assert.Equal(t, http.StatusBadRequest, w.Code)
			assert.Regexp(t, "^(Validation|Serialization)Exception:", w.Header().Get("X-Amzn-Errortype"))
			assert.NotEmpty(t, w.Header().Get("X-Amzn-Requestid"))
			message := text(parse(t, w.Body.Bytes())["message"])
			assert.True(t, strings.HasPrefix(message, tt.want), "message %q\nwant    %q", message, tt.want)
		})
	}
}

func TestBedrockAccepts(t *testing.T) {
	s := newServer()
	for name, tt := range map[string]struct{ path, body string }{
		"everything": {converse, withMore(`"system":[{"text":"x"},` + pointHere + `],"inferenceConfig":{"maxTokens":50,"temperature":1,"stopSequences":["q"]},` +
			`"toolConfig":{"tools":[` + oneSpec + `,` + pointHere + `],"toolChoice":{"auto":{}}},"additionalModelRequestFields":{"top_k":5},` +
			`"requestMetadata":{"a":"b c"},"serviceTier":{"type":"flex"},"performanceConfig":{"latency":"optimized"},` +
			`"guardrailConfig":{"guardrailIdentifier":"g","guardrailVersion":"1"},"additionalModelResponseFieldPaths":["/stop_sequence"],` + textFormat)},
		"an ARN":      {"/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fus.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse", turns(hey)},
		"media":       {converse, turns(user(word + `,{"image":{"format":"png","source":{"bytes":"` + png + `"}}},{"document":{"format":"txt","name":"a (1)","source":{"text":"t"}}}`))},
		"a loop":      {converse, withTools(hey, assistant(word+","+call1), user(`{"toolResult":{"toolUseId":"a","status":"error","content":[{"json":{"a":1}}]}},`+word))},
		"thinking":    {converse, withMore(think1024)},
		"Nova's ways": {modelPath("us.amazon.nova-2-lite-v1:0"), withMore(`"additionalModelRequestFields":{"inferenceConfig":{"topK":5},"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}`)},
	} {
		t.Run(name, func(t *testing.T) {
			w := post(s, tt.path, tt.body)
			assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
			assert.NotEmpty(t, parse(t, w.Body.Bytes())["stopReason"])
		})
	}
}

func TestBedrockPaths(t *testing.T) {
	s := newServer()
	for path, want := range map[string]int{
		converse: 200, "/model/m/converse": 200, "/model/a:b/converse": 200, "/model/missing-1/converse": 404, "/model/m/invoke": 404,
		"/model/a/b/converse": 404, "/model//converse": 404, "/v1/model/m/converse": 404,
	} {
		w := post(s, path, turns(hey))
		assert.Equal(t, want, w.Code, "%s: %s", path, w.Body)
	}
	r, err := http.NewRequest(http.MethodGet, "/model/m/converse", http.NoBody)
	require.NoError(t, err)
	w := do(s, r)
	assert.Equal(t, http.StatusNotFound, w.Code)
	assert.Contains(t, w.Header().Get("X-Amzn-Errortype"), "UnknownOperationException")
}

// TestBedrockSignatures signs requests as the gateway does.
func TestBedrockSignatures(t *testing.T) {
	good := sigv4.Credentials{AccessKey: bedrock.AccessKey, SecretKey: secret.New(bedrock.SecretKey), Region: "us-east-1", Service: "bedrock"}
	with := func(change func(*sigv4.Credentials)) sigv4.Credentials {
		c := good
		change(&c)
		return c
	}
	for name, tt := range map[string]struct {
		credentials sigv4.Credentials
		header      string // to change behind the signature
		kind        string
	}{
		"good": {good, "", ""},
		"temporary": {with(func(c *sigv4.Credentials) {
			c.AccessKey, c.SessionToken = bedrock.TemporaryAccessKey, secret.New(bedrock.SessionToken)
		}), "", ""},
		"without token":  {with(func(c *sigv4.Credentials) { c.AccessKey = bedrock.TemporaryAccessKey }), "", "UnrecognizedClientException"},
		"unknown key":    {with(func(c *sigv4.Credentials) { c.AccessKey = "AKIDOTHER" }), "", "UnrecognizedClientException"},
		"wrong secret":   {with(func(c *sigv4.Credentials) { c.SecretKey = secret.New("x") }), "", "InvalidSignatureException"},
		"wrong service":  {with(func(c *sigv4.Credentials) { c.Service = "bedrock-runtime" }), "", "InvalidSignatureException"},
		"wrong region":   {with(func(c *sigv4.Credentials) { c.Region = "eu-west-1" }), "", "InvalidSignatureException"},
		"no signature":   {good, "Authorization:", "MissingAuthenticationTokenException"},
		"malformed":      {good, "Authorization: AWS4-HMAC-SHA256 x", "IncompleteSignatureException"},
		"unsigned":       {good, "X-Amz-Meta: x", "InvalidSignatureException"},
		"another time":   {good, "X-Amz-Date: 20231114T221321Z", "InvalidSignatureException"},
		"too old a time": {good, "X-Amz-Date: 20231114T200000Z", "InvalidSignatureException"},
		"a bad key":      {good, "Authorization: Bearer bad", "AccessDeniedException"},
		"a good key":     {good, "Authorization: Bearer good", ""},
	} {
		t.Run(name, func(t *testing.T) {
			path := "/model/arn%3Aaws%3Abedrock%3A%2Fx/converse"
			host := "bedrock-runtime.us-east-1.amazonaws.com"
			r, err := http.NewRequest(http.MethodPost, "http://"+host+path+"?b=2&a=1", strings.NewReader(turns(hey)))
			require.NoError(t, err)
			r.RequestURI = path + "?b=2&a=1"
			signed := tt.credentials.Sign(nil, &sigv4.Request{Method: "POST", Path: path, Query: "b=2&a=1", Host: host, Body: []byte(turns(hey))}, clocks.Time(clock().UnixNano()))
			var headers []string
			for _, h := range signed {
				headers = append(headers, h.Name+": "+h.Value)
			}
			if tt.header != "" {
				headers = append(headers, tt.header)
			}
			w := do(newServer(), r, headers...)
			if tt.kind == "" {
				assert.Equal(t, http.StatusOK, w.Code, w.Body.String())
				return
			}
			assert.Equal(t, http.StatusForbidden, w.Code)
			assert.Equal(t, tt.kind, strings.SplitN(w.Header().Get("X-Amzn-Errortype"), ":", 2)[0], w.Body.String())
		})
	}
}

// frames takes a stream apart.
func frames(t *testing.T, body string) (events []event) {
	t.Helper()
	var d eventstream.Decoder
	var f eventstream.Frame
	for d.Write([]byte(body)); d.Next(&f); {
		name := string(f.Header(":event-type"))
		if name == "" {
			name = string(f.Header(":exception-type"))
		}
		events = append(events, event{name, string(f.Payload)})
	}
	require.NoError(t, d.Err())
	require.Empty(t, d.Pending())
	return events
}

// TestBedrockStream adds a stream up to what the whole answer is.
func TestBedrockStream(t *testing.T) {
	s := newServer()
	body := `{"messages":[` + user(`{"text":"Please call f."}`) + `],` + fConfig + `,` + think1024 + `}`
	w := post(s, converse+"-stream", body)
	require.Equal(t, http.StatusOK, w.Code, w.Body.String())
	assert.Equal(t, "application/vnd.amazon.eventstream", w.Header().Get("Content-Type"))
	var names []string
	var input, said, thought string
	for _, e := range frames(t, w.Body.String()) {
		if n := len(names); n == 0 || names[n-1] != e.name {
			names = append(names, e.name)
		}
		delta, _ := parse(t, []byte(e.data))["delta"].(map[string]any)
		use, _ := delta["toolUse"].(map[string]any)
		reasoning, _ := delta["reasoningContent"].(map[string]any)
		input, said, thought = input+text(use["input"]), said+text(delta["text"]), thought+text(reasoning["text"])
	}
	assert.Equal(t, "messageStart contentBlockDelta contentBlockStop contentBlockDelta contentBlockStop contentBlockStart "+
		"contentBlockDelta contentBlockStop messageStop metadata", strings.Join(names, " "))
	whole := post(s, converse, body).Body.String()
	assert.Contains(t, whole, `"text":"`+said+`"`)
	assert.Contains(t, whole, `"text":"`+thought+`"`)
	assert.Contains(t, whole, `"input":`+input)
}

func TestBedrockFaults(t *testing.T) {
	s := newServer()
	w := post(s, "/model/error-429/converse", turns(hey))
	assert.Equal(t, http.StatusTooManyRequests, w.Code)
	assert.Contains(t, w.Header().Get("X-Amzn-Errortype"), "ThrottlingException")
	events := frames(t, post(s, "/model/error-mid-stream/converse-stream", turns(hey)).Body.String())
	assert.Equal(t, "modelStreamErrorException", events[len(events)-1].name)
	assert.Positive(t, s.Total())
	post(s, converse, turns(hey))
	assert.Equal(t, "bedrock", s.Ledger()[0].Service)
}

// TestBedrockLoad gets a stream from the upstream of benchmarks.
func TestBedrockLoad(t *testing.T) {
	url, stop, err := StartLoad("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(stop)
	response, err := http.Post(url+"/model/bench-20/converse-stream", "application/json", strings.NewReader(turns(hey)))
	require.NoError(t, err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	assert.Equal(t, "application/vnd.amazon.eventstream", response.Header.Get("Content-Type"))
	assert.Greater(t, len(frames(t, string(body))), 20)
}
