package desk

import (
	"slices"

	"bluepencil/annotate"
)

// placesKept is how many places Back leads through.
const placesKept = 200

// place is somewhere a person was.
type place struct {
	article annotate.ID
	caret   int
}

// places remembers where a person was, to go back and forward.
type places struct {
	back, forward []place
}

func (p *places) leave(from place) {
	if from.article.IsZero() {
		return
	}
	p.forward = nil
	keep(&p.back, from)
}

// keep adds a place, but not twice in a row.
func keep(list *[]place, one place) {
	if n := len(*list); one.article.IsZero() || n > 0 && (*list)[n-1] == one {
		return
	}
	*list = append(*list, one)
	if len(*list) > placesKept {
		*list = slices.Delete(*list, 0, 1)
	}
}

func (d *Desk) here() place {
	if d.open == nil {
		return place{}
	}
	return place{d.open.Article.ID, d.caret}
}

// Jump makes an annotation of the open article current from afar, or links to
// it where a link is being made: Back returns to where the caret was.
func (d *Desk) Jump(id annotate.ID) {
	if d.linking == nil {
		d.places.leave(d.here())
	}
	d.SetCurrent(id)
}

// Back goes to where the person was before.
func (d *Desk) Back() {
	d.travel(&d.places.back, &d.places.forward, "There is no place to go back to.")
}

// Forward goes to where Back left.
func (d *Desk) Forward() {
	d.travel(&d.places.forward, &d.places.back, "There is no place to go forward to.")
}

func (d *Desk) travel(from, to *[]place, none string) {
	here := d.here()
	for n := len(*from); n > 0; n = len(*from) {
		target := (*from)[n-1]
		*from = (*from)[:n-1]
		if target != here {
			keep(to, here)
			d.openAt(target.article, destination{offset: target.caret}, false)
			return
		}
	}
	d.Say(Info, none)
}
