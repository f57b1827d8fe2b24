package coding

import (
	"cmp"
	"slices"

	"bluepencil/annotate/agreement"
)

// mostValues bounds how many different values alpha compares with each other.
const mostValues = 4000

// Alpha is Krippendorff's for a table in which values may be missing. Items
// with fewer than two values are left out.
func (t *Table) Alpha(d Difference) agreement.Value {
	if len(t.Coders) < 2 {
		return agreement.Undefined(agreement.SecondAnnotator)
	}
	return Alpha(t.Values, t.Counts(), d)
}

// Alpha is Krippendorff's. By item, counts are how often each of the values
// was given.
func Alpha(values []Category, counts []map[int]int, d Difference) agreement.Value {
	given, n := make([]float64, len(values)), 0.0
	for _, item := range counts {
		if m := size(item); m >= 2 {
			n += m
			for v, k := range item {
				given[v] += float64(k)
			}
		}
	}
	if n == 0 {
		return agreement.Undefined(agreement.NoUnits)
	}
	apart := d(values, given)
	observed := 0.0
	for _, item := range counts {
		if m := size(item); m >= 2 {
			observed += disagreement(inOrder(item), func(v int) float64 { return float64(item[v]) }, apart) / (m - 1)
		}
	}
	var used []int
	for v, k := range given {
		if k > 0 {
			used = append(used, v)
		}
	}
	if len(used) > mostValues {
		return agreement.Undefined("too many different values")
	}
	expected := disagreement(used, func(v int) float64 { return given[v] }, apart) / (n - 1)
	if expected == 0 {
		return agreement.Undefined(agreement.NoVariation)
	}
	return agreement.Of(1 - observed/expected)
}

func size(item map[int]int) float64 {
	n := 0
	for _, k := range item {
		n += k
	}
	return float64(n)
}

// disagreement is the sum over all ordered pairs of values of how far they
// are apart.
func disagreement(values []int, count func(int) float64, apart func(a, b int) float64) float64 {
	sum := 0.0
	for i, a := range values {
		for _, b := range values[:i] {
			sum += 2 * count(a) * count(b) * apart(a, b)
		}
	}
	return sum
}

// AlphaOf is alpha of a contingency: every item has two values.
func AlphaOf(values []Category, c Contingency, d Difference) agreement.Value {
	n, _, left, right := c.total()
	if n == 0 {
		return agreement.Undefined(agreement.NoUnits)
	}
	given := make([]float64, len(values))
	for v, k := range left {
		given[v] += k
	}
	for v, k := range right {
		given[v] += k
	}
	used := together(left, right)
	if len(used) > mostValues {
		return agreement.Undefined("too many different values")
	}
	apart := d(values, given)
	observed := 0.0
	for _, pair := range pairsInOrder(c) {
		observed += 2 * c[pair] * apart(pair[0], pair[1])
	}
	expected := disagreement(used, func(v int) float64 { return given[v] }, apart) / (2*n - 1)
	if expected == 0 {
		return agreement.Undefined(agreement.NoVariation)
	}
	return agreement.Of(1 - observed/expected)
}

func pairsInOrder(c Contingency) [][2]int {
	pairs := make([][2]int, 0, len(c))
	for pair := range c {
		pairs = append(pairs, pair)
	}
	slices.SortFunc(pairs, func(x, y [2]int) int { return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1])) })
	return pairs
}

// numbersInOrder gives the places of the values by their numbers.
func numbersInOrder(values []Category) []int {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(values[a].Number, values[b].Number) })
	return order
}
