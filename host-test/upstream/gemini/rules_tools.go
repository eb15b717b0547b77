package gemini

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// functionsWhole checks the functions: their names and what they take.
func functionsWhole(r *request) *service.Refusal {
	names := map[string]bool{}
	for i, f := range r.functions() {
		at := fmt.Sprintf("tools[0].function_declarations[%d]", i)
		switch {
		case !functionName.MatchString(f.Name):
			return violation(at+".name", "[FIELD_INVALID] Invalid function name. Must start with a letter or an underscore. Must be alphameric (a-z, A-Z, 0-9), "+
				"underscores (_), dots (.), colons (:), or dashes (-), with a maximum length of 128.")
		case names[f.Name]:
			return badRequest("Duplicate function declaration found: %s", f.Name)
		case f.Parameters != nil && f.ParametersJSONSchema != nil:
			return violation(at, "only one of parameters and parameters_json_schema can be set.")
		}
		names[f.Name] = true
		if refusal := parametersObject(f); refusal != nil {
			return refusal
		}
		if refusal := schemaKnown(f.ParametersJSONSchema, at+".parameters_json_schema"); refusal != nil {
			return refusal
		}
	}
	return nil
}

func parametersObject(f declaration) *service.Refusal {
	for _, schema := range []json.RawMessage{f.Parameters, f.ParametersJSONSchema} {
		var s struct{ Type any }
		if schema == nil {
			continue
		}
		if err := json.Unmarshal(schema, &s); err != nil || !strings.EqualFold(fmt.Sprint(s.Type), "object") {
			return badRequest("Unable to submit request because `%s` functionDeclaration `parameters` schema should be of type OBJECT.", f.Name)
		}
	}
	return nil
}

// choiceKnown checks which functions are to be called.
func choiceKnown(r *request) *service.Refusal {
	c := r.ToolConfig.FunctionCallingConfig
	if c == nil {
		return nil
	}
	functions := r.functions()
	if len(functions) == 0 && r.mode() != "NONE" && r.mode() != "AUTO" {
		return badRequest("Function calling config is set without function_declarations.")
	}
	if len(c.AllowedFunctionNames) > 0 && r.mode() != "ANY" && r.mode() != "VALIDATED" {
		return badRequest("Allowed function names should only be set when function calling mode is ANY or VALIDATED.")
	}
	for _, name := range c.AllowedFunctionNames {
		if !slices.ContainsFunc(functions, func(f declaration) bool { return f.Name == name }) {
			return badRequest("allowed_function_names contains `%s`, which is not in function_declarations.", name)
		}
	}
	return nil
}

// schemaKnown checks a JSON Schema: references lead somewhere in it, and have
// nothing but a description beside them. Words that the service does not know
// are ignored.
func schemaKnown(schema json.RawMessage, at string) *service.Refusal {
	if schema == nil {
		return nil
	}
	var root any
	if err := json.Unmarshal(schema, &root); err != nil {
		return badRequest("Invalid value at '%s'", at)
	}
	if _, ok := root.(map[string]any); !ok {
		return badRequest("Invalid value at '%s' (type.googleapis.com/google.protobuf.Value): a schema must be an object", at)
	}
	return references(root, root, "")
}

func references(root, v any, at string) *service.Refusal {
	switch v := v.(type) {
	case []any:
		for i, element := range v {
			if refusal := references(root, element, fmt.Sprintf("%s.%d", at, i)); refusal != nil {
				return refusal
			}
		}
	case map[string]any:
		if ref, ok := v["$ref"].(string); ok {
			for name := range v {
				if name != "$ref" && name != "$defs" && name != "description" && name != "default" {
					return badRequest("$ref '%s' was set alongside unsupported fields. If a schema node has $ref set, then only description and default can be set alongside it", ref)
				}
			}
			if !leads(root, ref) {
				return badRequest("reference to undefined schema at %s", strings.TrimPrefix(at, "."))
			}
		}
		for name, member := range v {
			if refusal := references(root, member, at+"."+name); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

// leads tells whether a JSON pointer leads to something.
func leads(root any, ref string) bool {
	steps := strings.Split(strings.TrimPrefix(ref, "#"), "/")[1:]
	for _, step := range steps {
		m, ok := root.(map[string]any)
		if !ok {
			return false
		}
		if root, ok = m[strings.NewReplacer("~1", "/", "~0", "~").Replace(step)]; !ok {
			return false
		}
	}
	return strings.HasPrefix(ref, "#")
}
