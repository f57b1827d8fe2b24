package paint

import (
	"image"
	"runtime"
	"sync"
)

// Job is a strip to be painted ahead.
type Job struct {
	Signature uint64
	Strip     Strip
}

// Baker paints strips in the background into a cache, so that the page that
// is scrolled to next is ready. Its workers live only while there is work.
// Its methods may be called from any goroutine.
type Baker struct {
	cache *Cache
	mu    sync.Mutex
	jobs  []Job
	idle  []*Painter // of workers that have no work
	work  sync.WaitGroup
	paint func(*Painter, *Strip) *image.RGBA
}

// NewBaker returns a baker that paints into the cache with painters that
// share the given one's glyphs. One processor is left to the screen.
func NewBaker(p *Painter, cache *Cache) *Baker {
	b := &Baker{cache: cache, paint: (*Painter).Paint}
	for range min(max(runtime.GOMAXPROCS(0)-1, 1), 3) {
		b.idle = append(b.idle, p.Fork())
	}
	return b
}

// mostJobs is how many jobs may wait; beyond them the oldest are dropped.
const mostJobs = 256

// Ahead adds strips to paint, the most urgent first. They come before what
// was asked for earlier and is not begun.
func (b *Baker) Ahead(jobs []Job) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.jobs = append(jobs, b.jobs...)
	b.jobs = b.jobs[:min(len(b.jobs), mostJobs)]
	for n := len(jobs); n > 0 && len(b.idle) > 0; n-- {
		p := b.idle[len(b.idle)-1]
		b.idle = b.idle[:len(b.idle)-1]
		b.work.Add(1)
		go b.run(p)
	}
}

// Drop forgets what was asked for and is not begun.
func (b *Baker) Drop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.jobs = nil
}

// Wait waits until nothing is left to paint.
func (b *Baker) Wait() { b.work.Wait() }

func (b *Baker) run(p *Painter) {
	defer b.work.Done()
	for {
		job, ok := b.next(p)
		if !ok {
			return
		}
		if !b.cache.Has(job.Signature) {
			b.cache.Put(job.Signature, b.paint(p, &job.Strip))
		}
	}
}

// next takes a job; without one the painter is idle again.
func (b *Baker) next(p *Painter) (Job, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.jobs) == 0 {
		b.idle = append(b.idle, p)
		return Job{}, false
	}
	job := b.jobs[0]
	b.jobs = b.jobs[1:]
	return job, true
}
