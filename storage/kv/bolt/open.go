package bolt

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"bluepencil/storage/kv"

	bbolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// leavesOnOpen is how many leaf pages are looked at before a file is trusted.
// That is all of a small project. Of a large one it leaves out pages with
// nothing but entries, so that opening does not read the whole file.
const leavesOnOpen = 4096

// Open opens an existing file. It fails with *LockedError (kv.ErrLocked),
// kv.ErrDamaged, kv.ErrNotProject, or an error of the file system, and leaves
// the file as it is.
//
// A file that was replaced while Open waited for its lock, as compacting does,
// is left alone for the one that is there now.
func Open(path string, o Options) (*Store, error) {
	for range 3 {
		s, err := openOnce(path, o)
		if err != nil {
			return nil, err
		}
		moved := s.StillThere()
		if !errors.Is(moved, kv.ErrMoved) {
			return s, nil
		}
		if err := errors.Join(moved, s.Close()); !errors.Is(err, kv.ErrMoved) {
			return nil, err
		}
	}
	return nil, fmt.Errorf("open %s: %w", path, kv.ErrMoved)
}

func openOnce(path string, o Options) (*Store, error) {
	if err := looksRight(path); err != nil {
		return nil, err
	}
	// First for reading only: bbolt then believes next to nothing of the file,
	// and the lock keeps others from writing while the file is examined. Once
	// it opens it for writing it follows page numbers wherever they lead.
	readOnly := o
	readOnly.ReadOnly = true
	db, file, err := open(path, readOnly)
	if err == nil {
		err = examineFile(db, file)
		if !o.ReadOnly || err != nil {
			err = errors.Join(err, db.Close())
		}
	}
	if err == nil && !o.ReadOnly {
		db, file, err = open(path, o)
	}
	if err != nil {
		return nil, refusal(path, err)
	}
	s := &Store{db: db, file: file, path: path, options: o}
	if !o.ReadOnly {
		s.word = announce(path, o.Holder)
	}
	return s, nil
}

// refusal tells what bbolt's error means for whoever opens the file.
func refusal(path string, err error) error {
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return lockedBy(path)
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch), errors.Is(err, berrors.ErrChecksum):
		return fmt.Errorf("open %s: %w: %w", path, kv.ErrDamaged, err)
	case errors.As(err, new(*fs.PathError)):
		return fmt.Errorf("open project: %w", err) // it names the path
	}
	return fmt.Errorf("open %s: %w", path, err)
}

// open is bbolt's, with panics turned into kv.ErrDamaged. It also returns the
// file that bbolt works on, which closes with it.
func open(path string, o Options) (db *bbolt.DB, file *os.File, err error) {
	openFile := o.OpenFile
	if openFile == nil {
		openFile = os.OpenFile
	}
	defer func() {
		if err != nil && db == nil && file != nil {
			_ = file.Close() // bbolt keeps the file, and its lock, when it panics
		}
	}()
	defer guard(path, &transaction{inside: true}, &err)()
	timeout := o.Timeout
	if timeout == 0 {
		timeout = time.Second
	}
	db, err = bbolt.Open(path, 0o666, &bbolt.Options{
		Timeout: timeout, ReadOnly: o.ReadOnly, FreelistType: bbolt.FreelistMapType,
		InitialMmapSize: initialMap, // a reader never has to wait for the map to grow
		OpenFile: func(name string, flag int, mode os.FileMode) (*os.File, error) {
			var err error
			file, err = openFile(name, flag&^os.O_CREATE, mode) // it is there, or it went away just now
			return file, err
		},
	})
	return db, file, err
}

// guard lets a transaction end in an error where bbolt panics over a damaged
// file, or where reading the mapped file faults: beyond the end of one that
// was cut short, or on a disk that does not answer. A panic of the caller's
// own goes on.
func guard(path string, t *transaction, err *error) func() {
	before := debug.SetPanicOnFault(true)
	return func() {
		debug.SetPanicOnFault(before)
		r := recover()
		if r == nil {
			return
		}
		if _, fault := r.(interface{ Addr() uintptr }); !fault && !t.inside {
			panic(r)
		}
		t.damaged = true
		*err = fmt.Errorf("%s: %w: %v", path, kv.ErrDamaged, r)
	}
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
	if info.Size() < metaEnd {
		return fmt.Errorf("open %s: %w: it is only %d bytes long", path, kv.ErrNotProject, info.Size())
	}
	first, err := readMeta(file, 0)
	if err != nil {
		first, err = secondMeta(file)
	}
	switch {
	case errors.Is(err, errNoMeta):
		return fmt.Errorf("open %s: %w", path, kv.ErrNotProject)
	case errors.Is(err, kv.ErrDamaged):
		return fmt.Errorf("open %s: %w", path, err)
	case err != nil:
		return fmt.Errorf("open project: %w", err)
	case info.Size() < smallest*int64(first.pageSize):
		return fmt.Errorf("open %s: %w: it ends after %d bytes", path, kv.ErrDamaged, info.Size())
	}
	return nil
}

// secondMeta looks for the file's second page, whose place depends on the
// page size. It is needed when the first was damaged.
func secondMeta(file io.ReaderAt) (meta, error) {
	_, result := readMeta(file, 0)
	for size := int64(1024); size <= 1<<24; size *= 2 {
		m, err := readMeta(file, size)
		if err == nil && int64(m.pageSize) == size {
			return m, nil
		}
		if errors.Is(err, kv.ErrDamaged) {
			result = err // there is a database, but not a whole page of it
		}
	}
	return meta{}, result
}

func kindOf(info os.FileInfo) string {
	if info.IsDir() {
		return "folder"
	}
	return "device or pipe"
}
