// Command wasmsize shows how large the modules below a directory are and what
// they import, and fails where one is over its budget: size is start-up time
// and memory in every worker of every gateway.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tetratelabs/wazero"
)

// budgets are bytes of gzip -9, by module.
var budgets = map[string]int{
	"ai-proxy.wasm":      1_250_000,
	"ai-statistics.wasm": 1_000_000,
	"ai-gateway.wasm":    1_900_000,
}

const (
	otherBudget = 1_000_000
	// maxPages of 64 KiB is what a VM may begin with.
	maxPages = 72
)

// wasi is what the oldest Envoy that we support gives of WASI preview 1.
var wasi = strings.Fields(`args_get args_sizes_get clock_time_get environ_get environ_sizes_get fd_close fd_fdstat_get
	fd_fdstat_set_flags fd_prestat_dir_name fd_prestat_get fd_read fd_seek fd_write path_filestat_get path_open poll_oneoff proc_exit
	random_get sched_yield`)

// proxyWasm is ABI 0.2.1; higress is what Higress adds to it.
var (
	proxyWasm = strings.Fields(`log get_log_level set_tick_period_milliseconds get_buffer_bytes set_buffer_bytes get_buffer_status
		get_header_map_pairs set_header_map_pairs get_header_map_value add_header_map_value replace_header_map_value
		remove_header_map_value continue_stream close_stream send_local_response set_effective_context done http_call get_property
		set_property get_shared_data set_shared_data define_metric increment_metric record_metric get_metric call_foreign_function`)
	higress = strings.Fields(`redis_init redis_call get_upstream_hosts set_upstream_override_host inject_encoded_data_to_filter_chain`)
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: wasmsize DIRECTORY")
		os.Exit(2)
	}
	files, _ := filepath.Glob(filepath.Join(os.Args[1], "*", "*.wasm"))
	faults := 0
	fmt.Printf("%-32s %10s %10s %10s %6s %8s\n", "module", "bytes", "gzip -9", "budget", "pages", "imports")
	for _, file := range files {
		for _, fault := range examine(file) {
			fmt.Printf("  %s: %s\n", file, fault)
			faults++
		}
	}
	if faults > 0 || len(files) == 0 {
		fmt.Printf("%d modules, %d faults\n", len(files), faults)
		os.Exit(1)
	}
}

func examine(file string) (faults []string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return []string{err.Error()}
	}
	module, err := wazero.NewRuntimeWithConfig(context.Background(), wazero.NewRuntimeConfigInterpreter()).CompileModule(context.Background(), raw)
	if err != nil {
		return []string{err.Error()}
	}
	budget, ok := budgets[filepath.Base(file)]
	if !ok {
		budget = otherBudget
	}
	size, pages := compressed(raw), module.ExportedMemories()["memory"].Min()
	fmt.Printf("%-32s %10d %10d %10d %6d %8d\n", file, len(raw), size, budget, pages, len(module.ImportedFunctions()))
	if size > budget {
		faults = append(faults, "is over its budget")
	}
	if pages > maxPages {
		faults = append(faults, fmt.Sprintf("begins with %d pages of memory, %d are allowed", pages, maxPages))
	}
	for _, f := range module.ImportedFunctions() {
		from, name, _ := f.Import()
		if !allowed(from, name, strings.Contains(filepath.ToSlash(file), "/higress/")) {
			faults = append(faults, "imports "+from+"."+name+", which hosts need not have")
		}
	}
	return faults
}

func allowed(module, name string, higressToo bool) bool {
	if module == "wasi_snapshot_preview1" {
		return slices.Contains(wasi, name)
	}
	name, ok := strings.CutPrefix(name, "proxy_")
	return ok && module == "env" && (slices.Contains(proxyWasm, name) || higressToo && slices.Contains(higress, name))
}

func compressed(raw []byte) int {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(raw)
	_ = w.Close()
	return b.Len()
}
