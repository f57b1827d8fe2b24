package articleview

import (
	"math"

	"bluepencil/app/articleview/paint"
)

// ahead is what was asked to be painted ahead.
type ahead struct {
	revision    int // of everything the strips depend on
	scroll      float64
	first, last int // lines on the screen or asked for
}

// bakeAhead has the pages that may be scrolled to next painted in the
// background: the one the page moves towards, and after a jump both. Lines
// whose paragraphs are not measured yet are left out, since they may change.
func (v *View) bakeAhead(first, last int) {
	a := &v.strips.ahead
	moved := v.scroll - a.scroll
	if moved == 0 {
		return
	}
	page := last - first + 3 // a page more or less fills the screen
	if a.revision != v.revision || math.Abs(moved) > 2*float64(v.page.height) {
		v.strips.baker.Drop()
		*a = ahead{revision: v.revision, first: first, last: last}
	}
	a.scroll = v.scroll
	a.first, a.last = max(min(a.first, first), first-2*page), min(max(a.last, last), last+2*page)
	var jobs []paint.Job
	if moved > 0 || a.first == first && a.last == last {
		for a.last < min(last+page, v.doc.Count()-1) {
			a.last++
			jobs = v.appendJob(jobs, a.last)
		}
	}
	if moved < 0 || a.first == first {
		for a.first > max(first-page, 0) {
			a.first--
			jobs = v.appendJob(jobs, a.first)
		}
	}
	v.strips.baker.Ahead(jobs)
}

func (v *View) appendJob(jobs []paint.Job, line int) []paint.Job {
	if v.doc.Unmeasured(line, line) != nil {
		return jobs
	}
	content, _ := v.stripContent(line)
	return append(jobs, paint.Job{Signature: v.strips.signer.Sign(&content), Strip: content})
}
