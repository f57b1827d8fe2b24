package bolt

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/faulty"
	"bluepencil/storage/kv/kvtest"
)

func onDisk(t *testing.T) (*Store, *faulty.Disk) {
	t.Helper()
	disk := &faulty.Disk{}
	s, err := Create(filepath.Join(t.TempDir(), "p.bluepencil"), Options{OpenFile: disk.OpenFile})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(disk.Mend(), s.Close()); err != nil {
			t.Error(err)
		}
	})
	// Some free pages, so that what follows need not grow the file: that
	// would ask the file standing in for its size.
	ballast := func(w kv.Writer) error { return w.Put([]byte("ballast"), []byte("k"), make([]byte, 400_000)) }
	lighten := func(w kv.Writer) error { return w.Delete([]byte("ballast"), []byte("k")) }
	if err := errors.Join(s.Update(ballast), s.Update(lighten)); err != nil {
		t.Fatal(err)
	}
	return s, disk
}

// TestWhatTheSystemRefuses has the system itself refuse the writes of a
// commit: before the transaction, or in the midst of it.
func TestWhatTheSystemRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		fail  func(*faulty.Disk) error
		cause error
	}{
		"a full disk":         {(*faulty.Disk).Fill, syscall.ENOSPC},
		"a protected file":    {(*faulty.Disk).Protect, syscall.EBADF},
		"a disk that is gone": {(*faulty.Disk).Lose, io.EOF},
	} {
		t.Run(name, func(t *testing.T) {
			s, disk := onDisk(t)
			random := rand.New(rand.NewPCG(13, 0))
			m := kvtest.Model{}
			for n := range 30 {
				if n%3 == 1 {
					before := errors.Join(c.fail(disk), refuse(s, nil, c.cause))
					midst := refuse(s, func() error { return c.fail(disk) }, c.cause)
					if err := errors.Join(before, midst, disk.Mend()); err != nil {
						t.Fatalf("round %d: %v", n, err)
					}
				} else if err := m.Step(s, random); err != nil {
					t.Fatalf("round %d: %v", n, err)
				}
				sound(t, s, m)
			}
		})
	}
}

// refuse runs a transaction and wants it to fail for the cause.
func refuse(s *Store, midst func() error, cause error) error {
	err := s.Update(func(w kv.Writer) error {
		err := w.Put([]byte(kvtest.Buckets[0]), []byte("doomed"), nil)
		if midst != nil {
			err = errors.Join(err, midst())
		}
		return err
	})
	if !errors.Is(err, kv.ErrWrite) || !errors.Is(err, cause) {
		return fmt.Errorf("got %w, want kv.ErrWrite for %w", err, cause)
	}
	return nil
}

// TestAWriteThatCannotBeTakenBack: the disk goes away between the last write
// of a commit and its sync. Nothing is written any more, everything can be
// read, and the file is whole when it is opened again.
func TestAWriteThatCannotBeTakenBack(t *testing.T) {
	s, disk := onDisk(t)
	set := func(key string) error {
		return s.Update(func(w kv.Writer) error { return w.Put([]byte("b"), []byte(key), nil) })
	}
	if err := set("first"); err != nil {
		t.Fatal(err)
	}
	hook(t, s, func(real writeAt) writeAt {
		return func(b []byte, at int64) (int, error) {
			n, err := real(b, at)
			if at < 2*int64(len(b)) { // a meta page
				err = errors.Join(err, disk.Lose())
			}
			return n, err
		}
	})
	if err := set("second"); !errors.Is(err, kv.ErrWrite) || !strings.Contains(err.Error(), "could not be taken back") {
		t.Errorf("got %v, want kv.ErrWrite that says what may be there", err)
	}
	if err := disk.Mend(); err != nil {
		t.Fatal(err)
	}
	if err := set("third"); !errors.Is(err, kv.ErrWrite) || !strings.Contains(err.Error(), "open it again") {
		t.Errorf("got %v, want kv.ErrWrite and advice", err)
	}
	var out bytes.Buffer
	if _, err := s.Copy(&out); err != nil {
		t.Error("copying:", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := Open(s.path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	err = again.View(func(r kv.Reader) error {
		if r.Get([]byte("b"), []byte("first")) == nil || r.Get([]byte("b"), []byte("third")) != nil {
			t.Error("what was acknowledged is not what is there")
		}
		return nil
	})
	if err := errors.Join(err, again.Check()); err != nil {
		t.Error(err)
	}
}
