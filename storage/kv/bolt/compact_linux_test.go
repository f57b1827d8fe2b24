package bolt_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// roomy is a file with things in it and many free pages.
func roomy(t *testing.T) (s *bolt.Store, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "p.bluepencil")
	s, err := bolt.Create(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for n := range 600 {
		if err := add(s, n); err != nil {
			t.Fatal(err)
		}
	}
	err = s.Update(func(w kv.Writer) error {
		for n := 100; n < 600; n++ {
			if err := w.Delete([]byte("things"), fmt.Appendf(nil, "%08d", n)); err != nil {
				return err
			}
		}
		return w.Put([]byte("empty values"), []byte("k"), nil)
	})
	if err != nil {
		t.Fatal(err)
	}
	return s, path
}

func TestCompactGivesFreePagesBack(t *testing.T) {
	s, path := roomy(t)
	size, free, err := s.Space()
	if err != nil || free < size/2 {
		t.Fatalf("%d of %d bytes are free, %v", free, size, err)
	}
	link := filepath.Join(t.TempDir(), "link.bluepencil")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := s.Compact(func(w kv.Writer, _ string) error { return w.Put([]byte("meta"), []byte("place"), []byte("new")) }); err != nil {
		t.Fatal(err)
	}
	after, free, err := s.Space()
	if err != nil || after > size/2 || free > 512<<10 {
		t.Errorf("%d bytes became %d, %d of them free, %v", size, after, free, err)
	}
	numbers(t, s, 100, 0)
	if err := s.StillThere(); err != nil {
		t.Error(err)
	}
	if err := s.View(func(r kv.Reader) error {
		if v := r.Get([]byte("empty values"), []byte("k")); v == nil || string(r.Get([]byte("meta"), []byte("place"))) != "new" {
			t.Errorf("an empty value became %v", v)
		}
		return nil
	}); err != nil {
		t.Error(err)
	}
	for n := 100; n < 120; n++ {
		if err := add(s, n); err != nil {
			t.Fatal(err)
		}
	}
	numbers(t, s, 120, 0)
}

// TestACompactionThatFailsLeavesTheOldFile, with its lock, and no draft.
func TestACompactionThatFailsLeavesTheOldFile(t *testing.T) {
	s, path := roomy(t)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	no := errors.New("no")
	if err := s.Compact(func(kv.Writer, string) error { return no }); !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) {
		t.Errorf("there is another file, %v", err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".*")); len(left) > 0 {
		t.Errorf("left is %v", left)
	}
	if _, err := bolt.Open(path, bolt.Options{}); !errors.Is(err, kv.ErrLocked) {
		t.Errorf("got %v, want kv.ErrLocked", err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := s.Compact(func(kv.Writer, string) error { return nil }); !errors.Is(err, kv.ErrMoved) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is gone: %v", err)
	}
}

// TestWhoWaitsForTheLockGetsTheNewFile: somebody who has the old file open and
// waits for its lock must not end up with a file that has no name.
func TestWhoWaitsForTheLockGetsTheNewFile(t *testing.T) {
	s, path := roomy(t)
	opened := make(chan *os.File, 4)
	got := make(chan error, 1)
	go func() {
		again, err := bolt.Open(path, bolt.Options{Timeout: 1e11, OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			file, err := os.OpenFile(name, flag, mode)
			opened <- file
			return file, err
		}})
		if err == nil {
			err = errors.Join(again.StillThere(), add(again, 100), again.Close())
		}
		got <- err
	}()
	<-opened // it has the old file and waits
	if err := s.Compact(func(kv.Writer, string) error { return nil }); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-got; err != nil {
		t.Errorf("who waited got %v", err)
	}
}

// TestAWreckIsReadUpToItsDamage damages each page in turn: a scan gives the
// true pairs up to some place, in order, and never a false one.
func TestAWreckIsReadUpToItsDamage(t *testing.T) {
	s, path := roomy(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	hurt, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer hurt.Close()
	if n := things(t, path); n != 100 {
		t.Fatalf("of the whole file %d things are read", n)
	}
	shortest := 1000
	for at := 0; at+4096 <= len(good); at += 4096 {
		for _, with := range []byte{0, 0xff} {
			_, err := hurt.WriteAt(bytes.Repeat([]byte{with}, 4096), int64(at))
			if err != nil {
				t.Fatal(err)
			}
			shortest = min(shortest, things(t, path))
		}
		if _, err := hurt.WriteAt(good[at:at+4096], int64(at)); err != nil {
			t.Fatal(err)
		}
	}
	if shortest > 50 {
		t.Errorf("the worst damage left %d things", shortest)
	}
}

// things reads as many as can be read of a wreck.
func things(t *testing.T, path string) (n int) {
	t.Helper()
	w, err := bolt.OpenWreck(path)
	if err != nil {
		if !errors.Is(err, kv.ErrDamaged) {
			t.Fatal(err)
		}
		return 0
	}
	defer w.Close()
	err = w.Scan([]byte("things"), nil, nil, func(key, value []byte) (bool, error) {
		if string(key) != fmt.Sprintf("%08d", n) || len(value) != 3000 {
			return false, fmt.Errorf("%q is there in place of %d", key, n)
		}
		n++
		return true, nil
	})
	if err != nil && !errors.Is(err, kv.ErrDamaged) {
		t.Fatal(err)
	}
	if n > 60 {
		if v := w.Get([]byte("things"), []byte("00000060")); len(v) != 3000 {
			t.Errorf("one thing has %d bytes", len(v))
		}
		from := -1
		_ = w.Scan([]byte("things"), nil, []byte("00000055"), func(key, _ []byte) (bool, error) {
			_, _ = fmt.Sscanf(string(key), "%d", &from)
			return false, nil
		})
		if from != 55 {
			t.Errorf("from 55 on comes %d", from)
		}
	}
	return n
}
