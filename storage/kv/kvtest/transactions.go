package kvtest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"bluepencil/storage/kv"
)

func stopping(t *testing.T, s kv.Store) {
	put(t, s, "a", "", "b", "", "c", "")
	sentinel := errors.New("enough")
	for name, scan := range map[string]func(kv.Reader, kv.Visit) error{
		"forward":  all,
		"backward": func(r kv.Reader, v kv.Visit) error { return r.ScanBack(bucket, nil, nil, v) },
	} {
		seen := 0
		err := s.View(func(r kv.Reader) error {
			return scan(r, func(_, _ []byte) (bool, error) { seen++; return seen < 2, nil })
		})
		if err != nil || seen != 2 {
			t.Errorf("%s: saw %d keys and %v, want 2 and no error", name, seen, err)
		}
		err = s.View(func(r kv.Reader) error {
			return scan(r, func(_, _ []byte) (bool, error) { return true, sentinel })
		})
		if !errors.Is(err, sentinel) {
			t.Errorf("%s: got %v, want the visit's own error", name, err)
		}
	}
}

func ownWrites(t *testing.T, s kv.Store) {
	put(t, s, "a", "1", "b", "2", "c", "3")
	update(t, s, func(w kv.Writer) error {
		err := errors.Join(w.Put(bucket, []byte("bb"), nil), w.Delete(bucket, []byte("c")),
			w.Put(bucket, []byte("a"), []byte("9")), w.Put([]byte("new"), []byte("x"), []byte("y")))
		if got := w.Get(bucket, []byte("bb")); got == nil || len(got) > 0 {
			t.Errorf("bb is %v, want an empty value", got)
		}
		if got := w.Get(bucket, []byte("c")); got != nil {
			t.Errorf("c is %q after it was deleted", got)
		}
		if got := string(w.Get(bucket, []byte("a"))); got != "9" {
			t.Errorf("a is %q, want 9", got)
		}
		if n, m := w.Count(bucket), w.Count([]byte("new")); n != 3 || m != 1 {
			t.Errorf("%d keys and %d in the new bucket, want 3 and 1", n, m)
		}
		var there []string
		collect := func(key, _ []byte) (bool, error) { there = append(there, string(key)); return true, nil }
		err = errors.Join(err, w.Scan(bucket, nil, nil, collect), w.ScanBack(bucket, nil, nil, collect))
		want(t, there, "a", "b", "bb", "bb", "b", "a")
		return err
	})
	want(t, keys(t, s, all), "a", "b", "bb")
}

func deleteScanned(t *testing.T, s kv.Store) {
	var pairs []string
	for i := range 500 {
		pairs = append(pairs, fmt.Sprintf("%c%03d", 'a'+i%2, i), strings.Repeat("v", i))
	}
	put(t, s, pairs...)
	update(t, s, func(w kv.Writer) error {
		var doomed [][]byte
		err := w.Scan(bucket, []byte("a"), nil, func(key, _ []byte) (bool, error) {
			doomed = append(doomed, bytes.Clone(key))
			return true, nil
		})
		for _, key := range doomed {
			err = errors.Join(err, w.Delete(bucket, key))
		}
		return err
	})
	left := keys(t, s, all)
	if len(left) != 250 || left[0] != "b001" || left[249] != "b499" {
		t.Errorf("%d keys are left, want the 250 that begin with b", len(left))
	}
}

func badKeys(t *testing.T, s kv.Store) {
	for name, c := range map[string]struct{ bucket, key string }{
		"an empty key": {"bucket", ""}, "an empty bucket": {"", "key"}, "a key too long": {"bucket", strings.Repeat("k", 1<<16)},
	} {
		err := s.Update(func(w kv.Writer) error { return w.Put([]byte(c.bucket), []byte(c.key), nil) })
		if !errors.Is(err, kv.ErrWrite) {
			t.Errorf("%s: got %v, want kv.ErrWrite", name, err)
		}
	}
	update(t, s, func(w kv.Writer) error {
		return errors.Join(w.Delete(bucket, []byte("absent")), w.Delete([]byte("no bucket"), []byte("absent")))
	})
	want(t, keys(t, s, all))
}

func many(t *testing.T, s kv.Store) {
	const n = 20_000
	update(t, s, func(w kv.Writer) error {
		for i := range n {
			// 7919 is prime: every number comes once, and not in order.
			key := fmt.Sprintf("%05d", i*7919%n)
			if err := w.Put(bucket, []byte(key), []byte(key)); err != nil {
				return err
			}
		}
		return nil
	})
	next := 0
	want(t, keys(t, s, func(r kv.Reader, _ kv.Visit) error {
		if got := r.Count(bucket); got != n {
			t.Errorf("%d keys, want %d", got, n)
		}
		return r.Scan(bucket, nil, nil, func(key, value []byte) (bool, error) {
			if string(key) != fmt.Sprintf("%05d", next) || !bytes.Equal(key, value) {
				return false, fmt.Errorf("%s is %s at place %d", key, value, next)
			}
			next++
			return true, nil
		})
	}))
	if next != n {
		t.Errorf("the scan saw %d keys of %d", next, n)
	}
	if got := keys(t, s, func(r kv.Reader, v kv.Visit) error { return r.Scan(bucket, []byte("1234"), nil, v) }); len(got) != 10 {
		t.Errorf("%d keys begin with 1234, want 10", len(got))
	}
}

// turns counts up from several goroutines: no count is lost.
func turns(t *testing.T, s kv.Store) {
	const writers, each = 4, 10
	var wg sync.WaitGroup
	for range writers {
		wg.Go(func() {
			for range each {
				err := s.Update(func(w kv.Writer) error {
					var n byte
					if value := w.Get(bucket, []byte("n")); value != nil {
						n = value[0]
					}
					return w.Put(bucket, []byte("n"), []byte{n + 1})
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	expect(t, s, "n", string([]byte{writers * each}))
}

// beside has readers look, over and over, at pairs that a writer changes
// together, some of them growing the store.
func beside(t *testing.T, s kv.Store) {
	put(t, s, "left", "0", "right", "0")
	done := make(chan struct{})
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for {
				err := s.View(func(r kv.Reader) error {
					if left, right := r.Get(bucket, []byte("left")), r.Get(bucket, []byte("right")); !bytes.Equal(left, right) {
						return fmt.Errorf("half of a transaction is seen: %q and %q", left, right)
					}
					return nil
				})
				if err != nil {
					t.Error(err)
					return
				}
				select {
				case <-done:
					return
				default:
				}
			}
		})
	}
	for i := range 30 {
		value := fmt.Sprint(i)
		put(t, s, "left", value, "right", value, "filler"+value, strings.Repeat(value, 10_000))
	}
	close(done)
	wg.Wait()
}

func closed(t *testing.T, s kv.Store) {
	put(t, s, "a", "1")
	if err := errors.Join(s.Close(), s.Close()); err != nil {
		t.Error("closing twice:", err)
	}
	_, copying := s.Copy(&bytes.Buffer{})
	for name, err := range map[string]error{
		"View":   s.View(func(kv.Reader) error { t.Error("a view ran"); return nil }),
		"Update": s.Update(func(kv.Writer) error { t.Error("an update ran"); return nil }),
		"Copy":   copying, "Check": s.Check(),
	} {
		if !errors.Is(err, kv.ErrClosed) {
			t.Errorf("%s gave %v, want kv.ErrClosed", name, err)
		}
	}
}
