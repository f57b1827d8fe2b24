package bolt_test

import (
	"os"
	"syscall"
)

// syncData syncs as bbolt does.
func syncData(file *os.File) error { return syscall.Fdatasync(int(file.Fd())) }
