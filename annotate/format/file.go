package format

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// projectExtension is that of project files, which no export may replace.
const projectExtension = ".bluepencil"

// ErrTarget: the path of an export is not one that can be written to.
var ErrTarget = errors.New("not a place for an export")

// replaceable fails with ErrTarget where a path names what an export must not replace: a
// folder, a device, a project, the same file twice, or nothing that there is.
func replaceable(paths []string) error {
	seen := map[string]bool{}
	for _, path := range paths {
		name := filepath.Base(path)
		if seen[strings.ToLower(name)] {
			return fmt.Errorf("%w: %s is the name of a file that goes beside it; choose another", ErrTarget, name)
		}
		seen[strings.ToLower(name)] = true
		if strings.EqualFold(filepath.Ext(path), projectExtension) {
			return fmt.Errorf("%w: %s is the name of a project; choose another extension", ErrTarget, name)
		}
		info, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			if _, err := os.Stat(filepath.Dir(path)); err != nil {
				return fmt.Errorf("%w: there is no folder %s; make it first", ErrTarget, filepath.Dir(path))
			}
			continue
		}
		if err != nil {
			return fmt.Errorf("%w: %w", ErrTarget, err)
		}
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%w: %s is there and not a file that can be replaced; name another", ErrTarget, path)
		}
	}
	return nil
}

// temporary is a file under way to its path.
type temporary struct {
	*os.File
	path string
	done bool // renamed into place
}

// fileSet are files that appear together.
type fileSet []*temporary

// create makes a temporary file beside the path, with the permissions the
// system gives new files.
func (s *fileSet) create(path string) (*temporary, error) {
	target, err := filepath.EvalSymlinks(path) // what a link points to is replaced, not the link
	if err != nil {
		target = path
	}
	name := filepath.Join(filepath.Dir(target), "."+filepath.Base(target)+"."+rand.Text()[:10]+".part")
	file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	t := &temporary{File: file, path: target}
	*s = append(*s, t)
	return t, nil
}

// write makes a temporary file of each companion and reads it back.
func (s *fileSet) write(paths []string, companions []Companion) error {
	for i, c := range companions {
		file, err := s.create(paths[i])
		if err != nil {
			return err
		}
		if _, err := file.Write(c.Content); err != nil {
			return err
		}
		if err := file.contains(c.Content); err != nil {
			return err
		}
	}
	return nil
}

func (s fileSet) sync() error {
	for _, t := range s {
		if err := t.Sync(); err != nil {
			return err
		}
	}
	return nil
}

// rename puts all files in their places.
func (s fileSet) rename() error {
	for _, t := range s {
		if err := t.Close(); err != nil {
			return err
		}
	}
	for _, t := range s {
		if err := os.Rename(t.Name(), t.path); err != nil {
			return err
		}
		t.done = true
	}
	for _, t := range s {
		if err := syncDir(filepath.Dir(t.path)); err != nil {
			return err
		}
	}
	return nil
}

// discard removes what has not been renamed.
func (s fileSet) discard() error {
	var failed error
	for _, t := range s {
		if t.done {
			continue
		}
		if err := t.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
			failed = errors.Join(failed, err)
		}
		failed = errors.Join(failed, os.Remove(t.Name()))
	}
	return failed
}

// contains reads the file back and compares it.
func (t *temporary) contains(content []byte) error {
	if _, err := t.Seek(0, io.SeekStart); err != nil {
		return err
	}
	back, err := io.ReadAll(t)
	if err == nil && !bytes.Equal(back, content) {
		err = fmt.Errorf("%s reads back differently from what was written; check the disk", filepath.Base(t.path))
	}
	return err
}

// syncDir makes the renaming durable where the system can.
func syncDir(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// WriteFile puts one file into place as exports are: written beside its path,
// synced, read back and renamed. It fails with ErrTarget where the path names
// what must not be replaced.
func WriteFile(path string, content []byte) (err error) {
	paths := []string{path}
	if err := replaceable(paths); err != nil {
		return err
	}
	var files fileSet
	defer func() { err = errors.Join(err, files.discard()) }()
	if err := files.write(paths, []Companion{{Content: content}}); err != nil {
		return err
	}
	if err := files.sync(); err != nil {
		return err
	}
	return files.rename()
}
