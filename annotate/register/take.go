package register

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// Taken is what the taking in of a table does.
type Taken struct {
	Draft    annotate.Draft // without settings where nothing changes
	Added    int
	Changed  int
	Same     int // rows that say what the register says already
	Problems []error
	Rows     []Outcome // what became of each row, in their order
}

// Outcome is what became of a row of a table: "added", "changed", "as it was"
// or "not taken in".
type Outcome struct{ Name, What string }

// Take drafts the taking in of entities read from a table, as one step of
// undo. A row with an id is that entity, added or changed; one without is the
// entity with the same name and type, or a new one. Cells that are empty
// change nothing, aliases and roles are added to those there are, and nothing
// is deleted. there is what the register has, entities in the bin included.
func Take(person annotate.ID, rows, there []annotate.Entity) Taken {
	t := Taken{Draft: annotate.Draft{Person: person}}
	known := slices.Clone(there)
	for _, row := range rows {
		at := slices.IndexFunc(known, func(e annotate.Entity) bool { return same(&row, &e) })
		if at < 0 {
			if row.ID.IsZero() {
				row.ID = annotate.NewID()
			}
			if t.add("added", row.Name)(annotate.AddEntity(person, row)) {
				t.Added++
			}
			known = append(known, row)
			continue
		}
		before := known[at]
		if before.Deleted {
			t.add("", before.Name)(annotate.Draft{}, fmt.Errorf("%s lies in the bin, and stays there", before.Name))
			continue
		}
		after := with(before, &row)
		d, err := annotate.EditEntity(person, before, after)
		if err == nil && len(d.Settings) == 0 {
			t.Same++
			t.Rows = append(t.Rows, Outcome{before.Name, "as it was"})
			continue
		}
		if t.add("changed", after.Name)(d, err) {
			t.Changed++
			known[at] = after
		}
	}
	t.Draft.Action = fmt.Sprintf("take %d entries into the register", t.Added+t.Changed)
	return t
}

// add adds what a row does, or why it does nothing; it tells which.
func (t *Taken) add(what, name string) func(annotate.Draft, error) bool {
	return func(d annotate.Draft, err error) bool {
		if err != nil {
			t.Problems = append(t.Problems, err)
			t.Rows = append(t.Rows, Outcome{name, "not taken in"})
			return false
		}
		t.Rows = append(t.Rows, Outcome{name, what})
		t.Draft.Settings = append(t.Draft.Settings, d.Settings...)
		return true
	}
}

func same(row, there *annotate.Entity) bool {
	if !row.ID.IsZero() {
		return row.ID == there.ID
	}
	return !there.Deleted && row.Type == there.Type && fold(row.Name) == fold(there.Name)
}

// with is an entity with what a row says of it.
func with(e annotate.Entity, row *annotate.Entity) annotate.Entity {
	if !row.ID.IsZero() { // a row that was found by its name spells it as it likes
		e.Name = row.Name
	}
	for _, field := range []struct {
		to *string
		v  string
	}{{&e.Type, row.Type}, {&e.Wikidata, row.Wikidata}, {&e.Note, row.Note}} {
		if field.v != "" {
			*field.to = field.v
		}
	}
	e.Aliases, e.Roles, e.Same = union(e.Aliases, row.Aliases), union(e.Roles, row.Roles), union(e.Same, row.Same)
	return e
}

func union[T comparable](a, b []T) []T {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}
