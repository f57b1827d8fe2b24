package bolt_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/kv/kvtest"
)

func create(t testing.TB) (*bolt.Store, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "p.bluepencil")
	s, err := bolt.Create(path, bolt.Options{Holder: bolt.Holder{Program: "Bluepencil", Person: "Mina"}})
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

func TestContract(t *testing.T) {
	kvtest.Run(t, func(t *testing.T) kv.Store {
		s, _ := create(t)
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	})
}

func TestASecondOpenerLearnsWhoHoldsTheFile(t *testing.T) {
	s, path := create(t)
	_, err := bolt.Open(path, bolt.Options{Timeout: 1})
	var locked *bolt.LockedError
	if !errors.Is(err, kv.ErrLocked) || !errors.As(err, &locked) {
		t.Fatalf("got %v, want kv.ErrLocked", err)
	}
	for _, word := range []string{"Bluepencil, Mina", "process", "Close it there"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal("after the holder closed it:", err)
	}
	again.Close()
}

// TestAWordThatIsNone: whatever lies where the holder leaves word, the second
// opener is told that the file is locked, and the first can close it.
func TestAWordThatIsNone(t *testing.T) {
	for name, put := range map[string]func(path string) error{
		"nothing":       func(string) error { return nil },
		"another text":  func(path string) error { return os.WriteFile(path, []byte("not JSON"), 0o644) },
		"a folder":      func(path string) error { return os.Mkdir(path, 0o755) },
		"a very long":   func(path string) error { return os.WriteFile(path, make([]byte, 1<<20), 0o644) },
		"another shape": func(path string) error { return os.WriteFile(path, []byte(`{"program": [1], "process": "x"}`), 0o644) },
	} {
		t.Run(name, func(t *testing.T) {
			s, path := create(t)
			word := path + ".holder"
			if err := errors.Join(os.Remove(word), put(word)); err != nil {
				t.Fatal(err)
			}
			if _, err := bolt.Open(path, bolt.Options{Timeout: 1}); !errors.Is(err, kv.ErrLocked) || !strings.Contains(err.Error(), "another program") {
				t.Errorf("got %v, want kv.ErrLocked", err)
			}
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestCreateNeverOverwrites(t *testing.T) {
	path := filepath.Join(t.TempDir(), "letter.txt")
	os.WriteFile(path, []byte("dear"), 0o644)
	if _, err := bolt.Create(path, bolt.Options{}); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want fs.ErrExist", err)
	}
	if b, _ := os.ReadFile(path); string(b) != "dear" {
		t.Error("the file was touched")
	}
}

func TestOpenRefusesWhatIsNoProject(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{"empty": "", "short": "hello", "text": strings.Repeat("no project ", 9999)} {
		path := filepath.Join(dir, name)
		os.WriteFile(path, []byte(content), 0o644)
		if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrNotProject) {
			t.Errorf("%s: got %v, want kv.ErrNotProject", name, err)
		}
		if b, _ := os.ReadFile(path); string(b) != content {
			t.Errorf("%s: the file was touched", name)
		}
	}
	if _, err := bolt.Open(dir, bolt.Options{}); !errors.Is(err, kv.ErrNotProject) {
		t.Errorf("a folder: got %v, want kv.ErrNotProject", err)
	}
	if _, err := bolt.Open(filepath.Join(dir, "missing"), bolt.Options{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file: got %v, want fs.ErrNotExist", err)
	}
}
