package storage

import (
	"slices"
	"sync"

	"bluepencil/annotate"
)

// Event tells a listener of a change that is durable.
type Event struct {
	Change   annotate.Change
	Received bool // it came from another copy of the project
}

// hub hands events to listeners in the order of the commits.
type hub struct {
	mu        sync.Mutex
	next      int
	listeners []listener
}

type listener struct {
	id int
	fn func(Event)
}

// Subscribe calls fn after every commit, on the goroutine that committed and
// before Commit returns; fn must not write to the project. The returned
// function ends it.
func (p *Project) Subscribe(fn func(Event)) (cancel func()) {
	p.events.mu.Lock()
	defer p.events.mu.Unlock()
	p.events.next++
	id := p.events.next
	p.events.listeners = append(p.events.listeners, listener{id, fn})
	return func() {
		p.events.mu.Lock()
		defer p.events.mu.Unlock()
		p.events.listeners = slices.DeleteFunc(p.events.listeners, func(l listener) bool { return l.id == id })
	}
}

func (h *hub) tell(e Event) {
	h.mu.Lock()
	listeners := slices.Clone(h.listeners)
	h.mu.Unlock()
	for _, l := range listeners {
		l.fn(e)
	}
}
