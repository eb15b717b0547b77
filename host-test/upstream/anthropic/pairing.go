package anthropic

import (
	"fmt"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// turn is a run of messages of one side, which the service reads as one.
type turn struct {
	role   string
	blocks []placed
}

// placed is a block and where it came from.
type placed struct {
	block
	message, index int
}

func (p placed) path() string { return fmt.Sprintf("messages.%d.content.%d", p.message, p.index) }

func (r *request) turns() []turn {
	var turns []turn
	for i, m := range r.Messages {
		if m.Role == "system" {
			continue // belongs to no side
		}
		if n := len(turns); n == 0 || turns[n-1].role != m.Role {
			turns = append(turns, turn{role: m.Role})
		}
		last := &turns[len(turns)-1]
		for j, b := range m.Content.Blocks {
			last.blocks = append(last.blocks, placed{block: b, message: i, index: j})
		}
	}
	return turns
}

// callsAnswered checks that every tool_use has one tool_result, which stands at
// the beginning of the next turn, and that there are no others.
func callsAnswered(r *request) *service.Refusal {
	turns := r.turns()
	seen := map[string]bool{}
	for i, t := range turns {
		var calls []placed
		for _, b := range t.blocks {
			if b.Type != "tool_use" {
				continue
			}
			if seen[b.ID] {
				return badRequest("%s: `tool_use` ids must be unique", b.path())
			}
			seen[b.ID] = true
			calls = append(calls, b)
		}
		var next turn
		if i+1 < len(turns) {
			next = turns[i+1]
		}
		if refusal := answered(calls, next); refusal != nil {
			return refusal
		}
		if i == 0 {
			if refusal := expected(nil, t); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

// answered checks the results in next against the calls of the turn before.
func answered(calls []placed, next turn) *service.Refusal {
	results := map[string]int{}
	for _, b := range next.blocks {
		if b.Type != "tool_result" {
			break
		}
		results[b.ToolUseID]++
	}
	var ids, left []string
	for _, c := range calls {
		ids = append(ids, c.ID)
		if results[c.ID] == 0 {
			left = append(left, c.ID)
		}
	}
	if len(left) > 0 {
		return badRequest("messages.%d: `tool_use` ids were found without `tool_result` blocks immediately after: %s. "+
			"Each `tool_use` block must have a corresponding `tool_result` block in the next message.",
			calls[0].message, strings.Join(left, ", "))
	}
	return expected(ids, next)
}

// expected refuses results that answer nothing, and second answers.
func expected(ids []string, t turn) *service.Refusal {
	count := map[string]int{}
	for _, b := range t.blocks {
		if b.Type != "tool_result" {
			continue
		}
		if !slices.Contains(ids, b.ToolUseID) {
			return badRequest("%s: unexpected `tool_use_id` found in `tool_result` blocks: %s. "+
				"Each `tool_result` block must have a corresponding `tool_use` block in the previous message.", b.path(), b.ToolUseID)
		}
		if count[b.ToolUseID]++; count[b.ToolUseID] > 1 {
			return badRequest("%s: each tool_use must have a single result. Found multiple `tool_result` blocks with id: %s",
				b.path(), b.ToolUseID)
		}
	}
	return nil
}
