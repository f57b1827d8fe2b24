// Package kvtest says what a kv.Store promises, as a suite that every
// implementation passes.
package kvtest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"testing"

	"bluepencil/storage/kv"
)

var bucket = []byte("bucket")

// Run holds the stores that open makes against the contract. Every store is
// checked for faults when its test ends.
func Run(t *testing.T, open func(t *testing.T) kv.Store) {
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			store := open(t)
			t.Cleanup(func() {
				if err := store.Check(); err != nil && !errors.Is(err, kv.ErrClosed) {
					t.Error("check after the test:", err)
				}
			})
			test(t, store)
		})
	}
}

var tests = map[string]func(*testing.T, kv.Store){
	"an empty bucket reads as empty": empty, "keys come in order": ordered, "scans keep to their bounds": bounds,
	"a visit stops a scan": stopping, "an error undoes everything": rollback, "a panic undoes everything": panicking,
	"values are copied": copied, "a reader sees one state": isolation, "an empty value is not an absent one": emptyValue,
	"a transaction sees its own writes": ownWrites, "what a scan saw can be deleted after it": deleteScanned,
	"keys that cannot be kept are refused": badKeys, "large values": large, "many keys": many,
	"writers take turns": turns, "readers beside a writer": beside,
	"it behaves like a map, seed 1": model(1), "it behaves like a map, seed 2": model(2), "it behaves like a map, seed 3": model(3),
	"a copy is whole": hotCopy, "after closing": closed,
}

func update(t *testing.T, s kv.Store, fn func(kv.Writer) error) {
	t.Helper()
	if err := s.Update(fn); err != nil {
		t.Fatal(err)
	}
}

func put(t *testing.T, s kv.Store, pairs ...string) {
	t.Helper()
	update(t, s, func(w kv.Writer) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := w.Put(bucket, []byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
}

func keys(t *testing.T, s kv.Store, scan func(kv.Reader, kv.Visit) error) []string {
	t.Helper()
	var out []string
	err := s.View(func(r kv.Reader) error {
		return scan(r, func(key, _ []byte) (bool, error) {
			out = append(out, string(key))
			return true, nil
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func want(t *testing.T, got []string, wanted ...string) {
	t.Helper()
	if !slices.Equal(got, wanted) {
		t.Errorf("got %q, want %q", got, wanted)
	}
}

func all(r kv.Reader, v kv.Visit) error { return r.Scan(bucket, nil, nil, v) }

func empty(t *testing.T, s kv.Store) {
	err := s.View(func(r kv.Reader) error {
		if r.Get(bucket, []byte("a")) != nil || r.Count(bucket) != 0 {
			t.Error("something is in a bucket nobody wrote to")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want(t, keys(t, s, all))
	want(t, keys(t, s, func(r kv.Reader, v kv.Visit) error { return r.ScanBack(bucket, nil, nil, v) }))
}

func ordered(t *testing.T, s kv.Store) {
	put(t, s, "b", "2", "a", "1", "c", "3", "a\x00", "0")
	want(t, keys(t, s, all), "a", "a\x00", "b", "c")
	want(t, keys(t, s, func(r kv.Reader, v kv.Visit) error { return r.ScanBack(bucket, nil, nil, v) }), "c", "b", "a\x00", "a")
}

func bounds(t *testing.T, s kv.Store) {
	put(t, s, "a1", "", "a2", "", "a3", "", "b1", "", "\xff\xff", "")
	scan := func(prefix, from string) []string {
		return keys(t, s, func(r kv.Reader, v kv.Visit) error { return r.Scan(bucket, []byte(prefix), []byte(from), v) })
	}
	back := func(prefix string, before []byte) []string {
		return keys(t, s, func(r kv.Reader, v kv.Visit) error { return r.ScanBack(bucket, []byte(prefix), before, v) })
	}
	want(t, scan("a", ""), "a1", "a2", "a3")
	want(t, scan("a", "a2"), "a2", "a3")
	want(t, scan("a", "a4"))
	want(t, scan("b", "a2"), "b1")
	want(t, back("a", nil), "a3", "a2", "a1")
	want(t, back("a", []byte("a3")), "a2", "a1")
	want(t, back("b", []byte("zz")), "b1")
	want(t, back("\xff", nil), "\xff\xff")
	want(t, back("c", nil))
}

func rollback(t *testing.T, s kv.Store) {
	put(t, s, "a", "1")
	sentinel := errors.New("no")
	err := s.Update(func(w kv.Writer) error {
		_ = w.Put(bucket, []byte("a"), []byte("2"))
		_ = w.Put([]byte("other"), []byte("x"), nil)
		_ = w.Delete(bucket, []byte("a"))
		return sentinel
	})
	if !errors.Is(err, sentinel) || errors.Is(err, kv.ErrWrite) {
		t.Errorf("Update gave %v, want the function's own error", err)
	}
	want(t, keys(t, s, all), "a")
	expect(t, s, "a", "1")
}

// panicking also wants the caller's panic to go on: it is a fault of the
// program, and taking it for one of the file would hide it.
func panicking(t *testing.T, s kv.Store) {
	put(t, s, "a", "1")
	passes := func(run func()) {
		t.Helper()
		defer func() {
			if r := recover(); r != "boom" {
				t.Errorf("the panic came out as %v", r)
			}
		}()
		run()
	}
	passes(func() {
		_ = s.Update(func(w kv.Writer) error {
			_ = w.Put(bucket, []byte("a"), []byte("2"))
			panic("boom")
		})
	})
	passes(func() {
		_ = s.View(func(r kv.Reader) error {
			return r.Scan(bucket, nil, nil, func(_, _ []byte) (bool, error) { panic("boom") })
		})
	})
	expect(t, s, "a", "1")
	put(t, s, "a", "3")
	expect(t, s, "a", "3")
}

func expect(t *testing.T, s kv.Store, key, value string) {
	t.Helper()
	err := s.View(func(r kv.Reader) error {
		if got := r.Get(bucket, []byte(key)); string(got) != value {
			t.Errorf("%s is %q, want %q", key, got, value)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func copied(t *testing.T, s kv.Store) {
	key, value := []byte("key"), []byte("value")
	update(t, s, func(w kv.Writer) error {
		err := w.Put(bucket, key, value)
		copy(key, "xxx")
		copy(value, "xxxxx")
		return err
	})
	expect(t, s, "key", "value")
}

func isolation(t *testing.T, s kv.Store) {
	put(t, s, "a", "1")
	started, written := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- s.View(func(r kv.Reader) error {
			before := string(r.Get(bucket, []byte("a")))
			close(started)
			<-written
			if after := string(r.Get(bucket, []byte("a"))); after != before {
				return fmt.Errorf("a reader saw %q and then %q", before, after)
			}
			return nil
		})
	}()
	<-started
	put(t, s, "a", "2")
	close(written)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func emptyValue(t *testing.T, s kv.Store) {
	put(t, s, "a", "")
	err := s.View(func(r kv.Reader) error {
		if got := r.Get(bucket, []byte("a")); got == nil {
			t.Error("an empty value reads as absent")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func large(t *testing.T, s kv.Store) {
	big := bytes.Repeat([]byte("0123456789abcdef"), 1<<20)
	put(t, s, "big", string(big), "small", "x")
	expect(t, s, "big", string(big))
	expect(t, s, "small", "x")
}

func hotCopy(t *testing.T, s kv.Store) {
	put(t, s, "a", "1")
	var out bytes.Buffer
	n, err := s.Copy(&out)
	if err != nil || n == 0 || int64(out.Len()) != n {
		t.Errorf("copied %d bytes of %d: %v", n, out.Len(), err)
	}
}
