package bootstrap

import (
	"math"
	"testing"

	"bluepencil/annotate/agreement"
)

func quotient(sums []float64) agreement.Value {
	return agreement.Ratio(sums[0], sums[1], agreement.NoSpans)
}

func plan(documents int) (*Plan, [][2]float64) {
	p := &Plan{}
	c := p.Column(2)
	var parts [][2]float64
	for i := range documents {
		part := [2]float64{float64(i % 4), float64(4 + i%3)}
		parts = append(parts, part)
		c.Add(i, part[0], part[1])
	}
	p.Measure(quotient, c)
	return p, parts
}

// Drawn intervals lie where those of all resamples lie, and one seed always
// gives the same.
func TestDrawnAndExhausted(t *testing.T) {
	p, parts := plan(8)
	drawn := p.Run(8, 4000, 1)[0]
	all := RatioOf(parts, 1)
	if all.Resamples != 16_777_216 {
		t.Errorf("%d resamples of 8 documents", all.Resamples)
	}
	if math.Abs(drawn.Low-all.Linear[0].Number) > 0.02 || math.Abs(drawn.High-all.Linear[1].Number) > 0.02 {
		t.Errorf("drawn %+v, of all %+v", drawn, all.Linear)
	}
	if again := p.Run(8, 4000, 1)[0]; again != drawn {
		t.Errorf("%+v and %+v of one seed", again, drawn)
	}
}

// Few documents have no interval, and resamples without a value are told.
func TestWhatHasNoInterval(t *testing.T) {
	p, _ := plan(4)
	if in := p.Run(4, 100, 1)[0]; in.Undefined != agreement.TooFewDocuments {
		t.Errorf("got %+v", in)
	}
	rare := &Plan{}
	c := rare.Column(2)
	c.Add(3, 1, 2)
	rare.Measure(quotient, c)
	if in := rare.Run(6, 400, 1)[0]; in.Undefined != "" || in.Low != 0.5 || in.High != 0.5 || in.Dropped == 0 {
		t.Errorf("got %+v", in)
	}
	if r := RatioOf([][2]float64{{0, 0}, {1, 2}}, 1); r.Dropped != 1 || r.Mean.Number != 0.5 {
		t.Errorf("got %+v", r)
	}
}
