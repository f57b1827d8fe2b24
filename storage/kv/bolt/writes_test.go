package bolt

import (
	"errors"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"syscall"
	"testing"
	"unsafe"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/kvtest"

	bbolt "go.etcd.io/bbolt"
)

// writeAt is bbolt's one way of writing to its file, kept in a field of its own
// for its own tests; these use it too.
type writeAt = func([]byte, int64) (int, error)

func hook(t *testing.T, s *Store, wrap func(writeAt) writeAt) {
	t.Helper()
	field := reflect.ValueOf(s.db).Elem().FieldByName("ops").FieldByName("writeAt")
	if !field.IsValid() || field.Type() != reflect.TypeFor[writeAt]() {
		t.Fatal("this bbolt keeps its writeAt elsewhere")
	}
	place := (*writeAt)(unsafe.Pointer(field.UnsafeAddr()))
	*place = wrap(*place)
}

func createForFaults(t *testing.T) *Store {
	t.Helper()
	s, err := Create(filepath.Join(t.TempDir(), "p.bluepencil"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func sound(t *testing.T, s *Store, m kvtest.Model) {
	t.Helper()
	if err := errors.Join(m.Compare(s), s.Check()); err != nil {
		t.Fatal(err)
	}
}

// TestEachWriteOfACommitMayFail fails the first write to the file, then the
// second, and so on: cleanly, or with half of the page on disk already.
func TestEachWriteOfACommitMayFail(t *testing.T) {
	for name, share := range map[string]int{"nothing written": 0, "half written": 2, "all written, said to have failed": 1} {
		t.Run(name, func(t *testing.T) {
			s := createForFaults(t)
			random := rand.New(rand.NewPCG(11, 0))
			m := kvtest.Model{}
			for range 5 {
				if err := m.Step(s, random); err != nil {
					t.Fatal(err)
				}
			}
			countdown, fired := -1, false
			fail := func(real writeAt) writeAt {
				return func(b []byte, at int64) (int, error) {
					if countdown--; countdown != -1 {
						return real(b, at)
					}
					fired = true
					n := 0
					if share > 0 {
						n, _ = real(b[:len(b)/share], at)
					}
					return n, syscall.ENOSPC
				}
			}
			hook(t, s, fail)
			db, hits := s.db, 0
			for n := range 60 {
				if s.db != db {
					hook(t, s, fail) // it was opened afresh
					db = s.db
				}
				countdown, fired = n%9, false
				err := m.Step(s, random)
				countdown = -1
				if fired != (err != nil) || fired && !(errors.Is(err, kv.ErrWrite) && errors.Is(err, syscall.ENOSPC)) {
					t.Fatalf("write %d: fired %v, and Update gave %v", n%9, fired, err)
				}
				if fired {
					hits++
				}
				sound(t, s, m)
			}
			if hits < 10 {
				t.Errorf("only %d writes failed", hits)
			}
		})
	}
}

// TestAFailedLastSyncIsTakenBack: bbolt has written everything then, and
// readers see what was reported as failed.
func TestAFailedLastSyncIsTakenBack(t *testing.T) {
	s := createForFaults(t)
	random := rand.New(rand.NewPCG(12, 0))
	m := kvtest.Model{}
	failing := false
	s.commit = func(tx *bbolt.Tx) error {
		if err := tx.Commit(); err != nil {
			return err
		}
		if failing {
			return syscall.EIO
		}
		return nil
	}
	failures := 0
	for n := range 60 {
		failing = n%3 == 1
		if err := m.Step(s, random); err != nil {
			failures++
			if !failing || !errors.Is(err, kv.ErrWrite) || !errors.Is(err, syscall.EIO) {
				t.Fatalf("round %d: %v", n, err)
			}
		}
		sound(t, s, m)
	}
	if failures == 0 {
		t.Error("no commit failed")
	}
}

// TestAReaderKeepsItsStateWhileACommitIsTakenBack: taking back waits for it.
func TestAReaderKeepsItsStateWhileACommitIsTakenBack(t *testing.T) {
	s := createForFaults(t)
	set := func(value string) error {
		return s.Update(func(w kv.Writer) error { return w.Put([]byte("b"), []byte("k"), []byte(value)) })
	}
	if err := set("old"); err != nil {
		t.Fatal(err)
	}
	reading, committed, updated := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	s.commit = func(tx *bbolt.Tx) error {
		err := errors.Join(tx.Commit(), syscall.EIO)
		close(committed)
		return err
	}
	go func() {
		<-reading
		updated <- set("new")
	}()
	err := s.View(func(r kv.Reader) error {
		close(reading)
		<-committed
		if got := string(r.Get([]byte("b"), []byte("k"))); got != "old" {
			t.Errorf("the reader sees %q", got)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if err := <-updated; !errors.Is(err, kv.ErrWrite) {
		t.Errorf("Update gave %v, want kv.ErrWrite", err)
	}
	s.commit = nil
	if err := set("newer"); err != nil {
		t.Error("the next write:", err)
	}
}
