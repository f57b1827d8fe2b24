package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// Root may read everything, so this test opens the files as another user. On
// Linux a thread can do so on its own; this one ends with the test.
func asNobody(t *testing.T, do func()) {
	if os.Getuid() != 0 {
		do()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		runtime.LockOSThread()
		if err := syscall.Setfsuid(65534); err != nil {
			t.Errorf("cannot act as another user: %v", err)
			return
		}
		do()
	}()
	<-done
}

func TestFilesWithoutPermission(t *testing.T) {
	root := tree(t, map[string]string{"secret.txt": "An article.", "closed/a.txt": "a", "open.txt": "An article."})
	for path := root; len(path) > len(os.TempDir()); path = filepath.Dir(path) {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"secret.txt", "closed"} {
		path := filepath.Join(root, name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) })
	}
	asNobody(t, func() {
		if d, err := ReadFile(filepath.Join(root, "open.txt"), Options{}); err != nil || d.Text != "An article." {
			t.Errorf("what may be read is read: %v", err)
		}
		if _, err := ReadFile(filepath.Join(root, "secret.txt"), Options{}); !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "no permission") {
			t.Errorf("secret.txt: %v", err)
		}
		files, failures, err := Files(t.Context(), []string{root}, nil)
		if err != nil || len(files) != 2 || len(failures) != 1 || !errors.Is(failures[0].Err, fs.ErrPermission) {
			t.Errorf("%v, %v, %v", files, failures, err)
		}
	})
}
