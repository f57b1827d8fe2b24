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

// Column is what documents add to a few sums that are drawn together.
type Column struct {
	width int
	at    []int32   // documents that add anything, each once
	value []float64 // of each document, as many as the column is wide
	place int       // of its first sum in the plan
}

// Add notes what a document adds to each sum; nothing takes no room.
func (c *Column) Add(document int, values ...float64) {
	for _, v := range values {
		if v != 0 {
			c.at, c.value = append(c.at, int32(document)), append(c.value, values...)
			return
		}
	}
}

// together is how many resamples are added up at once: what documents add is
// then read once for all of them.
const together = 4

// draws is how often each document is drawn in these resamples.
type draws [][together]float64

// sum adds the column up as often as its documents were drawn, for every
// resample.
func (c *Column) sum(drawn draws, sums *[together][]float64) {
	for k := range c.width {
		var w, x, y, z float64
		for i, at := range c.at {
			n, v := &drawn[at], c.value[i*c.width+k]
			w += n[0] * v
			x += n[1] * v
			y += n[2] * v
			z += n[3] * v
		}
		for turn, sum := range [together]float64{w, x, y, z} {
			sums[turn][c.place+k] = sum
		}
	}
}

// Plan is the measures that are computed of the same resamples.
type Plan struct {
	columns  []*Column
	sums     int
	measures []measure
}

type measure struct {
	columns []*Column
	of      func(sums []float64) agreement.Value
}

// Column makes a column of so many sums.
func (p *Plan) Column(width int) *Column {
	c := &Column{width: width, place: p.sums}
	p.columns = append(p.columns, c)
	p.sums += width
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
			drawn, sums := make(draws, documents), [together][]float64{}
			for i := range sums {
				sums[i] = make([]float64, p.sums)
			}
			for turn := worker * together; turn < resamples; turn += n * together {
				some := min(together, resamples-turn)
				for i := range some {
					drawn.draw(i, generator(seed, uint64(turn+i)))
				}
				for _, c := range p.columns {
					c.sum(drawn, &sums)
				}
				for i := range some {
					found[turn+i] = p.compute(sums[i])
				}
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

// draw counts how often each document is drawn in one of the resamples.
func (d draws) draw(which int, r *rand.Rand) {
	for i := range d {
		d[i][which] = 0
	}
	for range d {
		d[r.IntN(len(d))][which]++
	}
}

func (p *Plan) compute(sums []float64) []agreement.Value {
	values := make([]agreement.Value, len(p.measures))
	var own []float64
	for i, m := range p.measures {
		own = own[:0]
		for _, c := range m.columns {
			own = append(own, sums[c.place:c.place+c.width]...)
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
func (p *Plan) Fork() Plan { return Plan{columns: slices.Clip(p.columns), sums: p.sums} }
