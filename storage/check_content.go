package storage

import (
	"bytes"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// payloadIntact holds the bytes of a change's payload against its header:
// Verify does so with the edits, which other bytes may stand for as well.
func payloadIntact(record []byte) error {
	var r historyRecord
	var h annotate.Header
	if err := annotate.Value(record).Decode(&r); err != nil {
		return err
	}
	if err := annotate.Value(r.Header).Decode(&h); err != nil {
		return err
	}
	switch {
	case r.Purged && len(r.Payload) > 0:
		return fmt.Errorf("%w: its payload was purged and is there", annotate.ErrChain)
	case !r.Purged && annotate.DigestOf(r.Payload) != h.Payload:
		return fmt.Errorf("%w: its payload has other bytes than were signed", annotate.ErrChain)
	}
	return nil
}

// article checks an article's text, and that its parts lie in it.
func (k *checker) article(r kv.Reader, where string, o *annotate.Object) {
	a := annotate.ArticleFrom(o)
	if o.Value(annotate.FieldContent) == nil {
		return // its making was undone, or it was purged
	}
	text, err := unpackText(r.Get(bucketTexts, a.Content.TextSHA256[:]))
	switch {
	case err != nil:
		k.report(where, "%v", err)
	case annotate.TextDigest(text) != a.Content.TextSHA256 || uint64(len(text)) != a.Content.TextBytes:
		k.report(where, "its text is not the one it was made with")
	}
	for _, z := range a.Zones {
		if z.Start > z.End || z.End > a.Content.TextBytes {
			k.report(where, "its %s lies outside of its text", z.Part)
		}
	}
	if r.Get(bucketHashes, hashKey(a.Content.TextSHA256, a.ID)) == nil {
		k.report(where, "the index of texts does not know it")
	}
}

// textOf reads the text that an object in an article is about; ok is false
// where there is nothing to hold against it, or it cannot be read, which is
// reported.
func (k *checker) textOf(r kv.Reader, where string, o *annotate.Object) (text string, ok bool) {
	if !o.Exists() {
		return "", false
	}
	article, err := readObject(r, annotate.ArticleRef(o.Ref.Article))
	if err == nil {
		text, err = k.p.textOf(r, annotate.As[annotate.ArticleContent](article.Value(annotate.FieldContent)).TextSHA256)
	}
	if err != nil {
		k.report(where, "%v", err)
	}
	return text, err == nil
}

func (k *checker) annotation(r kv.Reader, where string, o *annotate.Object) {
	text, ok := k.textOf(r, where, o)
	if !ok {
		return
	}
	a := annotate.AnnotationFrom(o)
	if err := annotate.CheckSpans(a.Spans, text); err != nil {
		k.report(where, "%v", err)
	}
}

// submission holds every span that was submitted against the text.
func (k *checker) submission(r kv.Reader, where string, o *annotate.Object) {
	text, ok := k.textOf(r, where, o)
	if !ok {
		return
	}
	for _, a := range annotate.As[annotate.Snapshot](o.Value(annotate.FieldSnapshot)).Annotations {
		if err := annotate.CheckSpans(a.Spans, text); err != nil {
			k.report(where, "annotation %s: %v", a.ID, err)
		}
	}
}

// lane checks that an entry of the history's index leads to its change.
func (k *checker) lane(r kv.Reader, key, value []byte) {
	const where = "the index of the history"
	lane, seq, err := laneOfKey(key)
	if err != nil {
		k.report(where, "%v", err)
		return
	}
	digest, err := digestOfLane(value)
	if err != nil {
		k.report(where, "%v", err)
		return
	}
	c, err := changeAt(r, readNumber(value[:8]))
	switch {
	case err != nil:
		k.report(where, "change %d of stream %s, replica %s: %v", seq, lane.Stream, lane.Replica, err)
	case c.Replica != lane.Replica || c.Stream != lane.Stream || c.Seq != seq || c.Header.Digest() != digest:
		k.report(where, "change %d of stream %s, replica %s, is another one in the history", seq, lane.Stream, lane.Replica)
	}
}

// hash checks that an entry of the index of texts leads to an article with
// that text, or to what a purge left of one.
func (k *checker) hash(r kv.Reader, key, _ []byte) {
	const where = "the index of texts"
	size := len(annotate.Digest{})
	if len(key) != size+len(annotate.ID{}) {
		k.report(where, "a key has %d bytes", len(key))
		return
	}
	article := annotate.ID(key[size:])
	o, err := readObject(r, annotate.ArticleRef(article))
	if err != nil {
		return // said already
	}
	content := annotate.As[annotate.ArticleContent](o.Value(annotate.FieldContent))
	purge, purged := annotate.PurgeFrom(o)
	if !bytes.Equal(key[:size], content.TextSHA256[:]) && !(purged && bytes.Equal(key[:size], purge.TextSHA256[:])) {
		k.report(where, "it has a text for article %s that is not its text", article)
	}
}

// clock checks that the clock is not behind what it has stamped.
func (k *checker) clock(r kv.Reader) {
	last := annotate.As[annotate.Stamp](r.Get(bucketMeta, keyClock))
	c, err := changeAt(r, lastArrival(r))
	if err == nil && c.Time.Compare(annotate.Stamp{Wall: last.Wall, Counter: last.Counter, Replica: c.Time.Replica}) > 0 {
		k.report("the clock", "it is behind the latest change")
	}
}
