//go:build !linux

package promhost

import "syscall"

func dieWithParent() *syscall.SysProcAttr { return nil }
