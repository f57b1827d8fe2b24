package storage

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"bluepencil/storage/listing"
)

// CacheDir is the folder beside a project file for what can be made again
// from it. Deleting it loses nothing.
func CacheDir(project string) string {
	return strings.TrimSuffix(project, Extension) + ".cache"
}

// listName is the index of articles in that folder.
const listName = "list"

// keptInMemory is up to how many bytes an index is not worth a file.
const keptInMemory = 256 << 10

// open opens the index that lies beside the project; nil where there is none
// that can be used.
func (l *lists) open(p *Project) *listing.Index {
	if p.path == "" {
		return nil
	}
	file, err := os.Open(filepath.Join(CacheDir(p.path), listName))
	if err != nil {
		return nil
	}
	index, err := listing.Open(file)
	if err != nil {
		_ = file.Close()
		return nil
	}
	l.reading.Lock()
	defer l.reading.Unlock()
	l.index, l.file = index, file
	return index
}

// write writes an index: a large one to a file where that can be done, else
// to memory.
func (l *lists) write(p *Project, fill func(*spill) error) error {
	out := &spill{}
	if p.path != "" && !l.noFile {
		out.path = filepath.Join(CacheDir(p.path), listName)
	}
	err := fill(out)
	if out.failed != nil && errors.Is(err, out.failed) {
		out.discard()
		l.noFile, out = true, &spill{} // such as on a full disk
		err = fill(out)
	}
	if err != nil {
		out.discard()
		return err
	}
	return l.exchange(out)
}

// exchange puts what was written in the place of the index there is. Where
// its file cannot get its name there is none then, and none gets a file.
func (l *lists) exchange(out *spill) error {
	l.reading.Lock()
	defer l.reading.Unlock()
	if l.file != nil {
		_ = l.file.Close() // some systems rename only over what nobody has open
		l.file = nil
	}
	l.index = nil
	in, err := out.finish()
	if err != nil {
		l.noFile = true
		return errNoFile
	}
	if l.index, err = listing.Open(in); err != nil {
		return err
	}
	l.file, _ = in.(*os.File)
	return nil
}

// errNoFile: the index could not be put in its place.
var errNoFile = errors.New("the folder beside the project takes no index")

// spill is written to memory until it is too large for that, and then to a
// temporary file beside path. Without a path all stays in memory.
type spill struct {
	path   string
	memory bytes.Buffer
	file   *os.File
	failed error // of the file system
}

func (s *spill) Write(b []byte) (int, error) {
	if s.file == nil && s.path != "" && s.memory.Len()+len(b) > keptInMemory {
		s.toFile()
	}
	if s.file == nil {
		return s.memory.Write(b)
	}
	n, err := s.file.Write(b)
	s.failed = err
	return n, err
}

// toFile moves what was written to a file, if one can be made.
func (s *spill) toFile() {
	if err := os.MkdirAll(filepath.Dir(s.path), 0o755); err != nil {
		s.path = ""
		return
	}
	file, err := os.CreateTemp(filepath.Dir(s.path), "."+listName+".*")
	if err != nil {
		s.path = ""
		return
	}
	if _, err := file.Write(s.memory.Bytes()); err != nil {
		_ = file.Close()
		_ = os.Remove(file.Name())
		s.path = ""
		return
	}
	s.file = file
	s.memory = bytes.Buffer{}
}

// finish gives what was written for reading; a file gets its name.
func (s *spill) finish() (io.ReaderAt, error) {
	if s.file == nil {
		return bytes.NewReader(s.memory.Bytes()), nil
	}
	if err := s.file.Close(); err != nil {
		return nil, err
	}
	if err := os.Rename(s.file.Name(), s.path); err != nil {
		return nil, errors.Join(err, os.Remove(s.file.Name()))
	}
	return os.Open(s.path)
}

func (s *spill) discard() {
	if s.file != nil {
		_ = s.file.Close()
		_ = os.Remove(s.file.Name())
	}
}
