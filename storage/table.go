package storage

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/tables"
	"bluepencil/storage/kv"
)

// Tables reads what is marked in the project into tables: one person's layers,
// or the adjudicated ones, or every member's for the zero id; articles in the bin, and those that a newer
// version replaces, are left out. It reads every annotation once, and keeps in
// memory what the collector keeps, and the names of the articles meanwhile.
// progress, which may be nil, is told how many of the articles that somebody
// works on were gone through. Cancelling the context ends it with the
// context's error.
func (p *Project) Tables(ctx context.Context, person annotate.ID, progress func(done, total int)) (*tables.Collector, error) {
	return p.collect(ctx, collecting{person: person, progress: progress})
}

// EachTableRow gives the rows of quotes and of claims one after the other, with
// all their words, and keeps none of them; else it is Tables. An error of each
// ends it.
func (p *Project) EachTableRow(ctx context.Context, person annotate.ID, progress func(done, total int), each func(tables.Kind, *tables.Row) error) error {
	_, err := p.collect(ctx, collecting{person: person, progress: progress, each: each})
	return err
}

// collecting is what is to be collected, and for whom.
type collecting struct {
	person   annotate.ID          // whose layers; zero for every member's
	reader   annotate.ID          // who is to see them; zero for somebody who sees everything
	held     map[annotate.ID]bool // articles in which others' layers may be hidden from the reader
	progress func(done, total int)
	each     func(tables.Kind, *tables.Row) error
}

// wants tells whether a layer is collected as it stands.
func (c *collecting) wants(layer annotate.Ref) bool {
	if c.held[layer.Article] {
		return false
	}
	return layer.Owner == c.person || c.person.IsZero() && layer.Owner != annotate.GoldLayer
}

func (p *Project) collect(ctx context.Context, what collecting) (*tables.Collector, error) {
	common, err := p.Common()
	if err != nil {
		return nil, err
	}
	entries, err := p.Register()
	if err != nil {
		return nil, err
	}
	c := tables.NewCollector(common.Codebook, entries, append(common.People, annotate.GoldPerson()))
	c.Stream(what.each)
	walk := tableWalk{c: c, progress: what.progress, articles: map[annotate.ID]tables.Article{}}
	err = p.EachArticle(ArticleFilter{}, func(a *annotate.Article) bool {
		walk.articles[a.ID] = tables.Article{ID: a.ID, Title: a.Title(), Outlet: a.Meta[annotate.MetaOutlet], Published: a.Meta[annotate.MetaPublished]}
		return ctx.Err() == nil
	})
	if err == nil {
		walk.standing, walk.total, err = p.standings(ctx)
	}
	if err != nil {
		return nil, err
	}
	want := func(ref annotate.Ref) bool {
		_, listed := walk.articles[ref.Article]
		return listed && walk.failed == nil && what.wants(ref)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	walk.stop = cancel
	err = p.eachAnnotation(ctx, nil, want, walk.one)
	walk.flush()
	if err == nil {
		err = walk.seen(ctx, p, &what)
	}
	return c, errors.Join(walk.failed, unlessFailed(walk.failed, err))
}

func unlessFailed(failed, err error) error {
	if failed != nil {
		return nil // the walk was stopped for it
	}
	return err
}

// standings reads where everybody stands with every article, and with how many
// articles anybody does.
func (p *Project) standings(ctx context.Context) (map[annotate.Ref]annotate.Status, int, error) {
	standing := map[annotate.Ref]annotate.Status{}
	articles := map[annotate.ID]bool{}
	err := p.store.View(func(r kv.Reader) error {
		return scanStandings(r, kindPrefix(annotate.KindLayer), func(l *annotate.Layer) bool {
			standing[annotate.LayerRef(l.Article, l.Person)] = l.Status
			articles[l.Article] = true
			return ctx.Err() == nil
		})
	})
	return standing, len(articles), errors.Join(err, ctx.Err())
}

// tableWalk gives annotations, which come article by article, to a collector,
// an article at a time.
type tableWalk struct {
	c        *tables.Collector
	articles map[annotate.ID]tables.Article
	standing map[annotate.Ref]annotate.Status
	total    int
	done     int
	progress func(done, total int)
	at       annotate.ID // the article that is being gathered
	marks    []annotate.Annotation
	failed   error
	stop     context.CancelCauseFunc
}

func (w *tableWalk) one(a *annotate.Annotation) {
	if a.Article != w.at {
		w.flush()
		w.at = a.Article
	}
	w.marks = append(w.marks, *a)
}

// flush makes rows of the article that is complete.
func (w *tableWalk) flush() {
	if len(w.marks) == 0 || w.failed != nil {
		return
	}
	annotate.SortAnnotations(w.marks)
	w.failed = w.c.Add(w.articles[w.at], w.marks, func(person annotate.ID) annotate.Status {
		if s, ok := w.standing[annotate.LayerRef(w.at, person)]; ok && s != annotate.StatusNew {
			return s
		}
		return annotate.StatusInProgress // somebody has marked it
	})
	clear(w.marks) // what is kept of them is copied
	w.marks = w.marks[:0]
	if w.failed != nil {
		w.stop(w.failed)
	}
	if w.done++; w.progress != nil {
		w.progress(w.done, max(w.total, w.done))
	}
}

// WholeWords reads all words of a row whose words were cut.
func (p *Project) WholeWords(r *tables.Row) (string, error) {
	a, err := p.annotation(r.Ref())
	if err != nil {
		return "", err
	}
	return a.Text(), nil
}

// annotation reads one live annotation as it is stored. It fails with
// annotate.ErrNotFound.
func (p *Project) annotation(ref annotate.Ref) (annotate.Annotation, error) {
	o, err := p.existing(ref)
	if err != nil {
		return annotate.Annotation{}, err
	}
	return annotate.AnnotationFrom(o), nil
}

// byArticle sorts marks so that those of one article stand together.
func byArticle(marks []tables.Mark) []tables.Mark {
	sorted := slices.Clone(marks)
	slices.SortStableFunc(sorted, func(a, b tables.Mark) int { return a.Article.ID.Compare(b.Article.ID) })
	return sorted
}

// PlanEdit says what an edit of many annotations would do, and with what
// draft: one change in the person's own layers, one step of undo. It reads each
// article once and writes nothing. It fails with annotate.ErrInvalid where more
// would change than one step of undo holds.
func (p *Project) PlanEdit(ctx context.Context, person annotate.ID, e tables.Edit, marks []tables.Mark) (*tables.Plan, error) {
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	entries, err := p.Register()
	if err != nil {
		return nil, err
	}
	plan, err := tables.NewPlan(person, e, codebook, entries)
	if err != nil {
		return nil, err
	}
	marks = byArticle(marks)
	for len(marks) > 0 {
		n := slices.IndexFunc(marks, func(m tables.Mark) bool { return m.Article.ID != marks[0].Article.ID })
		if n < 0 {
			n = len(marks)
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		own, err := p.Annotations(marks[0].Article.ID, person)
		if err != nil {
			return nil, fmt.Errorf("article %s: %w", marks[0].Article.Title, err)
		}
		if err := plan.Add(marks[:n], own); err != nil {
			return nil, err
		}
		marks = marks[n:]
	}
	return plan, nil
}
