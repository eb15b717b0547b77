package envoyhost

import (
	"strings"
	"time"

	corev3 "github.com/envoyproxy/go-control-plane/envoy/config/core/v3"
	wasmfilterv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/http/wasm/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	wasmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/wasm/v3"
	"google.golang.org/protobuf/types/known/durationpb"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"aigateway/host-test/manifest"
)

// reloadBackoff is how long a trapped VM stays down before it is built anew.
const reloadBackoff = 500 * time.Millisecond

// wasm is one plugin. Plugins of one module share a VM a worker: the VM's key
// is its id, code and configuration, and all three are the module's.
func (r *renderer) wasm(p manifest.Plugin) *hcmv3.HttpFilter { return r.module(p, r.passing(p)) }

// module is a plugin with a configuration.
func (r *renderer) module(p manifest.Plugin, configuration []byte) *hcmv3.HttpFilter {
	path, ok := strings.CutPrefix(p.URL, "file://")
	if !ok {
		r.fail("plugin %s (%s, line %d): this host loads modules from file://PATH; %q is for Higress and Istio, which pull images",
			p.Name, p.Origin.File, p.Origin.Line, p.URL)
	}
	config := &wasmv3.PluginConfig{
		Name:          p.Name,
		RootId:        p.RootID,
		Configuration: r.pack(wrapperspb.String(string(configuration))),
		FailurePolicy: wasmv3.FailurePolicy_FAIL_RELOAD,
		ReloadConfig:  &wasmv3.ReloadConfig{Backoff: &corev3.BackoffStrategy{BaseInterval: durationpb.New(reloadBackoff)}},
		Vm: &wasmv3.PluginConfig_VmConfig{VmConfig: &wasmv3.VmConfig{
			VmId:    p.URL,
			Runtime: "envoy.wasm.runtime.v8",
			Code: &corev3.AsyncDataSource{Specifier: &corev3.AsyncDataSource_Local{
				Local: &corev3.DataSource{Specifier: &corev3.DataSource_Filename{Filename: path}},
			}},
		}},
		// Without it a plugin that waits for the body while it holds the
		// headers would wait for ever.
		AllowOnHeadersStopIteration: wrapperspb.Bool(true),
	}
	if p.FailStrategy == "FAIL_OPEN" {
		config.FailurePolicy, config.ReloadConfig = wasmv3.FailurePolicy_FAIL_OPEN, nil
	}
	return r.filter("envoy.filters.http.wasm/"+p.Name, &wasmfilterv3.Wasm{Config: config})
}
