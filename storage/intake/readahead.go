package intake

import (
	"context"
	"runtime"

	"bluepencil/annotate/source"
)

// readAhead reads article files on other goroutines while the project writes:
// reading, decoding and hashing take as long as writing does. At most a few
// files are open, and a few of their articles read and not yet taken.
type readAhead struct {
	rows chan *readFile // in the order of the files
	stop context.CancelFunc
}

// readFile is a file that is being read.
type readFile struct {
	parts chan source.Part
	err   error // of the whole file; set before parts is closed
}

// startReading reads the files that want says, in order.
func startReading(ctx context.Context, files []string, want func(path string) bool, o source.Options) *readAhead {
	ctx, stop := context.WithCancel(ctx)
	r := &readAhead{rows: make(chan *readFile, 2*runtime.GOMAXPROCS(0)), stop: stop}
	go func() {
		defer close(r.rows)
		for _, path := range files {
			if !want(path) {
				continue
			}
			row := &readFile{parts: make(chan source.Part, 1)}
			select {
			case r.rows <- row: // bounds how many are under way
			case <-ctx.Done():
				return
			}
			go row.read(ctx, path, o)
		}
	}()
	return r
}

func (row *readFile) read(ctx context.Context, path string, o source.Options) {
	defer close(row.parts)
	row.err = source.ReadParts(ctx, path, o, func(part source.Part) error {
		select {
		case row.parts <- part:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	})
}

// next gives the articles of the next file that was wanted, and then the
// file's own error.
func (r *readAhead) next(take func(source.Part) error) error {
	row, ok := <-r.rows
	if !ok {
		return context.Canceled
	}
	for part := range row.parts {
		if err := take(part); err != nil {
			return err
		}
	}
	return row.err
}
