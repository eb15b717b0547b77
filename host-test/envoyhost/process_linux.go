package envoyhost

import "syscall"

// dieWithParent keeps a test that was killed from leaving an Envoy behind.
func dieWithParent() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
