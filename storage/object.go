package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// scanObjects decodes the objects under a prefix until each returns false.
func scanObjects(r kv.Reader, prefix []byte, each func(*annotate.Object) bool) error {
	return r.Scan(bucketObjects, prefix, nil, func(key, value []byte) (bool, error) {
		o, err := objectOf(key, value)
		if err != nil {
			return false, err
		}
		return each(o), nil
	})
}

// objectOf decodes an object as it is kept.
func objectOf(key, value []byte) (*annotate.Object, error) {
	ref, err := refOfKey(key)
	if err != nil {
		return nil, err
	}
	o, err := annotate.DecodeObject(ref, value)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	return o, nil
}

// Object reads an object as it stands; one that nobody has touched is empty.
func (p *Project) Object(ref annotate.Ref) (o *annotate.Object, err error) {
	err = p.store.View(func(r kv.Reader) error {
		o, err = readObject(r, ref)
		return err
	})
	return o, err
}

// existing reads an object and fails with annotate.ErrNotFound where there is none.
func (p *Project) existing(ref annotate.Ref) (*annotate.Object, error) {
	o, err := p.Object(ref)
	if err == nil && o.Value(annotate.FieldDeleted) == nil {
		err = fmt.Errorf("%s %s: %w", ref.Kind, ref.ID, annotate.ErrNotFound)
	}
	return o, err
}

// list gives the views of all objects under a prefix that keep says are wanted.
func list[T any](p *Project, prefix []byte, keep func(*annotate.Object) bool, view func(*annotate.Object) T) ([]T, error) {
	var out []T
	err := p.store.View(func(r kv.Reader) error {
		return scanObjects(r, prefix, func(o *annotate.Object) bool {
			if keep(o) {
				out = append(out, view(o))
			}
			return true
		})
	})
	return out, err
}

// Conflicts lists the fields of an article and of what lies in it that people
// have set without knowing of each other; the zero ID lists those of
// everything else: codebook, people, register.
func (p *Project) Conflicts(article annotate.ID) ([]annotate.Conflict, error) {
	var found []annotate.Conflict
	collect := func(o *annotate.Object) bool {
		found = append(found, o.Conflicts()...)
		return true
	}
	err := p.store.View(func(r kv.Reader) error {
		if article.IsZero() {
			for _, kind := range []annotate.Kind{annotate.KindProject, annotate.KindCodebook, annotate.KindEntity, annotate.KindPerson, annotate.KindRound, annotate.KindBatch} {
				if err := scanObjects(r, kindPrefix(kind), collect); err != nil {
					return err
				}
			}
			return nil
		}
		o, err := readObject(r, annotate.ArticleRef(article))
		if err != nil {
			return err
		}
		collect(o)
		for _, kind := range []annotate.Kind{annotate.KindAnnotation, annotate.KindLayer, annotate.KindSubmission, annotate.KindEnvelope,
			annotate.KindComment, annotate.KindDecision, annotate.KindAssignment, annotate.KindRuling} {
			if err := scanObjects(r, kindPrefix(kind, article), collect); err != nil {
				return err
			}
		}
		return nil
	})
	return found, err
}
