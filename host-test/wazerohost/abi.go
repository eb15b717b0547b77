package wazerohost

import (
	"github.com/tetratelabs/wazero/api"

	"aigateway/common/abi"
)

// hostFunction is one import of module env.
type hostFunction struct {
	name    string
	params  []api.ValueType // nil: as many i32 as args says
	args    int
	higress bool
	call    func(c caller) abi.Status
}

func (f hostFunction) types() []api.ValueType {
	if f.params != nil {
		return f.params
	}
	types := make([]api.ValueType, f.args)
	for i := range types {
		types[i] = api.ValueTypeI32
	}
	return types
}

// functions are the imports of proxy-wasm 0.2.0 and 0.2.1 in the order of the
// specification, and then Higress'.
func functions() []hostFunction {
	i32, i64 := api.ValueTypeI32, api.ValueTypeI64
	return []hostFunction{
		{name: "proxy_log", args: 3, call: proxyLog},
		{name: "proxy_get_log_level", args: 1, call: getLogLevel},
		{name: "proxy_get_current_time_nanoseconds", args: 1, call: getTime},
		{name: "proxy_set_tick_period_milliseconds", args: 1, call: setTick},
		{name: "proxy_get_status", args: 3, call: getStatus},

		{name: "proxy_get_buffer_bytes", args: 5, call: getBuffer},
		{name: "proxy_set_buffer_bytes", args: 5, call: setBuffer},
		{name: "proxy_get_buffer_status", args: 3, call: getBufferStatus},

		{name: "proxy_get_header_map_pairs", args: 3, call: getPairs},
		{name: "proxy_set_header_map_pairs", args: 3, call: setPairs},
		{name: "proxy_get_header_map_size", args: 2, call: getMapSize},
		{name: "proxy_get_header_map_value", args: 5, call: getHeader},
		{name: "proxy_add_header_map_value", args: 5, call: addHeader},
		{name: "proxy_replace_header_map_value", args: 5, call: replaceHeader},
		{name: "proxy_remove_header_map_value", args: 3, call: removeHeader},

		{name: "proxy_continue_stream", args: 1, call: continueStream},
		{name: "proxy_close_stream", args: 1, call: closeStream},
		{name: "proxy_send_local_response", args: 8, call: sendLocalResponse},
		{name: "proxy_set_effective_context", args: 1, call: setEffectiveContext},
		{name: "proxy_done", args: 0, call: done},

		{name: "proxy_http_call", args: 10, call: httpCall},

		{name: "proxy_get_property", args: 4, call: getProperty},
		{name: "proxy_set_property", args: 4, call: setProperty},
		{name: "proxy_get_shared_data", args: 5, call: getSharedData},
		{name: "proxy_set_shared_data", args: 5, call: setSharedData},

		{name: "proxy_define_metric", args: 4, call: defineMetric},
		{name: "proxy_increment_metric", params: []api.ValueType{i32, i64}, call: incrementMetric},
		{name: "proxy_record_metric", params: []api.ValueType{i32, i64}, call: recordMetric},
		{name: "proxy_get_metric", args: 2, call: getMetric},

		{name: "proxy_call_foreign_function", args: 6, call: callForeign},

		{name: "proxy_register_shared_queue", args: 3, call: unimplemented},
		{name: "proxy_resolve_shared_queue", args: 5, call: unimplemented},
		{name: "proxy_enqueue_shared_queue", args: 3, call: unimplemented},
		{name: "proxy_dequeue_shared_queue", args: 3, call: unimplemented},
		{name: "proxy_grpc_call", args: 12, call: unimplemented},
		{name: "proxy_grpc_stream", args: 9, call: unimplemented},
		{name: "proxy_grpc_send", args: 4, call: unimplemented},
		{name: "proxy_grpc_cancel", args: 1, call: unimplemented},
		{name: "proxy_grpc_close", args: 1, call: unimplemented},

		{name: "proxy_redis_init", args: 7, higress: true, call: redisInit},
		{name: "proxy_redis_call", args: 5, higress: true, call: redisCall},
		{name: "proxy_inject_encoded_data_to_filter_chain", args: 3, higress: true, call: injectEncodedData},
		{name: "proxy_get_upstream_hosts", args: 2, higress: true, call: getUpstreamHosts},
		{name: "proxy_set_upstream_override_host", args: 2, higress: true, call: setOverrideHost},
	}
}

// wasiAllowed are the functions of WASI preview 1 that Envoy has; a module
// that imports another one does not load there.
var wasiAllowed = map[string]bool{
	"fd_write": true, "fd_read": true, "fd_seek": true, "fd_close": true, "fd_fdstat_get": true,
	"fd_fdstat_set_flags": true, "fd_filestat_get": true, "fd_prestat_get": true,
	"fd_prestat_dir_name": true, "path_open": true, "path_filestat_get": true,
	"path_create_directory": true, "path_link": true, "path_remove_directory": true,
	"path_rename": true, "path_unlink_file": true, "fd_advise": true, "fd_allocate": true,
	"fd_datasync": true, "fd_fdstat_set_rights": true, "fd_filestat_set_size": true,
	"fd_filestat_set_times": true, "fd_pread": true, "fd_pwrite": true, "fd_readdir": true,
	"fd_renumber": true, "fd_sync": true, "fd_tell": true, "path_filestat_set_times": true,
	"path_readlink": true, "path_symlink": true, "sock_accept": true, "sock_recv": true,
	"sock_send": true, "sock_shutdown": true,
	"environ_get": true, "environ_sizes_get": true, "args_get": true, "args_sizes_get": true,
	"clock_time_get": true, "clock_res_get": true, "random_get": true, "sched_yield": true,
	"poll_oneoff": true, "proc_exit": true,
}
