package coding

import "bluepencil/annotate/agreement"

// Contingency is how often two people gave two values to the same item: the
// first person's value, then the second's.
type Contingency map[[2]int]float64

// total is how many items there are, and on how many both say the same; left
// and right are how often each gave each value.
func (c Contingency) total() (n, same float64, left, right map[int]float64) {
	left, right = map[int]float64{}, map[int]float64{}
	for values, count := range c {
		n += count
		left[values[0]] += count
		right[values[1]] += count
		if values[0] == values[1] {
			same += count
		}
	}
	return n, same, left, right
}

// chance corrects a share of equal values by the one that is expected.
func chance(same, n, expected float64) agreement.Value {
	if n == 0 {
		return agreement.Undefined(agreement.NoUnits)
	}
	if 1-expected < 1e-12 {
		return agreement.Undefined(agreement.NoVariation)
	}
	return agreement.Of((same/n - expected) / (1 - expected))
}

// Percent is the share of items of which both say the same.
func (c Contingency) Percent() agreement.Value {
	n, same, _, _ := c.total()
	return agreement.Ratio(same, n, agreement.NoUnits)
}

// Cohen is kappa with the expectation of two people's own habits.
func (c Contingency) Cohen() agreement.Value {
	n, same, left, right := c.total()
	expected := 0.0
	for _, v := range inOrder(left) {
		expected += left[v] / n * right[v] / n
	}
	return chance(same, n, expected)
}

// Scott is pi: both are expected to have the habits of the two together.
func (c Contingency) Scott() agreement.Value {
	n, same, left, right := c.total()
	expected := 0.0
	for _, v := range together(left, right) {
		p := (left[v] + right[v]) / (2 * n)
		expected += p * p
	}
	return chance(same, n, expected)
}

// AC1 is Gwet's: agreement by chance is expected where values are hard to
// tell, and not where one of them is frequent.
func (c Contingency) AC1() agreement.Value {
	n, same, left, right := c.total()
	values := together(left, right)
	expected := 0.0
	for _, v := range values {
		p := (left[v] + right[v]) / (2 * n)
		expected += p * (1 - p)
	}
	if len(values) < 2 {
		return undefinedOr(n, agreement.NoVariation)
	}
	return chance(same, n, expected/float64(len(values)-1))
}

func undefinedOr(n float64, reason string) agreement.Value {
	if n == 0 {
		reason = agreement.NoUnits
	}
	return agreement.Undefined(reason)
}

func together(left, right map[int]float64) []int {
	all := map[int]float64{}
	for v := range left {
		all[v] = 1
	}
	for v := range right {
		all[v] = 1
	}
	return inOrder(all)
}

// MeanCohen is the mean of Cohen's kappa over all pairs of people.
func (t *Table) MeanCohen() agreement.Value {
	var pairs []agreement.Value
	for a := range t.Coders {
		for b := range a {
			pairs = append(pairs, t.Contingency(b, a).Cohen())
		}
	}
	return agreement.Mean(pairs, agreement.SecondAnnotator)
}

// Fleiss is the kappa of 1971 for items that were judged equally often. By
// item, counts are how often each value was given.
func Fleiss(counts []map[int]int) agreement.Value {
	raters, reason := ratersOf(counts)
	if reason != "" {
		return agreement.Undefined(reason)
	}
	given := map[int]float64{}
	same := 0.0
	for _, item := range counts {
		for v, k := range item {
			given[v] += float64(k)
			same += float64(k) * float64(k-1)
		}
	}
	n := float64(len(counts))
	expected := 0.0
	for _, v := range inOrder(given) {
		p := given[v] / (n * raters)
		expected += p * p
	}
	return chance(same/(raters*(raters-1)), n, expected)
}

// ratersOf is how often every item was judged, or why there is no such number.
func ratersOf(counts []map[int]int) (raters float64, reason string) {
	for i, item := range counts {
		sum := 0.0
		for _, k := range item {
			sum += float64(k)
		}
		if i > 0 && sum != raters {
			return 0, "not every item was judged equally often"
		}
		raters = sum
	}
	switch {
	case len(counts) == 0 || raters == 0:
		return 0, agreement.NoUnits
	case raters < 2:
		return 0, agreement.SecondAnnotator
	}
	return raters, ""
}
