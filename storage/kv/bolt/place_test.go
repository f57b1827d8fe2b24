package bolt_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

func write(s *bolt.Store, key, value string) error {
	return s.Update(func(w kv.Writer) error { return w.Put([]byte("b"), []byte(key), []byte(value)) })
}

func value(t *testing.T, s *bolt.Store, key string) string {
	t.Helper()
	var out string
	if err := s.View(func(r kv.Reader) error { out = string(r.Get([]byte("b"), []byte(key))); return nil }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAFileMovedOrDeletedWhileOpen(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("here the system lets nobody move a file in use")
	}
	s, path := create(t)
	defer s.Close()
	if err := errors.Join(write(s, "k", "1"), s.StillThere()); err != nil {
		t.Fatal(err)
	}
	moved := path + ".moved"
	if err := os.Rename(path, moved); err != nil {
		t.Fatal(err)
	}
	if err := s.StillThere(); !errors.Is(err, kv.ErrMoved) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("moved away: got %v, want kv.ErrMoved for fs.ErrNotExist", err)
	}
	// It goes on into the moved file, where it is not lost.
	if err := write(s, "k", "2"); err != nil {
		t.Error("writing to a moved file:", err)
	}
	if err := os.WriteFile(path, []byte("another"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := s.StillThere(); !errors.Is(err, kv.ErrMoved) || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("replaced: got %v, want kv.ErrMoved", err)
	}
	if err := os.Remove(moved); err != nil {
		t.Fatal(err)
	}
	if err := write(s, "k", "3"); !errors.Is(err, kv.ErrWrite) || !errors.Is(err, kv.ErrMoved) {
		t.Errorf("writing to a deleted file: got %v, want kv.ErrWrite for kv.ErrMoved", err)
	}
	var out bytes.Buffer
	if _, err := s.Copy(&out); err != nil {
		t.Fatal("copying a deleted file:", err)
	}
	rescued := openCopy(t, out.Bytes())
	if got := value(t, rescued, "k"); got != "2" {
		t.Errorf("the copy of the deleted file has %q, want 2", got)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if err := s.StillThere(); !errors.Is(err, kv.ErrClosed) {
		t.Errorf("after closing: got %v, want kv.ErrClosed", err)
	}
}

func openCopy(t *testing.T, content []byte) *bolt.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "copy.bluepencil")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(s.Check(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// TestACopyIsOfOneMoment copies while a writer changes two keys together.
func TestACopyIsOfOneMoment(t *testing.T) {
	s, _ := create(t)
	defer s.Close()
	step := func(value string) error {
		return s.Update(func(w kv.Writer) error {
			return errors.Join(w.Put([]byte("b"), []byte("left"), []byte(value)), w.Put([]byte("b"), []byte("right"), []byte(value)),
				w.Put([]byte("b"), []byte("filler "+value), make([]byte, 50_000)))
		})
	}
	if err := step("start"); err != nil {
		t.Fatal(err)
	}
	stop, done := make(chan struct{}), make(chan error, 1)
	go func() {
		for n := 0; ; n++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := step(string(rune('a' + n%26))); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 10 {
		var out bytes.Buffer
		if _, err := s.Copy(&out); err != nil {
			t.Fatal(err)
		}
		if err := s.Check(); err != nil {
			t.Error("checking beside a writer:", err)
		}
		c := openCopy(t, out.Bytes())
		if left, right := value(t, c, "left"), value(t, c, "right"); left != right || left == "" {
			t.Errorf("the copy has %q and %q", left, right)
		}
	}
	close(stop)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestASmallProjectIsASmallFile(t *testing.T) {
	s, path := create(t)
	defer s.Close()
	if err := write(s, "article", strings.Repeat("word ", 2000)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > 512<<10 {
		t.Errorf("10 KB of text make a file of %d bytes", info.Size())
	}
}

func TestAProjectHasThePermissionsOfAnyDocument(t *testing.T) {
	s, path := create(t)
	defer s.Close()
	document := filepath.Join(t.TempDir(), "document")
	if err := os.WriteFile(document, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	project, err := os.Stat(path)
	like, err2 := os.Stat(document)
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	if project.Mode() != like.Mode() {
		t.Errorf("the project has %v, a document %v", project.Mode(), like.Mode())
	}
}

func TestReadersShareAFileAndKeepWritersOut(t *testing.T) {
	s, path := create(t)
	if err := errors.Join(write(s, "k", "1"), s.Close()); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	for range 2 {
		r, err := bolt.Open(path, bolt.Options{ReadOnly: true})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if got := value(t, r, "k"); got != "1" {
			t.Errorf("k is %q", got)
		}
		if err := write(r, "k", "2"); !errors.Is(err, kv.ErrWrite) {
			t.Errorf("Update gave %v, want kv.ErrWrite", err)
		}
	}
	if _, err := bolt.Open(path, bolt.Options{Timeout: 1}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("opening for writing: got %v, want kv.ErrLocked", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("reading changed the file")
	}
}

func TestTheHoldersWordIsThereWhileItHolds(t *testing.T) {
	s, path := create(t)
	word, err := os.ReadFile(path + ".holder")
	var holder bolt.Holder
	if err = errors.Join(err, json.Unmarshal(word, &holder)); err != nil {
		t.Fatal(err)
	}
	if holder.Person != "Mina" || holder.Process != os.Getpid() || holder.Since.IsZero() {
		t.Errorf("the word is %+v", holder)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".holder"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("after closing: %v", err)
	}
}

// TestAWordLeftBehindByACrashNamesNobody: the one who holds the file now is
// another, who left none.
func TestAWordLeftBehindByACrashNamesNobody(t *testing.T) {
	s, path := create(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	host, _ := os.Hostname()
	word, _ := json.Marshal(bolt.Holder{Person: "Mina", Host: host, Process: 1 << 30})
	if err := os.WriteFile(path+".holder", word, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := bolt.Open(path, bolt.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = bolt.Open(path, bolt.Options{Timeout: 1})
	if !errors.Is(err, kv.ErrLocked) || strings.Contains(err.Error(), "Mina") {
		t.Errorf("got %q, want kv.ErrLocked that does not name the one who is gone", err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal("nobody holds the file, and yet:", err)
	}
	defer s.Close()
}
