// Package aistatistics is the plugin ai-statistics: it watches model calls
// pass and tells what they were: as metrics, in the access log, on the trace.
//
// It is for whoever pays for the calls, or is called when they fail. It
// changes no byte of a request or an answer, delays none, and limits nothing:
// that is for other plugins.
//
// One configuration, in Higress' own terms:
//
//	{"use_default_response_attributes": true, "abnormal": {"slow_ms": 60000}}
//
// One exchange: a client of the consumer acme streams gpt-4o; when the answer
// has ended its tokens and its price have been counted for acme, and the
// access log has them as ai_log. The same if the client hung up half-way: then
// the tokens that the provider did not meter are an estimate, and marked so.
package aistatistics
