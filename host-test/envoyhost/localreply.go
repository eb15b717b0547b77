package envoyhost

import (
	"fmt"

	accesslogv3 "github.com/envoyproxy/go-control-plane/envoy/config/accesslog/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	celv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/access_loggers/filters/cel/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
)

// tooLarge is an error object that OpenAI's and Anthropic's clients both read.
const tooLarge = `{"type":"error","error":{"type":"request_too_large","code":"request_too_large","param":null,` +
	`"message":"the request body is larger than the %d bytes that this gateway holds"}}` + "\n"

// localReplies gives the 413 of the buffer limit a sentence. It goes by the
// reason and not by the status, so that a plugin's own 413 stays as it is.
func (r *renderer) localReplies() *hcmv3.LocalReplyConfig {
	return &hcmv3.LocalReplyConfig{Mappers: []*hcmv3.ResponseMapper{{
		Filter: &accesslogv3.AccessLogFilter{FilterSpecifier: &accesslogv3.AccessLogFilter_ExtensionFilter{
			ExtensionFilter: &accesslogv3.ExtensionFilter{
				Name: "envoy.access_loggers.extension_filters.cel",
				ConfigType: &accesslogv3.ExtensionFilter_TypedConfig{TypedConfig: r.pack(&celv3.ExpressionFilter{
					Expression: `response.code_details == "request_payload_too_large"`,
				})},
			},
		}},
		BodyFormatOverride: &corev3.SubstitutionFormatString{
			Format:      &corev3.SubstitutionFormatString_TextFormatSource{TextFormatSource: inline(fmt.Sprintf(tooLarge, r.opts.BodyLimit))},
			ContentType: "application/json",
		},
	}}}
}
