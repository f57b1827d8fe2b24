package cases

import (
	"fmt"
	"math"

	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/bootstrap"
	"bluepencil/annotate/agreement/gamma"
)

// resampled draws documents again, each of which is [numerator, denominator].
func resampled(in *node, o Options) (any, error) {
	var parts [][2]float64
	for i := range in.list {
		parts = append(parts, [2]float64{in.list[i].list[0].number, in.list[i].list[1].number})
	}
	r := bootstrap.RatioOf(parts, o.Seed)
	v := values{"jackknife": r.Jackknife, "n": r.Resamples, "dropped": r.Dropped,
		"ci95_linear_type7": r.Linear, "ci95_inverted_cdf_type1": r.Inverted}
	v.put("point", r.Point)
	v.put("mean", r.Mean)
	v.put("sd_population", r.Deviation)
	return v, nil
}

// positions are the positional dissimilarities of pairs of units.
func positions(in *node) (any, error) {
	pairs, _ := in.field("pairs")
	empty := numberOr(in, 1, "delta_empty", "deltaEmpty")
	found := []agreement.Value{}
	for i := range pairs.list {
		if len(pairs.list[i].list) != 2 {
			return nil, fmt.Errorf("pair %d: %w", i+1, errShape)
		}
		a, first := stretchOf(&pairs.list[i].list[0])
		b, second := stretchOf(&pairs.list[i].list[1])
		if !first || !second {
			return nil, fmt.Errorf("pair %d: %w", i+1, errShape)
		}
		found = append(found, agreement.Of(gamma.PositionalDissimilarity(a, b, empty)))
	}
	return values{"d_pos": found}, nil
}

func stretchOf(n *node) (gamma.Unit, bool) {
	if len(n.list) < 2 || n.list[0].kind != number || n.list[1].kind != number {
		return gamma.Unit{}, false
	}
	u := gamma.Unit{Start: n.list[0].number, End: n.list[1].number}
	return u, u.Start <= u.End && math.Abs(u.Start) < 1e12 && math.Abs(u.End) < 1e12
}

func numberOr(in *node, usual float64, names ...string) float64 {
	for _, name := range names {
		if f, ok := in.field(name); ok && f.kind == number {
			return f.number
		}
	}
	return usual
}

// weightsOf reads what disorder costs.
func weightsOf(in *node) gamma.Weights {
	if p, ok := in.field("params"); ok && p.kind == object {
		in = p
	}
	return gamma.Weights{Position: numberOr(in, 1, "alpha"), Category: numberOr(in, 1, "beta"), Empty: numberOr(in, 1, "delta_empty", "deltaEmpty")}
}

// gammaContinuum reads units, each [person, label, start, end].
func gammaContinuum(in *node) (*gamma.Continuum, []string, error) {
	list, _ := in.field("units")
	c := &gamma.Continuum{}
	places := map[string]int{}
	var names []string
	for i := range list.list {
		u := list.list[i].list
		if len(u) < 4 || u[0].kind != text || !scalar(&u[1]) {
			return nil, nil, fmt.Errorf("unit %d is [person, label, start, end]: %w", i+1, errShape)
		}
		unit, ok := stretchOf(&node{list: u[2:]})
		if !ok {
			return nil, nil, fmt.Errorf("unit %d is [person, label, start, end]: %w", i+1, errShape)
		}
		at, known := places[u[0].text]
		if !known {
			at = len(places)
			places[u[0].text], names = at, append(names, u[0].text)
		}
		unit.Annotator, unit.Label = at, u[1].text
		c.Units = append(c.Units, unit)
	}
	c.Annotators = len(names)
	return c, names, nil
}

// few is how many units may be sampled until chance is all but gone.
const few = 60

// units gives gamma of one continuum.
func units(in *node, o Options) (any, error) {
	c, names, err := gammaContinuum(in)
	if err != nil {
		return nil, err
	}
	w := weightsOf(in)
	if !(w.Empty > 0) || w.Position < 0 || w.Category < 0 {
		return nil, fmt.Errorf("an empty unit costs more than nothing, and no other weight is below 0: %w", errShape)
	}
	options := gamma.Options{Weights: w, Sampler: gamma.Shuffle, Seed: o.Seed, Precision: 0.02}
	if len(c.Units) <= few {
		options.Precision = 0.005
	}
	v := values{}
	if fixture, ok := in.field("fixture"); ok {
		v["fixture"] = fixture.text
	}
	shuffled := gamma.Compute(c, options)
	v.putGamma(c, shuffled)
	options.Sampler, options.Precision = gamma.Statistical, 0
	r := gamma.Compute(c, options)
	v["gamma_statistical"] = r.Gamma
	v["gamma_reference_30_samples"] = values{"expectedDisorder": r.Expected, "gamma": r.Gamma, "nSamples": r.Samples}
	v["seed"] = o.Seed
	v["pairwise"] = pairwise(c, names, w)
	return v, nil
}

func (v values) putGamma(c *gamma.Continuum, r gamma.Result) {
	for _, name := range []string{"observed_disorder", "best_alignment_disorder", "recomputed"} {
		v[name] = disorder(r.Gamma, r.Observed)
	}
	v["total_cost"] = disorder(r.Gamma, r.Alignment.Cost)
	v["n_unitary_alignments"] = len(r.Alignment.Groups)
	v["expected_disorder"], v["samples"] = disorder(r.Gamma, r.Expected), r.Samples
	for _, name := range []string{"gamma", "gamma_shuffle", "gamma_shuffle_range"} {
		v.put(name, r.Gamma)
	}
	for _, name := range []string{"gamma_cat", "gamma_cat_shuffle_range"} {
		v.put(name, r.Category)
	}
	byValue := values{}
	for label, x := range r.Values {
		byValue.put(label, x)
	}
	v["gamma_k"] = byValue
}

// disorder is a number of a computation that came to its end.
func disorder(whole agreement.Value, x float64) agreement.Value {
	if !whole.Defined() && whole.Undefined != agreement.NoVariation {
		return whole
	}
	return agreement.Of(x)
}

// pairwise are the exact disorders of every two people.
func pairwise(c *gamma.Continuum, names []string, w gamma.Weights) values {
	v := values{}
	for a := range names {
		for b := a + 1; b < len(names); b++ {
			two := c.Pair(a, b)
			best, err := gamma.Best(&two, w)
			if err == nil {
				v[names[a]+"-"+names[b]] = agreement.Of(best.Disorder(&two))
			}
		}
	}
	return v
}
