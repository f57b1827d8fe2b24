package search

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"bluepencil/annotate"

	index "github.com/blevesearch/bleve_index_api"
)

// The pace of following: changes are collected for a moment, and the index
// never takes more than a part of the time.
const (
	shortestPause = 300 * time.Millisecond
	pauseFactor   = 5
	lastChance    = 2 * time.Second // for what is pending when the index is closed
)

// session is one run of the index: open, build, follow.
type session struct {
	*Index
	afresh bool
	ctx    context.Context
	cancel context.CancelFunc
	wake   chan struct{} // something was committed
	hurry  chan struct{} // somebody waits
	broken chan struct{} // a search found that the index is damaged
	ending chan struct{} // closed: write what is pending and end
	ended  chan struct{}
	err    error // of the end

	guard sync.RWMutex // held for reading while a search uses the store
	store *store       // nil while there is none

	at     position
	memory error // why the index lives in memory
	writes int   // to an index in memory
	done   int   // articles built
	total  int
	pause  time.Duration
}

func newSession(x *Index, afresh bool) *session {
	s := &session{Index: x, afresh: afresh, pause: shortestPause,
		wake: make(chan struct{}, 1), hurry: make(chan struct{}, 1), broken: make(chan struct{}, 1), ending: make(chan struct{}), ended: make(chan struct{})}
	s.ctx, s.cancel = context.WithCancel(context.Background())
	return s
}

// stop ends the session and waits for it. Gently gives it a moment to write
// what is pending.
func (s *session) stop(gently bool) error {
	close(s.ending)
	if gently {
		timer := time.AfterFunc(lastChance, s.cancel)
		defer timer.Stop()
	} else {
		s.cancel()
	}
	<-s.ended
	return s.err
}

// errAgain: the index must be built anew.
var errAgain = errors.New("the search index is made anew")

// run opens the index and follows the project until it is told to end. What
// cannot be used is thrown away once; what cannot be written lives in memory.
func (s *session) run() {
	defer close(s.ended)
	defer s.cancel()
	s.tell(Opening, nil)
	for unusable := 0; ; {
		err := s.once()
		if err == nil || s.ctx.Err() != nil {
			return
		}
		switch {
		case errors.Is(err, errAgain):
		case errors.Is(err, errUnusable) && unusable < 2:
			unusable++
		case errors.As(err, new(diskError)) && s.memory == nil && s.dir != "":
			s.memory = err
		default:
			s.tell(Off, s.reason(err))
			return
		}
		s.afresh = true
	}
}

// reason says why there is no search.
func (s *session) reason(err error) error {
	if s.memory != nil {
		return fmt.Errorf("%w; the index cannot be kept on the disk: %w", err, s.memory)
	}
	return err
}

// once is one attempt.
func (s *session) once() (err error) {
	if err := s.open(); err != nil {
		return err
	}
	defer func() { s.err = s.release(err == nil) }()
	if !s.at.Built {
		if err := s.build(); err != nil {
			return s.unlessEnding(err)
		}
	}
	return s.unlessEnding(s.follow())
}

// unlessEnding forgets an error that only says that the session was told to end.
func (s *session) unlessEnding(err error) error {
	if errors.Is(err, context.Canceled) && s.ctx.Err() != nil || errors.Is(err, errEnding) {
		return nil
	}
	return err
}

// errEnding: the session was told to end.
var errEnding = errors.New("the search is closing")

func (s *session) isEnding() bool {
	select {
	case <-s.ending:
		return true
	default:
		return s.ctx.Err() != nil
	}
}

func (s *session) folder() string {
	if s.memory != nil {
		return ""
	}
	return s.dir
}

// open takes the index on the disk where it is this project's and sound, and
// an empty one otherwise.
func (s *session) open() error {
	dir := s.folder()
	if s.afresh {
		if err := clear(dir); err != nil {
			return err
		}
		s.afresh = false
	}
	opened, err := openStore(dir)
	if err != nil {
		return err
	}
	at, err := opened.position()
	if err == nil {
		err = s.recognise(at)
	}
	if err != nil {
		return errors.Join(err, opened.close(false))
	}
	s.guard.Lock()
	s.store = opened
	s.guard.Unlock()
	return nil
}

// recognise tells whether the index is of this copy of the project and of the
// history it has. An empty one is everybody's.
func (s *session) recognise(at position) error {
	if at == (position{}) {
		s.at = position{Version: indexVersion, Project: s.project.ID(), Replica: s.project.Replica()}
		return nil
	}
	if at.Version != indexVersion || at.Project != s.project.ID() || at.Replica != s.project.Replica() {
		return fmt.Errorf("%w: it is of another project or version", errUnusable)
	}
	var there annotate.ID
	if at.Arrival > 0 {
		err := s.project.ChangesAfter(at.Arrival-1, func(arrival uint64, c annotate.Change) bool {
			if arrival == at.Arrival {
				there = c.ID
			}
			return false
		})
		if err != nil {
			return err
		}
	}
	if there != at.Change {
		return fmt.Errorf("%w: it is of another history", errUnusable)
	}
	s.at = at
	return nil
}

// clear deletes an index.
func clear(dir string) error {
	if dir == "" {
		return nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return diskError{fmt.Errorf("remove the search index: %w", err)}
	}
	return nil
}

// release closes the store after the searches under way.
func (s *session) release(sound bool) error {
	s.guard.Lock()
	defer s.guard.Unlock()
	closing := s.store
	s.store = nil
	return closing.close(sound)
}

// tell notes the state.
func (s *session) tell(phase Phase, err error) {
	state := State{Phase: phase, Done: s.done, Total: s.total, Memory: s.memory != nil, Err: err}
	if err == nil {
		state.Err = s.memory
	}
	s.enter(state, s.at.Arrival)
}

// write makes a batch durable and moves on.
func (s *session) write(batch *index.Batch, at position) error {
	if err := s.store.write(s.ctx, batch, at); err != nil {
		return err
	}
	s.at = at
	if s.store.dir == "" {
		s.writes++
	}
	return nil
}
