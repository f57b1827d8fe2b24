package desk

import (
	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// Point goes to a place of the open article, as the checks do: the range is
// selected, and the annotation current, or none where the id is zero. A link
// that is being made goes on.
func (d *Desk) Point(mark annotate.ID, r text.Range) {
	if d.open == nil || r.End > len(d.open.Text) {
		return
	}
	d.places.leave(d.here())
	d.walkTo(mark)
	d.caret, d.goal = r.Start, r
	d.o.Show(Arrived)
}

// Fix has a fix of the open article committed: one step of undo. It tells
// whether it may be.
func (d *Desk) Fix(draft annotate.Draft) bool {
	if d.open == nil || draft.Article != d.open.Article.ID || !d.MayWrite() {
		return false
	}
	d.start(&draft)
	d.do(draft)
	return true
}

// Choose has a choice about the project as a whole committed: one step of undo.
func (d *Desk) Choose(draft annotate.Draft) { d.do(draft) }
