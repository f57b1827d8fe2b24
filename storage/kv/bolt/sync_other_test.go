//go:build !linux

package bolt_test

import "os"

// syncData syncs as bbolt does.
func syncData(file *os.File) error { return file.Sync() }
