package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"aigateway/common/config"
	"aigateway/common/config/cmd/configdoc/testdata/plugin"
	"aigateway/host-test/reflection"
)

var update = flag.Bool("update", false, "rewrite the expected files")

func TestGolden(t *testing.T) {
	require.NoError(t, run(options{dir: "testdata/plugin", typ: "Config", check: !*update}))
}

// A plugin that has changed its configuration and not what is generated from
// it fails here.
func TestPluginsAreUpToDate(t *testing.T) {
	marks, err := filepath.Glob("../../../../plugins/*/generate.go")
	require.NoError(t, err)
	require.NotEmpty(t, marks)
	for _, mark := range marks {
		require.NoError(t, run(options{dir: filepath.Dir(mark), typ: "Config", check: true}))
	}
}

// The layout is what package reflect finds.
func TestLayout(t *testing.T) {
	require.NoError(t, reflection.Compare[plugin.Config]((*plugin.Config)(nil).ConfigLayout()))
}

// What is written twice does not change, and -check finds what is missing.
func TestCheck(t *testing.T) {
	dir := t.TempDir()
	m, err := load("testdata/plugin", "Config")
	require.NoError(t, err)
	page, err := between([]byte("# x\n"+beginMark+"\nold\n"+endMark+"\n\nend\n"), m.table())
	require.NoError(t, err)
	again, err := between(page, m.table())
	require.NoError(t, err)
	assert.Equal(t, string(page), string(again))

	file := filepath.Join(dir, "README.md")
	o := options{check: true}
	require.ErrorContains(t, o.put(file, page), "is not up to date")
	assert.NoFileExists(t, file)
	require.NoError(t, options{}.put(file, page))
	require.NoError(t, o.put(file, page))
	require.Error(t, o.put(file, []byte("other")))

	_, err = between([]byte(endMark+beginMark), nil)
	assert.ErrorContains(t, err, "needs the lines")
}

func TestFaultsOfAType(t *testing.T) {
	_, err := load("testdata/bad", "Config")
	require.Error(t, err)
	assert.Equal(t, []string{
		"Config: noComment has no comment",
		"Config: the default of default is of another type",
		"Config: the default of enum is not in its enum",
		"Config: the default of low is out of its bounds",
		"Config: the default of high is out of its bounds",
		"Config: a bound of bound is no number",
		"Config: time: type Duration is not from this module",
		"Config: func: a type of this form cannot be decoded",
		"Config: any: type any cannot be decoded",
		"Config: why has no effect and no tag deprecated that says why",
		"Config: odd: type Odd decodes itself: its comment needs a line //config:schema",
		"Config: struct: a type of this form cannot be decoded",
		"Config: pointer cannot have a default",
		"Config: numbers cannot have a default",
		"Config: secret cannot have a default",
		"Config: fixed: a type of this form cannot be decoded",
		"Config: keys: a map whose keys are no strings cannot be decoded",
	}, strings.Split(err.Error(), "\n"))

	_, err = load("testdata/bad", "Twice")
	require.EqualError(t, err, "Twice has two members called name")
	_, err = load("testdata/bad", "Hidden")
	require.EqualError(t, err, "the type hidden of aigateway/common/config/cmd/configdoc/testdata/shared is not exported")
	_, err = load("testdata/plugin", "Nothing")
	require.ErrorContains(t, err, "has no type Nothing")
	_, err = load("testdata/plugin", "Mode")
	require.ErrorContains(t, err, "is no struct")
	_, err = load("testdata", "Config")
	require.Error(t, err)
}

// The decoder knows every member that the schema has, and agrees about the
// defaults.
func TestSchemaIsWhatTheDecoderReads(t *testing.T) {
	raw, err := os.ReadFile("testdata/plugin/config.schema.json")
	require.NoError(t, err)
	var schema struct {
		Properties map[string]struct{ Default json.RawMessage }
	}
	require.NoError(t, json.Unmarshal(raw, &schema))
	members := map[string]any{}
	defaults := map[string]any{}
	for name, p := range schema.Properties {
		if !strings.HasPrefix(name, "_") {
			members[name] = struct{}{}
		}
		if p.Default != nil {
			defaults[name] = p.Default
		}
	}
	assert.Len(t, members, 11)

	text, err := json.Marshal(members)
	require.NoError(t, err)
	assert.Empty(t, config.Decode(text, &plugin.Config{}).Unknown())

	text, err = json.Marshal(defaults)
	require.NoError(t, err)
	var implied, explicit plugin.Config
	config.Decode([]byte(`{"providers":[{"type":"openai"}]}`), &implied)
	explicit.Providers = implied.Providers
	config.Decode(text, &explicit)
	assert.Equal(t, implied, explicit)
}
