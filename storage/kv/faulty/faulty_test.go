package faulty_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"syscall"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
	"bluepencil/storage/kv/faulty"
	"bluepencil/storage/kv/kvtest"
	"bluepencil/storage/kv/memory"
)

var inner = map[string]func(t *testing.T) kv.Store{
	"memory": func(*testing.T) kv.Store { return memory.New() },
	"bolt": func(t *testing.T) kv.Store {
		s, err := bolt.Create(filepath.Join(t.TempDir(), "p.bluepencil"), bolt.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
		return s
	},
}

func TestWithoutAFaultTheContractHolds(t *testing.T) {
	kvtest.Run(t, func(*testing.T) kv.Store { return faulty.Wrap(memory.New()) })
}

// TestAfterEveryFaultTheOldStateIsThere fails each point in turn, at each of
// its occasions, in the midst of random work.
func TestAfterEveryFaultTheOldStateIsThere(t *testing.T) {
	for name, open := range inner {
		for _, at := range []faulty.Point{faulty.Begin, faulty.Put, faulty.Commit} {
			t.Run(fmt.Sprintf("%s, point %d", name, at), func(t *testing.T) {
				store := faulty.Wrap(open(t))
				random := rand.New(rand.NewPCG(uint64(at), 7))
				m := kvtest.Model{}
				fired := 0
				for n := range 30 {
					cause := []error{syscall.ENOSPC, syscall.EIO, syscall.EROFS}[n%3]
					store.Fail(faulty.Fault{At: at, After: n % 10, Err: cause})
					err := m.Step(store, random)
					if hit := store.Mend(); hit {
						fired++
						if !errors.Is(err, kv.ErrWrite) || !errors.Is(err, cause) {
							t.Fatalf("round %d: got %v, want kv.ErrWrite for %v", n, err, cause)
						}
					} else if err != nil {
						t.Fatalf("round %d: %v without a fault", n, err)
					}
					if err := errors.Join(m.Compare(store), store.Check()); err != nil {
						t.Fatalf("round %d: %v", n, err)
					}
				}
				if err := m.Step(store, random); err != nil || fired == 0 {
					t.Errorf("%d faults came to pass, and then: %v", fired, err)
				}
			})
		}
	}
}

func TestAWriteThatFailedFailsTheTransactionThoughItsErrorIsIgnored(t *testing.T) {
	store := faulty.Wrap(memory.New())
	store.Fail(faulty.Fault{At: faulty.Put, Err: syscall.ENOSPC})
	err := store.Update(func(w kv.Writer) error {
		_ = w.Put([]byte("b"), []byte("1"), nil)
		_ = w.Put([]byte("b"), []byte("2"), nil)
		return nil
	})
	if !store.Mend() || !errors.Is(err, kv.ErrWrite) {
		t.Errorf("got %v, want kv.ErrWrite", err)
	}
	_ = store.View(func(r kv.Reader) error {
		if n := r.Count([]byte("b")); n != 0 {
			t.Errorf("%d keys of the failed transaction are there", n)
		}
		return nil
	})
}

func TestALastingFaultLastsUntilItIsMended(t *testing.T) {
	store := faulty.Wrap(memory.New())
	write := func() error {
		return store.Update(func(w kv.Writer) error { return w.Put([]byte("b"), []byte("k"), nil) })
	}
	store.Fail(faulty.Fault{At: faulty.Commit, Err: syscall.ENOSPC, Lasting: true})
	for range 3 {
		if err := write(); !errors.Is(err, syscall.ENOSPC) {
			t.Errorf("got %v, want ENOSPC", err)
		}
	}
	store.Mend()
	if err := write(); err != nil {
		t.Error("after mending:", err)
	}
}

func TestReadingAndCopyingFailToo(t *testing.T) {
	for name, open := range inner {
		t.Run(name, func(t *testing.T) {
			store := faulty.Wrap(open(t))
			store.Fail(faulty.Fault{At: faulty.View, Err: syscall.EIO})
			if err := store.View(func(kv.Reader) error { return nil }); !errors.Is(err, syscall.EIO) {
				t.Errorf("View gave %v, want EIO", err)
			}
			for n := 0; ; n++ {
				var out bytes.Buffer
				store.Fail(faulty.Fault{At: faulty.Copy, After: n, Err: syscall.ENOSPC})
				_, err := store.Copy(&out)
				if !store.Mend() {
					if err != nil || n == 0 {
						t.Errorf("after %d faults: %v", n, err)
					}
					break
				}
				if !errors.Is(err, syscall.ENOSPC) {
					t.Errorf("piece %d: got %v, want ENOSPC", n, err)
				}
			}
			if _, err := store.Copy(io.Discard); err != nil {
				t.Error("afterwards:", err)
			}
		})
	}
}
