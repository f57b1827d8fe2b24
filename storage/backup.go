package storage

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"bluepencil/storage/kv"
)

// keptCopies is how many of the copies made on opening stay beside a project.
const keptCopies = 5

// Backup writes a consistent copy of the project while it is in use: to a
// temporary file first, which is then renamed into place. It never
// overwrites: an existing file is an error that wraps fs.ErrExist.
func (p *Project) Backup(path string) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("backup to %s: %w; choose another name or move it away", path, fs.ErrExist)
	}
	return copyTo(p.store, path)
}

// copyTo writes a hot copy of the store, complete or not at all.
func copyTo(store kv.Store, path string) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("copy to %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(fmt.Errorf("copy to %s: %w", path, err), file.Close(), os.Remove(file.Name()))
		}
	}()
	if _, err = store.Copy(file); err != nil {
		return err
	}
	if err = file.Sync(); err != nil {
		return err
	}
	if err = file.Close(); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}

// Restore makes a project of a backup, at a path where there is none yet. The
// restored project gets a replica's id of its own, so that what it goes on to
// do is never taken for what the original did.
func Restore(backup, path string, o Options) error {
	source, err := Open(backup, Options{Now: o.Now, Program: o.Program, User: o.User, NoCopyOnOpen: true})
	if err != nil {
		return fmt.Errorf("restore %s: %w", backup, err)
	}
	err = source.Backup(path)
	if err = errors.Join(err, source.Close()); err != nil {
		return fmt.Errorf("restore %s: %w", backup, err)
	}
	o.NoCopyOnOpen = true
	restored, err := Open(path, o) // the first opening in a new place mints the replica
	if err != nil {
		return fmt.Errorf("restore %s: %w", backup, err)
	}
	return restored.Close()
}

// CopiesDir is the folder beside a project file that keeps the copies made on
// opening it.
func CopiesDir(project string) string {
	return strings.TrimSuffix(project, Extension) + ".copies"
}

// copyInBackground makes a copy beside the project when something changed
// since the last one, and drops the oldest beyond keptCopies.
func (p *Project) copyInBackground() {
	p.copying.Add(1)
	go func() {
		defer p.copying.Done()
		if err := p.copyIfChanged(); err != nil {
			p.notice(fmt.Errorf("the copy made on opening failed, the project itself is fine: %w", err))
		}
	}()
}

func (p *Project) copyIfChanged() error {
	var arrival uint64
	err := p.store.View(func(r kv.Reader) error {
		arrival = lastArrival(r)
		return nil
	})
	if err != nil {
		return err
	}
	dir := CopiesDir(p.path)
	copies, err := listCopies(dir)
	if err != nil {
		return err
	}
	if len(copies) > 0 && copies[len(copies)-1].arrival == arrival {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	name := fmt.Sprintf("%s-%012d-%s%s", p.Name(), arrival, p.now().Format("20060102T150405"), Extension)
	if err := copyTo(p.store, filepath.Join(dir, name)); err != nil {
		return err
	}
	for n := 0; n+keptCopies <= len(copies); n++ {
		if err := os.Remove(filepath.Join(dir, copies[n].name)); err != nil {
			return err
		}
	}
	return nil
}

type copyFile struct {
	name    string
	arrival uint64
}

// listCopies lists the copies in a folder, oldest first; a missing folder has none.
func listCopies(dir string) ([]copyFile, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var copies []copyFile
	for _, e := range entries {
		parts := strings.Split(strings.TrimSuffix(e.Name(), Extension), "-")
		if len(parts) < 3 || filepath.Ext(e.Name()) != Extension {
			continue
		}
		if n, err := strconv.ParseUint(parts[len(parts)-2], 10, 64); err == nil {
			copies = append(copies, copyFile{e.Name(), n})
		}
	}
	slices.SortFunc(copies, func(a, b copyFile) int {
		return cmp.Or(cmp.Compare(a.arrival, b.arrival), strings.Compare(a.name, b.name))
	})
	return copies, nil
}
