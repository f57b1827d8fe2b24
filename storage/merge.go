package storage

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Exchange is what travels between two copies of a project: changes in the
// order they arrived in the sending copy, and the texts of the articles they
// add.
type Exchange struct {
	Changes []annotate.Change
	Texts   map[annotate.Digest]string
}

// Vector tells how far each lane is known in this copy.
func (p *Project) Vector() (annotate.Vector, error) {
	v := annotate.Vector{}
	err := p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketLanes, nil, nil, func(key, value []byte) (bool, error) {
			lane, seq, err := laneOfKey(key)
			if err != nil {
				return false, err
			}
			digest, err := digestOfLane(value)
			if err != nil {
				return false, err
			}
			v[lane] = annotate.Head{Seq: seq, Digest: digest} // ascending: the last one stays
			return true, nil
		})
	})
	return v, err
}

// ChangesSince gives what this copy has beyond the vector, of the streams
// that want says are wanted (nil = all).
func (p *Project) ChangesSince(v annotate.Vector, want func(annotate.Stream) bool) (Exchange, error) {
	x := Exchange{Texts: map[annotate.Digest]string{}}
	err := p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketHistory, nil, nil, func(_, value []byte) (bool, error) {
			c, err := decodeHistory(value)
			if err != nil {
				return false, err
			}
			if c.Seq <= v[annotate.Lane{Replica: c.Replica, Stream: c.Stream}].Seq || want != nil && !want(c.Stream) {
				return true, nil
			}
			x.Changes = append(x.Changes, c)
			return true, p.addTexts(r, &c, x.Texts)
		})
	})
	return x, err
}

// addTexts adds the texts of the articles a change makes.
func (p *Project) addTexts(r kv.Reader, c *annotate.Change, texts map[annotate.Digest]string) error {
	for i := range c.Edits {
		digest, ok := contentOf(&c.Edits[i])
		if !ok || texts[digest] != "" {
			continue
		}
		text, err := p.textOf(r, digest)
		if err != nil {
			return err
		}
		texts[digest] = text
	}
	return nil
}

// contentOf is the text an edit gives an article, if it does.
func contentOf(e *annotate.Edit) (annotate.Digest, bool) {
	if e.Ref.Kind != annotate.KindArticle || e.Field != annotate.FieldContent || e.New == nil {
		return annotate.Digest{}, false
	}
	return annotate.As[annotate.ArticleContent](e.New).TextSHA256, true
}

// MergeReport tells what a merge did.
type MergeReport struct {
	Applied int // changes that were new here
	Known   int // changes that were here already
	// Withheld are changes of articles that were purged here: their headers were
	// taken over and their contents were not.
	Withheld int
}

// Merge takes over the changes of another copy. What is known already is
// passed over; the order of the lanes among each other does not matter. A
// change that does not follow on its lane (annotate.ErrGap), breaks its chain
// (annotate.ErrChain) or writes in a layer that is not its author's
// (annotate.ErrForeignLayer) refuses the exchange as a whole, and so does a
// text that was purged here and comes in another article (annotate.ErrPurged).
// A purge that comes along is carried out here as well.
func (p *Project) Merge(x Exchange) (MergeReport, error) {
	var report MergeReport
	err := p.write(func(t *transaction) error {
		report = MergeReport{}
		changes := slices.Clone(x.Changes)
		slices.SortStableFunc(changes, func(a, b annotate.Change) int { return a.Time.Compare(b.Time) })
		for i := range changes {
			before := changes[i].Purged
			applied, err := t.receive(&changes[i], x.Texts)
			if err != nil {
				return err
			}
			if applied && changes[i].Purged && !before {
				report.Withheld++
			}
			if applied {
				report.Applied++
			} else {
				report.Known++
			}
		}
		return nil
	})
	if err == nil {
		err = p.finishReceivedPurge()
	}
	return report, err
}

// finishReceivedPurge removes the traces of what a merge has purged.
func (p *Project) finishReceivedPurge() error {
	pending, err := p.erasing()
	if err != nil || !pending {
		return err
	}
	if _, _, err := p.finishErasing(); err != nil {
		p.notice(fmt.Errorf("a purge was merged; its traces are removed when the project is opened next: %w", err))
	}
	return nil
}

// withhold empties a change of an article that was purged here.
func (t *transaction) withhold(c *annotate.Change) error {
	if onlyPurges(c) {
		return nil
	}
	for i := range c.Edits {
		article := c.Edits[i].Ref.Article
		if c.Edits[i].Ref.Kind == annotate.KindArticle {
			article = c.Edits[i].Ref.ID
		}
		if article.IsZero() {
			continue
		}
		o, err := t.object(annotate.ArticleRef(article))
		if err != nil {
			return err
		}
		if _, purged := annotate.PurgeFrom(o); purged {
			c.Edits, c.Purged = nil, true
			return nil
		}
	}
	return nil
}

// receive applies one change of another copy unless it is known.
func (t *transaction) receive(c *annotate.Change, texts map[annotate.Digest]string) (applied bool, err error) {
	head, err := t.head(annotate.Lane{Replica: c.Replica, Stream: c.Stream})
	if err != nil || c.Seq <= head.Seq {
		return false, err
	}
	if err := c.Follows(head); err != nil {
		return false, err
	}
	if err := c.Verify(); err != nil {
		return false, err
	}
	if c.Purged {
		c.Edits = nil // whatever came with it, nothing vouches for it
	}
	if owner := c.Stream.Owner(); !owner.IsZero() && owner != c.Person {
		return false, fmt.Errorf("%w: change %s was made by %s", annotate.ErrForeignLayer, c.ID, t.personName(c.Person))
	}
	if err := t.withhold(c); err != nil {
		return false, err
	}
	if err := t.receiveTexts(c, texts); err != nil {
		return false, err
	}
	t.p.clock.Observe(c.Time)
	if _, err = t.record(c); err == nil {
		err = t.erasePurged(c)
	}
	return err == nil, err
}

func (t *transaction) receiveTexts(c *annotate.Change, texts map[annotate.Digest]string) error {
	for i := range c.Edits {
		digest, ok := contentOf(&c.Edits[i])
		if !ok {
			continue
		}
		text, sent := texts[digest]
		if !sent && t.w.Get(bucketTexts, digest[:]) == nil {
			return fmt.Errorf("%w: the text of article %s did not come along", annotate.ErrGap, c.Edits[i].Ref.ID)
		}
		if err := mayCome(t.w, t.object, digest); err != nil {
			return err
		}
		if sent && annotate.TextDigest(text) != digest {
			return fmt.Errorf("%w: the text of article %s is not the one its author had", annotate.ErrChain, c.Edits[i].Ref.ID)
		}
		if err := t.putText(digest, c.Edits[i].Ref.ID, packText(text)); err != nil {
			return err
		}
	}
	return nil
}
