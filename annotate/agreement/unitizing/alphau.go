package unitizing

import "bluepencil/annotate/agreement"

// Units is alpha_U of 2004 with its parts, for one text.
type Units struct {
	Alpha  agreement.Value
	Values []UnitsValue // by category
}

// UnitsValue is the part of one category.
type UnitsValue struct {
	Alpha    agreement.Value
	Observed float64
	Expected float64
}

// AlphaU computes alpha_U of 1995/2004 for n categories. Units of one person
// may overlap where their categories differ. Its authors have replaced it; it
// is here to compare with programs that still print it.
func AlphaU(c *Continuum, n int) Units {
	sorted := c.sorted()
	result := Units{Values: make([]UnitsValue, n)}
	observed, expected := 0.0, 0.0
	for category := range n {
		v := &result.Values[category]
		v.Observed, v.Expected = sorted.unitsOf(category)
		v.Alpha = ofUnits(len(c.Coders), v.Observed, v.Expected)
		observed += v.Observed
		expected += v.Expected
	}
	result.Alpha = ofUnits(len(c.Coders), observed, expected)
	if result.Alpha.Undefined == agreement.NoVariation {
		result.Alpha = agreement.Undefined(agreement.NoSpans)
	}
	return result
}

func ofUnits(coders int, observed, expected float64) agreement.Value {
	switch {
	case coders < 2:
		return agreement.Undefined(agreement.SecondAnnotator)
	case expected <= 0:
		return agreement.Undefined(agreement.NoVariation)
	}
	return agreement.Of(1 - observed/expected)
}

// unitsOf is the observed and the expected disagreement of a category.
func (c *Continuum) unitsOf(category int) (observed, expected float64) {
	m, length := float64(len(c.Coders)), float64(c.Length)
	if m < 2 || length == 0 {
		return 0, 0
	}
	sections := make([][]section, len(c.Coders))
	units := 0
	for i := range c.Coders {
		sections[i] = c.sections(i, category)
		for _, s := range sections[i] {
			if s.unit {
				units++
			}
		}
	}
	for i := range sections {
		for k := range sections {
			if i != k {
				observed += apart(sections[i], sections[k])
			}
		}
	}
	observed /= m * (m - 1) * length * length
	if below := m*length*(m*length-1) - sameUnits(sections); below > 0 {
		expected = 2 / length * byChance(sections, units) / below
	}
	return observed, expected
}

// section is a unit of the category, or a gap between two.
type section struct {
	agreement.Range
	unit bool
}

// sections takes a person's line apart.
func (c *Continuum) sections(coder, category int) []section {
	var list []section
	at := 0
	for _, s := range c.Coders[coder] {
		if s.Category != category {
			continue
		}
		if s.Start > at {
			list = append(list, section{agreement.Range{Start: at, End: s.Start}, false})
		}
		list = append(list, section{s.Range, true})
		at = s.End
	}
	if at < c.Length {
		list = append(list, section{agreement.Range{Start: at, End: c.Length}, false})
	}
	return list
}

// apart is how far one person's sections are from another's: overlapping
// units by their borders, a unit in a gap by its length. Summed over ordered
// pairs of people, a unit within a gap counts once from either side.
func apart(a, b []section) float64 {
	sum, from := 0.0, 0
	for _, s := range a {
		for from < len(b) && b[from].End <= s.Start {
			from++
		}
		for _, o := range b[from:] {
			if o.Start >= s.End {
				break
			}
			switch start, end := float64(s.Start-o.Start), float64(s.End-o.End); {
			case s.unit && o.unit:
				sum += start*start + end*end
			case s.unit && start >= 0 && end <= 0:
				sum += float64(s.Len()) * float64(s.Len())
			case o.unit && start <= 0 && end >= 0:
				sum += float64(o.Len()) * float64(o.Len())
			}
		}
	}
	return sum
}

// sameUnits is what the number of pairs of places loses because a unit is not
// compared with itself.
func sameUnits(sections [][]section) float64 {
	sum := 0.0
	for _, list := range sections {
		for _, s := range list {
			if size := float64(s.Len()); s.unit {
				sum += size * (size - 1)
			}
		}
	}
	return sum
}

// byChance is how far the units would be apart if they lay anywhere.
func byChance(sections [][]section, units int) float64 {
	gaps := gapsOf(sections)
	sum := 0.0
	for _, list := range sections {
		for _, s := range list {
			if size := float64(s.Len()); s.unit {
				sum += float64(units-1)/3*(2*size*size*size-3*size*size+size) + size*size*gaps.room(s.Len())
			}
		}
	}
	return sum
}
