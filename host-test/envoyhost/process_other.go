//go:build !linux

package envoyhost

import "syscall"

func dieWithParent() *syscall.SysProcAttr { return nil }
