package register

import (
	"cmp"
	"slices"
	"strings"

	"bluepencil/annotate"
)

// Register is the entries of a project with merged ones taken together. It is
// read-only and safe for concurrent use.
type Register struct {
	all     []annotate.Entity
	entries []Entry
	place   map[annotate.ID]int // of an entity's entry
	keys    keys
	folded  [][]string // names by entry, for Matching
}

// Entry is what one or more merged entities say together. What differs is
// taken from the canonical one, the one with the lowest id, and what that does
// not say from the next.
type Entry struct {
	annotate.Entity
	Members []annotate.Entity // the canonical one first; those that are not merged are alone
}

// New takes the register's live entities. The list is not changed.
func New(entities []annotate.Entity) *Register {
	r := &Register{all: slices.Clone(entities), place: make(map[annotate.ID]int, len(entities))}
	slices.SortFunc(r.all, func(a, b annotate.Entity) int { return a.ID.Compare(b.ID) })
	members := map[annotate.ID][]annotate.Entity{}
	canonical := r.canonical()
	for _, e := range r.all {
		members[canonical[e.ID]] = append(members[canonical[e.ID]], e)
	}
	for _, list := range members {
		r.entries = append(r.entries, together(list))
	}
	slices.SortFunc(r.entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(fold(a.Name), fold(b.Name)), a.ID.Compare(b.ID))
	})
	for i, entry := range r.entries {
		for _, m := range entry.Members {
			r.place[m.ID] = i
		}
	}
	r.keys, r.folded = newKeys(r.entries), foldedNames(r.entries)
	return r
}

// canonical gives for every entity the lowest id of those it is the same as,
// directly or by way of others: a union by minimum (Galler and Fischer 1964).
func (r *Register) canonical() map[annotate.ID]annotate.ID {
	parent := make(map[annotate.ID]annotate.ID, len(r.all))
	for _, e := range r.all {
		parent[e.ID] = e.ID
	}
	root := func(id annotate.ID) annotate.ID {
		for parent[id] != id {
			parent[id] = parent[parent[id]]
			id = parent[id]
		}
		return id
	}
	for _, e := range r.all {
		for _, other := range e.Same {
			if _, live := parent[other]; !live {
				continue // in the bin, or not come yet
			}
			a, b := root(e.ID), root(other)
			if a.Compare(b) > 0 {
				a, b = b, a
			}
			parent[b] = a
		}
	}
	for id := range parent {
		parent[id] = root(id)
	}
	return parent
}

// together makes the entry of merged entities, which come in the order of
// their ids.
func together(members []annotate.Entity) Entry {
	entry := Entry{Entity: members[0], Members: members}
	entry.Aliases, entry.Roles, entry.Same = slices.Clone(entry.Aliases), slices.Clone(entry.Roles), nil
	names := map[string]bool{entry.Name: true}
	for _, alias := range entry.Aliases {
		names[alias] = true
	}
	for _, m := range members[1:] {
		for _, name := range append([]string{m.Name}, m.Aliases...) {
			if !names[name] {
				names[name] = true
				entry.Aliases = append(entry.Aliases, name)
			}
		}
		for _, role := range m.Roles {
			if !slices.Contains(entry.Roles, role) {
				entry.Roles = append(entry.Roles, role)
			}
		}
		entry.Type = cmp.Or(entry.Type, m.Type)
		entry.Wikidata = cmp.Or(entry.Wikidata, m.Wikidata)
		if m.Note != "" && !strings.Contains(entry.Note, m.Note) {
			entry.Note = strings.TrimSpace(entry.Note + "\n" + m.Note)
		}
	}
	slices.SortStableFunc(entry.Roles, func(a, b annotate.EntityRole) int { return cmp.Compare(b.From, a.From) })
	return entry
}

// Entries lists what the register has, by name without regard to case and
// accents. The list must not be changed.
func (r *Register) Entries() []Entry { return r.entries }

// Entities lists the single entities, merged or not, by id. The list must not
// be changed.
func (r *Register) Entities() []annotate.Entity { return r.all }

// Entry is the entry an entity belongs to.
func (r *Register) Entry(id annotate.ID) (Entry, bool) {
	at, ok := r.place[id]
	if !ok {
		return Entry{}, false
	}
	return r.entries[at], true
}

// Canonical is the id that stands for an entity and all it is merged with. An
// id that the register does not have stands for itself.
func (r *Register) Canonical(id annotate.ID) annotate.ID {
	if at, ok := r.place[id]; ok {
		return r.entries[at].ID
	}
	return id
}
