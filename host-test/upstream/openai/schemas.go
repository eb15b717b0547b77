package openai

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// toolSchemas checks the names and parameters of functions.
func toolSchemas(r *request) *service.Refusal {
	for i, t := range r.Tools {
		param := fmt.Sprintf("tools[%d].function.parameters", i)
		if t.Type != "function" || len(t.Function.Parameters) == 0 {
			continue
		}
		subject := "function '" + t.Function.Name + "'"
		var schema map[string]any
		if err := json.Unmarshal(t.Function.Parameters, &schema); err != nil {
			return badRequest("invalid_function_parameters", param, "Invalid schema for %s: %v.", subject, err)
		}
		if len(schema) > 0 && schema["type"] != "object" {
			return badRequest("invalid_function_parameters", param,
				`Invalid schema for %s: schema must be a JSON Schema of 'type: "object"', got 'type: "%v"'.`, subject, orNone(schema["type"]))
		}
		if why := strictness(schema, nil); t.Function.Strict && why != "" {
			return badRequest("invalid_function_parameters", param, "Invalid schema for %s: %s", subject, why)
		}
	}
	return nil
}

// formats checks response_format.
func formats(r *request) *service.Refusal {
	switch f := r.ResponseFormat; f.Type {
	case "json_object":
		said := func(m message) bool { return strings.Contains(strings.ToLower(m.Content.text()), "json") }
		if !slices.ContainsFunc(r.Messages, said) {
			return badRequest("", "messages",
				"'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.")
		}
	case "json_schema":
		subject := "response_format '" + f.JSONSchema.Name + "'"
		if len(f.JSONSchema.Schema) == 0 {
			return badRequest("missing_required_parameter", "response_format.json_schema.schema",
				"Missing required parameter: 'response_format.json_schema.schema'.")
		}
		var schema map[string]any
		if err := json.Unmarshal(f.JSONSchema.Schema, &schema); err != nil {
			return badRequest("", "response_format", "Invalid schema for %s: %v.", subject, err)
		}
		if f.JSONSchema.Strict && schema["type"] != "object" && schema["$ref"] == nil {
			return badRequest("", "response_format",
				`Invalid schema for %s: schema must be a JSON Schema of 'type: "object"', got 'type: "%v"'.`, subject, orNone(schema["type"]))
		}
		if why := strictness(schema, nil); f.JSONSchema.Strict && why != "" {
			return badRequest("", "response_format", "Invalid schema for %s: %s", subject, why)
		}
	}
	return nil
}

func orNone(v any) any {
	if v == nil {
		return "None"
	}
	return v
}

// strictness says why a schema cannot be enforced, "" if it can: every object
// must be closed and require all of its properties.
func strictness(schema any, context []string) string {
	m, ok := schema.(map[string]any)
	if !ok {
		return ""
	}
	if m["type"] == "object" {
		if why := closed(m, context); why != "" {
			return why
		}
	}
	for _, key := range []string{"properties", "$defs", "definitions"} {
		members, _ := m[key].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(members)) {
			if why := strictness(members[name], append(slices.Clone(context), key, name)); why != "" {
				return why
			}
		}
	}
	if alternatives, ok := m["anyOf"].([]any); ok {
		for i, s := range alternatives {
			if why := strictness(s, append(slices.Clone(context), "anyOf", fmt.Sprint(i))); why != "" {
				return why
			}
		}
	}
	return strictness(m["items"], append(slices.Clone(context), "items"))
}

// closed says what a strict object lacks.
func closed(m map[string]any, context []string) string {
	where := "In context=()"
	if len(context) > 0 {
		where = "In context=('" + strings.Join(context, "', '") + "')"
	}
	if m["additionalProperties"] != false {
		return where + ", 'additionalProperties' is required to be supplied and to be false."
	}
	required, _ := m["required"].([]any)
	properties, _ := m["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if !slices.Contains(required, any(name)) {
			return where + ", 'required' is required to be supplied and to be an array including every key in properties. " +
				"Missing '" + name + "'."
		}
	}
	return ""
}
