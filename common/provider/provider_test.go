package provider_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"aigateway/common/provider"
)

func TestDetect(t *testing.T) {
	for path, want := range map[string]struct {
		api  provider.API
		tail string
	}{
		"/v1/chat/completions":               {provider.Chat, "/chat/completions"},
		"/my/prefix/v1/chat/completions":     {provider.Chat, "/chat/completions"},
		"/v1/completions":                    {provider.Completions, "/completions"},
		"/v1/messages":                       {provider.Messages, "/messages"},
		"/v1/messages/count_tokens":          {provider.CountTokens, "/messages/count_tokens"},
		"/v1/files":                          {provider.Files, "/files"},
		"/v1/files/file-1":                   {provider.Files, "/files/file-1"},
		"/v1/files/file-1/content":           {provider.FileContent, "/files/file-1/content"},
		"/v1/models/gpt-4o":                  {provider.Models, "/models/gpt-4o"},
		"/v1/responses/resp_1":               {provider.Responses, "/responses/resp_1"},
		"/v1/fine_tuning/jobs/ftjob-1/pause": {provider.FineTuning, "/fine_tuning/jobs/ftjob-1/pause"},
		"/v1/videos":                         {provider.Videos, "/videos"},
		"/v1/videos/v-1":                     {provider.Video, "/videos/v-1"},
		"/v1/videos/v-1/content":             {provider.VideoContent, "/videos/v-1/content"},
		"/v1/videos/v-1/remix":               {provider.VideoRemix, "/videos/v-1/remix"},
		"/v1/conversations/c-1/items":        {provider.Conversations, "/conversations/c-1/items"},
		"/v1/rerank":                         {provider.Rerank, "/rerank"},
		"/v1/reranks":                        {provider.Reranks, "/reranks"},
		"/v1/complete":                       {provider.Complete, "/complete"},
		"/v1/modelsx":                        {},
		"/v1/moderations":                    {},
		"/chat/completions":                  {},
		"/":                                  {},
		"/v1beta/models/gemini-2.5-pro:generateContent":                        {provider.GenerateContent, "/models/gemini-2.5-pro:generateContent"},
		"/gw/v1/publishers/google/models/gemini-2.5-pro:streamGenerateContent": {provider.StreamGenerateContent, "/models/gemini-2.5-pro:streamGenerateContent"},
		"/v1beta/models/gemini-2.5-pro:countTokens":                            {},
	} {
		api, tail := provider.Detect(path)
		assert.Equal(t, want.api, api, path)
		assert.Equal(t, want.tail, tail, path)
	}
}

func TestTable(t *testing.T) {
	assert.True(t, slices.IsSorted(provider.Names()), "rows are in alphabetical order")
	for _, name := range provider.Names() {
		d := provider.Find(name)
		_, ok := d.Path(d.Chat, "/x", "m")
		assert.True(t, ok, "%s has a path for the protocol it is spoken to in", name)
		assert.NotNil(t, d.Server(d.Chat), name)
	}
}

func TestPath(t *testing.T) {
	for _, c := range []struct {
		provider string
		path     string
		want     string
	}{
		{"openai", "/v1/files/file-1/content", "/v1/files/file-1/content"},
		{"groq", "/gateway/v1/chat/completions", "/openai/v1/chat/completions"},
		{"azure", "/v1/chat/completions", "/openai/deployments/gpt/chat/completions"},
		{"azure", "/v1/batches/b/cancel", "/openai/batches/b/cancel"},
		{"qwen", "/v1/messages", "/apps/anthropic/v1/messages"},
		{"claude", "/v1/messages/count_tokens", "/v1/messages/count_tokens"},
		{"claude", "/v1/chat/completions", ""},
		{"vertex", "/v1beta/models/x:generateContent", "/v1/publishers/google/models/gpt:generateContent"},
	} {
		api, tail := provider.Detect(c.path)
		got, _ := provider.Find(c.provider).Path(api, tail, "gpt")
		assert.Equal(t, c.want, got, "%s %s", c.provider, c.path)
	}
}

// TestPattern has paths that an operator names.
func TestPattern(t *testing.T) {
	for _, c := range []struct{ path, named, want string }{
		{"/v1/files", "/x/files", "/x/files"},
		{"/v1/files/f-1", "/x/files/", "/x/files/f-1"},
		{"/v1/files/f-1/content", "/x/{file_id}/raw", "/x/f-1/raw"},
		{"/v1/batches/b-1/cancel", "/x/jobs", "/x/jobs/b-1/cancel"},
		{"/v1/videos/v-1", "/x/videos/{video_id}", "/x/videos/v-1"},
		{"/v1/videos/v-1/remix", "/x/videos/{video_id}/mix", "/x/videos/v-1/mix"},
		{"/v1/videos/v-1/content", "/x*", "/x/videos/v-1/content"},
		{"/v1/videos", "/x/videos", "/x/videos"},
		{"/v1/fine_tuning/jobs/ft-1/events", "/x/jobs/{fine_tuning_job_id}/events", "/x/jobs/ft-1/events"},
		{"/v1/fine_tuning/jobs", "/x/jobs", "/x/jobs"},
		{"/v1/chat/completions", "/x/chat", "/x/chat"},
		{"/v1/models/gpt", "/x/models", "/x/models/gpt"},
		{"/v1/completions", "/x/{model}/complete", "/x/m/complete"},
	} {
		api, tail := provider.Detect(c.path)
		assert.Equal(t, c.want, provider.Fill(provider.Pattern(api, c.named), tail, "m"), "%s at %s", c.path, c.named)
	}
}

func TestModelOf(t *testing.T) {
	for path, want := range map[string][2]string{
		"/v1beta/models/gemini-2.5-pro:generateContent":               {"gemini-2.5-pro", "v1beta"},
		"/gw/v1alpha/models/openai%2Fgpt-4o:generateContent":          {"openai/gpt-4o", "v1alpha"},
		"/v1beta/models/a/models/b:c:streamGenerateContent":           {"a/models/b:c", "v1beta"},
		"/v1/publishers/google/models/gemini-2.5-pro:generateContent": {"gemini-2.5-pro", ""},
		"/v1beta/models/100%:generateContent":                         {"100%", "v1beta"},
		"/v1beta/models/%4:generateContent":                           {"%4", "v1beta"},
		"/v1beta/models/%zz:generateContent":                          {"%zz", "v1beta"},
		"/v1/chat/completions":                                        {},
	} {
		_, tail := provider.Detect(path)
		model, version := provider.ModelOf(path, tail)
		assert.Equal(t, want, [2]string{model, version}, path)
	}
}
