package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/fnv"
	"os"
	"path/filepath"
	"runtime/metrics"
	"strings"
	"testing"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/storage/kv"
)

// The project file and what lies in it are foreign bytes too: a disk may have
// damaged them, or somebody may have made them up.

// FuzzProjectFile changes places in a project's file and reads all there is:
// nothing panics, hangs, or takes memory out of proportion, and what cannot be
// read is an error. The data is a row of patches; see patched.
func FuzzProjectFile(f *testing.F) {
	good := archivedProject(f, 1)
	for _, seed := range filePatches {
		f.Add(seed)
	}
	path := filepath.Join(quickDir(f), "fuzzed.bluepencil")
	f.Fuzz(func(t *testing.T, patches []byte) {
		if err := os.WriteFile(path, patched(good, patches), 0o644); err != nil {
			t.Fatal(err)
		}
		before := allocated()
		err := readEverything(path)
		if took := allocated() - before; took > mostMemory(len(good)) {
			t.Fatalf("reading a file of %d bytes took %d bytes of memory (%v)", len(good), took, err)
		}
	})
}

// quickDir is a folder in memory where the system has one, for what is written
// over and over.
func quickDir(t testing.TB) string {
	dir, err := os.MkdirTemp("/dev/shm", "bluepencil-*")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// mostMemory is what reading a project may allocate: a multiple of the file,
// and what a text may grow to.
func mostMemory(file int) uint64 { return 64<<20 + 32*uint64(file) }

// allocated is how many bytes the program has ever allocated.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// The seeds of FuzzProjectFile: the places where a file's structure is.
var filePatches = [][]byte{
	nil,
	{0, 0, 24, 0, 1, 0, 0, 0}, // a meta page's version
	{0, 0, 32, 0, 9, 0, 0, 0, 1, 0, 32, 0, 9, 0, 0, 0}, // both roots
	{0, 0, 56, 0, 0xff, 0xff, 0, 0},                    // the number of pages
	{2, 0, 8, 0, 0x10, 0, 0, 0},                        // a page's kind
	{3, 0, 10, 0, 0xff, 0xff, 0, 0},                    // how many entries it has
	{4, 0, 20, 0, 0, 1, 0, 0},                          // where its first key begins
	{5, 0, 0, 2, 1, 2, 3, 4, 6, 0, 0, 2, 1, 2, 3, 4},   // contents
}

// patched is the file with patches of eight bytes: the page (2), the place in
// it (2), and what to exclude-or there (4). The checksums of the meta pages are
// made right again, so that a patch of them gets further.
func patched(file, patches []byte) []byte {
	const page, meta = 4096, 16
	file = bytes.Clone(file)
	for ; len(patches) >= 8; patches = patches[8:] {
		number := int(binary.LittleEndian.Uint16(patches)) % (len(file) / page)
		place := number*page + int(binary.LittleEndian.Uint16(patches[2:]))%(page-3)
		for i, b := range patches[4:8] {
			file[place+i] ^= b
		}
	}
	for _, at := range []int{meta, page + meta} {
		sum := fnv.New64a()
		_, _ = sum.Write(file[at : at+56])
		binary.NativeEndian.PutUint64(file[at+56:], sum.Sum64())
	}
	return file
}

// readEverything opens a project, checks it, and reads all that can be read.
func readEverything(path string) error {
	p, err := Open(path, Options{NoCopyOnOpen: true})
	if err != nil {
		return err
	}
	_, err = p.Check(context.Background(), nil)
	people, err2 := p.People()
	err = errors.Join(err, err2)
	for _, person := range people {
		_, _ = p.UndoName(person.ID)
		_, err2 := p.StatusCounts(person.ID)
		err = errors.Join(err, err2)
	}
	err = errors.Join(err, p.Articles(ArticleFilter{Deleted: true}, func(ArticleRow) bool { return true }))
	err = errors.Join(err, p.History(HistoryFilter{}, func(annotate.Change) bool { return true }))
	err = errors.Join(err, p.Bundles(ExportFilter{All: true}, nil)(func(b *format.Bundle) error {
		_, err := p.Conflicts(b.Article.ID)
		return errors.Join(b.Err, err)
	}))
	_, err2 = p.Common()
	_, err3 := p.ChangesSince(annotate.Vector{}, nil)
	for _, person := range people {
		_, undone := p.Undo(person.ID)
		err = errors.Join(err, undone)
	}
	return errors.Join(err, err2, err3, p.Close())
}

// FuzzHistoryEntry: an entry that can be read is written as one that reads the
// same; anything else is kv.ErrDamaged.
func FuzzHistoryEntry(f *testing.F) {
	p, err := NewMemory(testCodebook(), Options{})
	if err != nil {
		f.Fatal(err)
	}
	if err := p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketHistory, nil, nil, func(_, value []byte) (bool, error) {
			f.Add(bytes.Clone(value))
			return true, nil
		})
	}); err != nil {
		f.Fatal(err)
	}
	f.Add([]byte{0x83, 0x80, 0x40, 0xf4})
	f.Fuzz(func(t *testing.T, entry []byte) {
		c, err := decodeHistory(entry)
		if err != nil {
			if !errors.Is(err, kv.ErrDamaged) {
				t.Fatalf("%v is not kv.ErrDamaged", err)
			}
			return
		}
		_ = c.Verify()
		written, err := encodeHistory(&c)
		if err != nil {
			t.Fatal(err)
		}
		again, err := decodeHistory(written)
		if err != nil || again.Header.Digest() != c.Header.Digest() || len(again.Edits) != len(c.Edits) {
			t.Fatalf("it comes back as another: %v", err)
		}
	})
}

// FuzzUnpackText: a text's record is a text or kv.ErrDamaged, and never more
// than a text may be.
func FuzzUnpackText(f *testing.F) {
	f.Add(packText("short"))
	f.Add(packText(strings.Repeat("The ferry sails at dawn. ", 100)))
	f.Add([]byte{packedZstd})
	f.Add([]byte{7, 7})
	f.Fuzz(func(t *testing.T, record []byte) {
		text, err := unpackText(record)
		if err != nil && !errors.Is(err, kv.ErrDamaged) {
			t.Fatalf("%v is not kv.ErrDamaged", err)
		}
		if len(text) > 64<<20 {
			t.Fatalf("a record of %d bytes gave %d", len(record), len(text))
		}
		if err == nil {
			if again, err := unpackText(packText(text)); err != nil || again != text {
				t.Fatalf("the text comes back as another: %v", err)
			}
		}
	})
}
