package command

import (
	"fmt"
	"slices"
)

// Bindings are the keys that a person gave to commands, by the commands' ids,
// written as Parse reads them. Commands that keep their own keys are not in it.
type Bindings map[string][]string

// Bindings gives what differs from the keys the program came with.
func (t *Table) Bindings() Bindings {
	changed := Bindings{}
	for _, c := range t.list {
		if slices.Equal(c.Keys, c.own) {
			continue
		}
		changed[c.ID] = []string{}
		for _, k := range c.Keys {
			changed[c.ID] = append(changed[c.ID], k.String())
		}
	}
	return changed
}

// Apply gives commands the keys of the bindings and all others their own. What
// cannot be read or clashes is left out and listed; commands that are gone are
// passed over.
func (t *Table) Apply(b Bindings) (problems []error) {
	clear(t.bound)
	for _, c := range t.list {
		c.Keys = nil
	}
	// A person's own keys go first: a new version's must not take them.
	for _, personal := range []bool{true, false} {
		for _, c := range t.list {
			texts, changed := b[c.ID]
			if changed != personal {
				continue
			}
			keys, err := c.own, error(nil)
			if changed {
				keys, err = parseAll(texts)
			}
			if err == nil {
				err = t.Rebind(c.ID, keys)
			}
			if err != nil {
				problems = append(problems, fmt.Errorf("the keys of “%s”: %w", c.Title, err))
			}
		}
	}
	return problems
}

func parseAll(texts []string) ([]Chord, error) {
	keys := []Chord{}
	for _, text := range texts {
		k, err := Parse(text)
		if err != nil {
			return nil, err
		}
		keys = append(keys, k)
	}
	return keys, nil
}

// Own is the keys a command came with.
func (t *Table) Own(id string) []Chord {
	if c := t.Find(id); c != nil {
		return c.own
	}
	return nil
}

// Holder is the command that has a key, or nil.
func (t *Table) Holder(k Chord) *Command { return t.bound[k] }
