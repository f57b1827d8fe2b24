package rounds

import "bluepencil/annotate"

// Progress is how far a person is with what a round, or all of them, gave them.
type Progress struct {
	Person      annotate.ID
	Assigned    int // articles
	By          map[annotate.Status]int
	Annotations int // live ones in these articles
}

// Add counts one article of the person and its live annotations.
func (p *Progress) Add(status annotate.Status, annotations int) {
	if p.By == nil {
		p.By = map[annotate.Status]int{}
	}
	p.Assigned++
	p.By[status]++
	p.Annotations += annotations
}

// Finished is how many articles the person is done with.
func (p *Progress) Finished() int {
	n := 0
	for status, articles := range p.By {
		if Done(status) {
			n += articles
		}
	}
	return n
}
