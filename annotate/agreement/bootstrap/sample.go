package bootstrap

import (
	"cmp"
	"math"
	"slices"
)

// Sample is values in order, each with how often it occurs.
type Sample struct {
	values []float64
	upTo   []float64 // how many there are up to each value
}

// sampleOf is a sample of sorted values, each once.
func sampleOf(values []float64) Sample {
	s := Sample{values: values, upTo: make([]float64, len(values))}
	for i := range values {
		s.upTo[i] = float64(i + 1)
	}
	return s
}

// at is the value with a number, counted from 0.
func (s *Sample) at(number float64) float64 {
	i, _ := slices.BinarySearchFunc(s.upTo, number+1, func(upTo, want float64) int { return cmp.Compare(upTo, want) })
	return s.values[min(i, len(s.values)-1)]
}

func (s *Sample) size() float64 { return s.upTo[len(s.upTo)-1] }

// Linear is the quantile between the two values next to it (type 7).
func (s *Sample) Linear(q float64) float64 {
	place := q * (s.size() - 1)
	low := math.Floor(place)
	a, b := s.at(low), s.at(math.Min(low+1, s.size()-1))
	return a + (place-low)*(b-a)
}

// Inverted is the quantile of the inverted distribution function (type 1).
func (s *Sample) Inverted(q float64) float64 {
	const dust = 1e-9 // a product such as 0.975*40 is a little more than it should be
	return s.at(math.Max(0, math.Ceil(q*s.size()-dust)-1))
}
