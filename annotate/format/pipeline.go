package format

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// job is one article on its way through an export.
type job struct {
	bundle *Bundle
	record []byte // with a Writer
	parts  []Part // with a Filer
	losses []Loss
	err    error
	ready  chan struct{} // closed when the record is made
}

// records makes the records of all articles on several goroutines and hands
// them to sink in the order of the articles. What is under way is bounded, so
// that memory does not grow with the corpus. articles runs on the calling
// goroutine, sink on another.
func records(ctx context.Context, articles Articles, write func(*job), sink func(*job) error) error {
	workers := runtime.GOMAXPROCS(0)
	group, ctx := errgroup.WithContext(ctx)
	todo, ordered := make(chan *job), make(chan *job, 2*workers)
	for range workers {
		group.Go(func() error {
			for j := range todo {
				j.make(write)
			}
			return nil
		})
	}
	group.Go(func() error {
		for j := range ordered {
			<-j.ready
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := sink(j); err != nil {
				return err
			}
		}
		return nil
	})
	read := articles(func(b *Bundle) error { return enqueue(ctx, b, todo, ordered) })
	close(todo)
	close(ordered)
	if err := group.Wait(); err != nil {
		return err // the cause, where the reading ended because of it
	}
	return read
}

func (j *job) make(write func(*job)) {
	defer close(j.ready)
	if j.err = j.bundle.Err; j.err == nil {
		write(j)
	}
}

// recordOf makes the record of an article's job.
func recordOf(w Writer) func(*job) {
	return func(j *job) { j.record, j.losses, j.err = w.Record(j.bundle) }
}

// enqueue gives an article to the workers. A job in the row of ordered ones
// always gets made: it goes to the workers first.
func enqueue(ctx context.Context, b *Bundle, todo, ordered chan<- *job) error {
	j := &job{bundle: b, ready: make(chan struct{})}
	select {
	case todo <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case ordered <- j:
	case <-ctx.Done():
		return ctx.Err()
	}
	return nil
}
