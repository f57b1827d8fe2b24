package bootstrap

import (
	"cmp"
	"math"
	"slices"

	"bluepencil/annotate/agreement"
)

// mostExhausted is for how many documents all resamples are gone through.
const mostExhausted = 9

// drawn is how many resamples are drawn for more documents than that.
const drawn = 2000

// Ratio is what a ratio of two sums over documents can be told of.
type Ratio struct {
	Point     agreement.Value
	Mean      agreement.Value
	Deviation agreement.Value // of all resamples
	Linear    [2]agreement.Value
	Inverted  [2]agreement.Value
	Jackknife []agreement.Value // without each document
	Resamples int               // all, also those that were dropped
	Dropped   int               // resamples with a denominator of 0
}

// RatioOf resamples documents, each of which adds a numerator and a
// denominator. Up to nine documents all resamples are gone through, so that
// there is no chance in the result; for more, 2,000 are drawn by the seed.
func RatioOf(parts [][2]float64, seed uint64) Ratio {
	top, bottom := 0.0, 0.0
	for _, p := range parts {
		top += p[0]
		bottom += p[1]
	}
	r := Ratio{Point: agreement.Ratio(top, bottom, agreement.NoSpans)}
	for _, p := range parts {
		r.Jackknife = append(r.Jackknife, agreement.Ratio(top-p[0], bottom-p[1], agreement.NoSpans))
	}
	c := collected{parts: parts}
	if len(parts) <= mostExhausted {
		c.all(0, len(parts), 1, 0, 0)
	} else {
		c.sample(seed)
	}
	r.describe(&c)
	return r
}

// collected are ratios of resamples with how often each comes.
type collected struct {
	parts [][2]float64
	found []outcome
	count float64
	lost  float64
}

type outcome struct{ value, times float64 }

func (c *collected) add(top, bottom, times float64) {
	c.count += times
	if bottom == 0 {
		c.lost += times
		return
	}
	c.found = append(c.found, outcome{top / bottom, times})
}

// all chooses how often the document at a place is drawn, and goes on; times
// is in how many orders what was chosen can be drawn.
func (c *collected) all(at, left int, times, top, bottom float64) {
	if at == len(c.parts) {
		if left == 0 && at > 0 {
			c.add(top, bottom, times)
		}
		return
	}
	p := c.parts[at]
	orders := 1.0 // left over k
	for k := 0; k <= left; k++ {
		if at < len(c.parts)-1 || k == left {
			c.all(at+1, left-k, times*orders, top+float64(k)*p[0], bottom+float64(k)*p[1])
		}
		orders = math.Round(orders * float64(left-k) / float64(k+1))
	}
}

func (c *collected) sample(seed uint64) {
	r := generator(seed, 0)
	for range drawn {
		top, bottom := 0.0, 0.0
		for range c.parts {
			p := c.parts[r.IntN(len(c.parts))]
			top += p[0]
			bottom += p[1]
		}
		c.add(top, bottom, 1)
	}
}

// describe computes the moments and quantiles of what was collected.
func (r *Ratio) describe(c *collected) {
	r.Resamples, r.Dropped = int(c.count), int(c.lost)
	n := c.count - c.lost
	slices.SortFunc(c.found, func(a, b outcome) int { return cmp.Compare(a.value, b.value) })
	var s Sample
	mean, upTo := 0.0, 0.0
	for _, o := range c.found {
		mean += o.value * o.times / n
		upTo += o.times
		s.values, s.upTo = append(s.values, o.value), append(s.upTo, upTo)
	}
	if len(c.found) == 0 {
		none := agreement.Undefined(agreement.NoSpans)
		r.Mean, r.Deviation, r.Linear, r.Inverted = none, none, [2]agreement.Value{none, none}, [2]agreement.Value{none, none}
		return
	}
	variance := 0.0
	for _, o := range c.found {
		variance += (o.value - mean) * (o.value - mean) * o.times / n
	}
	r.Mean, r.Deviation = agreement.Of(mean), agreement.Of(math.Sqrt(variance))
	for i, q := range []float64{0.025, 0.975} {
		r.Linear[i], r.Inverted[i] = agreement.Of(s.Linear(q)), agreement.Of(s.Inverted(q))
	}
}
