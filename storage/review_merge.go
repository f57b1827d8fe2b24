package storage

import (
	"context"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/review"
)

// ReviewMerge is what an automatic merge did, or would do.
type ReviewMerge struct {
	review.Preview
	Failed []string // articles that could not be read, with the reason
}

// settingsPerDraft bounds what one change of the end of a merge sets.
const settingsPerDraft = 2_500

// Preview counts what Merge would do, and writes nothing.
func (r *Reviewer) Preview(ctx context.Context, rule review.Rule, progress func(done, total int)) (ReviewMerge, error) {
	var report ReviewMerge
	err := r.plans(ctx, &report, rule, annotate.ID{}, annotate.ID{}, progress, func(*review.Plan) error { return nil })
	return report, err
}

// Merge merges all articles automatically by a rule: what the rule settles goes
// to their adjudicated layers. Units that somebody has decided are left alone.
// It writes in batches of bounded size; nothing is to be seen until all of it is
// there, and one undo takes all of it back. Cancelling the context ends it with
// the context's error and leaves nothing to be seen. progress may be nil.
func (r *Reviewer) Merge(ctx context.Context, person annotate.ID, rule review.Rule, progress func(done, total int)) (ReviewMerge, error) {
	var report ReviewMerge
	name := "merge automatically: " + string(rule.Strategy)
	into := r.p.newImport(person, name)
	var rest restOfMerge
	err := r.plans(ctx, &report, rule, person, into.batch, progress, func(plan *review.Plan) error {
		rest.add(plan.Rest)
		return into.addPlan(plan)
	})
	if err != nil {
		into.Abandon()
		return ReviewMerge{}, err
	}
	if _, err := into.Close(name); err != nil {
		return ReviewMerge{}, err
	}
	for _, d := range rest.drafts {
		d.Person, d.Action, d.Batch = person, name, into.batch // one step of undo with the batch
		if _, err := r.p.Commit(d); err != nil {
			return report, fmt.Errorf("finish the merge, which can be done again: %w", err)
		}
	}
	return report, nil
}

// plans makes the plans of all articles, and counts them.
func (r *Reviewer) plans(ctx context.Context, report *ReviewMerge, rule review.Rule, person, batch annotate.ID, progress func(done, total int), each func(*review.Plan) error) error {
	failed := func(id annotate.ID, err error) { report.Failed = append(report.Failed, fmt.Sprintf("%s: %v", id, err)) }
	return r.Each(ctx, progress, failed, func(s *review.Sheet) error {
		plan := s.Merge(rule, person, batch)
		report.Add(&plan.Preview)
		return each(plan)
	})
}

// addPlan adds the annotations of a plan, in drafts of bounded size.
func (i *Import) addPlan(plan *review.Plan) error {
	const perDraft = 500
	if len(plan.New.Settings) > 0 && i.added == 0 {
		if err := i.open(); err != nil {
			return err
		}
	}
	part, objects := plan.New, 0
	part.Settings = nil
	for n, set := range plan.New.Settings {
		if n == 0 || set.Ref != plan.New.Settings[n-1].Ref {
			if objects++; objects > perDraft {
				if err := i.addDraft(part, perDraft); err != nil {
					return err
				}
				part.Settings, objects = nil, 1
			}
		}
		part.Settings = append(part.Settings, set)
	}
	if objects == 0 {
		return nil
	}
	return i.addDraft(part, objects)
}

// restOfMerge gathers what follows the annotations of a merge: each change holds
// what belongs to many articles.
type restOfMerge struct{ drafts []annotate.Draft }

func (r *restOfMerge) add(d annotate.Draft) {
	if len(d.Settings) == 0 {
		return
	}
	if n := len(r.drafts); n > 0 && len(r.drafts[n-1].Settings)+len(d.Settings) <= settingsPerDraft {
		r.drafts[n-1].Settings = append(r.drafts[n-1].Settings, d.Settings...)
		r.drafts[n-1].Article = annotate.ID{}
		return
	}
	r.drafts = append(r.drafts, annotate.Draft{Article: d.Article, Settings: d.Settings})
}
