package window

import "sync"

// worker runs functions one after the other in the background: the order in
// which a person did things is the order in which they are written.
type worker struct {
	jobs chan func()
	done sync.WaitGroup
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

// do puts a function in line.
func (w *worker) do(job func()) { w.jobs <- job }

// close waits until everything in line is done.
func (w *worker) close() {
	close(w.jobs)
	w.done.Wait()
}
