package intake

import (
	"context"
	"runtime"

	"bluepencil/annotate/source"
)

// readAhead reads article files on other goroutines while the project writes:
// reading, decoding and hashing take as long as writing does. At most a few
// files are read and not yet taken.
type readAhead struct {
	rows chan chan readFile // in the order of the files
	stop context.CancelFunc
}

type readFile struct {
	doc source.Document
	err error
}

// startReading reads the files that want says, in order.
func startReading(ctx context.Context, files []string, want func(path string) bool, o source.Options) *readAhead {
	ctx, stop := context.WithCancel(ctx)
	r := &readAhead{rows: make(chan chan readFile, 2*runtime.GOMAXPROCS(0)), stop: stop}
	go func() {
		defer close(r.rows)
		for _, path := range files {
			if !want(path) {
				continue
			}
			row := make(chan readFile, 1)
			select {
			case r.rows <- row: // bounds how many are under way
			case <-ctx.Done():
				return
			}
			go func() {
				doc, err := source.ReadFileContext(ctx, path, o)
				row <- readFile{doc, err}
			}()
		}
	}()
	return r
}

// next is the next file that was wanted.
func (r *readAhead) next() (source.Document, error) {
	row, ok := <-r.rows
	if !ok {
		return source.Document{}, context.Canceled
	}
	file := <-row
	return file.doc, file.err
}
