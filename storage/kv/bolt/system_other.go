//go:build !unix

package bolt

import "os"

// initialMap is left to bbolt: elsewhere than on Unix a larger map extends
// the file at once.
const initialMap = 0

// renamesOpenFiles: a file has to be closed before another takes its name.
const renamesOpenFiles = false

// deleted tells whether an open file has no name left. Elsewhere than on Unix
// the system does not let a file in use be deleted.
func deleted(os.FileInfo) bool { return false }

// alive tells whether a process of this machine is running.
func alive(process int) bool {
	p, err := os.FindProcess(process)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}
