//go:build unix

package bolt

import (
	"errors"
	"os"
	"syscall"
)

// initialMap is the address space reserved for the file, in bytes. It costs
// nothing on Unix until it is used.
const initialMap = 1 << 30

// renamesOpenFiles: a file in use can take another's name.
const renamesOpenFiles = true

// deleted tells whether an open file has no name left, so that it is gone
// when it is closed.
func deleted(info os.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && stat.Nlink == 0
}

// alive tells whether a process of this machine is running.
func alive(process int) bool {
	return !errors.Is(syscall.Kill(process, 0), syscall.ESRCH)
}
