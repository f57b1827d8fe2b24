// Package gamma is the measure of Mathet, Widlöcher and Métivier (2015) and
// its companions γ-cat and γ-k: units of several people are aligned so that
// their disorder is the least there is, and that is held against the disorder
// of random continua.
package gamma

import "math"

// Unit is a stretch with a category that one person has marked.
type Unit struct {
	Annotator  int
	Label      string
	Start, End float64
}

// Continuum is what several people have marked in one text.
type Continuum struct {
	Annotators int
	Units      []Unit
}

// mean is how many units a person has on average.
func (c *Continuum) mean() float64 { return float64(len(c.Units)) / float64(c.Annotators) }

// Weights say what disorder costs.
type Weights struct {
	Position float64 // α: the difference of the borders
	Category float64 // β: the difference of the categories
	Empty    float64 // Δ∅: a unit without a partner
}

// Usual are the weights of the authors.
var Usual = Weights{Position: 1, Category: 1, Empty: 1}

// PositionalDissimilarity is how far two units are apart: the differences of
// their borders by their lengths, squared, times what an empty unit costs.
func PositionalDissimilarity(a, b Unit, empty float64) float64 {
	length := (a.End - a.Start) + (b.End - b.Start)
	gap := math.Abs(a.Start-b.Start) + math.Abs(a.End-b.End)
	if gap == 0 {
		return 0
	}
	d := gap / length // two empty units apart are infinitely far
	return d * d * empty
}

func (w Weights) categorical(a, b *Unit) float64 {
	if a.Label == b.Label {
		return 0
	}
	return w.Empty
}

// between is what it costs to align two units.
func (w Weights) between(a, b *Unit) float64 {
	return w.Position*PositionalDissimilarity(*a, *b, w.Empty) + w.Category*w.categorical(a, b)
}

// Pair is what two people have marked, who become 0 and 1.
func (c *Continuum) Pair(a, b int) Continuum {
	two := Continuum{Annotators: 2}
	for _, u := range c.Units {
		switch u.Annotator {
		case a:
			u.Annotator = 0
		case b:
			u.Annotator = 1
		default:
			continue
		}
		two.Units = append(two.Units, u)
	}
	return two
}
