package gamma

import "bluepencil/annotate/agreement"

// categories is γ-cat, or γ-k for a label that is not empty: how different the
// categories of aligned units are, against those of the samples.
func categories(c *Continuum, best Alignment, samples []sample, w Weights, label string) agreement.Value {
	observed, ok := best.categoryDisorder(c, w, label)
	if !ok {
		return agreement.Undefined("no such unit is aligned")
	}
	if observed < dust {
		return agreement.Of(1)
	}
	sum := 0.0
	for i := range samples {
		if d, ok := samples[i].alignment.categoryDisorder(&samples[i].continuum, w, label); ok {
			sum += d
		} else {
			sum++ // a sample without the label agrees with nothing
		}
	}
	return against(observed, sum/float64(len(samples)))
}

// categoryDisorder is the mean difference of the categories in an alignment.
// Pairs of units count the less the farther they are apart, and the pairs of a
// group together as much as its units less one. A unit beside an empty one
// counts as different: the ranges published for the measure are reached so, and
// not when such pairs are left out.
func (a *Alignment) categoryDisorder(c *Continuum, w Weights, label string) (disorder float64, ok bool) {
	sum, weights := 0.0, 0.0
	for _, group := range a.Groups {
		for i, first := range group {
			x := &c.Units[first]
			if label == "" || x.Label == label {
				alone := float64(c.Annotators-len(group)) * w.Empty
				sum += alone * w.Empty
				weights += alone
			}
			for _, second := range group[:i] {
				y := &c.Units[second]
				if label != "" && x.Label != label && y.Label != label {
					continue
				}
				near := max(0, 1-w.Position*PositionalDissimilarity(*x, *y, w.Empty))
				weight := near / float64(len(group)-1)
				sum += weight * w.categorical(x, y)
				weights += weight
			}
		}
	}
	if weights == 0 {
		return 0, false
	}
	return sum / weights, true
}
