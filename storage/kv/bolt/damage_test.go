package bolt_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"bluepencil/storage/kv"
	"bluepencil/storage/kv/bolt"

	bbolt "go.etcd.io/bbolt"
)

const pageSize = 4096

// sound makes a file with a tree of several levels, values that run over
// several pages, an index of empty values, and free pages.
func sound(t testing.TB) []byte {
	t.Helper()
	s, path := create(t)
	for round := range 3 {
		err := s.Update(func(w kv.Writer) error {
			for i := range 1500 {
				key := fmt.Appendf(nil, "%06d", i*3+round)
				err := errors.Join(w.Put([]byte("things"), key, []byte(strings.Repeat("x", i%90))), w.Put([]byte("index"), key, nil))
				if i%400 == 0 {
					err = errors.Join(err, w.Put([]byte("texts"), key, bytes.Repeat(key, 3000)))
				}
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// What the file keeps for growing is of no interest, and leaves little to damage.
	return b[:metaOf(b).pages*pageSize]
}

// readAll opens a file and reads everything in it. It fails the test where
// that changes the file or does not come to an end.
func readAll(t *testing.T, content []byte) error {
	t.Helper()
	path := filepath.Join(t.TempDir(), "bad.bluepencil")
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
	result := make(chan error, 1)
	go func() { result <- scanAll(path) }()
	select {
	case err := <-result:
		if after, _ := os.ReadFile(path); !bytes.Equal(after, content) {
			t.Error("reading the file changed it")
		}
		if err == nil {
			trust(t, path)
		}
		return err
	case <-time.After(time.Minute):
		t.Fatal("reading the file does not end")
		return nil
	}
}

func scanAll(path string) error {
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		return err
	}
	err = s.View(func(r kv.Reader) error {
		for _, bucket := range []string{"things", "index", "texts"} {
			visit := func(_, value []byte) (bool, error) {
				_ = bytes.Count(value, []byte("x"))
				return true, nil
			}
			err := errors.Join(r.Scan([]byte(bucket), nil, nil, visit), r.ScanBack([]byte(bucket), nil, nil, visit))
			if err != nil {
				return err
			}
			_ = r.Count([]byte(bucket))
		}
		return nil
	})
	return errors.Join(err, s.Close())
}

var harmless = regexp.MustCompile(`unreachable unfreed|Page expected to be: [01],|page [01]: has unexpected type`)

// trust holds a file that opens against bbolt's own check, and writes to it.
func trust(t *testing.T, path string) {
	t.Helper()
	db, err := bbolt.Open(path, 0o644, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.View(func(tx *bbolt.Tx) error {
		for fault := range tx.Check() {
			// Pages that nothing leads to harm nobody, and the name of a meta
			// page is written again with its next commit.
			if !harmless.MatchString(fault.Error()) {
				t.Error("the file was trusted, and bbolt says:", fault)
			}
		}
		return nil
	})
	if err = errors.Join(err, db.Close()); err != nil {
		t.Error(err)
	}
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if err := s.Update(func(w kv.Writer) error { return w.Put([]byte("things"), []byte("new"), nil) }); err != nil {
		t.Error("writing to a file that was trusted:", err)
	}
}

func TestAFileCutShortIsRefused(t *testing.T) {
	good := sound(t)
	if err := readAll(t, good); err != nil {
		t.Fatal("before any damage:", err)
	}
	for size := 0; size < len(good); size += pageSize {
		for _, cut := range []int{size, size + 1, size + pageSize/2} {
			err := readAll(t, good[:cut])
			if !errors.Is(err, kv.ErrDamaged) && !(cut < 80 && errors.Is(err, kv.ErrNotProject)) {
				t.Errorf("cut to %d bytes of %d: got %v, want kv.ErrDamaged", cut, len(good), err)
			}
		}
	}
}

// TestRandomDamage changes bytes anywhere, and bytes at the beginning of pages,
// where the structure is: the file is either good enough or refused.
func TestRandomDamage(t *testing.T) {
	good := sound(t)
	for name, place := range map[string]func(*rand.Rand) int{
		"anywhere":           func(r *rand.Rand) int { return r.IntN(len(good)) },
		"in heads of pages":  func(r *rand.Rand) int { return r.IntN(len(good)/pageSize)*pageSize + r.IntN(16) },
		"in tables of pages": func(r *rand.Rand) int { return r.IntN(len(good)/pageSize)*pageSize + r.IntN(400) },
	} {
		t.Run(name, func(t *testing.T) {
			refused := 0
			for seed := range uint64(120) {
				random := rand.New(rand.NewPCG(seed, 9))
				bad := bytes.Clone(good)
				for range 1 + random.IntN(5) {
					bad[place(random)] ^= byte(1 + random.IntN(255))
				}
				err := readAll(t, bad)
				if err == nil {
					continue
				}
				refused++
				if !errors.Is(err, kv.ErrDamaged) && !errors.Is(err, kv.ErrNotProject) {
					t.Errorf("seed %d: %v is neither damaged nor foreign", seed, err)
				}
			}
			if refused == 0 {
				t.Error("no damage was noticed")
			}
		})
	}
}

// header is what the tests need to know of a meta page.
type header struct{ root, freelist, pages int }

// metaOf reads the meta page of the later commit.
func metaOf(b []byte) header {
	number := func(at int) int { return int(binary.NativeEndian.Uint64(b[at:])) }
	at := 16
	if number(pageSize+16+48) > number(16+48) {
		at = pageSize + 16
	}
	return header{root: number(at + 16), freelist: number(at + 32), pages: number(at + 40)}
}

// branchOf finds a page with children.
func branchOf(t *testing.T, b []byte) int {
	t.Helper()
	for id := 2; id < len(b)/pageSize; id++ {
		page := b[id*pageSize:]
		// A free page may still look like one, so look for one that is not free.
		if binary.NativeEndian.Uint64(page) == uint64(id) && binary.NativeEndian.Uint16(page[8:]) == 1 && !isFree(b, id) {
			return id
		}
	}
	t.Fatal("the file has no page with children")
	return 0
}

func isFree(b []byte, id int) bool {
	list := b[metaOf(b).freelist*pageSize:]
	for i := range int(binary.NativeEndian.Uint16(list[10:])) {
		if binary.NativeEndian.Uint64(list[16+8*i:]) == uint64(id) {
			return true
		}
	}
	return false
}

// TestWhatWouldSendBboltAstray makes the damage that bbolt does not survive:
// it goes round in circles, takes all memory, or overwrites what is in use.
func TestWhatWouldSendBboltAstray(t *testing.T) {
	good := sound(t)
	m, branch := metaOf(good), branchOf(t, good)
	set64 := func(b []byte, at, value int) { binary.NativeEndian.PutUint64(b[at:], uint64(value)) }
	set16 := func(b []byte, at, value int) { binary.NativeEndian.PutUint16(b[at:], uint16(value)) }
	child := branch*pageSize + 16 + 8
	leaf := int(binary.NativeEndian.Uint64(good[child:]))
	for name, damage := range map[string]func(b []byte){
		"a page is its own child":        func(b []byte) { set64(b, child, branch) },
		"its last child, too":            func(b []byte) { set64(b, child+16, branch) },
		"a page's child is the root":     func(b []byte) { set64(b, child, m.root) },
		"two parents of a page":          func(b []byte) { set64(b, child+16, leaf) },
		"a child is a meta page":         func(b []byte) { set64(b, child, 1) },
		"a child is beyond the end":      func(b []byte) { set64(b, child, m.pages) },
		"a child is far beyond":          func(b []byte) { set64(b, child, 1<<60) },
		"a leaf says it has children":    func(b []byte) { set16(b, leaf*pageSize+8, 1) },
		"a page without a kind":          func(b []byte) { set16(b, leaf*pageSize+8, 0) },
		"a leaf with too many entries":   func(b []byte) { set16(b, leaf*pageSize+10, 0xffff) },
		"a branch without entries":       func(b []byte) { set16(b, branch*pageSize+10, 0) },
		"a page runs over the rest":      func(b []byte) { binary.NativeEndian.PutUint32(b[leaf*pageSize+12:], 1<<31) },
		"a page runs over another":       func(b []byte) { binary.NativeEndian.PutUint32(b[leaf*pageSize+12:], 1) },
		"a value reaches out of a page":  func(b []byte) { binary.NativeEndian.PutUint32(b[leaf*pageSize+16+12:], 1<<30) },
		"a key reaches out of a page":    func(b []byte) { binary.NativeEndian.PutUint32(b[leaf*pageSize+16+8:], 1<<30) },
		"a free page is in use":          func(b []byte) { set64(b, m.freelist*pageSize+16, leaf) },
		"a free page is free twice":      func(b []byte) { copy(b[m.freelist*pageSize+24:], b[m.freelist*pageSize+16:][:8]) },
		"the free pages have no end":     func(b []byte) { set16(b, m.freelist*pageSize+10, 0xffff); set64(b, m.freelist*pageSize+16, 1<<40) },
		"the free pages are of no kind":  func(b []byte) { set16(b, m.freelist*pageSize+8, 2) },
		"keys are out of order":          func(b []byte) { flipKeys(b[leaf*pageSize:]) },
		"both meta pages do not add up":  func(b []byte) { b[40]++; b[pageSize+40]++ },
		"everything after them is empty": func(b []byte) { clear(b[2*pageSize:]) },
	} {
		t.Run(name, func(t *testing.T) {
			bad := bytes.Clone(good)
			damage(bad)
			if bytes.Equal(bad, good) {
				t.Fatal("the damage did nothing")
			}
			if err := readAll(t, bad); !errors.Is(err, kv.ErrDamaged) {
				t.Errorf("got %v, want kv.ErrDamaged", err)
			}
		})
	}
}

// flipKeys swaps the table's first two entries, each with its offset corrected.
func flipKeys(page []byte) {
	first, second := bytes.Clone(page[16:32]), bytes.Clone(page[32:48])
	at := binary.NativeEndian.Uint32
	binary.NativeEndian.PutUint32(second[4:], at(second[4:])+16)
	binary.NativeEndian.PutUint32(first[4:], at(first[4:])-16)
	copy(page[16:], second)
	copy(page[32:], first)
}

// TestOneBadMetaPageIsNoDamage: the commit before it is still whole.
func TestOneBadMetaPageIsNoDamage(t *testing.T) {
	s, path := create(t)
	for _, key := range []string{"first", "second"} {
		if err := s.Update(func(w kv.Writer) error { return w.Put([]byte("things"), []byte(key), nil) }); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	good, _ := os.ReadFile(path)
	for page := range 2 {
		bad := bytes.Clone(good)
		bad[page*pageSize+16+20] ^= 0x55
		if err := readAll(t, bad); err != nil {
			t.Errorf("page %d: %v", page, err)
		}
	}
}

// TestAFileCutShortWhileOpen: reading it is an error, not a crash, and
// closing it ends.
func TestAFileCutShortWhileOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "p.bluepencil")
	if err := os.WriteFile(path, sound(t), 0o644); err != nil {
		t.Fatal(err)
	}
	s, err := bolt.Open(path, bolt.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, 3*pageSize); err != nil {
		t.Fatal(err)
	}
	read := func(r kv.Reader) error {
		return r.Scan([]byte("things"), nil, nil, func(_, _ []byte) (bool, error) { return true, nil })
	}
	if err := s.View(read); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("View gave %v, want kv.ErrDamaged", err)
	}
	put := func(w kv.Writer) error { return w.Put([]byte("things"), []byte("k"), nil) }
	if err = s.Update(put); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("Update gave %v, want kv.ErrDamaged", err)
	}
	err = s.Update(func(kv.Writer) error { t.Error("a further write was begun"); return nil })
	if !errors.Is(err, kv.ErrWrite) || !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("the next Update gave %v, want kv.ErrWrite for kv.ErrDamaged", err)
	}
	if _, err := s.Copy(&bytes.Buffer{}); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("Copy gave %v, want kv.ErrDamaged", err)
	}
	if err := s.Check(); !errors.Is(err, kv.ErrDamaged) {
		t.Errorf("Check gave %v, want kv.ErrDamaged", err)
	}
	_ = s.Close() // may complain, must end
}
