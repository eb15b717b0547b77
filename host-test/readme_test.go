package hosttest_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	hosttest "aigateway/host-test"
)

// TestREADME runs what README.md says about the command, but for `run`, which
// does not end by itself and has tests of its own.
func TestREADME(t *testing.T) {
	t.Chdir(hosttest.Root())
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	commands := regexp.MustCompile(`(?m)^bin/aigw [^\n#]*`).FindAllString(string(text), -1)
	require.NotEmpty(t, commands)
	for _, line := range commands {
		line = strings.TrimSpace(strings.Replace(line, "CASE.txtar", "examples/quickstart/cases/*.txtar", 1))
		if strings.HasPrefix(line, "bin/aigw run") {
			continue
		}
		t.Run(line, func(t *testing.T) {
			out, err := exec.Command("sh", "-c", line).CombinedOutput()
			assert.NoError(t, err, "%s", out)
		})
	}
}

// TestMakefile holds the targets that README and CI name.
func TestMakefile(t *testing.T) {
	makefile, err := os.ReadFile(filepath.Join(hosttest.Root(), "Makefile"))
	require.NoError(t, err)
	for _, target := range []string{"run", "demo", "test", "bench", "check", "size", "build", "tools", "lint", "docs", "help"} {
		assert.Regexp(t, `(?m)^`+target+`:`, string(makefile))
	}
}

var link = regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`)

// TestLinks follows every link between the documents.
func TestLinks(t *testing.T) {
	root := hosttest.Root()
	files, err := exec.Command("git", "-C", root, "ls-files", "*.md").Output()
	require.NoError(t, err)
	for _, file := range strings.Fields(string(files)) {
		text, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			_, err := os.Stat(filepath.Join(root, filepath.Dir(file), m[1]))
			assert.NoError(t, err, "%s links to %s", file, m[1])
		}
	}
}
