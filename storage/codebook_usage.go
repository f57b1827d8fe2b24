package storage

import (
	"context"
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// scannedAtOnce is how many records one read transaction goes through: long
// ones keep the file from using its free pages again.
const scannedAtOnce = 20000

// eachAnnotation gives every live annotation of the project that is wanted by
// its key, as it is read, article by article. progress, which may be nil, is
// told how many records were gone through.
func (p *Project) eachAnnotation(ctx context.Context, progress func(int), want func(annotate.Ref) bool, each func(*annotate.Annotation)) error {
	codebook, err := p.Codebook()
	if err != nil {
		return err
	}
	walk := annotationWalk{p: p, mapping: codebook.Mapping(), want: want, each: each}
	for !walk.over {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := walk.some(); err != nil {
			return err
		}
		if progress != nil {
			progress(walk.done)
		}
	}
	return nil
}

// annotationWalk goes through all annotations, some at a time.
type annotationWalk struct {
	p       *Project
	mapping *annotate.Mapping
	want    func(annotate.Ref) bool
	each    func(*annotate.Annotation)
	reader  annotate.AnnotationReader
	from    []byte // the key to go on after
	done    int
	over    bool
}

func (w *annotationWalk) some() error {
	seen := 0
	w.over = true
	return w.p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketObjects, kindPrefix(annotate.KindAnnotation), w.from, func(key, value []byte) (bool, error) {
			if seen == scannedAtOnce {
				w.over, w.from = false, append(w.from[:0], key...)
				return false, nil
			}
			seen++
			w.done++
			return true, w.one(key, value)
		})
	})
}

func (w *annotationWalk) one(key, value []byte) error {
	ref, err := refOfKey(key)
	if err != nil || w.want != nil && !w.want(ref) {
		return err
	}
	live := func(g annotate.Glance) bool { return g.Live() && w.p.visible.shows(g.Batch) }
	a, ok, err := w.reader.Read(ref, value, live)
	if err != nil {
		return fmt.Errorf("%w: %w", kv.ErrDamaged, err)
	}
	if ok {
		w.mapping.Read(&a)
		w.each(&a)
	}
	return nil
}

// Usage counts what labels, values and roles are used by, in all layers, as
// annotations are read: what was merged counts for what it was merged into.
// It goes through the whole project; progress, which may be nil, is told how
// many annotations were gone through. Cancelling the context ends it with the
// context's error.
func (p *Project) Usage(ctx context.Context, progress func(int)) (*annotate.Usage, error) {
	codebook, err := p.Codebook()
	if err != nil {
		return nil, err
	}
	usage := annotate.NewUsage(codebook)
	return usage, p.eachAnnotation(ctx, progress, nil, usage.Add)
}

// relabelAtOnce is how many annotations one change gives another label.
const relabelAtOnce = 10000

// SplitLayer gives the annotations of one's own layers that a split takes the
// new label, and tells how many it gave. It is one step of undo; of more than
// 10,000 annotations each 10,000 are. The new label must be there.
func (p *Project) SplitLayer(ctx context.Context, person annotate.ID, split annotate.Split) (int, error) {
	codebook, err := p.Codebook()
	if err != nil {
		return 0, err
	}
	if !codebook.Offers(split.Into) || split.Into == split.From {
		return 0, fmt.Errorf("%w: the codebook has no other label %q", annotate.ErrInvalid, split.Into)
	}
	var refs []annotate.Ref
	own := func(ref annotate.Ref) bool { return ref.Owner == person }
	err = p.eachAnnotation(ctx, nil, own, func(a *annotate.Annotation) {
		if split.Takes(a) {
			refs = append(refs, a.Ref())
		}
	})
	done := 0
	for len(refs) > 0 && err == nil {
		some := refs[:min(len(refs), relabelAtOnce)]
		refs = refs[len(some):]
		d := annotate.Draft{Person: person, Action: fmt.Sprintf("split: %d markings become %s", len(some), codebook.LabelName(split.Into))}
		for _, ref := range some {
			d.Set(ref, annotate.FieldLabel, split.Into)
		}
		if err = errors.Join(ctx.Err(), err); err == nil {
			_, err = p.Commit(d)
		}
		if err == nil {
			done += len(some)
		}
	}
	return done, err
}
