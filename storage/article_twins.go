package storage

import (
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Twins are articles that have the same text because it was imported into two
// copies of the project on their own. Nothing is lost of either; what is marked
// in one is not seen in the other until they are joined.
type Twins struct {
	Text     annotate.Digest
	Articles []annotate.ID // ordered; the first is the one that stays
}

// twinsOf lists the articles that have a text, may be seen, and are not joined.
func twinsOf(r kv.Reader, object func(annotate.Ref) (*annotate.Object, error), shows func(batch annotate.ID) (bool, error), digest annotate.Digest) (Twins, error) {
	t := Twins{Text: digest}
	var all []annotate.ID
	err := r.Scan(bucketHashes, digest[:], nil, func(key, _ []byte) (bool, error) {
		all = append(all, annotate.ID(key[len(digest):]))
		return true, nil
	})
	if err != nil || len(all) < 2 { // nearly all of them: their articles need no reading
		return t, err
	}
	joined := map[annotate.ID]bool{}
	for _, id := range all {
		o, err := object(annotate.ArticleRef(id))
		if err != nil {
			return t, err
		}
		a := annotate.ArticleFrom(o)
		visible, err := shows(a.Batch)
		if err != nil {
			return t, err
		}
		if visible && o.Exists() && a.Content.TextSHA256 == digest {
			t.Articles = append(t.Articles, a.ID)
			joined[a.Replaces] = true
		}
	}
	t.Articles = slices.DeleteFunc(t.Articles, func(id annotate.ID) bool { return joined[id] })
	return t, nil
}

// AllTwins lists the articles that could be joined.
func (p *Project) AllTwins() (all []Twins, err error) {
	err = p.store.View(func(r kv.Reader) error {
		object := func(ref annotate.Ref) (*annotate.Object, error) { return readObject(r, ref) }
		shows := func(batch annotate.ID) (bool, error) { return p.visible.shows(batch), nil }
		var last annotate.Digest
		found := false
		return r.Scan(bucketHashes, nil, nil, func(key, _ []byte) (bool, error) {
			digest := annotate.Digest(key[:len(last)])
			again := digest == last && !found // a second article of this text, the first time
			if digest != last {
				last, found = digest, false
			}
			if !again {
				return true, nil
			}
			found = true
			twins, err := twinsOf(r, object, shows, digest)
			if len(twins.Articles) > 1 {
				all = append(all, twins)
			}
			return true, err
		})
	})
	return all, err
}

// JoinTwins joins articles of the same text: the one with the lowest id stays
// in the lists, and what people marked in the others waits for each of them
// in its tray, place by place, as it does for a new version. It is one step of
// undo, and people who join the same articles in two copies write the same. It
// fails with annotate.ErrInvalid where the texts differ, or where an article to
// stay is itself a new version of another one.
func (p *Project) JoinTwins(person annotate.ID, twins Twins) error {
	var drafts []annotate.Draft
	for i, id := range twins.Articles {
		a, err := p.Article(id)
		if err != nil {
			return err
		}
		if a.Content.TextSHA256 != twins.Text {
			return fmt.Errorf("%w: article %s has another text", annotate.ErrInvalid, id)
		}
		if i+1 == len(twins.Articles) {
			break
		}
		if !a.Replaces.IsZero() {
			return fmt.Errorf("%w: article %s is a new version of %s already; say first that it stands on its own", annotate.ErrInvalid, id, a.Replaces)
		}
		if id.Compare(twins.Articles[i+1]) >= 0 {
			return fmt.Errorf("%w: the articles are not in the order of their ids", annotate.ErrInvalid)
		}
		if err := p.checkReplaces(id, twins.Articles[i+1]); err != nil {
			return err
		}
		d := annotate.SetReplaces(person, id, twins.Articles[i+1])
		d.Action = "join " + a.Title() + " with its twin"
		drafts = append(drafts, d)
	}
	if len(drafts) == 0 {
		return errors.Join(annotate.ErrInvalid, errors.New("it takes two articles to join"))
	}
	_, err := p.CommitTogether(drafts...)
	return err
}
