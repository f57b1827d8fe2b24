package review

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Mark is one person's annotation in a unit. What it points to belongs to the
// layer it came from and is not to be changed.
type Mark struct {
	*annotate.Annotation
	Person     annotate.ID
	Submission annotate.ID
	stored     *annotate.Annotation
}

// Revision names the mark's content as it was stored; see Revision.
func (m *Mark) Revision() string { return Revision(m.stored) }

// Version is one label on one extent, with the marks that say so.
type Version struct {
	Label annotate.LabelID
	Spans []annotate.Span
	Marks []Mark // by person, then by id; one person may have the same twice

	extent []annotate.Span // what is compared: Spans without what was trimmed
}

// Votes is how many people have the version.
func (v *Version) Votes() int {
	n := 0
	for i := range v.Marks {
		if i == 0 || v.Marks[i].Person != v.Marks[i-1].Person {
			n++
		}
	}
	return n
}

func sameExtent(a, b *Version) bool {
	return slices.CompareFunc(a.extent, b.extent, compareSpans) == 0
}

// Item lines up what several people marked for the same thing: of each person
// one version at most.
type Item struct {
	Versions []Version // the one with the most votes first
}

// of is the version of a person and their mark, the one with the lowest id; nil
// where the person has none.
func (it *Item) of(person annotate.ID) (*Version, *Mark) {
	for i := range it.Versions {
		for j := range it.Versions[i].Marks {
			if m := &it.Versions[i].Marks[j]; m.Person == person {
				return &it.Versions[i], m
			}
		}
	}
	return nil, nil
}

// People are those who have marked the item, in order of their ids.
func (it *Item) People() []annotate.ID {
	var people []annotate.ID
	for i := range it.Versions {
		for j := range it.Versions[i].Marks {
			people = append(people, it.Versions[i].Marks[j].Person)
		}
	}
	slices.SortFunc(people, annotate.ID.Compare)
	return slices.Compact(people)
}

// Unit is what is decided at once: a connected component of overlapping spans
// of one label group over all people.
type Unit struct {
	Group       annotate.Group
	Range       text.Range    // from the first byte to the last that anybody marked in it
	People      []annotate.ID // all whose layers were compared, marked or not, by id
	Items       []Item        // by place
	State       State
	Differences []Difference // by item and kind; none where all agree

	index int
}

// Marks gives every mark of the unit, item by item.
func (u *Unit) Marks(yield func(*Mark) bool) {
	for i := range u.Items {
		for j := range u.Items[i].Versions {
			marks := u.Items[i].Versions[j].Marks
			for k := range marks {
				if !yield(&marks[k]) {
					return
				}
			}
		}
	}
}

// Of lists a person's annotations in the unit, by place.
func (u *Unit) Of(person annotate.ID) []*annotate.Annotation {
	var list []*annotate.Annotation
	for m := range u.Marks {
		if m.Person == person {
			list = append(list, m.Annotation)
		}
	}
	slices.SortFunc(list, comparePlace)
	return list
}

// Labels lists the labels that were given in the unit, in order.
func (u *Unit) Labels() []annotate.LabelID {
	var labels []annotate.LabelID
	for i := range u.Items {
		for j := range u.Items[i].Versions {
			labels = append(labels, u.Items[i].Versions[j].Label)
		}
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

func comparePlace(a, b *annotate.Annotation) int {
	return cmp.Or(cmp.Compare(a.Start(), b.Start()), cmp.Compare(b.End(), a.End()), a.ID.Compare(b.ID))
}

// Comparison is what several layers of one article look like side by side.
type Comparison struct {
	People []annotate.ID // whose layers were compared, by id
	Units  []Unit        // by place, then by group

	scheme *Scheme
	text   string
	home   map[annotate.ID]home
}

// home is where an annotation went.
type home struct {
	unit, item int
	mark       *Mark
}

// Unit finds the unit that an annotation of one of the layers lies in.
func (c *Comparison) Unit(annotation annotate.ID) (*Unit, bool) {
	h, ok := c.home[annotation]
	if !ok {
		return nil, false
	}
	return &c.Units[h.unit], true
}
