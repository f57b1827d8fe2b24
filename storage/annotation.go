package storage

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// annotationPrefix selects the annotations of one layer, or of all layers for
// the zero layer.
func annotationPrefix(article, layer annotate.ID) []byte {
	if layer.IsZero() {
		return kindPrefix(annotate.KindAnnotation, article)
	}
	return kindPrefix(annotate.KindAnnotation, article, layer)
}

// Annotations reads the live annotations of an article's layer, or of all its
// layers for the zero layer, by start; of those that start together the
// longer comes first. Links to annotations that lie in the bin are set apart,
// and what the codebook has merged is read as what it was merged into.
func (p *Project) Annotations(article, layer annotate.ID) ([]annotate.Annotation, error) {
	found, err := p.StoredAnnotations(article, layer)
	if err != nil {
		return nil, err
	}
	return found, p.read(found)
}

// StoredAnnotations is Annotations with the ids that were stored, merges
// aside: what is kept again is kept so.
func (p *Project) StoredAnnotations(article, layer annotate.ID) ([]annotate.Annotation, error) {
	found, err := p.annotations(article, layer, annotate.Glance.Live)
	hideDangling(found)
	return found, err
}

// read makes of stored annotations what they are read as.
func (p *Project) read(list []annotate.Annotation) error {
	codebook, err := p.Codebook()
	if err == nil {
		codebook.Mapping().ReadAll(list)
	}
	return err
}

// DeletedAnnotations reads what lies in the bin of an article's layer, in the
// order of Annotations.
func (p *Project) DeletedAnnotations(article, layer annotate.ID) ([]annotate.Annotation, error) {
	found, err := p.annotations(article, layer, func(g annotate.Glance) bool { return g.Deleted })
	if err != nil {
		return nil, err
	}
	return found, p.read(found)
}

func (p *Project) annotations(article, layer annotate.ID, keep func(annotate.Glance) bool) ([]annotate.Annotation, error) {
	var found []annotate.Annotation
	want := func(g annotate.Glance) bool { return keep(g) && p.visible.shows(g.Batch) }
	err := p.store.View(func(r kv.Reader) error {
		return scanAnnotations(r, article, layer, want, func(a annotate.Annotation) { found = append(found, a) })
	})
	annotate.SortAnnotations(found)
	return found, err
}

// scanAnnotations gives the annotations of a layer that are wanted at a glance.
func scanAnnotations(r kv.Reader, article, layer annotate.ID, want func(annotate.Glance) bool, each func(annotate.Annotation)) error {
	var reader annotate.AnnotationReader
	return r.Scan(bucketObjects, annotationPrefix(article, layer), nil, func(key, value []byte) (bool, error) {
		ref, err := refOfKey(key)
		if err != nil {
			return false, err
		}
		a, ok, err := reader.Read(ref, value, want)
		if err != nil {
			return false, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
		}
		if ok {
			each(a)
		}
		return true, nil
	})
}

func hideDangling(list []annotate.Annotation) {
	live := make(map[annotate.ID]bool, len(list))
	for i := range list {
		live[list[i].ID] = true
	}
	for i := range list {
		a := &list[i]
		a.Links = slices.DeleteFunc(a.Links, func(l annotate.Link) bool {
			waits := !l.ToEntity && !live[l.To]
			if waits {
				a.Waiting = append(a.Waiting, l)
			}
			return waits
		})
	}
}

// AnnotationCount counts the live annotations of an article's layer, or of
// all its layers for the zero layer.
func (p *Project) AnnotationCount(article, layer annotate.ID) (n int, err error) {
	err = p.store.View(func(r kv.Reader) error {
		n, err = p.countAnnotations(r, article, layer)
		return err
	})
	return n, err
}

func (p *Project) countAnnotations(r kv.Reader, article, layer annotate.ID) (n int, err error) {
	err = r.Scan(bucketObjects, annotationPrefix(article, layer), nil, func(key, value []byte) (bool, error) {
		ref, err := refOfKey(key)
		if err != nil {
			return false, err
		}
		g, err := annotate.GlanceAt(ref, value)
		if err != nil {
			return false, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
		}
		if g.Live() && p.visible.shows(g.Batch) {
			n++
		}
		return true, nil
	})
	return n, err
}

// Submission reads the snapshot a person submitted last; ok is false where
// nothing was submitted.
func (p *Project) Submission(article, person annotate.ID) (s annotate.Snapshot, ok bool, err error) {
	layer, err := p.Layer(article, person)
	if err != nil || layer.Submission.IsZero() {
		return s, false, err
	}
	o, err := p.Object(annotate.SubmissionRef(article, person, layer.Submission))
	if err != nil {
		return s, false, err
	}
	v := o.Value(annotate.FieldSnapshot)
	s = annotate.As[annotate.Snapshot](v)
	return s, v != nil, p.read(s.Annotations)
}

// SubmitLayer is "done": it makes a snapshot of the person's layer and sets
// the article's status to submitted, in one step that can be undone. The
// snapshot has the ids that were stored: merges are for whoever reads it.
func (p *Project) SubmitLayer(article, person annotate.ID) (annotate.Change, error) {
	if _, err := p.Article(article); err != nil {
		return annotate.Change{}, err
	}
	annotations, err := p.StoredAnnotations(article, person)
	if err != nil {
		return annotate.Change{}, err
	}
	codebook, err := p.Codebook()
	if err != nil {
		return annotate.Change{}, err
	}
	return p.Commit(annotate.Submit(annotate.Snapshot{
		Article: article, Person: person, Codebook: codebook.Version,
		At: p.now().UnixMilli(), Annotations: annotations,
	}, annotate.NewID()))
}
