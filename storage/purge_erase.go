package storage

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// keyErase, in bucketMeta, says that something was erased and that traces of
// it may still lie in free pages and backups: see Project.finishErasing.
var keyErase = []byte("erase")

// erasePurged erases what a change purges, if it is a purge. The change itself
// has been recorded.
func (t *transaction) erasePurged(c *annotate.Change) error {
	var articles []annotate.ID
	for i := range c.Edits {
		article, ok := annotate.IsPurge(&c.Edits[i])
		if !ok {
			continue
		}
		articles = append(articles, article)
		// A copy that never had the text is to know it as well, should it come.
		digest := annotate.As[annotate.Purge](c.Edits[i].New).TextSHA256
		if err := t.w.Put(bucketHashes, hashKey(digest, article), nil); err != nil {
			return err
		}
	}
	if len(articles) == 0 {
		return nil
	}
	e := eraser{t: t, articles: articles, kept: map[annotate.Ref]*annotate.Object{}, lost: map[annotate.Ref]uint64{}}
	if err := e.payloads(); err != nil {
		return err
	}
	if err := errors.Join(e.objects(), e.survivors()); err != nil {
		return err
	}
	if err := e.texts(); err != nil {
		return err
	}
	return t.w.Put(bucketMeta, keyErase, []byte{1})
}

// eraser takes articles, with all that lies in them, out of state and history.
// What it leaves is what the rest of the history makes.
type eraser struct {
	t        *transaction
	articles []annotate.ID
	kept     map[annotate.Ref]*annotate.Object // the articles as the rest of the history makes them
	lost     map[annotate.Ref]uint64           // what lies elsewhere: how many of its changes were erased
	digests  []annotate.Digest
}

func (e *eraser) liesIn(ref annotate.Ref) bool {
	return slices.ContainsFunc(e.articles, ref.LiesIn)
}

// payloads empties the changes that say anything of the articles. Headers, and
// with them the chain, stay.
func (e *eraser) payloads() error {
	erased := map[uint64][]byte{}
	err := e.t.w.Scan(bucketHistory, nil, nil, func(key, value []byte) (bool, error) {
		c, err := decodeHistory(value)
		if err != nil || !slices.ContainsFunc(annotate.Touched(&c), e.liesIn) {
			return true, err
		}
		if onlyPurges(&c) {
			e.keep(&c)
			return true, nil
		}
		record, err := e.erase(&c)
		erased[readNumber(key)] = record
		return true, err
	})
	if err != nil {
		return err
	}
	for arrival, record := range erased {
		if err := e.t.w.Put(bucketHistory, number(arrival), record); err != nil {
			return err
		}
	}
	return nil
}

// onlyPurges tells whether a change is a purge, or allows a purged text again.
func onlyPurges(c *annotate.Change) bool {
	return !slices.ContainsFunc(c.Edits, func(e annotate.Edit) bool { return !annotate.SaysPurge(&e) })
}

func (e *eraser) keep(c *annotate.Change) {
	_ = c.ApplyTo(func(ref annotate.Ref) (*annotate.Object, error) { // which never fails here
		o, ok := e.kept[ref]
		if !ok {
			o = &annotate.Object{Ref: ref}
			e.kept[ref] = o
		}
		return o, nil
	})
}

func (e *eraser) erase(c *annotate.Change) ([]byte, error) {
	for i := range c.Edits {
		if digest, ok := contentOf(&c.Edits[i]); ok && e.liesIn(c.Edits[i].Ref) && !slices.Contains(e.digests, digest) {
			e.digests = append(e.digests, digest)
		}
	}
	for _, ref := range annotate.Touched(c) {
		if !e.liesIn(ref) {
			e.lost[ref]++
		}
	}
	c.Edits, c.Purged = nil, true
	return encodeHistory(c)
}

// objects deletes the articles and what lies in them, and puts back what is
// left of the articles.
func (e *eraser) objects() error {
	var keys [][]byte
	for _, article := range e.articles {
		prefixes := [][]byte{objectKey(annotate.ArticleRef(article))}
		for kind := range annotate.Kinds {
			prefixes = append(prefixes, kindPrefix(kind, article))
		}
		for _, prefix := range prefixes {
			err := e.t.w.Scan(bucketObjects, prefix, nil, func(key, _ []byte) (bool, error) {
				keys = append(keys, bytes.Clone(key))
				return true, nil
			})
			if err != nil {
				return err
			}
		}
	}
	for _, key := range keys {
		if err := e.t.w.Delete(bucketObjects, key); err != nil {
			return err
		}
	}
	// What the transaction holds in memory must not come back when it ends.
	e.t.changed = slices.DeleteFunc(e.t.changed, e.liesIn)
	for ref := range e.t.objects {
		if e.liesIn(ref) {
			delete(e.t.objects, ref)
		}
	}
	for ref, o := range e.kept {
		e.t.objects[ref] = o
		e.t.changed = append(e.t.changed, ref)
	}
	return nil
}

// survivors corrects how many changes made what lies elsewhere and was touched
// by an erased change as well.
func (e *eraser) survivors() error {
	for ref, n := range e.lost {
		o, err := e.t.object(ref)
		if err != nil {
			return err
		}
		o.Changes -= min(n, o.Changes)
		e.t.changed = append(e.t.changed, ref)
	}
	return nil
}

// texts deletes the texts. The index of texts still names them by their
// hashes: that is how they are recognised if they come again.
func (e *eraser) texts() error {
	for _, digest := range e.digests {
		used := false
		err := e.t.w.Scan(bucketHashes, digest[:], nil, func(key, _ []byte) (bool, error) {
			article := annotate.ID(key[len(digest):])
			if slices.Contains(e.articles, article) {
				return true, nil
			}
			o, err := e.t.object(annotate.ArticleRef(article))
			if err == nil {
				used = o.Value(annotate.FieldContent) != nil
			}
			return !used, err
		})
		if err != nil || used {
			return errors.Join(err, stillUsed(used, digest))
		}
		if err := e.t.w.Delete(bucketTexts, digest[:]); err != nil {
			return err
		}
		e.t.forget = append(e.t.forget, digest)
	}
	return nil
}

// stillUsed refuses a purge that would leave the text in another article.
func stillUsed(used bool, digest annotate.Digest) error {
	if !used {
		return nil
	}
	return fmt.Errorf("%w elsewhere, but another article here has the same text (%s): purge it here too", annotate.ErrPurged, digest)
}

// purgedText tells whether a text was purged, of which article, and is not
// allowed again.
func purgedText(r kv.Reader, object func(annotate.Ref) (*annotate.Object, error), digest annotate.Digest) (article annotate.ID, p annotate.Purge, purged bool, err error) {
	err = r.Scan(bucketHashes, digest[:], nil, func(key, _ []byte) (bool, error) {
		o, err := object(annotate.ArticleRef(annotate.ID(key[len(digest):])))
		if err != nil {
			return false, err
		}
		found, ok := annotate.PurgeFrom(o)
		if ok && found.Allowed {
			purged = false // somebody decided so, after whatever purge there was
			return false, nil
		}
		if ok {
			article, p, purged = o.Ref.ID, found, true
		}
		return true, nil
	})
	return article, p, purged, err
}
