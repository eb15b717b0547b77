package gemini

import (
	"encoding/json"
	"strings"

	"aigateway/host-test/upstream/parrot"
	"aigateway/host-test/upstream/service"
)

// conversation is what the request asks the parrot.
func (r *request) conversation() *parrot.Conversation {
	g := &r.GenerationConfig
	c := &parrot.Conversation{
		Model: r.model, Stop: g.StopSequences, MaxTokens: g.MaxOutputTokens, Think: r.thinks(), AutoCache: true,
		JSON: g.ResponseMimeType == "application/json", Schema: firstOf(g.ResponseJSONSchema, standard(g.ResponseSchema)),
	}
	if r.SystemInstruction != nil {
		c.System = r.SystemInstruction.text()
	}
	switch r.mode() {
	case "NONE":
		c.Choice = parrot.Never
	case "ANY":
		c.Choice = parrot.Any
	}
	allowed := []string{}
	if config := r.ToolConfig.FunctionCallingConfig; config != nil {
		allowed = config.AllowedFunctionNames
	}
	for _, f := range r.functions() {
		if len(allowed) == 0 || contains(allowed, f.Name) {
			c.Tools = append(c.Tools, parrot.Tool{Name: f.Name, Schema: firstOf(f.ParametersJSONSchema, standard(f.Parameters))})
		}
	}
	for i := range r.Contents {
		c.Append(turnOf(&r.Contents[i]))
	}
	return c
}

// thinks tells whether the caller asks for thinking: models that think without
// being asked do not here.
func (r *request) thinks() bool {
	t := r.GenerationConfig.ThinkingConfig
	return t != nil && (t.ThinkingBudget == nil || *t.ThinkingBudget != 0) && strings.ToUpper(t.ThinkingLevel) != "MINIMAL"
}

func contains(list []string, name string) bool {
	for _, s := range list {
		if s == name {
			return true
		}
	}
	return false
}

func firstOf(schemas ...json.RawMessage) json.RawMessage {
	for _, s := range schemas {
		if s != nil {
			return s
		}
	}
	return nil
}

// standard turns the types of a schema to those of JSON Schema.
func standard(schema json.RawMessage) json.RawMessage {
	if schema == nil {
		return nil
	}
	var v any
	_ = json.Unmarshal(schema, &v) // it was decoded before
	lower(v)
	return service.Encode(v)
}

func lower(v any) {
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			lower(element)
		}
	case map[string]any:
		if t, ok := v["type"].(string); ok {
			v["type"] = strings.ToLower(t)
		}
		for _, member := range v {
			lower(member)
		}
	}
}

func (c *content) text() string {
	var b strings.Builder
	for _, p := range c.Parts {
		if p.Text != nil && !p.Thought {
			b.WriteString(*p.Text)
		}
	}
	return b.String()
}

func turnOf(c *content) parrot.Turn {
	turn := parrot.Turn{Role: parrot.User, Text: c.text()}
	if c.Role == "model" {
		turn.Role = parrot.Assistant
	}
	for _, p := range c.Parts {
		switch {
		case p.InlineData != nil || p.FileData != nil:
			turn.Media = append(turn.Media, mediaOf(p))
		case p.FunctionCall != nil:
			turn.Calls = append(turn.Calls, parrot.Call{ID: p.FunctionCall.ID, Name: p.FunctionCall.Name, Arguments: p.FunctionCall.Args})
		case p.FunctionResponse != nil:
			turn.Results = append(turn.Results, resultOf(p))
		}
	}
	return turn
}

// resultOf reads what a function returned: a text in output or error, or else
// the whole response.
func resultOf(p part) parrot.Result {
	f := p.FunctionResponse
	result := parrot.Result{Name: f.Name}
	output, isOutput := f.Response["output"].(string)
	failure, isError := f.Response["error"].(string)
	switch {
	case isOutput:
		result.Text = output
	case isError:
		result.Text, result.Error = failure, true
	default:
		result.Text = string(service.Encode(f.Response))
	}
	for _, file := range f.Parts {
		result.Media = append(result.Media, mediaOf(file))
	}
	return result
}

func mediaOf(p part) parrot.Media {
	b := p.InlineData
	if b == nil {
		b = p.FileData
	}
	return parrot.Media{Document: !strings.HasPrefix(b.MimeType, "image/"), Bytes: len(decodeBase64(b.Data)), URL: b.FileURI}
}
