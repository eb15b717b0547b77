package usage

import "aigateway/common/usage/dialect"

// child returns what the member key of an object n is.
func child(n node, key []byte) node {
	switch n {
	case answer:
		return answerMember(key)
	case wrapped:
		return wrappedMember(key)
	case choices:
		return choiceMember(key)
	case delta, whole:
		return sayingMember(n, key)
	case message:
		if found := headMember(key); found != skipped {
			return found
		}
		return sayingMember(whole, key)
	case content, block, part, inline, reasoning, toolUse:
		return partMember(n, key)
	case toolCalls, wholeCalls, function:
		return callMember(n, key)
	case item, output, dashChoices, dashMessage, seen:
		return outputMember(n, key)
	case failure, groq, incomplete, feedback:
		return failureMember(n, key)
	case candidates, media, meta, audio:
		return otherMember(n, key)
	}
	return usageMember(n, key)
}

// headMember knows what stands beside the content of a message.
func headMember(key []byte) node {
	switch string(key) {
	case "id", "responseId", "response_id", "request_id":
		return id
	case "model", "modelVersion":
		return model
	case "service_tier":
		return tier
	case "usage", "usageMetadata":
		return usageObject
	case "stop_reason", "stopReason", "finish_reason", "done_reason":
		return finish
	case "content":
		return content
	}
	return skipped
}

func answerMember(key []byte) node {
	switch string(key) {
	case "choices":
		return choices
	case "delta":
		return delta
	case "type":
		return kind
	case "message":
		return message
	case "content_block", "start":
		return block
	case "response":
		return wrapped
	case "output":
		return output
	case "item":
		return item
	case "done":
		return done
	case "data":
		return media
	case "code":
		return rootCode
	case "object":
		return object
	case "text", "generated_text":
		return text
	case "x_groq":
		return groq
	case "__type":
		return failKind
	}
	if f := dialect.FieldOf(dialect.Answer, key); f != 0 {
		return counted + node(f)
	}
	return wrappedMember(key)
}

// wrappedMember knows what an answer and the response in an event may say.
func wrappedMember(key []byte) node {
	switch string(key) {
	case "status":
		return status
	case "incomplete_details":
		return incomplete
	case "error":
		return failure
	case "candidates":
		return candidates
	case "promptFeedback":
		return feedback
	case "meta":
		return meta
	}
	return headMember(key)
}

func choiceMember(key []byte) node {
	switch string(key) {
	case "index":
		return choiceNum
	case "delta":
		return delta
	case "message":
		return whole
	case "text":
		return text
	case "finish_reason":
		return finish
	case "usage":
		return usageObject
	case "error":
		return failure
	}
	return skipped
}

// sayingMember knows what a delta or a message says.
func sayingMember(n node, key []byte) node {
	switch string(key) {
	case "content":
		return content
	case "text":
		return text
	case "reasoning_content", "reasoning", "thinking", "tool_plan":
		return reasoning
	case "refusal":
		return refusal
	case "partial_json":
		return arguments
	case "tool_calls":
		if n == whole {
			return wholeCalls
		}
		return toolCalls
	case "function_call":
		return function
	case "stop_reason", "finish_reason":
		return finish
	case "message": // Cohere
		return delta
	case "usage":
		return usageObject
	case "images":
		return media
	case "audio":
		return audio
	case "toolUse":
		return function
	case "reasoningContent":
		return reasoning
	}
	return skipped
}

func partMember(n node, key []byte) node {
	switch n {
	case part:
		switch string(key) {
		case "text":
			return text
		case "thought":
			return thought
		case "functionCall":
			return wholeCalls
		case "inlineData":
			return inline
		}
		return skipped
	case inline:
		if string(key) == "mimeType" {
			return mime
		}
		return skipped
	case reasoning:
		if string(key) == "text" || string(key) == "reasoningText" {
			return reasoning
		}
		return skipped
	case toolUse:
		return skipped
	}
	switch string(key) {
	case "text":
		return text
	case "thinking", "reasoningContent":
		return reasoning
	case "refusal":
		return refusal
	case "type":
		return blockKind
	case "parts":
		return part
	case "toolUse":
		return toolUse
	}
	return skipped
}

func callMember(n node, key []byte) node {
	switch string(key) {
	case "index":
		if n == toolCalls {
			return index
		}
	case "id":
		if n == toolCalls {
			return callID
		}
	case "function":
		return function
	case "arguments", "input":
		return arguments
	}
	return skipped
}

func outputMember(n node, key []byte) node {
	switch n {
	case item:
		if string(key) == "type" {
			return itemKind
		}
	case dashChoices:
		switch string(key) {
		case "message":
			return dashMessage
		case "finish_reason":
			return finish
		}
	case seen:
		if string(key) == "text" {
			return seen
		}
	case dashMessage:
		switch string(key) {
		case "content", "text", "reasoning_content":
			return seen
		case "tool_calls":
			return wholeCalls
		}
	case output:
		switch string(key) {
		case "type":
			return itemKind
		case "content":
			return content
		case "summary":
			return reasoning
		case "arguments":
			return wholeArguments
		case "message":
			return message
		case "choices":
			return dashChoices
		case "text":
			return seen
		case "finish_reason":
			return finish
		}
	}
	return skipped
}

func failureMember(n node, key []byte) node {
	switch n {
	case failure:
		switch string(key) {
		case "type", "status":
			return failKind
		case "code":
			return failCode
		case "message":
			return failText
		}
	case groq:
		switch string(key) {
		case "usage":
			return usageObject
		case "error":
			return failure
		}
	case incomplete:
		if string(key) == "reason" {
			return finish
		}
	case feedback:
		if string(key) == "blockReason" {
			return blocked
		}
	}
	return skipped
}

func otherMember(n node, key []byte) node {
	switch n {
	case candidates:
		switch string(key) {
		case "content":
			return content
		case "finishReason":
			return finish
		}
	case media:
		switch string(key) {
		case "url", "b64_json", "image_url":
			return imageValue
		}
	case meta:
		switch dialect.GroupOf(key) {
		case dialect.Tokens:
			return usageTokens
		case dialect.Billed:
			return usageBilled
		}
	case audio:
		if string(key) == "transcript" {
			return text
		}
	}
	return skipped
}

// groups says which group of counts an object is.
var groups = [...]dialect.Group{
	dialect.Usage, dialect.InputDetails, dialect.OutputDetails, dialect.CacheCreation, dialect.Tokens, dialect.Billed,
}

func usageMember(n node, key []byte) node {
	switch n {
	case modalInput, modalOutput:
		switch string(key) {
		case "modality":
			return modality
		case "tokenCount":
			return tokenNum
		}
		return skipped
	case cacheDetails:
		switch string(key) {
		case "ttl":
			return ttl
		case "inputTokens":
			return hourNum
		}
		return skipped
	}
	if n < usageObject || n > usageBilled {
		return skipped
	}
	if f := dialect.FieldOf(groups[n-usageObject], key); f != 0 {
		return counted + node(f)
	}
	if n != usageObject {
		return skipped
	}
	if g := dialect.GroupOf(key); g != 0 {
		return usageObject + node(g-dialect.Usage)
	}
	switch string(key) {
	case "service_tier":
		return tier
	case "promptTokensDetails":
		return modalInput
	case "candidatesTokensDetails":
		return modalOutput
	case "cacheDetails":
		return cacheDetails
	}
	return skipped
}
