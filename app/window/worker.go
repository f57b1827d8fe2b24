package window

import "sync"

// worker runs functions one after the other in the background: the order in
// which a person did things is the order in which they are written.
type worker struct {
	jobs   chan func()
	done   sync.WaitGroup
	mu     sync.Mutex
	closed bool
}

func newWorker() *worker {
	w := &worker{jobs: make(chan func(), 1024)}
	w.done.Go(func() {
		for job := range w.jobs {
			job()
		}
	})
	return w
}

// do puts a function in line. After close it is dropped: what is still on its
// way to the screen then asks for what is of no use any more.
func (w *worker) do(job func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.closed {
		w.jobs <- job
	}
}

// close waits until everything in line is done.
func (w *worker) close() {
	w.mu.Lock()
	w.closed = true
	close(w.jobs)
	w.mu.Unlock()
	w.done.Wait()
}
