package desk

import (
	"cmp"
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// NextHere makes the next one of the annotations at the caret current: the
// innermost first, then those around it, and round again.
func (d *Desk) NextHere() {
	if d.open == nil {
		return
	}
	here := stacked(d.open.Marks, d.caret)
	if len(here) == 0 {
		d.Say(Info, "Nothing is marked at the caret.")
		return
	}
	at := (slices.IndexFunc(here, func(a annotate.Annotation) bool { return a.ID == d.current }) + 1) % len(here)
	d.walkTo(here[at].ID)
	d.o.Show(Marked) // what is done next is done to it, not to the selection
	d.Say(Info, fmt.Sprintf("%d of %d here: %s.", at+1, len(here), d.name(here[at].Label)))
}

// stacked lists the annotations with a piece at an offset, the shortest piece
// first.
func stacked(marks []annotate.Annotation, offset int) []annotate.Annotation {
	var here []annotate.Annotation
	length := map[annotate.ID]int{}
	for _, a := range marks {
		for _, s := range a.Spans {
			if s.Start <= offset && offset <= s.End {
				if _, known := length[a.ID]; !known {
					here = append(here, a)
				}
				length[a.ID] = s.End - s.Start
			}
		}
	}
	slices.SortStableFunc(here, func(a, b annotate.Annotation) int { return cmp.Compare(length[a.ID], length[b.ID]) })
	return here
}
