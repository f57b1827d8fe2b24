// Package bootstrap gives intervals for measures that are computed from sums
// over documents: documents are drawn again, with replacement, and the measure
// is computed anew each time. Draws come from a seed that is kept, or are
// gone through one and all where there are few documents.
package bootstrap

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"

	"bluepencil/annotate/agreement"
)

// FewestDocuments is for how many documents an interval is shown at least.
const FewestDocuments = 5

// Interval is where 95 of 100 resamples lie.
type Interval struct {
	Low, High float64
	Dropped   int    // resamples for which the measure is undefined
	Undefined string // why there is none; empty where there is one
}

// generator gives the same numbers for the same seed.
func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x9e3779b97f4a7c15)) }

// Draws are resamples of documents: for each how often every document was
// drawn. The same seed gives the same draws.
type Draws struct {
	Documents int
	counts    [][]uint16
}

// Draw makes so many resamples. It takes two bytes for each document and
// resample. With fewer than FewestDocuments none are made.
func Draw(documents, resamples int, seed uint64) *Draws {
	d := &Draws{Documents: documents}
	if documents < FewestDocuments {
		return d
	}
	r := generator(seed)
	d.counts = make([][]uint16, resamples)
	for i := range d.counts {
		counts := make([]uint16, documents)
		for range documents {
			if at := r.IntN(documents); counts[at] < math.MaxUint16 {
				counts[at]++
			}
		}
		d.counts[i] = counts
	}
	return d
}

// Column is what a document adds to a sum, for the documents that add
// anything.
type Column struct {
	At    []int32 // documents, each once
	Value []float64
}

// Add notes what a document adds; 0 takes no room.
func (c *Column) Add(document int, value float64) {
	if value != 0 {
		c.At, c.Value = append(c.At, int32(document)), append(c.Value, value)
	}
}

// sum adds a column up as often as its documents were drawn.
func (c *Column) sum(counts []uint16) float64 {
	sum := 0.0
	for i, at := range c.At {
		sum += float64(counts[at]) * c.Value[i]
	}
	return sum
}

// Interval computes the measure of the sums of the columns for every resample.
func (d *Draws) Interval(columns []*Column, measure func(sums []float64) agreement.Value) Interval {
	if d.Documents < FewestDocuments {
		return Interval{Undefined: agreement.TooFewDocuments}
	}
	var values []float64
	sums := make([]float64, len(columns))
	for _, counts := range d.counts {
		for i, c := range columns {
			sums[i] = c.sum(counts)
		}
		if v := measure(sums); v.Defined() {
			values = append(values, v.Number)
		}
	}
	in := Interval{Dropped: len(d.counts) - len(values)}
	if len(values) == 0 {
		in.Undefined = "undefined in every resample"
		return in
	}
	slices.Sort(values)
	sample := weighted(values)
	in.Low, in.High = sample.Linear(0.025), sample.Linear(0.975)
	return in
}

// Sample is values in order, each with how often it occurs.
type Sample struct {
	values []float64
	upTo   []float64 // how many there are up to each value
}

func weighted(values []float64) Sample {
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
