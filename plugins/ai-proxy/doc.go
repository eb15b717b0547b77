// Package aiproxy is the plugin ai-proxy: it sends a request to the AI provider
// that its route is configured for, in that provider's protocol and with that
// provider's key, and gives the answer back in the protocol of the client.
//
// It is for whoever runs models behind a gateway and wants any client to reach
// any provider. It does not choose the route, count tokens or keep answers:
// that is for other plugins.
//
// One configuration, in Higress' own terms:
//
//	{"provider": {"type": "claude", "apiTokens": ["sk-ant-…"], "modelMapping": {"gpt-*": "claude-sonnet-4-5"}}}
//
// One exchange: an OpenAI client posts /v1/chat/completions for gpt-4o; the
// provider gets POST /v1/messages for claude-sonnet-4-5 with its own key; the
// client gets chat.completion.chunk events, each as soon as the provider's
// event has come.
package aiproxy
