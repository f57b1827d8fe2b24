package storage

import (
	"context"
	"errors"
	"os"
	"sync"

	"bluepencil/storage/kv"
	"bluepencil/storage/listing"
)

// lists keeps the index by which articles are listed. It is opened or made
// when somebody asks for a list, not with the project, and brought up to date
// by the history whenever one is asked for.
type lists struct {
	mu     sync.Mutex
	work   *listWork // under way, or nil
	closed bool
	cancel context.CancelFunc // of what is under way
	noFile bool               // the folder takes none; belongs to what is under way
	done   sync.WaitGroup

	// reading is held for reading by queries, and for writing where the index
	// gets another file.
	reading sync.RWMutex
	index   *listing.Index
	file    *os.File // the index's; nil where it is kept in memory
}

// listWork is one bringing up to date.
type listWork struct {
	ended chan struct{}
	err   error
}

// query answers by an index that knows everything that was committed before.
func (l *lists) query(ctx context.Context, p *Project, q listing.Query) (listing.Result, error) {
	if err := l.upToDate(ctx, p); err != nil {
		return listing.Result{}, err
	}
	l.reading.RLock()
	index := l.index
	var result listing.Result
	err := listing.ErrDamaged // somebody has thrown it away since
	if index != nil {
		result, err = index.Query(ctx, q)
	}
	l.reading.RUnlock()
	if errors.Is(err, listing.ErrDamaged) {
		l.forget()
	}
	return result, err
}

// upToDate waits for the index. What is under way already may have looked at
// the project too early, so then another look follows.
func (l *lists) upToDate(ctx context.Context, p *Project) error {
	for {
		work, mine := l.begin(p)
		select {
		case <-work.ended:
			if mine || work.err != nil {
				return work.err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// begin starts bringing the index up to date, or joins what is under way.
func (l *lists) begin(p *Project) (work *listWork, mine bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.work != nil {
		return l.work, false
	}
	work = &listWork{ended: make(chan struct{})}
	if l.closed {
		work.err = kv.ErrClosed
		close(work.ended)
		return work, true
	}
	ctx, cancel := context.WithCancel(context.Background())
	l.work, l.cancel = work, cancel
	l.done.Go(func() {
		work.err = l.refresh(ctx, p)
		if errors.Is(work.err, errNoFile) {
			work.err = l.refresh(ctx, p) // this time in memory
		}
		l.mu.Lock()
		l.work = nil
		l.mu.Unlock()
		cancel()
		close(work.ended)
	})
	return work, true
}

// refresh opens the index, follows the history, or makes the index anew.
func (l *lists) refresh(ctx context.Context, p *Project) error {
	l.reading.RLock()
	index := l.index
	l.reading.RUnlock()
	if index == nil {
		index = l.open(p)
	}
	if index == nil {
		return l.make(ctx, p)
	}
	next, err := p.follow(ctx, index)
	switch {
	case errors.Is(err, errTooFar):
		return l.make(ctx, p)
	case err != nil:
		return err
	}
	l.reading.Lock()
	l.index = next
	l.reading.Unlock()
	if next.Changed() > changedAtMost || next.Stamp().Arrival-next.Written().Arrival > followAtMost/2 {
		return l.write(p, func(out *spill) error { return next.Write(ctx, out) })
	}
	return nil
}

// changedAtMost is how many changed entries are kept beside the file.
const changedAtMost = 2000

// make makes the index of the whole project.
func (l *lists) make(ctx context.Context, p *Project) error {
	l.forget()
	return l.write(p, func(out *spill) error {
		return p.writeEntries(ctx, func(s listing.Stamp) *listing.Writer { return listing.NewWriter(out, s) })
	})
}

// forget throws the index away, and with it everything that was read of it.
// The next list makes another one.
func (l *lists) forget() {
	l.reading.Lock()
	defer l.reading.Unlock()
	l.index = nil
	if l.file != nil {
		_ = l.file.Close() // it was only read
		_ = os.Remove(l.file.Name())
		l.file = nil
	}
}

// drop gives up what is under way and forgets the rest: something was erased.
func (l *lists) drop() {
	l.mu.Lock()
	if l.cancel != nil {
		l.cancel()
	}
	l.mu.Unlock()
	l.forget()
}

// close ends what is under way and releases the file.
func (l *lists) close() {
	l.mu.Lock()
	l.closed = true
	if l.cancel != nil {
		l.cancel()
	}
	l.mu.Unlock()
	l.done.Wait()
	l.reading.Lock()
	defer l.reading.Unlock()
	if l.file != nil {
		_ = l.file.Close()
		l.file = nil
	}
	l.index = nil
}
