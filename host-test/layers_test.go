package hosttest_test

import (
	"encoding/json"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// layers says which packages of ours each package may import, by prefixes
// below the module. A package in no layer fails the test.
var layers = []struct {
	prefix string
	may    []string
}{
	{"common/ascii", nil},
	{"common/byteorder", nil},
	{"common/clock", nil},
	{"common/abi", nil},
	{"common/jsonscan", nil},
	{"common/sse", nil},
	{"common/eventstream", nil},
	{"common/digest", nil},
	{"common/base64", nil},
	{"common/rsa", []string{"common/base64", "common/digest"}},
	{"common/secret", nil},
	{"common/problem", nil},
	{"common/llm", []string{"common/problem"}},
	{"common/jsonedit", []string{"common/jsonscan"}},
	{"common/config/cmd/configdoc", []string{"common/config", "common/secret"}},
	{"common/config/layout", nil},
	{"common/config", []string{"common/config/layout", "common/secret", "common/jsonscan"}},
	{"common/codec/wire", []string{"common/codec$", "common/llm", "common/jsonscan", "common/problem"}},
	{"common/codec/claude", []string{"common/codec$", "common/codec/wire", "common/llm", "common/jsonscan"}},
	{"common/codec/bedrock", []string{"common/codec$", "common/codec/wire", "common/codec/claude", "common/usage/dialect", "common/eventstream", "common/llm", "common/jsonscan", "common/jsonedit", "common/problem"}},
	{"common/codec/gpt", []string{"common/codec$", "common/codec/wire", "common/llm", "common/jsonscan", "common/problem"}},
	{"common/codec/variant", []string{"common/codec$", "common/codec/openai", "common/codec/wire", "common/llm", "common/jsonscan", "common/problem"}},
	{"common/codec/", []string{"common/codec$", "common/codec/wire", "common/usage/dialect", "common/codec/claude", "common/codec/gpt", "common/llm", "common/sse", "common/jsonscan", "common/jsonedit", "common/problem"}},
	{"common/codec", []string{"common/llm", "common/sse", "common/eventstream", "common/jsonscan", "common/jsonedit", "common/problem"}},
	{"common/formdata", nil},
	{"common/conversation", []string{"common/codec$", "common/llm", "common/jsonscan", "common/jsonedit"}},
	{"common/promote", []string{"common/codec", "common/llm", "common/sse", "common/jsonscan", "common/jsonedit"}},
	{"common/pricing", []string{"common/llm"}},
	{"common/tokens", nil},
	{"common/jsonpath", []string{"common/jsonscan"}},
	{"common/pattern", nil},
	{"common/served", []string{"common/llm", "common/jsonscan"}},
	{"common/compress", nil},
	{"common/usage/dialect", []string{"common/llm", "common/jsonscan"}},
	{"common/usage", []string{"common/usage/dialect", "common/compress", "common/tokens", "common/llm", "common/jsonscan"}},
	{"common/provider/tc3", []string{"common/provider/sigv4", "common/digest", "common/secret"}},
	{"common/provider/sigv4", []string{"common/digest", "common/secret"}},
	{"common/provider/gcptoken", []string{"common/base64", "common/jsonscan", "common/rsa"}},
	{"common/provider", []string{"common/provider/sigv4", "common/digest", "common/jsonscan", "common/codec", "common/llm", "common/secret", "common/problem"}},
	{"common/plugin", []string{"common/abi", "common/problem"}},
	{"plugins/ai-gateway", []string{"common/plugin", "plugins/"}},
	{"plugins/", []string{"common/"}},
	{"host-test/upstream", []string{"host-test/upstream", "common/eventstream"}},
	{"host-test/cmd/aigw", []string{"host-test", "common/", "plugins/"}},
	{"host-test/reflection", []string{"common/config"}},
	{"host-test/guests/", []string{"host-test/guests/", "common/plugin", "common/problem"}},
	{"host-test", []string{"host-test", "common/abi"}},
	{"examples", []string{"host-test"}},
}

// basic are packages in place of some of Go's, for everybody.
var basic = []string{"common/ascii", "common/byteorder", "common/clock"}

// banned is what code that runs inside a host never imports: it would be
// dead weight in every worker, or have no meaning there.
var banned = []string{"net/http", "os", "testing", "fmt", "encoding/json", "regexp", "github.com/tetratelabs/wazero"}

// unlinked is what no module may have in it, whoever imports it, beside what is
// banned: each brings a hundred kilobytes of code.
var unlinked = []string{"reflect", "time", "syscall", "internal/godebug"}

// TestModules looks at all that modules are linked from.
func TestModules(t *testing.T) {
	modules, err := list("-deps", "-f={{.ImportPath}}", "aigateway/plugins/...", "aigateway/host-test/guests/...")
	require.NoError(t, err)
	linked := strings.Fields(string(modules))
	require.Contains(t, linked, "aigateway/common/abi")
	require.Contains(t, linked, "aigateway/host-test/guests/noop")
	for _, path := range slices.Concat(banned, unlinked) {
		assert.NotContains(t, linked, path, "go list -deps tells who imports it")
	}
}

// list runs go list for wasm.
func list(arguments ...string) ([]byte, error) {
	command := exec.Command("go", append([]string{"list"}, arguments...)...)
	command.Env = append(command.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	return command.Output()
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func TestLayers(t *testing.T) {
	for _, p := range packages(t) {
		name := strings.TrimPrefix(p.ImportPath, "aigateway/")
		at := slices.IndexFunc(layers, func(l struct {
			prefix string
			may    []string
		}) bool {
			return strings.HasPrefix(name, l.prefix)
		})
		if !assert.GreaterOrEqual(t, at, 0, "%s is in no layer", name) {
			continue
		}
		for _, path := range p.Imports {
			imported, ours := strings.CutPrefix(path, "aigateway/")
			if ours {
				assert.True(t, mayImport(layers[at].may, name, imported), "%s must not import %s", name, imported)
			}
			if inHost(name) {
				assert.NotContains(t, banned, path, "%s runs inside a host", name)
			}
		}
	}
}

func mayImport(may []string, from, path string) bool {
	if strings.HasPrefix(from, "plugins/") && strings.HasPrefix(path, "plugins/") && !strings.HasPrefix(from, "plugins/ai-gateway/") {
		return strings.HasPrefix(from, path+"/") // a plugin's own wasm command
	}
	return slices.Contains(basic, path) || slices.ContainsFunc(may, func(prefix string) bool {
		exact, ok := strings.CutSuffix(prefix, "$")
		return ok && path == exact || !ok && strings.HasPrefix(path, prefix)
	})
}

func inHost(name string) bool {
	if strings.HasPrefix(name, "host-test/guests/") {
		return true
	}
	return (strings.HasPrefix(name, "common/") || strings.HasPrefix(name, "plugins/")) && !strings.Contains(name, "/cmd/")
}

// packages lists what is built for wasm and what is built here.
func packages(t *testing.T) (list []goPackage) {
	for _, environment := range [][]string{{"GOOS=wasip1", "GOARCH=wasm"}, nil} {
		command := exec.Command("go", "list", "-json=ImportPath,Imports", "aigateway/common/...", "aigateway/plugins/...")
		if environment == nil {
			command.Args = append(command.Args, "aigateway/host-test/...")
		}
		command.Env = append(command.Environ(), environment...)
		out, err := command.Output()
		require.NoError(t, err)
		for decoder := json.NewDecoder(strings.NewReader(string(out))); decoder.More(); {
			var p goPackage
			require.NoError(t, decoder.Decode(&p))
			list = append(list, p)
		}
	}
	return list
}
