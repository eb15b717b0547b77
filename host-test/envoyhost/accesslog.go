package envoyhost

import (
	accesslogv3 "github.com/envoyproxy/go-control-plane/envoy/config/accesslog/v3"
	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	filelogv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/access_loggers/file/v3"
	"google.golang.org/protobuf/types/known/structpb"
)

// accessLogLine is Higress' layout. A plugin escapes what it writes into
// ai_log and ai_audit, so that it may stand between quotes; that rules out a
// json_format, which would escape it again. Every other field is one that can
// hold no quote, which is why neither the query nor the user agent is among
// them; the request's id is Envoy's own, since clients cannot set it. The
// embedded gateway writes the same fields.
const accessLogLine = `{"ai_log":"%FILTER_STATE(wasm.ai_log:PLAIN)%","ai_audit":"%FILTER_STATE(wasm.ai_audit:PLAIN)%",` +
	`"start_time":"%START_TIME%","request_id":"%STREAM_ID%","trace_id":"%TRACE_ID%","method":"%REQ(:METHOD)%",` +
	`"authority":"%REQ(X-ENVOY-ORIGINAL-HOST?:AUTHORITY)%","path":"%PATH(NQ:ORIG_OR_PATH)%",` +
	`"protocol":"%PROTOCOL%","response_code":"%RESPONSE_CODE%","response_code_details":"%RESPONSE_CODE_DETAILS%",` +
	`"response_flags":"%RESPONSE_FLAGS%","route_name":"%ROUTE_NAME%","upstream_cluster":"%UPSTREAM_CLUSTER_RAW%",` +
	`"upstream_host":"%UPSTREAM_HOST%","bytes_received":"%BYTES_RECEIVED%","bytes_sent":"%BYTES_SENT%",` +
	`"duration":"%DURATION%","upstream_service_time":"%RESPONSE_DURATION%","downstream_remote_address":"%DOWNSTREAM_REMOTE_ADDRESS%"}` + "\n"

func (r *renderer) accessLogs() []*accesslogv3.AccessLog {
	logs := []*accesslogv3.AccessLog{r.accessLog(r.opts.AccessLog, &corev3.SubstitutionFormatString{
		Format: &corev3.SubstitutionFormatString_TextFormatSource{TextFormatSource: inline(accessLogLine)},
	})}
	if r.state == nil {
		return logs
	}
	state := &structpb.Struct{Fields: map[string]*structpb.Value{}}
	for _, name := range r.state {
		state.Fields[name] = structpb.NewStringValue("%FILTER_STATE(wasm." + name + ":PLAIN)%")
	}
	return append(logs, r.accessLog("/dev/stdout", &corev3.SubstitutionFormatString{
		Format: &corev3.SubstitutionFormatString_JsonFormat{JsonFormat: &structpb.Struct{Fields: map[string]*structpb.Value{
			"listener": structpb.NewStringValue(r.name), "state": structpb.NewStructValue(state),
		}}},
	}))
}

func (r *renderer) accessLog(path string, format *corev3.SubstitutionFormatString) *accesslogv3.AccessLog {
	return &accesslogv3.AccessLog{
		Name: "envoy.access_loggers.file",
		ConfigType: &accesslogv3.AccessLog_TypedConfig{TypedConfig: r.pack(&filelogv3.FileAccessLog{
			Path: path, AccessLogFormat: &filelogv3.FileAccessLog_LogFormat{LogFormat: format},
		})},
	}
}
