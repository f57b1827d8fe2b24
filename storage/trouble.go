package storage

import (
	"errors"
	"fmt"
	"sync"
	"time"

	"bluepencil/storage/kv"
)

// ErrClock: the machine's clock is behind what the project has seen.
var ErrClock = errors.New("the clock of this computer is behind")

// clockSlack is how far the clock may be behind before somebody is told.
const clockSlack = time.Hour

// located is a store whose file can be moved away under it.
type located interface{ StillThere() error }

// StillThere tells whether the project's file is where it was opened, with
// kv.ErrMoved where it is not: then SaveCopy brings the work to safety. It
// asks the file system, which on a network may wait.
func (p *Project) StillThere() error {
	if s, ok := p.store.(located); ok {
		return s.StillThere()
	}
	return nil
}

// CheckClock tells whether the machine's clock is more than an hour behind the
// latest action, with ErrClock. Nothing is wrong with the project then: new
// actions are put after that one.
func (p *Project) CheckClock() error {
	last := p.clock.Last()
	now := p.now()
	if last.IsZero() || last.Time().Sub(now) <= clockSlack {
		return nil
	}
	return fmt.Errorf("%w: it says %s, but the latest action in %s is from %s; set it right, or new actions will carry that time",
		ErrClock, now.Format("2 January 2006 15:04"), p.Name(), last.Time().Format("2 January 2006 15:04"))
}

// watch tells once of what goes on around the project.
func (p *Project) watch() {
	p.tellOnce("clock", p.CheckClock())
	moved := p.StillThere()
	if errors.Is(moved, kv.ErrMoved) {
		p.tellOnce("place", fmt.Errorf("%w; save a copy elsewhere", moved))
	} else {
		p.tellOnce("place", nil)
	}
}

// told remembers what was told last about each thing.
type told struct {
	mu    sync.Mutex
	words map[string]string
}

// tellOnce gives a notice unless it was the last one about that thing. No
// error means that the next one is news again.
func (p *Project) tellOnce(about string, err error) {
	p.told.mu.Lock()
	if p.told.words == nil {
		p.told.words = map[string]string{}
	}
	words := ""
	if err != nil {
		words = about
	}
	news := words != p.told.words[about]
	p.told.words[about] = words
	p.told.mu.Unlock()
	if news && err != nil {
		p.notice(err)
	}
}
