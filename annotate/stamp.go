package annotate

import (
	"cmp"
	"sync"
	"time"
)

// Stamp is a hybrid logical time (Kulkarni, Demirbas et al. 2014): wall-clock
// milliseconds, a counter for what happens within one, and the replica that
// broke the tie. Stamps are unique, totally ordered, and later than
// everything their replica had seen when it made them.
type Stamp struct {
	_       struct{} `cbor:",toarray"`
	Wall    int64    // milliseconds since 1970, never running backwards on one replica
	Counter uint32
	Replica ID
}

// IsZero tells whether the stamp was never set.
func (s Stamp) IsZero() bool { return s == Stamp{} }

// Compare orders stamps by wall time, counter, replica.
func (s Stamp) Compare(o Stamp) int {
	return cmp.Or(cmp.Compare(s.Wall, o.Wall), cmp.Compare(s.Counter, o.Counter), s.Replica.Compare(o.Replica))
}

// Time is the wall-clock part, to the millisecond.
func (s Stamp) Time() time.Time { return time.UnixMilli(s.Wall) }

// Clock makes a replica's stamps. It never goes backwards: when the machine's
// clock does, the counter carries on from the latest stamp made or seen. Safe
// for concurrent use.
type Clock struct {
	mu      sync.Mutex
	replica ID
	now     func() time.Time
	last    Stamp
}

// NewClock starts a replica's clock after last, the latest stamp it made or
// saw before (zero for a fresh replica). now is the machine's clock.
func NewClock(replica ID, last Stamp, now func() time.Time) *Clock {
	return &Clock{replica: replica, now: now, last: last}
}

// Next returns a stamp later than every one made or observed so far.
func (c *Clock) Next() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	next := Stamp{Wall: c.now().UnixMilli(), Replica: c.replica}
	if next.Wall <= c.last.Wall {
		next.Wall, next.Counter = c.last.Wall, c.last.Counter+1
		if next.Counter == 0 { // 2³² stamps within a millisecond: borrow the next one
			next.Wall++
		}
	}
	c.last = next
	return next
}

// Observe takes note of a stamp received from another replica.
func (c *Clock) Observe(s Stamp) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if s.Compare(c.last) > 0 {
		c.last = Stamp{Wall: s.Wall, Counter: s.Counter, Replica: c.replica}
	}
}

// Last is the latest stamp made or observed: what NewClock wants back.
func (c *Clock) Last() Stamp {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.last
}
