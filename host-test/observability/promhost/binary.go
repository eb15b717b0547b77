package promhost

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Binary finds prometheus or promtool: in .cache/prometheus of the working
// directory or one above it (where the Makefile puts them), then in PATH.
func Binary(name string) (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		path := filepath.Join(dir, ".cache", "prometheus", "usr", "bin", name)
		if info, missing := os.Stat(path); missing == nil && !info.IsDir() {
			return path, nil
		}
		if dir == filepath.Dir(dir) {
			break
		}
		dir = filepath.Dir(dir)
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is neither in .cache/prometheus nor in PATH; make tools fetches it: %w", name, err)
	}
	return path, nil
}

// Promtool runs promtool and returns all that it said. The error is that of
// the process: what was checked is wrong, or promtool is missing.
func Promtool(ctx context.Context, args ...string) (string, error) {
	binary, err := Binary("promtool")
	if err != nil {
		return "", err
	}
	said, err := exec.CommandContext(ctx, binary, args...).CombinedOutput()
	if err != nil {
		return string(said), fmt.Errorf("promtool %v: %w\n%s", args, err, said)
	}
	return string(said), nil
}
