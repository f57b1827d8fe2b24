// Package bootstrap gives intervals for measures that are computed from sums
// over documents: documents are drawn again, with replacement, and the measure
// is computed anew each time. Draws come from a seed that is kept, or are
// gone through one and all where there are few documents.
package bootstrap

import (
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"

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

// generator gives the same numbers for the same seed and turn.
func generator(seed, turn uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, turn^0x9e3779b97f4a7c15))
}

// Column is what documents add to a sum.
type Column struct {
	at    []int32 // documents that add anything, each once
	value []float64
	place int // in the plan
}

// Add notes what a document adds; 0 takes no room.
func (c *Column) Add(document int, value float64) {
	if value != 0 {
		c.at, c.value = append(c.at, int32(document)), append(c.value, value)
	}
}

// sum adds a column up as often as its documents were drawn.
func (c *Column) sum(drawn []uint16) float64 {
	sum := 0.0
	for i, at := range c.at {
		sum += float64(drawn[at]) * c.value[i]
	}
	return sum
}

// Plan is the measures that are computed of the same resamples.
type Plan struct {
	columns  []*Column
	measures []measure
}

type measure struct {
	columns []*Column
	of      func(sums []float64) agreement.Value
}

// Column makes a column of the plan.
func (p *Plan) Column() *Column {
	c := &Column{place: len(p.columns)}
	p.columns = append(p.columns, c)
	return c
}

// Measure adds a measure that is computed from the sums of columns, in their
// order, and gives its number. It may be called from several goroutines at
// once, and must not keep the sums.
func (p *Plan) Measure(of func(sums []float64) agreement.Value, columns ...*Column) int {
	p.measures = append(p.measures, measure{columns, of})
	return len(p.measures) - 1
}

// Run draws so many resamples of the documents and gives the intervals of the
// measures, by their numbers. The same seed gives the same intervals.
func (p *Plan) Run(documents, resamples int, seed uint64) []Interval {
	intervals := make([]Interval, len(p.measures))
	if documents < FewestDocuments {
		for i := range intervals {
			intervals[i].Undefined = agreement.TooFewDocuments
		}
		return intervals
	}
	found := make([][]agreement.Value, resamples)
	var workers sync.WaitGroup
	n := runtime.GOMAXPROCS(0)
	for worker := range n {
		workers.Go(func() {
			drawn, sums := make([]uint16, documents), make([]float64, len(p.columns))
			for turn := worker; turn < resamples; turn += n {
				draw(drawn, generator(seed, uint64(turn)))
				found[turn] = p.compute(drawn, sums)
			}
		})
	}
	workers.Wait()
	values := make([]float64, 0, resamples)
	for i := range intervals {
		values = values[:0]
		for turn := range found {
			if v := found[turn][i]; v.Defined() {
				values = append(values, v.Number)
			}
		}
		intervals[i] = intervalOf(values, resamples-len(values))
	}
	return intervals
}

// draw counts how often each document is drawn.
func draw(drawn []uint16, r *rand.Rand) {
	clear(drawn)
	for range drawn {
		drawn[r.IntN(len(drawn))]++
	}
}

func (p *Plan) compute(drawn []uint16, sums []float64) []agreement.Value {
	for i, c := range p.columns {
		sums[i] = c.sum(drawn)
	}
	values := make([]agreement.Value, len(p.measures))
	var own []float64
	for i, m := range p.measures {
		own = own[:0]
		for _, c := range m.columns {
			own = append(own, sums[c.place])
		}
		values[i] = m.of(own)
	}
	return values
}

func intervalOf(values []float64, dropped int) Interval {
	if len(values) == 0 {
		return Interval{Dropped: dropped, Undefined: "undefined in every resample"}
	}
	slices.Sort(values)
	s := sampleOf(values)
	return Interval{Low: s.Linear(0.025), High: s.Linear(0.975), Dropped: dropped}
}

// Fork is the plan with the columns it has and no measures; both may go on.
func (p *Plan) Fork() Plan { return Plan{columns: slices.Clip(p.columns)} }
