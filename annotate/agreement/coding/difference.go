package coding

import "math"

// Difference is how far two values are apart, squared where the measure
// squares it; 0 for the same value.
type Difference func(values []Category, given []float64) func(a, b int) float64

// Nominal: values are the same or not.
func Nominal([]Category, []float64) func(a, b int) float64 {
	return func(a, b int) float64 {
		if a == b {
			return 0
		}
		return 1
	}
}

// Interval: the difference of the numbers.
func Interval(values []Category, _ []float64) func(a, b int) float64 {
	return func(a, b int) float64 {
		d := values[a].Number - values[b].Number
		return d * d
	}
}

// Ratio: the difference of the numbers by their sum.
func Ratio(values []Category, _ []float64) func(a, b int) float64 {
	return func(a, b int) float64 {
		sum := values[a].Number + values[b].Number
		if sum == 0 {
			return 0
		}
		d := (values[a].Number - values[b].Number) / sum
		return d * d
	}
}

// Ordinal: how many given values lie between two, by the order of the numbers.
func Ordinal(values []Category, given []float64) func(a, b int) float64 {
	order := numbersInOrder(values)
	below := make([]float64, len(values)) // values given that rank lower, and half of those that rank the same
	sum := 0.0
	for _, v := range order {
		below[v] = sum + given[v]/2
		sum += given[v]
	}
	return func(a, b int) float64 {
		d := below[a] - below[b]
		return d * d
	}
}

// Jaccard: what two sets do not share by what either has.
func Jaccard(values []Category, _ []float64) func(a, b int) float64 {
	return func(a, b int) float64 {
		both, either := overlap(values[a].Set, values[b].Set)
		return 1 - both/either
	}
}

// What of the Jaccard index MASI counts where one set holds the other, and
// where they cross; those of the common tools, and not thirds.
const (
	masiHeld    = 0.67
	masiCrosses = 0.33
)

// MASI: as Jaccard, but sets that only cross are farther apart than such of
// which one holds the other.
func MASI(values []Category, _ []float64) func(a, b int) float64 {
	return func(a, b int) float64 {
		x, y := values[a].Set, values[b].Set
		both, either := overlap(x, y)
		share := masiCrosses
		switch shorter := math.Min(float64(len(x)), float64(len(y))); {
		case both == either:
			share = 1
		case both == shorter:
			share = masiHeld
		}
		return 1 - share*both/either
	}
}

// overlap is how many elements two sorted sets share, and how many either has.
func overlap(x, y []string) (both, either float64) {
	i, k := 0, 0
	for i < len(x) && k < len(y) {
		switch {
		case x[i] == y[k]:
			both++
			i++
			k++
		case x[i] < y[k]:
			i++
		default:
			k++
		}
	}
	return both, math.Max(1, float64(len(x)+len(y))-both)
}
