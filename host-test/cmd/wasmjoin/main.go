// Command wasmjoin joins the data segments of a module, in place: a fifth of
// what Go's linker writes only says where the pieces lie.
package main

import (
	"fmt"
	"os"

	"aigateway/host-test/wasmfile"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: wasmjoin FILE.wasm")
		os.Exit(2)
	}
	if err := joinFile(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func joinFile(name string) error {
	module, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if module, err = wasmfile.JoinData(module); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.WriteFile(name, module, 0o644)
}
