package gamma

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// Sampler says how random continua are made.
type Sampler string

// The samplers.
const (
	// Shuffle moves what one person has marked along the text, around its end.
	Shuffle Sampler = "shuffle"
	// Statistical draws numbers, lengths and gaps as they are distributed.
	Statistical Sampler = "statistical"
)

// shuffle gives every person what somebody has marked, moved by a pivot of
// their own; pivots keep a distance where there is room for one.
func (c *Continuum) shuffle(r *rand.Rand) Continuum {
	from, to, length := c.extent()
	free := []stretch{{from, to}}
	out := Continuum{Annotators: c.Annotators}
	for person := range c.Annotators {
		pivot := math.Floor(draw(r, free, stretch{from, to}))
		free = cutOut(free, pivot, length/2)
		model := r.IntN(c.Annotators)
		for _, u := range c.Units {
			if u.Annotator != model {
				continue
			}
			shift := pivot
			if u.Start+pivot > to {
				shift += from - to
			}
			out.Units = append(out.Units, Unit{person, u.Label, u.Start + shift, u.End + shift})
		}
	}
	return out
}

// extent is where the units lie, and how long they are on average.
func (c *Continuum) extent() (from, to, length float64) {
	from, to = math.Inf(1), math.Inf(-1)
	for _, u := range c.Units {
		from, to = min(from, u.Start), max(to, u.End)
		length += (u.End - u.Start) / float64(len(c.Units))
	}
	return from, to, length
}

type stretch struct{ from, to float64 }

// draw gives a place in the stretches, or in the whole where there are none.
func draw(r *rand.Rand, stretches []stretch, whole stretch) float64 {
	total := 0.0
	for _, s := range stretches {
		total += s.to - s.from
	}
	if total <= 0 {
		return whole.from + r.Float64()*(whole.to-whole.from)
	}
	at := r.Float64() * total
	for _, s := range stretches {
		if at < s.to-s.from {
			return s.from + at
		}
		at -= s.to - s.from
	}
	return whole.to
}

// cutOut takes what is nearer than the distance to a place out of stretches.
func cutOut(stretches []stretch, at, distance float64) []stretch {
	var left []stretch
	for _, s := range stretches {
		for _, part := range []stretch{{s.from, min(s.to, at-distance)}, {max(s.from, at+distance), s.to}} {
			if part.from < part.to {
				left = append(left, part)
			}
		}
	}
	return left
}

// statistics is what continua are drawn by.
type statistics struct {
	people              int
	number, gap, length spread
	labels              []string
	weights             []float64
}

// spread is a mean and a standard deviation.
type spread struct{ mean, deviation float64 }

func (s spread) draw(r *rand.Rand) float64 { return s.mean + s.deviation*r.NormFloat64() }

func spreadOf(values []float64) spread {
	var s spread
	for _, v := range values {
		s.mean += v / float64(len(values))
	}
	for _, v := range values {
		s.deviation += (v - s.mean) * (v - s.mean) / float64(len(values))
	}
	s.deviation = math.Sqrt(s.deviation)
	return s
}

// statistics looks a continuum through.
func (c *Continuum) statistics() *statistics {
	s := &statistics{people: c.Annotators}
	var numbers, gaps, lengths []float64
	counts := map[string]float64{}
	for person := range c.Annotators {
		var own []Unit
		for _, u := range c.Units {
			if u.Annotator == person {
				own = append(own, u)
				lengths = append(lengths, u.End-u.Start)
				counts[u.Label]++
			}
		}
		slices.SortStableFunc(own, func(a, b Unit) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
		numbers = append(numbers, float64(len(own)))
		end := 0.0
		for i, u := range own {
			if i > 0 || u.Start > 0 {
				gaps = append(gaps, u.Start-end)
			}
			end = u.End
		}
	}
	s.number, s.gap, s.length = spreadOf(numbers), spreadOf(gaps), spreadOf(lengths)
	for label := range counts {
		s.labels = append(s.labels, label)
	}
	slices.Sort(s.labels)
	for _, label := range s.labels {
		s.weights = append(s.weights, counts[label]/float64(len(c.Units)))
	}
	return s
}

// sample draws a continuum.
func (s *statistics) sample(r *rand.Rand) Continuum {
	out := Continuum{Annotators: s.people}
	for person := range s.people {
		end := 0.0
		for range max(1, int(s.number.draw(r))) {
			start := end + s.gap.draw(r)
			end = start + max(math.Abs(s.length.draw(r)), math.SmallestNonzeroFloat32)
			out.Units = append(out.Units, Unit{person, s.label(r), start, end})
		}
	}
	return out
}

func (s *statistics) label(r *rand.Rand) string {
	at := r.Float64()
	for i, weight := range s.weights {
		if at -= weight; at < 0 {
			return s.labels[i]
		}
	}
	return s.labels[len(s.labels)-1]
}
