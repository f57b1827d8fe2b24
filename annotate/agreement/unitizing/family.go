package unitizing

import "bluepencil/annotate/agreement"

// Family is the u-alphas of a tally.
type Family struct {
	U      agreement.Value            // unitizing and coding
	Binary agreement.Value            // marked or not: |u
	Coding agreement.Value            // coding of what both have marked: cu
	Values map[string]agreement.Value // (k)u by category
}

// Family computes the coefficients.
func (t *Tally) Family() Family {
	f := Family{Binary: t.binary.Alpha(), Values: map[string]agreement.Value{}}
	reason := ""
	switch {
	case t.binary.Total == 0:
		reason = agreement.SecondAnnotator
	case t.binary.Marked == 0:
		reason = agreement.NoSpans
	case t.overlap:
		reason = overlapping
	}
	if reason != "" {
		f.U, f.Coding = agreement.Undefined(reason), agreement.Undefined(reason)
		for _, name := range t.names {
			f.Values[name] = agreement.Undefined(reason)
		}
		return f
	}
	whole := sums(t.pairs, t.units, 0)
	f.U = whole.alpha()
	marked := sums(t.pairs, t.shared, 1)
	f.Coding = marked.alpha()
	for i, name := range t.names {
		f.Values[name] = marked.ofValue(i)
	}
	return f
}

// margins is what the coefficients need of a matrix of pairs.
type margins struct {
	row      []float64
	same     []float64
	units    []float64
	total    float64
	expected float64 // what the products of margins are divided by
}

// sums takes the margins of the categories from first on.
func sums(pairs [][]float64, units []float64, first int) margins {
	m := margins{units: units[first:]}
	squares := 0.0
	for a := first; a < len(pairs); a++ {
		row := 0.0
		for b := first; b < len(pairs); b++ {
			row += pairs[a][b]
		}
		m.row, m.same = append(m.row, row), append(m.same, pairs[a][a])
		m.total += row
		squares += units[a]
	}
	if m.total > 0 {
		m.expected = m.total - squares/m.total
	}
	return m
}

// chance is how much of category k people would have in common by chance.
func (m *margins) chance(k int) float64 { return (m.row[k]*m.row[k] - m.units[k]) / m.expected }

// all is how much the pairs of a category with any other are by chance.
func (m *margins) all(k int) float64 { return (m.row[k]*m.total - m.units[k]) / m.expected }

func (m *margins) alpha() agreement.Value {
	if m.total == 0 || m.expected <= 0 {
		return agreement.Undefined("nothing that two people have marked")
	}
	observed, expected := m.total, 0.0
	for k := range m.row {
		observed -= m.same[k]
		expected += m.all(k) - m.chance(k)
	}
	return corrected(observed, expected)
}

func (m *margins) ofValue(k int) agreement.Value {
	if m.total == 0 || m.expected <= 0 || m.row[k] == 0 {
		return agreement.Undefined("nothing that two people have marked")
	}
	return corrected(m.all(k)*(m.row[k]-m.same[k]), m.row[k]*(m.all(k)-m.chance(k)))
}
