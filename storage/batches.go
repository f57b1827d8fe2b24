package storage

import (
	"sync"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// batches knows which bulk actions are not (or no longer) closed: what they
// made is invisible. There are few of them, so all are kept in memory.
type batches struct {
	mu     sync.RWMutex
	hidden map[annotate.ID]bool
}

func (b *batches) load(r kv.Reader) error {
	hidden := map[annotate.ID]bool{}
	err := scanObjects(r, kindPrefix(annotate.KindBatch), func(o *annotate.Object) bool {
		if !annotate.BatchVisible(o) {
			hidden[o.Ref.ID] = true
		}
		return true
	})
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hidden = hidden
	return err
}

func (b *batches) set(id annotate.ID, visible bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if visible {
		delete(b.hidden, id)
	} else {
		b.hidden[id] = true
	}
}

// shows tells whether an object of the given batch may be seen.
func (b *batches) shows(batch annotate.ID) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return !b.hidden[batch]
}
