package promhost

import "syscall"

// dieWithParent keeps a test that was killed from leaving a process behind.
func dieWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
