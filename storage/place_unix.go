//go:build unix

package storage

import (
	"fmt"
	"os"
	"syscall"
)

// placeOf tells where a file lies: the machine, the device and the inode. A
// copy of a file is in another place than the file.
func placeOf(path string) string {
	info, err := os.Stat(path)
	if err != nil {
		return ""
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	return fingerprint(fmt.Sprint(machineName(), stat.Dev, stat.Ino))
}
