package storage

import (
	"slices"
	"sync"
)

// eraseHooks are those who keep files that are derived from the project.
type eraseHooks struct {
	mu   sync.Mutex
	next int
	list []eraseHook
}

type eraseHook struct {
	id int
	fn func() (again func())
}

// OnErase registers who keeps files derived from the project in its CacheDir.
// A purge deletes that folder: before it does, it calls fn, which closes the
// files, and afterwards what fn returned, which may make them anew. Both run on
// the goroutine that purges. The returned function ends the registration.
func (p *Project) OnErase(fn func() (again func())) (cancel func()) {
	h := &p.erased
	h.mu.Lock()
	defer h.mu.Unlock()
	h.next++
	id := h.next
	h.list = append(h.list, eraseHook{id, fn})
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.list = slices.DeleteFunc(h.list, func(e eraseHook) bool { return e.id == id })
	}
}

// release calls them all and gives what goes on afterwards.
func (h *eraseHooks) release() (again func()) {
	h.mu.Lock()
	hooks := slices.Clone(h.list)
	h.mu.Unlock()
	var resume []func()
	for _, hook := range hooks {
		resume = append(resume, hook.fn())
	}
	return func() {
		for _, fn := range resume {
			fn()
		}
	}
}
