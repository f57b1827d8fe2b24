package cases

import (
	"bluepencil/annotate/agreement"
	"bluepencil/annotate/agreement/coding"
	"bluepencil/annotate/agreement/gamma"
	"bluepencil/annotate/agreement/matching"
	"bluepencil/annotate/agreement/unitizing"
)

// degenerate is what the measures say where there is nothing to measure. A
// file asks for it with an input that is only a text.
func degenerate(o Options) values {
	options := gamma.Options{Weights: gamma.Usual, Sampler: gamma.Shuffle, Seed: o.Seed}
	both := matching.Tally{}
	empty := unitizing.CountBinary(100, [][]agreement.Range{nil, nil})
	nothing := gamma.Compute(&gamma.Continuum{Annotators: 2}, options)
	bothEmpty := values{"f1": both.F1(matching.Strict), "u_alpha": empty.Alpha(), "kappa": coding.Contingency{}.Cohen(),
		"gamma": nothing.Gamma, "undefined": both.F1(matching.Strict).Undefined}

	some := matching.NewLayer([]agreement.Span{{Label: "quote", Ranges: []agreement.Range{{Start: 0, End: 9}}}})
	one := matching.Count(&some, &matching.Layer{})

	alone := coding.Table{Values: []coding.Category{{Name: "quote"}}, Coders: [][]int{{0, 0}}}
	first := unitizing.CountBinary(100, [][]agreement.Range{{{Start: 0, End: 9}}})
	noPair := agreement.Mean(nil, agreement.SecondAnnotator)
	single := values{"f1": noPair, "u_alpha": first.Alpha(), "kappa": alone.MeanCohen(), "undefined": noPair.Undefined}

	alike := coding.Table{Values: alone.Values, Coders: [][]int{{0, 0}, {0, 0}}}
	same := alike.Contingency(0, 1)
	oneCategory := values{"percent": same.Percent(), "kappa": same.Cohen(), "alpha": alike.Alpha(coding.Nominal), "undefined": same.Cohen().Undefined}
	return values{"both_empty": bothEmpty, "one_empty": values{"f1": one.F1(matching.Strict)},
		"single_annotator": single, "one_category_used_by_both": oneCategory}
}
