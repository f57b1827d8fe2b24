//go:build unix

package source

import (
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A pipe that nobody writes to would keep a reader waiting for ever.
func TestPipesAreNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.txt")
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Skipf("this file system makes no pipes: %v", err)
	}
	if _, err := ReadFile(path, Options{}); !errors.Is(err, ErrNotFile) || !strings.Contains(err.Error(), "pipe") {
		t.Error(err)
	}
	if _, err := ReadFile("/dev/null", Options{}); !errors.Is(err, ErrNotFile) || !strings.Contains(err.Error(), "device") {
		t.Error(err)
	}
}
