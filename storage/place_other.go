//go:build !unix

package storage

import (
	"os"
	"path/filepath"
)

// placeOf tells where a file lies: the machine and the path. A copy of a file
// is in another place than the file.
func placeOf(path string) string {
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	full, err := filepath.Abs(path)
	if err != nil {
		full = path
	}
	return fingerprint(machineName() + " " + full)
}

// placeAs is the place of a draft that is about to take the name of path.
func placeAs(_, path string) string { return placeOf(path) }
