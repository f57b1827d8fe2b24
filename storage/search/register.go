package search

import (
	"sync"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// register keeps the names of the project's entities at hand. Names are looked
// up when a query is answered, so that renaming an entity touches no record.
type register struct {
	mu       sync.Mutex
	known    bool
	entities []annotate.Entity
}

// note forgets the names when a change touches them.
func (r *register) note(c *annotate.Change) {
	for i := range c.Edits {
		if c.Edits[i].Ref.Kind == annotate.KindEntity {
			r.mu.Lock()
			r.known, r.entities = false, nil
			r.mu.Unlock()
			return
		}
	}
}

func (r *register) list(p *storage.Project) ([]annotate.Entity, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.known {
		return r.entities, nil
	}
	entities, err := p.Entities()
	if err != nil {
		return nil, err
	}
	r.known, r.entities = true, entities
	return entities, nil
}

// lookup finds entities by words of their names and aliases; each phrase is
// looked up once.
func lookup(entities []annotate.Entity) func(phrase) []annotate.ID {
	known := map[string][]annotate.ID{}
	return func(ph phrase) []annotate.ID {
		key := ph.key()
		ids, ok := known[key]
		if ok {
			return ids
		}
		for i := range entities {
			if entityIs(&entities[i], ph) {
				ids = append(ids, entities[i].ID)
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
