package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/register"
	"bluepencil/annotate/review"
	"bluepencil/storage/kv"
)

// Reviewer lays articles out for review: what people have submitted side by
// side, what was decided, and the adjudicated layer. It knows codebook, register
// and people as they were when it was made, and is safe for concurrent use.
type Reviewer struct {
	p      *Project
	scheme review.Scheme
	people []annotate.ID // whose layers are compared; none means everybody's
}

// Reviewer prepares the review of the layers of the people named, or of
// everybody's.
func (p *Project) Reviewer(people ...annotate.ID) (*Reviewer, error) {
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	entities, err := p.Entities()
	if err != nil {
		return nil, err
	}
	members, err := p.People()
	if err != nil {
		return nil, err
	}
	handles := map[annotate.ID]string{}
	for _, m := range members {
		handles[m.ID] = m.Handle
	}
	entries := register.New(entities)
	known := make(map[annotate.ID]bool, len(entities))
	for i := range entities {
		known[entities[i].ID] = true
	}
	return &Reviewer{p: p, people: people, scheme: review.Scheme{
		Codebook:  codebook,
		Canonical: entries.Canonical,
		Entry:     func(id annotate.ID) bool { return known[id] },
		Handle:    func(id annotate.ID) string { return handles[id] },
	}}, nil
}

// Sheet lays out one article as it stands. It fails with annotate.ErrNotFound.
func (r *Reviewer) Sheet(article annotate.ID) (*review.Sheet, error) {
	text, err := r.p.Text(article)
	if err != nil {
		return nil, err
	}
	in := review.Input{Article: article, Text: text, Scheme: &r.scheme}
	if in.Layers, err = r.layers(article); err != nil {
		return nil, err
	}
	if in.Decisions, err = r.p.Decisions(article); err != nil {
		return nil, err
	}
	if in.Gold, err = r.p.Annotations(article, annotate.GoldLayer); err != nil {
		return nil, err
	}
	o, err := r.p.Object(annotate.LayerRef(article, annotate.GoldLayer))
	if err != nil {
		return nil, err
	}
	in.Rule, in.Status = annotate.MergeRule(o), annotate.LayerFrom(o).Status
	return review.NewSheet(in), nil
}

// layers reads what is compared of an article: the latest submission of
// everybody who made one; of a layer that counts as submitted without one, as
// imported layers of other tools may, what it holds.
func (r *Reviewer) layers(article annotate.ID) ([]review.Layer, error) {
	standing, err := r.p.Layers(article)
	if err != nil {
		return nil, err
	}
	var layers []review.Layer
	for i := range standing {
		l := &standing[i]
		if !r.compares(l) {
			continue
		}
		layer := review.Layer{Person: l.Person, Submission: l.Submission}
		if layer.Stored, err = r.p.submitted(l); err != nil {
			return nil, fmt.Errorf("article %s: %w", article, err)
		}
		layer.Annotations = layer.Stored
		if mapping := r.scheme.Codebook.Mapping(); mapping != nil {
			layer.Annotations = slices.Clone(layer.Stored)
			mapping.ReadAll(layer.Annotations)
		}
		layers = append(layers, layer)
	}
	return layers, nil
}

// compares tells whether a layer is compared: it is somebody's, and submitted.
func (r *Reviewer) compares(l *annotate.Layer) bool {
	if l.Person == annotate.GoldLayer || len(r.people) > 0 && !slices.Contains(r.people, l.Person) || l.Status == annotate.StatusSetAside {
		return false
	}
	return !l.Submission.IsZero() || l.Status == annotate.StatusSubmitted || l.Status == annotate.StatusAdjudicated
}

// submitted reads the annotations of a layer that is submitted, with the ids
// that were stored.
func (p *Project) submitted(l *annotate.Layer) ([]annotate.Annotation, error) {
	if l.Submission.IsZero() {
		return p.StoredAnnotations(l.Article, l.Person)
	}
	o, err := p.Object(annotate.SubmissionRef(l.Article, l.Person, l.Submission))
	if err != nil {
		return nil, err
	}
	return annotate.As[annotate.Snapshot](o.Value(annotate.FieldSnapshot)).Annotations, nil
}

// Decisions reads the live decisions about an article, in the order of their
// making.
func (p *Project) Decisions(article annotate.ID) ([]annotate.Decision, error) {
	keep := func(o *annotate.Object) bool { return o.Exists() && p.visible.shows(annotate.BatchOf(o)) }
	return list(p, kindPrefix(annotate.KindDecision, article), keep, annotate.DecisionFrom)
}

// Adjudicates tells whether the project has an adjudicated layer of any article.
func (p *Project) Adjudicates() (found bool, err error) {
	err = p.store.View(func(r kv.Reader) error {
		return scanObjects(r, kindPrefix(annotate.KindLayer), func(o *annotate.Object) bool {
			found = o.Ref.Owner == annotate.GoldLayer && annotate.LayerFrom(o).Status != annotate.StatusNew
			return !found
		})
	})
	return found, err
}

// Articles lists the articles that somebody has a layer of, in the order they
// were added; those in the bin and those that a newer version replaces are left
// out.
func (r *Reviewer) Articles() ([]annotate.ID, error) {
	begun := map[annotate.ID]bool{}
	err := r.p.store.View(func(reader kv.Reader) error {
		return scanObjects(reader, kindPrefix(annotate.KindLayer), func(o *annotate.Object) bool {
			l := annotate.LayerFrom(o)
			begun[o.Ref.Article] = begun[o.Ref.Article] || r.compares(&l)
			return true
		})
	})
	if err != nil {
		return nil, err
	}
	var ids []annotate.ID
	err = r.p.EachArticle(ArticleFilter{}, func(a *annotate.Article) bool {
		if begun[a.ID] {
			ids = append(ids, a.ID)
		}
		return true
	})
	return ids, err
}

// Each gives the sheets of all articles that somebody has submitted a layer of,
// one after the other; a few are read ahead. An article that cannot be read is
// given to failed, and does not stop the rest. progress may be nil. An error of
// each ends it with that error, a cancelled context with the context's.
func (r *Reviewer) Each(ctx context.Context, progress func(done, total int), failed func(annotate.ID, error), each func(*review.Sheet) error) error {
	ids, err := r.Articles()
	if err != nil {
		return err
	}
	type row struct {
		sheet *review.Sheet
		err   error
	}
	stop := make(chan struct{})
	defer close(stop)
	rows := ahead(ids, stop, func(id annotate.ID) row {
		sheet, err := r.Sheet(id)
		return row{sheet, err}
	})
	n := 0
	for ready := range rows {
		got := <-ready
		if err := ctx.Err(); err != nil {
			return err
		}
		switch {
		case got.err != nil:
			failed(ids[n], got.err)
		default:
			if err := each(got.sheet); err != nil {
				return err
			}
		}
		if n++; progress != nil {
			progress(n, len(ids))
		}
	}
	return ctx.Err()
}

// ahead gives what is read of each id, in order, each on a goroutine of its
// own, as many at once as there are processors, until stop is closed.
func ahead[T any](ids []annotate.ID, stop <-chan struct{}, read func(annotate.ID) T) <-chan chan T {
	rows := make(chan chan T, runtime.GOMAXPROCS(0))
	go func() {
		defer close(rows)
		for _, id := range ids {
			row := make(chan T, 1)
			select {
			case rows <- row:
			case <-stop:
				return
			}
			go func() { row <- read(id) }()
		}
	}()
	return rows
}

// EachDifference gives what was settled otherwise than a person had it, article
// by article; articles without any are passed over. The rest is as for Each.
func (r *Reviewer) EachDifference(ctx context.Context, person annotate.ID, progress func(done, total int), failed func(annotate.ID, error), each func(*review.Sheet, []review.Otherwise) error) error {
	if person == annotate.GoldLayer {
		return errors.New("the adjudicated layer does not differ from itself; name a member")
	}
	return r.Each(ctx, progress, failed, func(s *review.Sheet) error {
		if found := s.Differences(person); len(found) > 0 {
			return each(s, found)
		}
		return nil
	})
}
