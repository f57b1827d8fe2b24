package bolt_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"
)

// TestWorkInManyTransactionsIsThereWhollyOrNotAtAll.
func TestWorkInManyTransactionsIsThereWhollyOrNotAtAll(t *testing.T) {
	stop := errors.New("stop")
	for name, want := range map[string]error{"wholly": nil, "not at all": stop} {
		t.Run(name, func(t *testing.T) {
			s, path := create(t)
			put := func(store kv.Store, n int) error {
				return store.Update(func(w kv.Writer) error { return w.Put([]byte("things"), fmt.Appendf(nil, "%08d", n), []byte{1}) })
			}
			if err := put(s, 0); err != nil {
				t.Fatal(err)
			}
			err := s.Rebuild(func(next kv.Store, draft string) error {
				if filepath.Dir(draft) != filepath.Dir(path) {
					t.Errorf("the draft lies elsewhere: %s", draft)
				}
				for n := range 10 {
					if err := put(next, 1+n); err != nil {
						return err
					}
				}
				return want
			})
			if !errors.Is(err, want) {
				t.Fatalf("got %v, want %v", err, want)
			}
			things := 1
			if want == nil {
				things = 11
			}
			count := func(s *bolt.Store) (n int) {
				_ = s.View(func(r kv.Reader) error { n = r.Count([]byte("things")); return nil }) // counting never fails
				return n
			}
			if n := count(s); n != things {
				t.Errorf("%d things are there, want %d", n, things)
			}
			if err := put(s, 99); err != nil {
				t.Errorf("the store does not go on: %v", err)
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			again, err := bolt.Open(path, bolt.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			if n := count(again); n != things+1 {
				t.Errorf("%d things are in the file, want %d", n, things+1)
			}
			if left, _ := os.ReadDir(filepath.Dir(path)); len(left) > 2 { // the file, and the holder's word
				t.Errorf("left behind: %v", left)
			}
		})
	}
}
