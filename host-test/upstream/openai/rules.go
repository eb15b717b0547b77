package openai

import (
	"net/url"
	"slices"
	"strings"

	"aigateway/host-test/upstream/service"
)

// rules are what a table cannot say; they run in order, the first refusal
// counts.
var rules = []func(*request) *service.Refusal{
	modelExists,
	modelTakes,
	tokenLimits,
	streamOptionsNeedStream,
	logprobsTogether,
	toolsTogether,
	toolSchemas,
	formats,
	messagesWhole,
	callsAnswered,
	metadataKeys,
}

func modelExists(r *request) *service.Refusal {
	if isMissing(r.Model) {
		return modelNotFound(r.Model)
	}
	return nil
}

// modelTakes refuses what the named model, by its family, does not take.
func modelTakes(r *request) *service.Refusal {
	switch family(r.Model) {
	case plain:
		if r.ReasoningEffort != nil {
			return badRequest("", "", "Unrecognized request argument supplied: reasoning_effort")
		}
	case reasoning:
		if r.MaxTokens != nil {
			return badRequest("unsupported_parameter", "max_tokens",
				"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")
		}
		if r.Temperature != nil && *r.Temperature != 1 {
			return onlyDefault("temperature", *r.Temperature)
		}
		if r.TopP != nil && *r.TopP != 1 {
			return onlyDefault("top_p", *r.TopP)
		}
	}
	return nil
}

func onlyDefault(param string, value float64) *service.Refusal {
	return badRequest("unsupported_value", param,
		"Unsupported value: '%s' does not support %v with this model. Only the default (1) value is supported.", param, value)
}

func tokenLimits(r *request) *service.Refusal {
	if r.MaxTokens != nil && r.MaxCompletionTokens != nil {
		return badRequest("invalid_parameter_combination", "max_tokens",
			"Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.")
	}
	return nil
}

func streamOptionsNeedStream(r *request) *service.Refusal {
	if r.StreamOptions != nil && !r.Stream {
		return badRequest("", "stream_options",
			"The 'stream_options' parameter is only allowed when 'stream' is enabled.")
	}
	return nil
}

func logprobsTogether(r *request) *service.Refusal {
	if r.TopLogprobs != nil && !r.Logprobs {
		return badRequest("", "top_logprobs",
			"The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.")
	}
	return nil
}

// toolsTogether checks what only makes sense beside tools.
func toolsTogether(r *request) *service.Refusal {
	if len(r.Tools) == 0 {
		switch {
		case r.ToolChoice.isSet():
			return onlyWithTools("tool_choice")
		case r.ParallelToolCalls != nil:
			return onlyWithTools("parallel_tool_calls")
		}
		return nil
	}
	name := r.ToolChoice.name()
	if name != "" && !slices.ContainsFunc(r.Tools, func(t tool) bool { return t.name() == name }) {
		return badRequest("invalid_value", "tool_choice", "Tool choice '%s' not found in 'tools' parameter.", name)
	}
	return nil
}

func onlyWithTools(param string) *service.Refusal {
	return badRequest("", param, "Invalid value for '%s': '%s' is only allowed when 'tools' are specified.", param, param)
}

// messagesWhole checks each message by itself.
func messagesWhole(r *request) *service.Refusal {
	for i := range r.Messages {
		m := &r.Messages[i]
		if m.Role == "assistant" && !m.Content.IsSet && m.Refusal == nil && m.Audio == nil &&
			len(m.ToolCalls) == 0 && m.FunctionCall == nil {
			return badRequest("", at(i, "content"), "Invalid value for 'content': expected a string, got null.")
		}
		for j, p := range m.Content.Parts {
			if refusal := checkPart(p, path(i, j)); refusal != nil {
				return refusal
			}
		}
	}
	return nil
}

// imageTypes are those that the models see.
var imageTypes = []string{"image/png", "image/jpeg", "image/gif", "image/webp"}

func checkPart(p part, at string) *service.Refusal {
	switch p.Type {
	case "image_url":
		return checkImage(p.ImageURL.URL, at+".image_url.url")
	case "input_audio":
		if decodeBase64(p.InputAudio.Data) == nil {
			return badRequest("invalid_value", at+".input_audio.data", "Invalid '%s': expected base64-encoded data.", at+".input_audio.data")
		}
	case "file":
		if (p.File.FileData == "") == (p.File.FileID == "") {
			return badRequest("missing_required_parameter", at+".file",
				"Invalid '%s': exactly one of 'file_data' and 'file_id' is required.", at+".file")
		}
		if p.File.FileData != "" {
			if _, ok := parseDataURL(p.File.FileData); !ok {
				return badRequest("invalid_value", at+".file.file_data", "Invalid '%s'. "+
					"Expected a base64-encoded data URL with an application/pdf MIME type.", at+".file.file_data")
			}
		}
	}
	return nil
}

func checkImage(address, at string) *service.Refusal {
	if !strings.HasPrefix(address, "data:") {
		u, err := url.Parse(address)
		if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return badRequest("invalid_value", at, "Invalid '%s'. Expected a valid URL, but got a value with an invalid format.", at)
		}
		return nil
	}
	data, ok := parseDataURL(address)
	if !ok {
		return badRequest("invalid_value", at, "Invalid '%s'. "+
			"Expected a base64-encoded data URL with an image MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), "+
			"but got a value without the 'base64' encoding or with invalid base64.", at)
	}
	if !slices.Contains(imageTypes, data.mediaType) {
		return badRequest("invalid_image_format", "", "You uploaded an unsupported image. "+
			"Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].")
	}
	return nil
}

func metadataKeys(r *request) *service.Refusal {
	for key := range r.Metadata {
		if len(key) > 64 {
			return badRequest("string_above_max_length", "metadata",
				"Invalid 'metadata': key too long. Expected a string with maximum length 64, but got a string with length %d instead.", len(key))
		}
	}
	return nil
}
