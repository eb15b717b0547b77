package openai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// responseRules are what a table cannot say; they run in order, the first
// refusal counts.
var responseRules = []func(*responseRequest) *service.Refusal{
	responseModel,
	responseState,
	responseInput,
	responseModelTakes,
	responseTools,
	responseForm,
	responseParts,
	responseItems,
	responseReasons,
}

func responseModel(r *responseRequest) *service.Refusal {
	if isMissing(r.Model) {
		return modelNotFound(r.Model)
	}
	return nil
}

func isPresent(raw json.RawMessage) bool { return len(raw) > 0 && string(raw) != "null" }

// responseState refuses what refers to something that is not kept.
func responseState(r *responseRequest) *service.Refusal {
	switch {
	case r.PreviousResponseID != "" && isPresent(r.Conversation):
		return badRequest("mutually_exclusive_parameters", "", "Mutually exclusive parameters: ['previous_response_id', 'conversation'].")
	case r.PreviousResponseID != "":
		return badRequest("previous_response_not_found", "previous_response_id", "Previous response with id '%s' not found.", r.PreviousResponseID)
	case isPresent(r.Conversation):
		return &service.Refusal{Status: http.StatusNotFound, Type: "invalid_request_error", Message: "Conversation not found."}
	case isPresent(r.Prompt):
		return &service.Refusal{Status: http.StatusNotFound, Type: "invalid_request_error", Code: "prompt_not_found", Param: "prompt", Message: "Prompt not found."}
	case r.Background && r.Store != nil && !*r.Store:
		return badRequest("", "background", "Background mode requires 'store' to be true.")
	case isPresent(r.StreamOptions) && !r.Stream:
		return badRequest("", "stream_options", "The 'stream_options' parameter is only allowed when 'stream' is enabled.")
	}
	return nil
}

func responseInput(r *responseRequest) *service.Refusal {
	if !r.Input.IsSet {
		return badRequest("missing_required_parameter", "input",
			"One of 'input' or 'previous_response_id' or 'prompt' or 'conversation_id' must be provided.")
	}
	return nil
}

// responseModelTakes refuses what the named model, by its family, does not
// take.
func responseModelTakes(r *responseRequest) *service.Refusal {
	unsupported := func(param string) *service.Refusal {
		return badRequest("unsupported_parameter", param, "Unsupported parameter: '%s' is not supported with this model.", param)
	}
	switch family(r.Model) {
	case plain:
		switch {
		case r.Reasoning.Effort != nil:
			return unsupported("reasoning.effort")
		case r.Reasoning.Summary != nil:
			return unsupported("reasoning.summary")
		case slices.Contains(r.Include, "reasoning.encrypted_content"):
			return badRequest("", "include", "Encrypted content is not supported with this model.")
		}
	case reasoning:
		switch {
		case r.Temperature != nil:
			return unsupported("temperature")
		case r.TopP != nil:
			return unsupported("top_p")
		}
	}
	return nil
}

// responseTools checks the tools, and the choice between them.
func responseTools(r *responseRequest) *service.Refusal {
	for i, t := range r.Tools {
		if t.Type != "function" || !isPresent(t.Parameters) {
			continue
		}
		strict := t.Strict != nil && *t.Strict
		subject, param := "function '"+t.Name+"'", fmt.Sprintf("tools[%d].parameters", i)
		if refusal := checkSchema(t.Parameters, strict, subject, param); refusal != nil {
			return refusal
		}
	}
	choice := &r.ToolChoice
	isNamed := func(t responseTool) bool { return t.Type == choice.Type && t.Name == choice.Name }
	switch {
	case choice.Name != "" && !slices.ContainsFunc(r.Tools, isNamed):
		return badRequest("", "tool_choice", "Tool choice '%s' not found in 'tools' parameter.", choice.Type)
	case choice.Word == "required" && len(r.Tools) == 0:
		return badRequest("", "tool_choice", "Tool choice 'required' must be specified with 'tools' parameter.")
	}
	return nil
}

func checkSchema(raw json.RawMessage, strict bool, subject, param string) *service.Refusal {
	var schema map[string]any
	if err := json.Unmarshal(raw, &schema); err != nil {
		return badRequest("invalid_function_parameters", param, "Invalid schema for %s: %v.", subject, err)
	}
	if len(schema) > 0 && schema["type"] != "object" {
		return badRequest("invalid_function_parameters", param,
			`Invalid schema for %s: schema must be a JSON Schema of 'type: "object"', got 'type: "%v"'.`, subject, orNone(schema["type"]))
	}
	if why := strictness(schema, nil); strict && why != "" {
		return badRequest("invalid_function_parameters", param, "Invalid schema for %s: %s", subject, why)
	}
	return nil
}

func responseForm(r *responseRequest) *service.Refusal {
	f := &r.Text.Format
	switch f.Type {
	case "json_object":
		said := func(x item) bool { return strings.Contains(strings.ToLower(x.Content.text()), "json") }
		if !slices.ContainsFunc(r.Input.Items, said) && !strings.Contains(strings.ToLower(r.Instructions), "json") {
			return badRequest("", "input",
				"Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.")
		}
	case "json_schema":
		return checkSchema(f.Schema, f.Strict, "response_format '"+f.Name+"'", "text.format.schema")
	}
	return nil
}

// responseParts checks each part by itself.
func responseParts(r *responseRequest) *service.Refusal {
	for i := range r.Input.Items {
		x := &r.Input.Items[i]
		for member, content := range map[string]itemContent{"content": x.Content, "output": x.Output} {
			for j, p := range content {
				if refusal := checkResponsePart(p, fmt.Sprintf("input[%d].%s[%d]", i, member, j)); refusal != nil {
					return refusal
				}
			}
		}
	}
	return nil
}

func checkResponsePart(p responsePart, at string) *service.Refusal {
	switch p.Type {
	case "input_image":
		if (p.ImageURL == "") == (p.FileID == "") {
			return badRequest("", at, "Invalid '%s': exactly one of 'image_url' and 'file_id' is required.", at)
		}
		if p.ImageURL != "" {
			return checkImage(p.ImageURL, at+".image_url")
		}
	case "input_file":
		if p.FileData == "" && p.FileID == "" && p.FileURL == "" {
			return badRequest("missing_required_parameter", at, "Missing required parameter: '%s.file_id'.", at)
		}
		if _, ok := parseDataURL(p.FileData); p.FileData != "" && !ok {
			return badRequest("invalid_value", at+".file_data", "Invalid '%s.file_data'. "+
				"Expected a base64-encoded data URL with an application/pdf MIME type.", at)
		}
	}
	return nil
}

// responseItems checks that calls and what they gave belong together, and that
// nothing is referred to.
func responseItems(r *responseRequest) *service.Refusal {
	called, answered := map[string]string{}, map[string]bool{}
	for _, x := range r.Input.Items {
		kind := x.kind()
		switch kind {
		case "function_call", "custom_tool_call":
			called[x.CallID] = kind
		case "function_call_output", "custom_tool_call_output":
			if called[x.CallID]+"_output" != kind {
				return badRequest("", "input", "No tool call found for %s with call_id %s.", strings.ReplaceAll(kind, "_", " "), x.CallID)
			}
			answered[x.CallID] = true
		case "item_reference":
			return itemNotFound(x.ID)
		}
	}
	for _, x := range r.Input.Items {
		if kind := called[x.CallID]; kind == x.kind() && !answered[x.CallID] {
			return badRequest("", "input", "No tool output found for %s %s.", strings.ReplaceAll(kind, "_", " "), x.CallID)
		}
	}
	return nil
}

func itemNotFound(id string) *service.Refusal {
	return &service.Refusal{
		Status: http.StatusNotFound, Type: "invalid_request_error", Param: "input",
		Message: fmt.Sprintf("Item with id '%s' not found. Items are not persisted when `store` is set to false. "+
			"Try again with `store` set to true, or remove this item from your input.", id),
	}
}

// responseReasons checks that reasoning came back as it was given.
func responseReasons(r *responseRequest) *service.Refusal {
	items := r.Input.Items
	for i, x := range items {
		if x.kind() != "reasoning" {
			continue
		}
		switch {
		case x.Encrypted == "" && x.ID != "":
			return itemNotFound(x.ID)
		case x.Encrypted != "" && !isEncrypted(x.Encrypted):
			return badRequest("invalid_encrypted_content", "", "The encrypted content %s could not be verified. "+
				"Reason: Encrypted content could not be decrypted or parsed.", x.Encrypted[:min(len(x.Encrypted), 16)])
		case i+1 == len(items) || items[i+1].Role == "user" || strings.HasSuffix(items[i+1].kind(), "_output"):
			return badRequest("", "input", "Item '%s' of type 'reasoning' was provided without its required following item.", x.ID)
		}
	}
	return nil
}
