package search

import (
	"context"
	"errors"
	"path/filepath"
	"sync"

	"bluepencil/storage"
)

// Phase is what an index is doing.
type Phase uint8

// The phases.
const (
	Opening   Phase = iota // examining what is on the disk
	Building               // taking in every article; answers are incomplete
	Following              // right, or about to be within a moment
	Off                    // State.Err says why
)

// State is how an index stands.
type State struct {
	Phase Phase
	// Done and Total count articles while the index is built.
	Done, Total int
	// Memory tells that the folder cannot be written: the index lives in
	// memory and is gone with the program. Err says what the disk said.
	Memory bool
	Err    error
}

// The reasons there are no answers.
var (
	// ErrNotReady: the index is still being opened.
	ErrNotReady = errors.New("the search is not ready yet")
	// ErrStopped: Stop was called.
	ErrStopped = errors.New("the search was stopped")
	// ErrClosed: the index was closed.
	ErrClosed = errors.New("the search is closed")
)

// Options say how an index is opened.
type Options struct {
	// Dir is the index's folder; empty means Dir of the project's path.
	// Projects in memory have their index in memory.
	Dir string
	// Changed is told of every new state, one after the other, mostly from
	// the index's own goroutine. It must not call the index.
	Changed func(State)
}

// Index finds words in an open project. All its methods are safe for
// concurrent use. Close it before the project.
type Index struct {
	project     *storage.Project
	dir         string
	changed     func(State)
	unsubscribe func()
	register    register

	control sync.Mutex // held while sessions begin and end
	closed  bool

	mu      sync.Mutex
	state   State
	moved   chan struct{} // closed when state or arrival change
	arrival uint64        // how far the index is right
	session *session
}

// Dir is the folder of a project's search index.
func Dir(project string) string { return filepath.Join(storage.CacheDir(project), "search") }

// Open begins to open, build or catch up with the index in the background and
// returns at once.
func Open(p *storage.Project, o Options) *Index {
	if o.Dir == "" && p.Path() != "" {
		o.Dir = Dir(p.Path())
	}
	if o.Changed == nil {
		o.Changed = func(State) {}
	}
	x := &Index{project: p, dir: o.Dir, changed: o.Changed, moved: make(chan struct{})}
	unsubscribe, unhook := p.Subscribe(x.note), p.OnErase(x.release)
	x.unsubscribe = func() { unsubscribe(); unhook() }
	x.begin(false)
	return x
}

// note hears of a change. It only wakes the session, which reads the history.
func (x *Index) note(e storage.Event) {
	x.register.note(&e.Change)
	x.mu.Lock()
	s := x.session
	x.mu.Unlock()
	if s != nil {
		signal(s.wake)
	}
}

// signal wakes whoever listens, or leaves word for when they do.
func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// begin starts a session; afresh throws the index away first. The caller holds
// control, or nobody else knows the index yet.
func (x *Index) begin(afresh bool) {
	s := newSession(x, afresh)
	x.mu.Lock()
	x.session = s
	x.mu.Unlock()
	go s.run()
}

// end stops the session and waits for it.
func (x *Index) end(gently bool) error {
	x.mu.Lock()
	s := x.session
	x.mu.Unlock()
	if s == nil {
		return nil
	}
	err := s.stop(gently)
	x.mu.Lock()
	x.session = nil
	x.mu.Unlock()
	return err
}

// State is how the index stands.
func (x *Index) State() State {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.state
}

// enter notes a new state and tells of it.
func (x *Index) enter(s State, arrival uint64) {
	x.mu.Lock()
	x.state, x.arrival = s, arrival
	close(x.moved)
	x.moved = make(chan struct{})
	x.mu.Unlock()
	x.changed(s)
}

// Wait returns when everything committed before the call can be found. It
// fails with the context's error, and with State.Err where the search is off.
func (x *Index) Wait(ctx context.Context) error {
	target, err := x.project.LastArrival()
	if err != nil {
		return err
	}
	for {
		x.mu.Lock()
		state, arrival, moved, s := x.state, x.arrival, x.moved, x.session
		x.mu.Unlock()
		switch {
		case state.Phase == Off:
			return state.Err
		case state.Phase == Following && arrival >= target:
			return nil
		}
		if s != nil {
			signal(s.hurry)
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Stop ends building and following and leaves the search off, with
// ErrStopped. What is on the disk stays; Start goes on from there.
func (x *Index) Stop() error {
	x.control.Lock()
	defer x.control.Unlock()
	if x.closed {
		return ErrClosed
	}
	err := x.end(false)
	x.enter(State{Phase: Off, Err: ErrStopped}, 0)
	return err
}

// Start begins again after Stop, or after the search went off. Afresh throws
// away what is on the disk and builds the index anew.
func (x *Index) Start(afresh bool) error {
	x.control.Lock()
	defer x.control.Unlock()
	if x.closed {
		return ErrClosed
	}
	err := x.end(false)
	x.enter(State{Phase: Opening}, 0)
	x.begin(afresh)
	return err
}

// release lets go of the index's files, for a purge deletes them, and gives what
// builds them anew afterwards.
func (x *Index) release() (again func()) {
	if x.State().Phase == Off || x.Stop() != nil {
		return func() {}
	}
	return func() { _ = x.Start(true) } // what goes wrong is said by the state
}

// Close writes what is pending, as far as that takes a moment only, and
// releases the files.
func (x *Index) Close() error {
	x.control.Lock()
	defer x.control.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	x.unsubscribe()
	err := x.end(true)
	x.enter(State{Phase: Off, Err: ErrClosed}, 0)
	return err
}
