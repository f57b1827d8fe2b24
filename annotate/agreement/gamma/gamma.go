package gamma

import (
	"math"
	"math/rand/v2"
	"slices"

	"bluepencil/annotate/agreement"
)

// Options say how gamma is computed.
type Options struct {
	Weights Weights
	Sampler Sampler
	Seed    uint64
	// Precision is how near the expected disorder is to be with 95 %
	// confidence, as a share of it; 0 means that Samples is how many are drawn.
	Precision float64
	Samples   int // at least; 0 means 30
}

// The bounds of how many continua are sampled.
const (
	FewestSamples = 30 // what is drawn at least
	mostSamples   = 2000
)

// Result is gamma with what it is made of.
type Result struct {
	Alignment Alignment // of the continuum
	Observed  float64   // its disorder
	Expected  float64   // the mean disorder of the samples
	Samples   int
	Gamma     agreement.Value
	Category  agreement.Value            // γ-cat
	Values    map[string]agreement.Value // γ-k by category
}

// Compute gives gamma. Its values are undefined, with the reason, where there
// is nothing to compare or the best alignment was not found.
func Compute(c *Continuum, o Options) Result {
	result := Result{Values: map[string]agreement.Value{}}
	reason := ""
	switch {
	case c.Annotators < 2:
		reason = agreement.SecondAnnotator
	case len(c.Units) == 0:
		reason = agreement.NoSpans
	}
	if reason == "" {
		if err := result.compute(c, o); err != nil {
			reason = err.Error()
		}
	}
	if reason != "" {
		result.Gamma, result.Category = agreement.Undefined(reason), agreement.Undefined(reason)
		for _, label := range labelsOf(c) {
			result.Values[label] = agreement.Undefined(reason)
		}
	}
	return result
}

func labelsOf(c *Continuum) []string {
	var labels []string
	for _, u := range c.Units {
		labels = append(labels, u.Label)
	}
	slices.Sort(labels)
	return slices.Compact(labels)
}

func (result *Result) compute(c *Continuum, o Options) error {
	best, err := Best(c, o.Weights)
	if err != nil {
		return err
	}
	result.Alignment, result.Observed = best, best.Disorder(c)
	samples, err := expected(c, o)
	if err != nil {
		return err
	}
	result.Samples, result.Expected = len(samples), 0
	for _, s := range samples {
		result.Expected += s.disorder / float64(len(samples))
	}
	result.Gamma = against(result.Observed, result.Expected)
	result.Category = categories(c, best, samples, o.Weights, "")
	for _, label := range labelsOf(c) {
		result.Values[label] = categories(c, best, samples, o.Weights, label)
	}
	return nil
}

// against is 1 less the observed by the expected disorder.
func against(observed, expected float64) agreement.Value {
	if observed < dust {
		return agreement.Of(1)
	}
	return agreement.Ratio(expected-observed, expected, agreement.NoVariation)
}

// sample is a random continuum in its best alignment.
type sample struct {
	continuum Continuum
	alignment Alignment
	disorder  float64
}

// expected samples continua until their mean disorder is known well enough.
func expected(c *Continuum, o Options) ([]sample, error) {
	r := rand.New(rand.NewPCG(o.Seed, 0x2545f4914f6cdd1d))
	draw := func() Continuum { return c.shuffle(r) }
	if o.Sampler == Statistical {
		statistics := c.statistics()
		draw = func() Continuum { return statistics.sample(r) }
	}
	var samples []sample
	want := max(o.Samples, FewestSamples)
	for n := 0; n < want; n++ {
		random := draw()
		for len(random.Units) == 0 { // somebody has units, and is chosen at some time
			random = draw()
		}
		best, err := Best(&random, o.Weights)
		if err != nil {
			return nil, err
		}
		samples = append(samples, sample{random, best, best.Disorder(&random)})
		if n == want-1 && o.Precision > 0 {
			want = max(want, min(mostSamples, enough(samples, o.Precision)))
		}
	}
	return samples, nil
}

// enough is how many samples give the mean disorder with the precision.
func enough(samples []sample, precision float64) int {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = s.disorder
	}
	s := spreadOf(values)
	if s.mean == 0 {
		return 0
	}
	n := 1.96 * s.deviation / s.mean / precision
	return int(math.Ceil(n * n))
}
