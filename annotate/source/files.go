package source

import (
	"context"
	"io"
	"os"
	"path/filepath"
)

// ReadFile reads an article file. It never waits for a pipe or a device. It
// fails as Read does, with ErrNotFile or ErrDangling, or with an error of the
// file system; none names the file, which a Failure does.
func ReadFile(path string, o Options) (Document, error) {
	return ReadFileContext(context.Background(), path, o)
}

// ReadFileContext is ReadFile that ends early, with the context's error, when
// the context does: for files on slow disks.
func ReadFileContext(ctx context.Context, path string, o Options) (Document, error) {
	raw, err := readAll(ctx, path)
	if err != nil {
		return Document{}, err
	}
	return Read(raw, filepath.Base(path), o)
}

// readAll reads a regular file of at most MaxSize bytes.
func readAll(ctx context.Context, path string) ([]byte, error) {
	file, size, err := openFile(path, MaxSize)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return readBytes(ctx, path, file, size)
}

// refuse gives the reason not to read what a path leads to; a limit of 0 bytes
// is none.
func refuse(info os.FileInfo, limit int64) error {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return &kindError{"this is a folder, not a file", []error{ErrNotFile}}
	case mode&os.ModeNamedPipe != 0:
		return &kindError{"this is a pipe; write its text to a file first", []error{ErrNotFile}}
	case !mode.IsRegular():
		return &kindError{"this is a device or a socket, not a file", []error{ErrNotFile}}
	case limit > 0 && info.Size() > limit:
		return ErrTooLarge
	}
	return nil
}

// readBytes reads in pieces; the file may be longer than it says.
func readBytes(ctx context.Context, path string, file io.Reader, size int64) ([]byte, error) {
	const piece = 1 << 20
	raw := make([]byte, 0, size+1)
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if len(raw) == cap(raw) {
			raw = append(raw, 0)[:len(raw)]
		}
		n, err := file.Read(raw[len(raw):min(cap(raw), len(raw)+piece)])
		raw = raw[:len(raw)+n]
		switch {
		case err == io.EOF:
			return raw, nil
		case err != nil:
			return nil, explain(path, err)
		case len(raw) > MaxSize:
			return nil, ErrTooLarge
		}
	}
}
