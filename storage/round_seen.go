package storage

import (
	"cmp"
	"context"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/tables"
	"bluepencil/storage/kv"
)

// SeenWhole is Whole as a person may see it: layers that they may see nothing
// of are left out, and where a submission alone may be seen, its annotations
// stand in place of those of the layer.
func (p *Project) SeenWhole(reader, article annotate.ID, parts Parts) (w Whole, err error) {
	err = p.store.View(func(r kv.Reader) error {
		if w, err = p.whole(r, article, parts); err != nil || !parts.Layers && !parts.Annotations {
			return err
		}
		return p.hide(r, reader, &w, parts)
	})
	if err == nil && !parts.Stored {
		err = p.read(w.Annotations)
	}
	return w, err
}

// hide takes out of an article what a person may not see.
func (p *Project) hide(r kv.Reader, reader annotate.ID, w *Whole, parts Parts) error {
	who, err := p.onlooker(r, reader, w.Article.ID)
	if err != nil || who.Sees() == rounds.Everything {
		return err
	}
	var layers []annotate.Layer
	var submitted []annotate.Annotation
	submissions := who.Sees() == rounds.Submission
	var failed error
	err = scanStandings(r, kindPrefix(annotate.KindLayer, w.Article.ID), func(l *annotate.Layer) bool {
		own, gold := l.Person == reader, l.Person == annotate.GoldLayer
		if !own && (!submissions || !gold && l.Submission.IsZero()) {
			return true
		}
		layers = append(layers, *l)
		if own || gold || !parts.Annotations {
			return true
		}
		var o *annotate.Object
		if o, failed = readObject(r, annotate.SubmissionRef(l.Article, l.Person, l.Submission)); failed == nil {
			submitted = append(submitted, annotate.As[annotate.Snapshot](o.Value(annotate.FieldSnapshot)).Annotations...)
		}
		return failed == nil
	})
	if failed != nil || err != nil {
		return cmp.Or(failed, err)
	}
	if parts.Layers {
		w.Layers = layers
	}
	if parts.Annotations {
		for i := range w.Annotations {
			if a := &w.Annotations[i]; a.Layer == reader || submissions && a.Layer == annotate.GoldLayer {
				submitted = append(submitted, *a)
			}
		}
		annotate.SortAnnotations(submitted)
		w.Annotations = submitted
	}
	return nil
}

// SeenTables is Tables with every member's layers as far as the reader may see
// them.
func (p *Project) SeenTables(ctx context.Context, reader annotate.ID, progress func(done, total int)) (*tables.Collector, error) {
	given, err := p.Assignments(AssignmentFilter{})
	if err != nil {
		return nil, err
	}
	held := map[annotate.ID]bool{}
	for _, a := range given {
		held[a.Article] = true
	}
	return p.collect(ctx, collecting{reader: reader, held: held, progress: progress})
}

// seen gives the collector what the reader may see of the articles that rounds
// give out.
func (w *tableWalk) seen(ctx context.Context, p *Project, c *collecting) error {
	for article := range c.held {
		if _, listed := w.articles[article]; !listed {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		whole, err := p.SeenWhole(c.reader, article, Parts{Annotations: true})
		if err != nil {
			return err
		}
		for i := range whole.Annotations {
			if a := &whole.Annotations[i]; a.Layer != annotate.GoldLayer {
				w.one(a)
			}
		}
		w.flush()
	}
	return nil
}
