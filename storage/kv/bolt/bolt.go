// Package bolt is the kv.Store of project files, on go.etcd.io/bbolt. It adds
// to bbolt what a desktop program needs: damage that bbolt answers with a
// panic becomes an error, a second opener learns who holds the file, and a
// new file appears whole or not at all.
package bolt

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"time"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// Options say how a file is opened.
type Options struct {
	// Holder is told to whoever tries to open the file meanwhile.
	Holder Holder
	// Timeout is how long to wait for the file's lock; 0 means one second.
	Timeout time.Duration
	// OpenFile opens the file in place of os.OpenFile: for tests that make
	// writes fail.
	OpenFile func(name string, flag int, mode os.FileMode) (*os.File, error)
}

// Store is an open project file.
type Store struct {
	db   *bbolt.DB
	path string
}

// Create makes a new file, which appears under its name only once it is
// whole, and opens it. An existing file is an error that wraps fs.ErrExist.
func Create(path string, o Options) (*Store, error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("create %s: %w; open it, or choose another name", path, fs.ErrExist)
	}
	temporary, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	name := temporary.Name()
	if err := temporary.Close(); err != nil {
		return nil, err
	}
	db, err := open(name, o)
	if err == nil {
		err = db.Close()
	}
	if err == nil {
		err = os.Link(name, path) // fails where somebody made the file meanwhile
		if err != nil && !errors.Is(err, fs.ErrExist) {
			err = os.Rename(name, path) // a file system without hard links
		}
	}
	if removed := os.Remove(name); err == nil && removed != nil && !errors.Is(removed, fs.ErrNotExist) {
		err = removed
	}
	if err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	if err := syncDir(filepath.Dir(path)); err != nil {
		return nil, fmt.Errorf("create %s: %w", path, err)
	}
	return Open(path, o)
}

// Open opens an existing file. It fails with *LockedError (kv.ErrLocked),
// kv.ErrDamaged, kv.ErrNotProject, or an error of the file system, and leaves
// the file as it is.
func Open(path string, o Options) (*Store, error) {
	if err := looksRight(path); err != nil {
		return nil, err
	}
	db, err := open(path, o)
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, lockedBy(path)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return nil, fmt.Errorf("open %s: %w: %w", path, kv.ErrDamaged, err)
	case err != nil:
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	s := &Store{db: db, path: path}
	if err := s.View(func(kv.Reader) error { return nil }); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	announce(path, o.Holder)
	return s, nil
}

// looksRight refuses what bbolt would wait for, fill or misread: folders,
// devices, empty files, and files that do not begin like a database.
func looksRight(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("open project: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("open %s: %w: it is a %s", path, kv.ErrNotProject, kindOf(info))
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open project: %w", err)
	}
	defer file.Close()
	head := make([]byte, 20)
	if _, err := io.ReadFull(file, head); err != nil {
		return fmt.Errorf("open %s: %w: it is only %d bytes long", path, kv.ErrNotProject, info.Size())
	}
	// A page header of 16 bytes, then bbolt's magic number in the machine's
	// byte order.
	const magic = 0xED0CDAED
	little := uint32(head[16]) | uint32(head[17])<<8 | uint32(head[18])<<16 | uint32(head[19])<<24
	big := uint32(head[19]) | uint32(head[18])<<8 | uint32(head[17])<<16 | uint32(head[16])<<24
	if little != magic && big != magic && !secondMeta(file) {
		return fmt.Errorf("open %s: %w", path, kv.ErrNotProject)
	}
	return nil
}

// secondMeta tells whether the file's second page says that it is a database
// whose first page was damaged.
func secondMeta(file *os.File) bool {
	head := make([]byte, 4)
	for _, page := range []int64{4096, 8192, 16384, 65536} {
		if _, err := file.ReadAt(head, page+16); err == nil && string(head) == "\xed\xda\x0c\xed" {
			return true
		}
	}
	return false
}

func kindOf(info os.FileInfo) string {
	if info.IsDir() {
		return "folder"
	}
	return "device or pipe"
}

// open is bbolt's, with panics turned into kv.ErrDamaged.
func open(path string, o Options) (db *bbolt.DB, err error) {
	defer guard(path, &err)()
	timeout := o.Timeout
	if timeout == 0 {
		timeout = time.Second
	}
	return bbolt.Open(path, 0o644, &bbolt.Options{
		Timeout: timeout, FreelistType: bbolt.FreelistMapType, OpenFile: o.OpenFile,
		InitialMmapSize: initialMap, // a reader never has to wait for the map to grow
	})
}

// guard turns panics of bbolt on a damaged file, and faults of reading beyond
// the end of a truncated one, into kv.ErrDamaged.
func guard(path string, err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		r := recover()
		if r == nil {
			return
		}
		*err = fmt.Errorf("%s: %w: %v", path, kv.ErrDamaged, r)
	}
}

// View runs a read transaction.
func (s *Store) View(fn func(kv.Reader) error) (err error) {
	defer guard(s.path, &err)()
	return s.db.View(func(tx *bbolt.Tx) error { return fn(&transaction{tx: tx}) })
}

// Update runs a write transaction. Where the disk refuses, it fails with
// kv.ErrWrite, nothing has changed, and the store stays usable.
func (s *Store) Update(fn func(kv.Writer) error) (err error) {
	defer guard(s.path, &err)()
	var own error
	err = s.db.Update(func(tx *bbolt.Tx) error {
		own = fn(&transaction{tx: tx})
		return own
	})
	if err != nil && own == nil {
		err = fmt.Errorf("%s: %w: %w", s.path, kv.ErrWrite, err)
	}
	return err
}

// Copy writes a consistent copy while the file is in use.
func (s *Store) Copy(w io.Writer) (n int64, err error) {
	defer guard(s.path, &err)()
	err = s.db.View(func(tx *bbolt.Tx) error {
		n, err = tx.WriteTo(w)
		return err
	})
	return n, err
}

// Check looks for faults in the structure of the file.
func (s *Store) Check() (err error) {
	defer guard(s.path, &err)()
	return s.db.View(func(tx *bbolt.Tx) error {
		var faults []error
		for fault := range tx.Check() {
			if len(faults) < 20 {
				faults = append(faults, fault)
			}
		}
		if len(faults) > 0 {
			return fmt.Errorf("%s: %w: %w", s.path, kv.ErrDamaged, errors.Join(faults...))
		}
		return nil
	})
}

// Close releases the file and its lock.
func (s *Store) Close() error {
	withdraw(s.path)
	return s.db.Close()
}

func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}
