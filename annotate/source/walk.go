package source

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// Found is a file that Walk came by.
type Found struct {
	Path    string
	Size    int64 // bytes, as the file system says; 0 if it does not
	Skipped error // why it is not to be read, or nil
	Index   int   // its place among all that were found, from 0
	Total   int   // how many there are
}

// Walk expands files and folders and visits what it found, in order: first it
// counts, so that progress has a total. It ends with the error of visit, or the
// context's.
//
// What is in a folder is taken by its extension (see Known) or, where that says
// too little, by its beginning, in order of names,
// and what is not taken is skipped with ErrUnsupported; hidden files and
// projects are passed over. Links to folders are followed, each folder visited
// once. What is named itself is always tried, and a name that leads nowhere is
// skipped with the reason.
func Walk(ctx context.Context, paths []string, visit func(Found) error) error {
	found, err := list(ctx, paths)
	if err != nil {
		return err
	}
	for i, f := range found {
		if err := ctx.Err(); err != nil {
			return err
		}
		f.Index, f.Total = i, len(found)
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}

// Files is Walk as two lists: the files to read, in order, and what could not
// be looked at. Files of a folder that are of no known kind are in neither,
// unless also, which may be nil, wants them.
func Files(ctx context.Context, paths []string, also func(path string) bool) ([]string, []Failure, error) {
	found, err := list(ctx, paths)
	var files []string
	var failures []Failure
	for _, f := range found {
		switch {
		case f.Skipped == nil, f.Skipped == errUnknownKind && also != nil && also(f.Path):
			files = append(files, f.Path)
		case f.Skipped != errUnknownKind:
			failures = append(failures, Failure{f.Path, f.Skipped})
		}
	}
	return files, failures, err
}

var errUnknownKind = fmt.Errorf("%w; to import it as text, name the file itself", ErrUnsupported)

// list finds all there is. Where the context ends, it returns what it has.
func list(ctx context.Context, paths []string) ([]Found, error) {
	l := lister{ctx: ctx, files: map[string]bool{}, folders: map[string]bool{}}
	for _, path := range paths {
		path = filepath.Clean(path)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			l.add(Found{Path: path, Skipped: explain(path, err)})
		case info.IsDir():
			l.folder(path)
		default:
			l.add(Found{Path: path, Size: info.Size()})
		}
		if ctx.Err() != nil {
			break
		}
	}
	return l.found, ctx.Err()
}

type lister struct {
	ctx     context.Context
	found   []Found
	files   map[string]bool // paths that are in found
	folders map[string]bool // real paths of folders that were entered
}

func (l *lister) add(f Found) {
	if !l.files[f.Path] {
		l.files[f.Path] = true
		l.found = append(l.found, f)
	}
}

// folder adds what is in a folder, and in the folders in it.
func (l *lister) folder(path string) {
	real, err := filepath.EvalSymlinks(path)
	if err == nil && l.folders[real] {
		return
	}
	l.folders[real] = true
	entries, err := os.ReadDir(path) // sorted by name
	if err != nil {
		l.add(Found{Path: path, Skipped: explain(path, err)})
	}
	for _, entry := range entries {
		if l.ctx.Err() != nil {
			return
		}
		if name := entry.Name(); !strings.HasPrefix(name, ".") && extensionOf(name) != projectExtension {
			l.entry(filepath.Join(path, name), entry)
		}
	}
}

// entry adds one thing of a folder. A link counts as what it leads to, except
// that one which leads nowhere is of interest only if it is named like an article.
func (l *lister) entry(path string, entry os.DirEntry) {
	info, err := entry.Info()
	if err == nil && info.Mode()&os.ModeSymlink != 0 {
		info, err = os.Stat(path)
	}
	switch {
	case err == nil && info.IsDir():
		l.folder(path)
	case !Known(path) && !recognised(path):
		l.add(Found{Path: path, Skipped: errUnknownKind})
	case err != nil:
		l.add(Found{Path: path, Skipped: explain(path, err)})
	default:
		l.add(Found{Path: path, Size: info.Size()})
	}
}
