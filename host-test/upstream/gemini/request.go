package gemini

import "encoding/json"

// request is what is left to look at when the table has nothing to say.
type request struct {
	model  string
	traits traits

	Contents          []content
	SystemInstruction *content
	Tools             []struct {
		FunctionDeclarations []declaration
	}
	ToolConfig struct {
		FunctionCallingConfig *struct {
			Mode                 string
			AllowedFunctionNames []string
		}
	}
	GenerationConfig struct {
		StopSequences      []string
		ResponseMimeType   string
		ResponseSchema     json.RawMessage
		ResponseJSONSchema json.RawMessage `json:"responseJsonSchema"`
		CandidateCount     int
		MaxOutputTokens    int
		ThinkingConfig     *struct {
			IncludeThoughts bool
			ThinkingBudget  *int
			ThinkingLevel   string
		}
	}
}

type content struct {
	Role  string
	Parts []part
}

type part struct {
	Text             *string
	Thought          bool
	ThoughtSignature string
	InlineData       *blob
	FileData         *blob
	FunctionCall     *struct {
		ID   string
		Name string
		Args json.RawMessage
	}
	FunctionResponse *struct {
		ID       string
		Name     string
		Response map[string]any
		Parts    []part
	}
	ExecutableCode, CodeExecutionResult, ToolCall, ToolResponse json.RawMessage
}

type blob struct {
	MimeType string
	Data     string
	FileURI  string `json:"fileUri"`
}

type declaration struct {
	Name                 string
	Description          string
	Parameters           json.RawMessage
	ParametersJSONSchema json.RawMessage `json:"parametersJsonSchema"`
}

// functions are the functions that may be called.
func (r *request) functions() []declaration {
	var list []declaration
	for _, t := range r.Tools {
		list = append(list, t.FunctionDeclarations...)
	}
	return list
}

// mode is how functions are to be called.
func (r *request) mode() string {
	if c := r.ToolConfig.FunctionCallingConfig; c != nil && c.Mode != "" && c.Mode != "MODE_UNSPECIFIED" {
		return c.Mode
	}
	return "AUTO"
}

// data counts the members that say what a part is.
func (p *part) data() int {
	n := 0
	for _, there := range []bool{
		p.Text != nil, p.InlineData != nil, p.FileData != nil, p.FunctionCall != nil, p.FunctionResponse != nil,
		p.ExecutableCode != nil, p.CodeExecutionResult != nil, p.ToolCall != nil, p.ToolResponse != nil,
	} {
		if there {
			n++
		}
	}
	return n
}

// calls and responses count the parts of a turn that are of functions.
func (c *content) calls() (n int) {
	for i := range c.Parts {
		if c.Parts[i].FunctionCall != nil {
			n++
		}
	}
	return n
}

func (c *content) responses() (n int) {
	for i := range c.Parts {
		if c.Parts[i].FunctionResponse != nil {
			n++
		}
	}
	return n
}
