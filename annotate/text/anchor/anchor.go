package anchor

import (
	"cmp"
	"slices"

	"bluepencil/annotate/text"
)

// Method says how the place of a range was found.
type Method string

// The methods, the surest first.
const (
	Unchanged Method = "unchanged" // it stands where it stood, as it was
	Moved     Method = "moved"     // its exact words stand elsewhere
	Edited    Method = "edited"    // its words were changed
	Ambiguous Method = "ambiguous" // there are several places
	Lost      Method = "lost"      // there is none
)

// Place is a range of the new text where an old one may be. Confidence is from
// 0 to 1. Exact tells whether it has the very words.
type Place struct {
	text.Range
	Confidence float64
	Exact      bool
}

// Result is what became of one range of the old text. Its Place is the best
// of the Candidates; without any it is zero.
type Result struct {
	Method Method
	Place
	Candidates []Place // the best first, at most CandidatesAtMost
}

// CandidatesAtMost bounds the places that are listed for one range.
const CandidatesAtMost = 5

// Sure is the confidence from which a place is right in at least 99 of 100
// cases; TestEvalAnchor measures it.
const Sure = 0.8

// Anchor finds ranges of the old text in the new one: one result each, in
// their order. A range that is empty or outside of the old text is lost. The
// places lie between grapheme clusters of the new text, but where the old range
// did not and its words are unchanged.
func (a *Alignment) Anchor(ranges []text.Range) []Result {
	results := make([]Result, len(ranges))
	for i, r := range ranges {
		results[i] = a.anchor(r)
	}
	return results
}

func (a *Alignment) anchor(r text.Range) Result {
	if r.Start < 0 || r.Empty() || r.End > len(a.old.text) {
		return Result{Method: Lost}
	}
	result := a.mapped(r)
	if result.Confidence >= Sure {
		result.Candidates = []Place{result.Place}
		return result
	}
	places := a.search(r)
	if result.Method != Lost {
		places = append(places, result.Place)
	}
	places = settle(places)
	if len(places) == 0 {
		return Result{Method: Lost}
	}
	best := places[0]
	if best.Range != result.Range {
		result.Method = Edited
		if best.Exact {
			result.Method = Moved
		}
	}
	if len(places) > 1 && places[1].Confidence > best.Confidence*0.7 {
		best.Confidence *= 0.6
		result.Method = Ambiguous
	}
	result.Place, result.Candidates = best, places
	return result
}

// settle orders places from the best on and drops those that overlap a better one.
func settle(places []Place) []Place {
	slices.SortFunc(places, func(x, y Place) int {
		return cmp.Or(cmp.Compare(y.Confidence, x.Confidence), cmp.Compare(x.Start, y.Start), cmp.Compare(x.End, y.End))
	})
	var kept []Place
	for _, p := range places {
		if len(kept) < CandidatesAtMost && !slices.ContainsFunc(kept, func(k Place) bool { return k.Overlaps(p.Range) }) {
			kept = append(kept, p)
		}
	}
	return kept
}
