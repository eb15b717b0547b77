package wazerohost_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"aigateway/host-test/engine"
	"aigateway/host-test/wazerohost"
)

// module assembles a wasm module that imports functions of type () -> i32 and
// exports each name as one of them.
func module(imports [][2]string, exports []string) []byte {
	name := func(s string) []byte { return append([]byte{byte(len(s))}, s...) }
	section := func(id byte, count int, items []byte) []byte {
		body := append([]byte{byte(count)}, items...)
		return append([]byte{id, byte(len(body)&0x7f) | 0x80, byte(len(body) >> 7)}, body...)
	}
	var imported, exported []byte
	for _, i := range imports {
		imported = append(append(append(imported, name(i[0])...), name(i[1])...), 0, 0)
	}
	for _, e := range exports {
		exported = append(append(exported, name(e)...), 0, byte(len(imports)))
	}
	code := []byte("\x00asm\x01\x00\x00\x00")
	code = append(code, section(1, 1, []byte{0x60, 0, 1, 0x7f})...)
	code = append(code, section(2, len(imports), imported)...)
	code = append(code, section(3, 1, []byte{0})...)
	code = append(code, section(7, len(exports), exported)...)
	return append(code, section(10, 1, []byte{4, 0, 0x41, 1, 0x0b})...)
}

func load(t *testing.T, f engine.Flavour, code []byte) (*wazerohost.Module, error) {
	l, err := wazerohost.NewLoader(wazerohost.Options{Flavour: f})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, l.Close()) })
	return l.Load(code)
}

func TestLoad(t *testing.T) {
	const alloc, v21, v100 = "proxy_on_memory_allocate", "proxy_abi_version_0_2_1", "proxy_abi_version_0_2_100"
	for _, c := range []struct {
		name    string
		flavour engine.Flavour
		imports [][2]string
		exports []string
		refused string
	}{
		{"stock", engine.Envoy, [][2]string{{"env", "proxy_done"}}, []string{alloc, v21}, ""},
		{"0.2.0", engine.Envoy, nil, []string{"malloc", "proxy_abi_version_0_2_0"}, ""},
		{"no marker", engine.Envoy, nil, []string{alloc}, "no proxy-wasm ABI version"},
		{"Higress' marker in Envoy", engine.Envoy, nil, []string{alloc, v100}, "no proxy-wasm ABI version"},
		{"Higress' marker in Higress", engine.Higress, nil, []string{alloc, v100}, ""},
		{"no allocator", engine.Envoy, nil, []string{v21}, "proxy_on_memory_allocate"},
		{"unknown import", engine.Envoy, [][2]string{{"env", "proxy_fly"}}, []string{alloc, v21}, "env.proxy_fly"},
		{"Higress' import in Envoy", engine.Envoy, [][2]string{{"env", "proxy_redis_call"}}, []string{alloc, v21}, "env.proxy_redis_call"},
		{"unknown module", engine.Envoy, [][2]string{{"wasi_unstable", "fd_write"}}, []string{alloc, v21}, "wasi_unstable.fd_write"},
		{"WASI that Envoy lacks", engine.Envoy, [][2]string{{"wasi_snapshot_preview1", "proc_raise"}}, []string{alloc, v21}, "proc_raise"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := load(t, c.flavour, module(c.imports, c.exports))
			if c.refused != "" {
				require.ErrorContains(t, err, c.refused)
				return
			}
			require.NoError(t, err)
			require.True(t, strings.HasPrefix(string(m.Marker()), "proxy_abi_version_"))
		})
	}
	_, err := load(t, engine.Envoy, bytes.Repeat([]byte{1}, 16))
	require.ErrorContains(t, err, "compiling")
}
