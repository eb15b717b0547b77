package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"aigateway/host-test/wasmfile"
)

// modules returns the file of each subject's module; those that have to be
// made go into a directory.
func (c *contest) modules(dir string, names []string) (files map[string]string, err error) {
	files = map[string]string{}
	for _, name := range names {
		switch name {
		case "none":
			files[name] = ""
		case "noop":
			files[name], err = buildNoop(dir)
		case "ours":
			files[name], err = filepath.Abs("dist/envoy/" + c.plugin + ".wasm")
		case "incumbent":
			files[name], err = adaptIncumbent(dir, c.incumbent)
		}
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

func buildNoop(dir string) (string, error) {
	file := filepath.Join(dir, "noop.wasm")
	build := exec.Command("go", "build", "-trimpath", "-buildmode=c-shared", "-ldflags=-s -w", "-o", file, "./host-test/guests/noop")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return file, nil
}

// adaptIncumbent gives the module for Higress the ABI marker that Envoy knows.
func adaptIncumbent(dir, incumbent string) (string, error) {
	found, _ := filepath.Glob(incumbent)
	if len(found) == 0 {
		return "", fmt.Errorf("no module at %s: run make tools", incumbent)
	}
	raw, err := os.ReadFile(found[0])
	if err != nil {
		return "", err
	}
	if raw, err = wasmfile.RenameExport(raw, "proxy_abi_version_0_2_100", "proxy_abi_version_0_2_1"); err != nil {
		return "", err
	}
	file := filepath.Join(dir, "incumbent.wasm")
	return file, os.WriteFile(file, raw, 0o600)
}
