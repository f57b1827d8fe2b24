package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReadFile reads an article file. It never waits for a pipe or a device.
func ReadFile(path string, o Options) (Document, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Document{}, explain(path, err)
	}
	if !info.Mode().IsRegular() {
		return Document{}, ErrNotFile
	}
	if info.Size() > MaxSize {
		return Document{}, ErrTooLarge
	}
	file, err := os.Open(path)
	if err != nil {
		return Document{}, explain(path, err)
	}
	defer file.Close()
	raw, err := io.ReadAll(io.LimitReader(file, MaxSize+1)) // it may have grown
	if err != nil {
		return Document{}, explain(path, err)
	}
	return Read(raw, filepath.Base(path), o)
}

// explain says in a sentence why a file cannot be opened.
func explain(path string, err error) error {
	if target, linkErr := os.Readlink(path); linkErr == nil && errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: %s", ErrDangling, target)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no such file: %w", fs.ErrNotExist)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("no permission to read it: %w", fs.ErrPermission)
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err // the report names the file already
	}
	return err
}

// Files expands files and folders to the files to read, in order and once
// each. What is in a folder is taken by its extension; hidden files and
// projects are passed over; what is named itself is always tried.
func Files(ctx context.Context, paths []string) ([]string, []Failure, error) {
	var files []string
	var failures []Failure
	seen := map[string]bool{}
	add := func(path string) {
		if !seen[path] {
			seen[path] = true
			files = append(files, path)
		}
	}
	for _, path := range paths {
		path = filepath.Clean(path)
		info, err := os.Stat(path)
		switch {
		case err != nil:
			failures = append(failures, Failure{path, explain(path, err)})
		case info.IsDir():
			failed, err := walk(ctx, path, add)
			failures = append(failures, failed...)
			if err != nil {
				return files, failures, err
			}
		default:
			add(path)
		}
	}
	return files, failures, ctx.Err()
}

func walk(ctx context.Context, root string, add func(string)) (failures []Failure, err error) {
	err = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			failures = append(failures, Failure{path, explain(path, err)})
			return nil
		}
		name := entry.Name()
		hidden := strings.HasPrefix(name, ".") && path != root
		switch {
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden || entry.IsDir():
			return nil
		case Known(name):
			add(path)
		}
		return nil
	})
	return failures, err
}

// Failure is a file that was not read, and why.
type Failure struct {
	Path string
	Err  error
}

// Line is the failure as one line of a report.
func (f Failure) Line() string {
	return f.Path + ": " + strings.ReplaceAll(f.Err.Error(), "\n", ": ")
}
