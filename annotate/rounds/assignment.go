package rounds

import (
	"cmp"
	"slices"

	"bluepencil/annotate"
)

// Cell is a person and an article: a cell of the matrix of a round.
type Cell struct {
	Article annotate.ID
	Person  annotate.ID
}

// Compare orders cells by article and person.
func (c Cell) Compare(o Cell) int {
	return cmp.Or(c.Article.Compare(o.Article), c.Person.Compare(o.Person))
}

// Sorted gives the cells in order, each once. The slice given stays as it is.
func Sorted(cells []Cell) []Cell {
	cells = slices.Clone(cells)
	slices.SortFunc(cells, Cell.Compare)
	return slices.Compact(cells)
}

// AssignmentRef names the assignment of an article to a person in a round. Two
// copies of a project that make the same assignment make the same object.
func AssignmentRef(round annotate.ID, c Cell) annotate.Ref {
	return annotate.Ref{Kind: annotate.KindAssignment, Article: c.Article, Owner: c.Person, ID: round}
}

// CellOf is the cell of an assignment, and the round it is in.
func CellOf(assignment annotate.Ref) (c Cell, round annotate.ID) {
	return Cell{assignment.Article, assignment.Owner}, assignment.ID
}

// Assign adds giving an article to somebody to the draft.
func Assign(d *annotate.Draft, round annotate.ID, c Cell) {
	ref := AssignmentRef(round, c)
	d.InBatch(ref)
	d.Set(ref, annotate.FieldDeleted, false)
}

// Unassign adds taking an article from somebody to the draft. What they have
// marked stays.
func Unassign(d *annotate.Draft, round annotate.ID, c Cell) {
	d.Set(AssignmentRef(round, c), annotate.FieldDeleted, true)
}
