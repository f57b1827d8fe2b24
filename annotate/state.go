package annotate

import (
	"maps"
	"slices"
)

// State is a set of objects in memory: the plainest possible store. The
// project file keeps the same objects on disk; State serves the laws' tests,
// dry runs of a merge, and the reading of snapshots.
type State struct {
	objects map[Ref]*Object
}

// NewState returns an empty state.
func NewState() *State { return &State{objects: map[Ref]*Object{}} }

// Object is the object as it stands; one nobody has touched is empty. The
// caller may read it until the next Apply.
func (s *State) Object(ref Ref) (*Object, error) {
	if o, ok := s.objects[ref]; ok {
		return o, nil
	}
	return &Object{Ref: ref}, nil
}

// Apply gives the objects what a change sets. A change must be applied once;
// the order does not matter.
func (s *State) Apply(c *Change) {
	_ = c.ApplyTo(func(ref Ref) (*Object, error) { // which never fails here
		o, ok := s.objects[ref]
		if !ok {
			o = &Object{Ref: ref}
			s.objects[ref] = o
		}
		return o, nil
	})
}

// Objects lists what is there, ordered by ref.
func (s *State) Objects() []*Object {
	refs := slices.SortedFunc(maps.Keys(s.objects), Ref.Compare)
	list := make([]*Object, len(refs))
	for i, ref := range refs {
		list[i] = s.objects[ref]
	}
	return list
}

// Touched lists the objects a change edits, once each, in order.
func Touched(c *Change) []Ref {
	refs := make([]Ref, 0, len(c.Edits))
	for i := range c.Edits {
		refs = append(refs, c.Edits[i].Ref)
	}
	slices.SortFunc(refs, Ref.Compare)
	return slices.Compact(refs)
}
