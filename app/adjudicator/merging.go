package adjudicator

import (
	"context"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
	"bluepencil/storage"
)

// Merging is an automatic merge as a person asks for it.
type Merging struct {
	Rule    review.Rule
	Article annotate.ID // zero for all articles
}

// Preview counts in the background what a merge would do, and writes nothing.
// progress may be nil.
func (m Merging) Preview(ctx context.Context, p *storage.Project, progress func(done, total int)) (storage.ReviewMerge, error) {
	reviewer, err := p.Reviewer()
	if err != nil {
		return storage.ReviewMerge{}, err
	}
	if m.Article.IsZero() {
		return reviewer.Preview(ctx, m.Rule, progress)
	}
	s, err := reviewer.Sheet(m.Article)
	if err != nil {
		return storage.ReviewMerge{}, err
	}
	return storage.ReviewMerge{Preview: s.Merge(m.Rule, annotate.ID{}, annotate.ID{}).Preview}, nil
}

// Do merges in the background, in one step of undo. progress may be nil. A
// cancelled context ends it with the context's error, and nothing is changed.
func (m Merging) Do(ctx context.Context, p *storage.Project, person annotate.ID, progress func(done, total int)) (storage.ReviewMerge, error) {
	reviewer, err := p.Reviewer()
	if err != nil {
		return storage.ReviewMerge{}, err
	}
	if m.Article.IsZero() {
		return reviewer.Merge(ctx, person, m.Rule, progress)
	}
	s, err := reviewer.Sheet(m.Article)
	if err != nil {
		return storage.ReviewMerge{}, err
	}
	plan := s.Merge(m.Rule, person, annotate.ID{})
	if d := plan.Draft(); len(d.Settings) > 0 {
		if _, err := p.Commit(d); err != nil {
			return storage.ReviewMerge{}, err
		}
	}
	return storage.ReviewMerge{Preview: plan.Preview}, nil
}

// Count is a number with what it counts.
type Count struct {
	N    int
	Name string
}

// stateNames say how far people agree, as the preview lists it.
var stateNames = map[review.State]string{
	review.Unanimous: "all have the same", review.Details: "same text and label, details differ", review.Majority: "more than half have the same",
	review.Single: "marked by one person only", review.Minority: "marked by several, not by most", review.Labels: "several labels, none with a majority",
	review.Boundary: "several boundaries, none with a majority",
}

// StateCounts are the units of a merge by how far people agree.
func StateCounts(m *storage.ReviewMerge) []Count {
	list := make([]Count, 0, len(review.States))
	for _, s := range review.States {
		list = append(list, Count{m.States[s], stateNames[s]})
	}
	return list
}

// EffectCounts are what a merge does, or would do.
func EffectCounts(m *storage.ReviewMerge) []Count {
	list := []Count{
		{m.Merged, "settled by the rule"}, {m.Decided, "decided by somebody, and left as they are"}, {m.Open, "left to decide"},
		{m.Added, "markings added to the gold layer"}, {m.Removed, "taken away, of an earlier merge"}, {m.Kept, "kept, of an earlier merge"},
	}
	if m.Passed > 0 {
		list = append(list, Count{m.Passed, "articles passed over: too few have submitted them"})
	}
	if m.Lost > 0 {
		list = append(list, Count{m.Lost, "attributes or links left out: the codebook does not allow them any more"})
	}
	if n := len(m.Failed); n > 0 {
		list = append(list, Count{n, "articles could not be read"})
	}
	return list
}

// MergedInWords is what a merge did, in a sentence.
func MergedInWords(m *storage.ReviewMerge) string {
	return fmt.Sprintf("Merged %s: %s settled, %d left to decide. It is one step of undo.", articlesInWords(m.Articles-m.Passed), unitsInWords(m.Merged), m.Open)
}

// ComparedInWords is how much there is to merge, in a sentence.
func ComparedInWords(m *storage.ReviewMerge) string {
	return fmt.Sprintf("%s, and %s where somebody has marked something.", articlesInWords(m.Articles), unitsInWords(m.Units))
}

func articlesInWords(n int) string {
	if n == 1 {
		return "1 article"
	}
	return fmt.Sprintf("%d articles", n)
}
