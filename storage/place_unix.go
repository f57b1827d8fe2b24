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

// placeAs is the place of a draft that is about to take the name of path: a
// file keeps its inode when it is renamed.
func placeAs(draft, _ string) string { return placeOf(draft) }
