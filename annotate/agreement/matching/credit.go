// Package matching compares the spans of two people: symmetric span F1 and the
// counts of SemEval, each from a one-to-one matching that is the best there
// is, so that neither the order of spans nor nesting changes a result.
package matching

import "bluepencil/annotate/agreement"

// Credit says what a matched pair is worth.
type Credit int

// The credits.
const (
	Strict      Credit = iota // 1 for the same stretches and label
	Exact                     // 1 for the same stretches
	OverlapType               // 1 for an overlap and the same label
	Partial                   // 1 for the same stretches, ½ for an overlap; labels do not matter
	IoUType                   // the intersection by the union, for the same label
	credits
)

// Credits lists them all.
var Credits = [credits]Credit{Strict, Exact, OverlapType, Partial, IoUType}

var creditNames = [credits]string{"strict", "exact", "overlap_type", "partial", "iou_type"}

// String is the credit's name as files write it.
func (c Credit) String() string { return creditNames[c] }

// Tally is what the best matchings of two people's spans are worth, credit by
// credit, over any number of documents.
type Tally struct {
	Worth [credits]float64
	A, B  int // how many spans each has
}

// Add adds what another document is worth.
func (t *Tally) Add(o Tally) {
	for i := range t.Worth {
		t.Worth[i] += o.Worth[i]
	}
	t.A += o.A
	t.B += o.B
}

// F1 is twice the worth by the number of spans; undefined where there are none.
func (t *Tally) F1(c Credit) agreement.Value {
	return agreement.Ratio(2*t.Worth[c], float64(t.A+t.B), agreement.NoSpans)
}

// Precision is the worth by the spans of the first, where the second is right.
func (t *Tally) Precision(c Credit) agreement.Value {
	return agreement.Ratio(t.Worth[c], float64(t.A), agreement.NoSpans)
}

// Recall is the worth by the spans of the second, where the second is right.
func (t *Tally) Recall(c Credit) agreement.Value {
	return agreement.Ratio(t.Worth[c], float64(t.B), agreement.NoSpans)
}
