package storage

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// What derived indexes need: they lie beside the project, follow its history
// and must know what is invisible now and may be visible later.

// LastArrival is the position of the latest change of the history in this
// copy, by which an index sees whether anything has happened since; the first
// change has position 1.
func (p *Project) LastArrival() (last uint64, err error) {
	err = p.store.View(func(r kv.Reader) error {
		last = lastArrival(r)
		return nil
	})
	return last, err
}

// ChangesAfter gives the changes that arrived after a position, with their
// own, until each returns false. each runs inside a read transaction: it must
// not write to the project.
func (p *Project) ChangesAfter(arrival uint64, each func(arrival uint64, c annotate.Change) bool) error {
	return p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketHistory, nil, number(arrival+1), func(key, value []byte) (bool, error) {
			c, err := decodeHistory(value)
			if err != nil {
				return false, err
			}
			return each(readNumber(key), c), nil
		})
	})
}

// ArticleIDs lists up to limit articles after the one named, in the order of
// their ids: those in the bin and those of unfinished imports too.
func (p *Project) ArticleIDs(after annotate.ID, limit int) ([]annotate.ID, error) {
	var ids []annotate.ID
	from := append(objectKey(annotate.ArticleRef(after)), 0)
	err := p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketObjects, kindPrefix(annotate.KindArticle), from, func(key, _ []byte) (bool, error) {
			ref, err := refOfKey(key)
			if err == nil {
				ids = append(ids, ref.ID)
			}
			return len(ids) < limit, err
		})
	})
	return ids, err
}

// ArticleObjects counts what ArticleIDs lists.
func (p *Project) ArticleObjects() (n int, err error) {
	err = p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketObjects, kindPrefix(annotate.KindArticle), nil, func(_, _ []byte) (bool, error) {
			n++
			return true, nil
		})
	})
	return n, err
}

// Parts says what of an article Whole reads beside the article itself.
type Parts struct {
	Text        bool
	Layers      bool
	Annotations bool
	// Hidden takes annotations of unfinished or undone bulk work too.
	Hidden bool
	// Stored leaves annotations the ids they were stored with, merges aside,
	// so that an index stays right when labels are merged.
	Stored bool
}

// Whole is an article with what lies in it, read in one transaction.
type Whole struct {
	Article     annotate.Article
	Text        string
	Layers      []annotate.Layer
	Annotations []annotate.Annotation // live ones, by start
	Visible     bool                  // neither in the bin nor of an unfinished or undone import
	Exists      bool                  // it was added, and it was not purged: there is a text
}

// Whole reads an article that may be invisible. An article that was never
// added, or whose content was purged, is no error: Exists is false then. It
// fails with kv.ErrDamaged. Unlike Text it leaves alone the texts that are
// kept at hand.
func (p *Project) Whole(article annotate.ID, parts Parts) (w Whole, err error) {
	err = p.store.View(func(r kv.Reader) error {
		w, err = p.whole(r, article, parts)
		return err
	})
	if err == nil && !parts.Stored {
		err = p.read(w.Annotations)
	}
	return w, err
}

func (p *Project) whole(r kv.Reader, article annotate.ID, parts Parts) (w Whole, err error) {
	o, err := readObject(r, annotate.ArticleRef(article))
	if err != nil {
		return w, err
	}
	w.Article = annotate.ArticleFrom(o)
	w.Exists = w.Article.Content.TextSHA256 != annotate.Digest{}
	w.Visible = w.Exists && o.Exists() && p.visible.shows(w.Article.Batch)
	if !w.Exists {
		return w, nil
	}
	if parts.Text {
		if w.Text, err = p.textOnce(r, w.Article.Content.TextSHA256); err != nil {
			return w, fmt.Errorf("article %q: %w", w.Article.Title(), err)
		}
	}
	if parts.Layers {
		err = scanStandings(r, kindPrefix(annotate.KindLayer, article), func(l *annotate.Layer) bool {
			w.Layers = append(w.Layers, *l)
			return true
		})
	}
	if parts.Annotations && err == nil {
		err = scanObjects(r, kindPrefix(annotate.KindAnnotation, article), func(o *annotate.Object) bool {
			if o.Exists() && (parts.Hidden || p.visible.shows(annotate.BatchOf(o))) {
				w.Annotations = append(w.Annotations, annotate.AnnotationFrom(o))
			}
			return true
		})
		annotate.SortAnnotations(w.Annotations)
	}
	return w, err
}

// textOnce is textOf without keeping the text.
func (p *Project) textOnce(r kv.Reader, digest annotate.Digest) (string, error) {
	text, err := unpackText(r.Get(bucketTexts, digest[:]))
	if err == nil && annotate.TextDigest(text) != digest {
		err = fmt.Errorf("%w: a text does not have the hash it is kept under", kv.ErrDamaged)
	}
	return text, err
}
