// Package linking measures how far people agree on links between spans: over
// all links, and over those whose ends both people have marked.
package linking

import "bluepencil/annotate/agreement"

// Link leads from a span to a span, or to an entry that everybody shares.
// Ends are numbers that mean the same for both people where they have matched:
// see Ends. A negative number is a span that nobody else has.
type Link struct {
	Role     string
	From, To End
}

// End is one end of a link.
type End struct {
	Number int    // of the span
	Entry  string // the entry instead, where there is one
}

// Tally is what two people's links have in common, over any number of
// documents.
type Tally struct {
	Same                 int // links both have, with ends that match
	A, B                 int // how many links each has
	EligibleA, EligibleB int // such with both ends matched
}

// Add adds the tally of another document.
func (t *Tally) Add(o Tally) {
	t.Same += o.Same
	t.A += o.A
	t.B += o.B
	t.EligibleA += o.EligibleA
	t.EligibleB += o.EligibleB
}

// EndToEnd is F1 over all links.
func (t *Tally) EndToEnd() agreement.Value {
	return agreement.Ratio(2*float64(t.Same), float64(t.A+t.B), "no links")
}

// GivenSpans is F1 over the links whose ends both people have marked.
func (t *Tally) GivenSpans() agreement.Value {
	return agreement.Ratio(2*float64(t.Same), float64(t.EligibleA+t.EligibleB), "no links between spans that both have")
}

// Numbers gives the spans of two people numbers: matched ones the same from 0
// on, and all others negative ones of their own. Partners says for each span of
// the first its partner, or a negative number.
func Numbers(partners []int, ofB int) (a, b []int) {
	a, b = make([]int, len(partners)), make([]int, ofB)
	for k := range b {
		b[k] = -1 - k
	}
	for i, partner := range partners {
		if a[i] = -1 - i; partner >= 0 && partner < ofB {
			a[i], b[partner] = i, i
		}
	}
	return a, b
}

// Count compares the links of two people in one document. A link that
// somebody has made twice counts once.
func Count(a, b []Link) Tally {
	left, right := set(a), set(b)
	t := Tally{A: len(left), B: len(right)}
	for l := range left {
		if !l.eligible() {
			continue
		}
		t.EligibleA++
		if right[l] {
			t.Same++
		}
	}
	for l := range right {
		if l.eligible() {
			t.EligibleB++
		}
	}
	return t
}

func set(links []Link) map[Link]bool {
	distinct := make(map[Link]bool, len(links))
	for _, l := range links {
		distinct[l] = true
	}
	return distinct
}

func (l Link) eligible() bool { return l.From.matched() && l.To.matched() }

func (e End) matched() bool { return e.Entry != "" || e.Number >= 0 }
