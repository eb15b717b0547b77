package bedrock

import (
	"encoding/json"
	"net/http"
	"strings"

	"aigateway/host-test/upstream/service"
)

// rules are what a table cannot say; they run in order, the first refusal
// counts.
var rules = []func(*request) *service.Refusal{
	modelExists,
	oneMember,
	alternating,
	blocksWhole,
	documents,
	toolsDefined,
	callsAnswered,
	cachePoints,
	sampling,
	fieldsKnown,
	thinkingAlone,
	reasoningKept,
	structure,
}

func modelExists(r *request) *service.Refusal {
	if strings.HasPrefix(r.model, "missing") {
		return Service{}.Refusal(http.StatusNotFound, r.model)
	}
	return nil
}

// oneMember checks the unions.
func oneMember(r *request) *service.Refusal {
	for i, m := range r.Messages {
		for j, b := range m.Content {
			if b.members != 1 {
				return invalid("The value at messages.%d.content.%d must have exactly one member, it has %d.", i, j, b.members)
			}
			if b.ToolResult == nil {
				continue
			}
			for k, c := range b.ToolResult.Content {
				if c.members != 1 {
					return invalid("The value at messages.%d.content.%d.toolResult.content.%d must have exactly one member, it has %d.", i, j, k, c.members)
				}
			}
		}
	}
	if r.ToolConfig != nil && len(r.ToolConfig.Choice) > 1 {
		return invalid("The value at toolConfig.toolChoice must have exactly one member.")
	}
	return nil
}

func alternating(r *request) *service.Refusal {
	switch {
	case len(r.Messages) == 0:
		return invalid("The conversation has no messages. Add a message to the conversation and try again.")
	case r.Messages[0].Role != "user":
		return invalid("A conversation must start with a user message. Try again with a conversation that starts with a user message.")
	}
	before := ""
	for _, m := range r.Messages {
		if m.Role == before && m.Role != "system" {
			return invalid("A conversation must alternate between user and assistant roles. Make sure the conversation alternates between " +
				"user and assistant roles and try again.")
		}
		before = m.Role
	}
	if before == "assistant" && r.traits.claude != noClaude && r.traits.claude >= claude46 {
		return refusedByModel("This model does not support assistant message prefill. The conversation must end with a user message.")
	}
	return nil
}

// toolsDefined checks the tools and the choice between them.
func toolsDefined(r *request) *service.Refusal {
	used := false
	for _, m := range r.Messages {
		for _, b := range m.Content {
			used = used || b.ToolUse != nil || b.ToolResult != nil
		}
	}
	if r.ToolConfig == nil {
		if used {
			return invalid("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
		}
		return nil
	}
	seen := map[string]bool{}
	for _, t := range r.ToolConfig.Tools {
		switch {
		case t.Spec == nil:
		case seen[t.Spec.Name]:
			return invalid("The toolConfig.tools field contains the duplicate tool name %s. Provide unique tool names and try again.", t.Spec.Name)
		case t.Spec.Strict != nil && !r.traits.structures:
			return invalid("This model doesn't support the strict field. Remove strict and try again.")
		default:
			seen[t.Spec.Name] = true
		}
	}
	kind := r.choice()
	var named struct {
		Name string `json:"name"`
	}
	if kind == "tool" {
		_ = json.Unmarshal(r.ToolConfig.Choice[kind], &named) // its shape was found right
	}
	switch {
	case kind == "any" && !r.traits.chooses, kind == "tool" && !r.traits.names:
		return invalid("This model doesn't support the toolConfig.toolChoice.%s field. Remove toolConfig.toolChoice.%s and try again.", kind, kind)
	case kind == "tool" && !seen[named.Name]:
		return refusedByModel("Tool '%s' not found in provided tools", named.Name)
	}
	return nil
}

// maxPoints is how many cache points a request may have.
const maxPoints = 4

func cachePoints(r *request) *service.Refusal {
	var points []*point
	add := func(p *point) {
		if p != nil {
			points = append(points, p)
		}
	}
	if r.ToolConfig != nil {
		for _, t := range r.ToolConfig.Tools {
			add(t.CachePoint)
		}
	}
	if len(points) > 0 && !r.traits.cachesTools {
		return invalid("You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.")
	}
	for _, b := range r.System {
		add(b.CachePoint)
	}
	for _, m := range r.Messages {
		for _, b := range m.Content {
			add(b.CachePoint)
		}
	}
	short := false
	for _, p := range points {
		switch {
		case !r.traits.caches:
			return invalid("You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.")
		case p.TTL != "" && !r.traits.cachesTools:
			return invalid("This model doesn't support the cachePoint.ttl field. Remove ttl and try again.")
		case p.TTL == "1h" && short:
			return refusedByModel("a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block.")
		}
		short = short || p.TTL != "1h"
	}
	if len(points) > maxPoints {
		return refusedByModel("A maximum of 4 blocks with cache_control may be provided. Found %d.", len(points))
	}
	return nil
}

// structure checks the schema of structured output.
func structure(r *request) *service.Refusal {
	f := r.OutputConfig.TextFormat
	switch {
	case f == nil:
		return nil
	case !r.traits.structures:
		return invalid("This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.")
	}
	var schema map[string]any
	if json.Unmarshal([]byte(f.Structure.JSONSchema.Schema), &schema) != nil {
		return invalid("The schema at outputConfig.textFormat.structure.jsonSchema.schema is not valid JSON.")
	}
	if schema["type"] == "object" && schema["additionalProperties"] != false {
		return refusedByModel("output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false")
	}
	return nil
}
