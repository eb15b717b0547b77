package openai

import (
	"fmt"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// at is a member of a message as the rules about whole conversations print it:
// they do not print paths as the rules about shapes do.
func at(message int, member string) string { return fmt.Sprintf("messages.[%d].%s", message, member) }

// path is a content part as the rules about shapes print it.
func path(message, part int) string { return fmt.Sprintf("messages[%d].content[%d]", message, part) }

// callsAnswered checks that the tool messages after an assistant message with
// tool calls answer each of them once, and that there are no others.
func callsAnswered(r *request) *service.Refusal {
	var open, answered []string // ids of the last assistant message
	inCalls := false
	for i, m := range r.Messages {
		if m.Role == "tool" {
			if !inCalls {
				return badRequest("", at(i, "role"),
					"Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.")
			}
			if refusal := answer(i, m.ToolCallID, open, answered); refusal != nil {
				return refusal
			}
			answered = append(answered, m.ToolCallID)
			continue
		}
		if refusal := unanswered(at(i, "role"), open, answered); refusal != nil {
			return refusal
		}
		open, answered = nil, nil
		for j, call := range m.ToolCalls {
			if slices.Contains(open, call.ID) {
				return badRequest("", fmt.Sprintf("messages.[%d].tool_calls.[%d].id", i, j),
					"Invalid parameter: Duplicate value for 'tool_call_id' of '%s' in message[%d]", call.ID, i)
			}
			open = append(open, call.ID)
		}
		inCalls = len(open) > 0
	}
	return unanswered("messages", open, answered)
}

func answer(message int, id string, open, answered []string) *service.Refusal {
	switch {
	case !slices.Contains(open, id):
		return badRequest("", at(message, "tool_call_id"),
			"Invalid parameter: 'tool_call_id' of '%s' not found in 'tool_calls' of previous message.", id)
	case slices.Contains(answered, id):
		return badRequest("", at(message, "tool_call_id"),
			"Invalid parameter: Duplicate value for 'tool_call_id' of '%s' in message[%d]", id, message)
	}
	return nil
}

func unanswered(param string, open, answered []string) *service.Refusal {
	left := slices.DeleteFunc(slices.Clone(open), func(id string) bool { return slices.Contains(answered, id) })
	if len(left) == 0 {
		return nil
	}
	return badRequest("", param, "An assistant message with 'tool_calls' must be followed by tool messages responding to "+
		"each 'tool_call_id'. The following tool_call_ids did not have response messages: %s", strings.Join(left, ", "))
}
