package storage

import (
	"errors"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/annotate/source"
)

// ErrMarked: an article's text cannot be replaced, because people have marked it.
var ErrMarked = errors.New("people have marked it")

// Reencode reads an article's file once more in another encoding, from the
// stored text: what it gives is a new article that replaces the old one, which
// goes to the bin in the same step. The fields a person has set go over; those
// the file states itself are read anew.
//
// It fails with ErrMarked where somebody has marked anything in the article, for
// the places would move, with annotate.ErrDuplicate where the
// project has the new text already, and as source.Redecode does.
func (p *Project) Reencode(person, article annotate.ID, encoding string) (annotate.ID, error) {
	old, err := p.Article(article)
	if err != nil {
		return annotate.ID{}, err
	}
	if old.Deleted {
		return annotate.ID{}, fmt.Errorf("article %q lies in the bin; restore it first: %w", old.Title(), annotate.ErrNotFound)
	}
	text, err := p.Text(article)
	if err != nil {
		return annotate.ID{}, err
	}
	was := source.Document{Text: text, Name: old.Content.SourceName, Format: old.Content.Format, Encoding: old.Content.Encoding, SourceSHA256: old.Content.SourceSHA256}
	doc, err := source.Redecode(was, encoding)
	if err != nil {
		return annotate.ID{}, fmt.Errorf("article %q: %w", old.Title(), err)
	}
	id := annotate.NewID()
	draft := reencoded(person, id, &old, fieldsOf(&old, was), doc)
	err = p.write(func(t *transaction) error {
		if err := t.mayReplace(&old, doc); err != nil {
			return err
		}
		if err := mayCome(t.w, t.object, doc.TextSHA256); err != nil {
			return err
		}
		if err := t.putText(annotate.Digest(doc.TextSHA256), id, packText(doc.Text)); err != nil {
			return err
		}
		_, err := t.commit(draft, annotate.StreamBase)
		return err
	})
	if err != nil {
		return annotate.ID{}, err
	}
	return id, nil
}

// mayReplace refuses to replace an article that somebody has marked, or by a
// text that is there already.
func (t *transaction) mayReplace(old *annotate.Article, doc source.Document) error {
	marked := 0
	err := scanObjects(t.w, annotationPrefix(old.ID, annotate.ID{}), func(o *annotate.Object) bool {
		if o.Exists() && t.p.visible.shows(annotate.BatchOf(o)) {
			marked++
		}
		return true
	})
	switch {
	case err != nil:
		return err
	case marked > 0:
		return fmt.Errorf("article %q: %w: what is marked in it (%d) would lose its place in another text; delete it first", old.Title(), ErrMarked, marked)
	}
	there, err := t.live(annotate.Digest(doc.TextSHA256))
	if err == nil && there != nil {
		err = fmt.Errorf("as %s it is the text of article %q: %w", doc.Encoding, there.Title(), annotate.ErrDuplicate)
	}
	return err
}

// live is the article with a text that is not in the bin, or nil.
func (t *transaction) live(digest annotate.Digest) (found *annotate.Article, err error) {
	err = t.w.Scan(bucketHashes, digest[:], nil, func(key, _ []byte) (bool, error) {
		o, err := readObject(t.w, annotate.ArticleRef(annotate.ID(key[len(digest):])))
		if err != nil {
			return false, err
		}
		if a := annotate.ArticleFrom(o); o.Exists() && t.p.visible.shows(a.Batch) {
			found = &a
		}
		return found == nil, nil
	})
	return found, err
}

// fieldsOf are the document fields a person has set: those that are not what
// the text as it was read says itself.
func fieldsOf(a *annotate.Article, was source.Document) map[string]string {
	own := map[string]string{}
	said := map[string]string{}
	if d, err := source.FromText(was.Name, was.Text); err == nil {
		said = metaOf(d)
	}
	for field, value := range a.Meta {
		if said[field] != value {
			own[field] = value
		}
	}
	return own
}

// reencoded drafts the new article and the end of the old one.
func reencoded(person, id annotate.ID, old *annotate.Article, own map[string]string, doc source.Document) annotate.Draft {
	meta := metaOf(doc)
	for field, value := range own {
		meta[field] = value
	}
	d := annotate.AddArticle(person, id, annotate.ID{}, articleContent(doc), meta, doc.Zones...)
	d.Action, d.Hidden = "read as "+doc.Encoding, false
	d.Set(annotate.ArticleRef(id), annotate.FieldVersion, old.ID)
	if old.Note != "" {
		d.Set(annotate.ArticleRef(id), annotate.FieldNote, old.Note)
	}
	d.Set(annotate.ArticleRef(old.ID), annotate.FieldDeleted, true)
	return d
}

// articleContent is what never changes about a document's article.
func articleContent(doc source.Document) annotate.ArticleContent {
	return annotate.ArticleContent{
		TextSHA256: annotate.Digest(doc.TextSHA256), SourceSHA256: annotate.Digest(doc.SourceSHA256), TextBytes: uint64(len(doc.Text)),
		SourceName: doc.Name, Encoding: doc.Encoding, Format: doc.Format,
	}
}

// metaOf are the fields a document states.
func metaOf(doc source.Document) map[string]string {
	meta := map[string]string{annotate.MetaTitle: doc.Title}
	for key, value := range doc.Meta {
		meta[key] = value
	}
	return meta
}
