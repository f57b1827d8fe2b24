package search

import (
	"sync"

	"bluepencil/annotate"
	who "bluepencil/annotate/register"
	"bluepencil/storage"
)

// register keeps the names of the project's entities at hand. Names are looked
// up when a query is answered, so that renaming an entity touches no record.
type register struct {
	mu      sync.Mutex
	known   bool
	entries []who.Entry
}

// note forgets the names when a change touches them.
func (r *register) note(c *annotate.Change) {
	for i := range c.Edits {
		if c.Edits[i].Ref.Kind == annotate.KindEntity {
			r.mu.Lock()
			r.known, r.entries = false, nil
			r.mu.Unlock()
			return
		}
	}
}

func (r *register) list(p *storage.Project) ([]who.Entry, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known {
		return r.entries, nil
	}
	entities, err := p.Entities()
	if err != nil {
		return nil, err
	}
	r.known, r.entries = true, who.New(entities).Entries()
	return r.entries, nil
}

// lookup finds entities by words of their names and aliases, and with them all
// that are merged with them; each phrase is looked up once.
func lookup(entries []who.Entry) func(phrase) []annotate.ID {
	known := map[string][]annotate.ID{}
	return func(ph phrase) []annotate.ID {
		key := ph.key()
		ids, ok := known[key]
		if ok {
			return ids
		}
		for i := range entries {
			if entityIs(&entries[i].Entity, ph) {
				for _, m := range entries[i].Members {
					ids = append(ids, m.ID)
				}
			}
		}
		known[key] = ids
		return ids
	}
}

func entityIs(e *annotate.Entity, ph phrase) bool {
	if ph.in(e.Name) {
		return true
	}
	for _, alias := range e.Aliases {
		if ph.in(alias) {
			return true
		}
	}
	return false
}
