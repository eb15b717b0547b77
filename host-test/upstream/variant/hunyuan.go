package variant

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
	"aigateway/host-test/upstream/shape"
)

// The one account of Tencent's that there is.
const (
	HunyuanID  = "AKIDEXAMPLEEXAMPLEEXAMPLEEXAMPLE0123"
	HunyuanKey = "EXAMPLEKEYEXAMPLEKEYEXAMPLEKEY01"
)

// Source: https://cloud.tencent.com/document/api/1729/105701,
// https://cloud.tencent.com/document/api/1729/101842
var hunyuan = vendor{
	name: "hunyuan", answer: answerHunyuan, refusal: refuseHunyuan, render: renderHunyuan,
	// The signature is checked with the request, since its faults have codes.
	key: func(*service.Call) (string, bool) { return "signed", true },
	interrupt: func(string) service.Event {
		return service.Event{Data: []byte(`{"ErrorMsg":{"Msg":"The service had an internal error.","Code":4000},"Id":"086b6b19"}`)}
	},
}

func refuseHunyuan(status int, _ string) *service.Refusal {
	codes := map[int]string{404: "InvalidParameterValue.Model", 429: "LimitExceeded", 500: "InternalError", 401: "AuthFailure.SignatureFailure"}
	code := codes[status]
	if code == "" {
		code = "InvalidParameter"
	}
	return refuse(http.StatusOK, code, "The request failed with %s.", code)
}

func renderHunyuan(r *service.Refusal, id string) []byte {
	return service.Encode(object{"Response": object{"Error": object{"Code": r.Code, "Message": r.Message}, "RequestId": id}})
}

var (
	hunyuanText     = shape.Of(shape.String)
	hunyuanFunction = shape.Struct(shape.Req("Name", hunyuanText), shape.Opt("Description", hunyuanText), shape.Req("Parameters", hunyuanText))
	hunyuanTool     = shape.Struct(shape.Req("Type", shape.Enum("function")), shape.Req("Function", hunyuanFunction))
	hunyuanMessage  = shape.Struct(shape.Req("Role", shape.Enum("system", "user", "assistant", "tool")), shape.Opt("Content", hunyuanText),
		shape.Opt("Contents", shape.List(shape.Union("Type", shape.Case{Value: "text", Shape: shape.Struct(shape.Req("Text", hunyuanText))},
			shape.Case{Value: "image_url", Shape: shape.Struct(shape.Req("ImageUrl", shape.Struct(shape.Req("Url", hunyuanText))))}))),
		shape.Opt("ToolCallId", hunyuanText), shape.Opt("ReasoningContent", hunyuanText),
		shape.Opt("ToolCalls", shape.List(shape.Struct(shape.Req("Id", hunyuanText), shape.Req("Type", shape.Enum("function")), shape.Opt("Index", shape.Of(shape.Integer)),
			shape.Req("Function", shape.Struct(shape.Req("Name", hunyuanText), shape.Req("Arguments", hunyuanText)))))))
	hunyuanShape = shape.Struct(shape.Req("Model", hunyuanText), shape.Req("Messages", &shape.Shape{Kinds: []shape.Kind{shape.Array}, MinLen: 1, MaxLen: 40, Items: hunyuanMessage}),
		shape.Opt("Stream", shape.Of(shape.Bool)), shape.Opt("StreamModeration", shape.Of(shape.Bool)), shape.Opt("TopP", number(0, 1)), shape.Opt("Temperature", number(0, 2)),
		shape.Opt("Seed", number(1, 10000)), shape.Opt("Stop", shape.List(hunyuanText)), shape.Opt("EnableEnhancement", shape.Of(shape.Bool)), shape.Opt("SearchInfo", shape.Of(shape.Bool)),
		shape.Opt("EnableThinking", shape.Of(shape.Bool)), shape.Opt("Tools", shape.List(hunyuanTool)), shape.Opt("ToolChoice", shape.Enum("none", "auto", "custom")), shape.Opt("CustomTool", hunyuanTool))
)

type hunyuanRequest struct {
	Model    string
	Messages []struct {
		Role, Content string
		Contents      []struct {
			Text     string
			ImageURL struct{ URL string } `json:"ImageUrl"`
		}
		ToolCallID string `json:"ToolCallId"`
		ToolCalls  []struct {
			ID       string
			Function functionCall
		} // by names in any case
	}
	Stream, EnableThinking bool
	Stop                   []string
	Tools                  []struct {
		Function struct{ Name, Parameters string }
	}
	ToolChoice string
	CustomTool struct{ Function struct{ Name string } }
}

var tc3 = regexp.MustCompile(`^TC3-HMAC-SHA256 Credential=([^/]+)/(\d{4}-\d\d-\d\d)/hunyuan/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature=([0-9a-f]{64})$`)

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// verify checks the signature over what arrived.
func verify(c *service.Call) *service.Refusal {
	h := c.Header
	m := tc3.FindStringSubmatch(h.Get("Authorization"))
	stamp, err := strconv.ParseInt(h.Get("X-TC-Timestamp"), 10, 64)
	at := time.Unix(stamp, 0).UTC()
	switch {
	case h.Get("X-TC-Action") != "ChatCompletions":
		return refuse(http.StatusOK, "InvalidAction", "The specified action is invalid.")
	case h.Get("X-TC-Version") != "2023-09-01":
		return refuse(http.StatusOK, "NoSuchVersion", "The specified version does not exist.")
	case m == nil:
		return refuse(http.StatusOK, "AuthFailure.InvalidAuthorization", "Authorization in the request header is invalid.")
	case m[1] != HunyuanID:
		return refuse(http.StatusOK, "AuthFailure.SecretIdNotFound", "The SecretId is not found.")
	case err != nil || c.Now.Sub(at).Abs() > 5*time.Minute || at.Format(time.DateOnly) != m[2]:
		return refuse(http.StatusOK, "AuthFailure.SignatureExpire", "The provided credentials could not be validated because of exceeding request timestamp.")
	}
	canonical := "POST\n" + c.Target + "\n\ncontent-type:" + strings.ToLower(h.Get("Content-Type")) + "\nhost:" + strings.ToLower(c.Host) +
		"\nx-tc-action:chatcompletions\n\ncontent-type;host;x-tc-action\n" + hash(string(c.Body))
	text := "TC3-HMAC-SHA256\n" + h.Get("X-TC-Timestamp") + "\n" + m[2] + "/hunyuan/tc3_request\n" + hash(canonical)
	key := mac(mac(mac([]byte("TC3"+HunyuanKey), m[2]), "hunyuan"), "tc3_request")
	if hex.EncodeToString(mac(key, text)) != m[3] {
		return refuseHunyuan(http.StatusUnauthorized, "")
	}
	return nil
}

func answerHunyuan(c *service.Call) (*service.Answer, *service.Refusal) {
	if refusal := verify(c); refusal != nil {
		return nil, refusal
	}
	var r hunyuanRequest
	if refusal := read(c, hunyuanShape, "InvalidParameter", &r); refusal != nil {
		refusal.Status = http.StatusOK
		return nil, refusal
	}
	if strings.HasPrefix(r.Model, "missing") {
		return nil, refuseHunyuan(http.StatusNotFound, r.Model)
	}
	chat, refusal := r.conversation()
	if refusal != nil {
		return nil, refusal
	}
	a := parrot.Continue(&chat.Conversation)
	answer := &service.Answer{Model: r.Model, Usage: a.Usage}
	var calls []object
	for i, c := range a.Calls {
		calls = append(calls, object{"Id": "call_" + c.ID, "Type": "function", "Index": i, "Function": object{"Name": c.Name, "Arguments": string(c.Arguments)}})
	}
	document := func(name string, message object, reason string) object {
		message["Role"] = "assistant"
		return object{"Note": "以上内容为AI生成，不代表开发者立场，请勿删除或修改本标记", "Created": c.Now.Unix(), "Id": "086b6b19-" + a.Identify("reply"),
			"Choices": []object{{"Index": 0, name: message, "FinishReason": reason}},
			"Usage":   object{"PromptTokens": a.Usage.Input, "CompletionTokens": a.Usage.Output, "TotalTokens": a.Usage.Input + a.Usage.Output}}
	}
	if !r.Stream {
		message := object{"Content": a.Text}
		if a.Thinking != "" {
			message["ReasoningContent"] = a.Thinking
		}
		if calls != nil {
			message["ToolCalls"] = calls
		}
		whole := document("Message", message, finish(&a))
		whole["RequestId"] = "r-1"
		answer.Body = service.Encode(object{"Response": whole})
		return answer, nil
	}
	emit := func(delta object, reason string) {
		answer.Events = append(answer.Events, service.Event{Data: service.Encode(document("Delta", delta, reason))})
	}
	for _, part := range parrot.Deltas(a.Thinking) {
		emit(object{"ReasoningContent": part}, "")
	}
	for _, part := range a.Parts {
		emit(object{"Content": part}, "")
	}
	for _, call := range calls {
		emit(object{"ToolCalls": []object{call}}, "")
	}
	emit(object{"Content": ""}, finish(&a))
	answer.Events = append(answer.Events, service.Event{Data: []byte("[DONE]")})
	return answer, nil
}

func (r *hunyuanRequest) conversation() (*chat, *service.Refusal) {
	chat := newChat(r.Model)
	chat.Think, chat.Stop = r.EnableThinking, r.Stop
	for _, t := range r.Tools {
		if !json.Valid([]byte(t.Function.Parameters)) {
			return nil, refuse(http.StatusOK, "InvalidParameter", "Tools.Function.Parameters: is no JSON")
		}
		chat.Tools = append(chat.Tools, parrot.Tool{Name: t.Function.Name, Schema: json.RawMessage(t.Function.Parameters)})
	}
	switch r.ToolChoice {
	case "none":
		chat.Choice = parrot.Never
	case "custom":
		chat.Choice, chat.ToolName = parrot.Named, r.CustomTool.Function.Name
		if chat.ToolName == "" {
			return nil, refuse(http.StatusOK, "InvalidParameter", "CustomTool is required when ToolChoice is custom.")
		}
	}
	last := ""
	for i, m := range r.Messages {
		switch {
		case m.Role == "system" && i > 0:
			return nil, refuse(http.StatusOK, "InvalidParameter", "Messages: the role system must come first.")
		case m.Role == last && m.Role != "tool", m.Role == "assistant" && (last == "" || last == "system"):
			return nil, refuse(http.StatusOK, "InvalidParameter", "Messages: user and assistant must alternate, and user must be first.")
		case m.Content == "" && m.Contents == nil && m.ToolCalls == nil:
			return nil, refuse(http.StatusOK, "InvalidParameter", "Messages: Content must not be empty.")
		case m.Role == "tool" && !chat.open[m.ToolCallID]:
			return nil, refuse(http.StatusOK, "InvalidParameter", "Messages: ToolCallId belongs to no call.")
		}
		last = m.Role
		text, media, calls := m.Content, []parrot.Media(nil), []call(nil)
		for _, part := range m.Contents {
			text += part.Text
			if part.ImageURL.URL != "" {
				media = append(media, mediaOf(part.ImageURL.URL))
			}
		}
		for _, t := range m.ToolCalls {
			calls = append(calls, call{ID: t.ID, Function: t.Function})
		}
		chat.add(m.Role, text, media, calls, m.ToolCallID, "")
	}
	if last == "assistant" || last == "system" {
		return nil, refuse(http.StatusOK, "InvalidParameter", "Messages: user or tool must be last.")
	}
	return chat, nil
}
