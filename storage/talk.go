package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/rounds"
	"bluepencil/annotate/talk"
	"bluepencil/storage/kv"
)

// TalkFilter says which threads are listed. Zero fields select all.
type TalkFilter struct {
	Article annotate.ID
	// Reader leaves out what is about layers this person may not see yet,
	// unless they said something there or are called.
	Reader annotate.ID
	Open   bool        // those where something is left to say
	Calls  annotate.ID // those that call the person
}

// Comments lists the comments of an article, or of all for the zero id, those
// in the bin too. It asks nobody's leave: see Threads.
func (p *Project) Comments(article annotate.ID) ([]talk.Comment, error) {
	prefix := kindPrefix(annotate.KindComment)
	if !article.IsZero() {
		prefix = kindPrefix(annotate.KindComment, article)
	}
	made := func(o *annotate.Object) bool { return o.Value(annotate.FieldDeleted) != nil }
	return list(p, prefix, made, talk.CommentFrom)
}

// Comment reads a comment, one in the bin too. It fails with annotate.ErrNotFound.
func (p *Project) Comment(id annotate.ID) (c talk.Comment, err error) {
	found := false
	err = p.store.View(func(r kv.Reader) error {
		return r.Scan(bucketObjects, kindPrefix(annotate.KindComment), nil, func(key, value []byte) (bool, error) {
			ref, err := refOfKey(key)
			if err != nil || ref.ID != id {
				return err == nil, err
			}
			o, err := objectOf(key, value)
			if err == nil && o.Value(annotate.FieldDeleted) != nil {
				c, found = talk.CommentFrom(o), true
			}
			return !found, err
		})
	})
	if err == nil && !found {
		err = fmt.Errorf("comment %s: %w", id, annotate.ErrNotFound)
	}
	return c, err
}

// Threads lists what is said, in the order the threads begin. Threads of
// articles in the bin are left out.
func (p *Project) Threads(f TalkFilter) ([]talk.Thread, error) {
	comments, err := p.Comments(f.Article)
	if err != nil {
		return nil, err
	}
	live := map[annotate.ID]bool{}
	var list []talk.Thread
	for _, t := range talk.Threads(comments) {
		if f.Open && !t.Open() || !f.Calls.IsZero() && !t.Calls(f.Calls) {
			continue
		}
		shown, known := live[t.Article]
		if !known {
			if shown, err = p.articleLive(t.Article); err != nil {
				return nil, err
			}
			live[t.Article] = shown
		}
		if shown && !f.Reader.IsZero() {
			if shown, err = p.mayHear(f.Reader, &t); err != nil {
				return nil, err
			}
		}
		if shown {
			list = append(list, t)
		}
	}
	return list, nil
}

// articleLive tells whether the article is here and not in the bin.
func (p *Project) articleLive(id annotate.ID) (bool, error) {
	a, err := p.Article(id)
	if errors.Is(err, annotate.ErrNotFound) {
		return false, nil
	}
	return err == nil && !a.Deleted, err
}

// mayHear tells whether a person may see a thread: whatever is about the
// article, their own layer or one they may see, and whatever they are part of.
func (p *Project) mayHear(reader annotate.ID, t *talk.Thread) (bool, error) {
	if t.About.Kind == annotate.KindArticle || t.About.Owner == reader || t.Has(reader) || t.Calls(reader) {
		return true, nil
	}
	if t.About.Kind == annotate.KindAnnotation {
		sight, err := p.MaySee(reader, t.Article, t.About.Owner)
		return sight != rounds.Nothing, err
	}
	var who rounds.Onlooker
	err := p.store.View(func(r kv.Reader) (err error) {
		who, err = p.onlooker(r, reader, t.Article)
		return err
	})
	return who.Sees() != rounds.Nothing, err
}

// Say adds a comment, or an answer to one. What it calls is read from its
// words, an id and the time are given to it, and an answer is about what the
// comment it answers is about. It fails with annotate.ErrNotFound where there is
// no such article or comment, or as talk.Say does.
func (p *Project) Say(c talk.Comment) (talk.Comment, error) {
	if !c.ReplyTo.IsZero() {
		to, err := p.Comment(c.ReplyTo)
		if err != nil {
			return c, err
		}
		c.Article, c.About = to.Article, to.About
	}
	if _, err := p.Article(c.Article); err != nil {
		return c, err
	}
	people, err := p.People()
	if err != nil {
		return c, err
	}
	c.ID, c.Written, c.Mentions = annotate.NewID(), p.now(), talk.Mentioned(c.Text, people)
	d, err := talk.Say(c)
	if err != nil {
		return c, err
	}
	if _, err := p.Commit(d); err != nil {
		return c, err
	}
	return p.Comment(c.ID)
}

// EditComment gives one's own comment other words. It fails with
// talk.ErrNotAuthor, and as talk.Edit does.
func (p *Project) EditComment(by, id annotate.ID, text string) error {
	people, err := p.People()
	if err != nil {
		return err
	}
	return p.changeComment(id, func(c talk.Comment) (annotate.Draft, error) {
		return talk.Edit(by, c, text, talk.Mentioned(text, people), p.now())
	})
}

// DeleteComment puts one's own comment into the bin; answers to it stay. It
// fails with talk.ErrNotAuthor.
func (p *Project) DeleteComment(by, id annotate.ID) error {
	return p.changeComment(id, func(c talk.Comment) (annotate.Draft, error) { return talk.Delete(by, c) })
}

// RestoreComment takes one's own comment out of the bin. It fails with
// talk.ErrNotAuthor.
func (p *Project) RestoreComment(by, id annotate.ID) error {
	return p.changeComment(id, func(c talk.Comment) (annotate.Draft, error) { return talk.Restore(by, c) })
}

// Resolve says that nothing is left to say in the thread a comment is in, or
// that there is again. Anybody may.
func (p *Project) Resolve(by, id annotate.ID, resolved bool) error {
	return p.changeComment(id, func(c talk.Comment) (annotate.Draft, error) {
		comments, err := p.Comments(c.Article)
		if err != nil {
			return annotate.Draft{}, err
		}
		for _, t := range talk.Threads(comments) {
			if t.ID == id || slices.ContainsFunc(t.Replies, func(r talk.Comment) bool { return r.ID == id }) {
				return talk.Resolve(by, t.Comment, resolved), nil
			}
		}
		return annotate.Draft{}, fmt.Errorf("comment %s is in the bin: %w", id, annotate.ErrNotFound)
	})
}

func (p *Project) changeComment(id annotate.ID, draft func(talk.Comment) (annotate.Draft, error)) error {
	c, err := p.Comment(id)
	if err != nil {
		return err
	}
	d, err := draft(c)
	if err != nil || len(d.Settings) == 0 {
		return err
	}
	_, err = p.Commit(d)
	return err
}

// Flagged lists the live annotations that their authors are not sure of, as far
// as the reader may see them, or all of them for the zero id, by article and
// layer. It goes through all annotations; cancelling the context ends it with
// the context's error.
func (p *Project) Flagged(ctx context.Context, reader annotate.ID) ([]annotate.Annotation, error) {
	var found []annotate.Annotation
	err := p.eachAnnotation(ctx, nil, nil, func(a *annotate.Annotation) {
		if a.Question {
			found = append(found, *a)
		}
	})
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(found, func(a, b annotate.Annotation) int {
		return cmp.Or(a.Article.Compare(b.Article), a.Layer.Compare(b.Layer))
	})
	var list []annotate.Annotation
	for len(found) > 0 {
		layer := annotate.LayerRef(found[0].Article, found[0].Layer)
		n := slices.IndexFunc(found, func(a annotate.Annotation) bool { return annotate.LayerRef(a.Article, a.Layer) != layer })
		if n < 0 {
			n = len(found)
		}
		seen, err := p.flaggedSeen(reader, found[:n])
		if err != nil {
			return nil, err
		}
		list, found = append(list, seen...), found[n:]
	}
	return list, nil
}

// flaggedSeen gives those of a layer's annotations that the reader may see.
func (p *Project) flaggedSeen(reader annotate.ID, layer []annotate.Annotation) ([]annotate.Annotation, error) {
	article := layer[0].Article
	live, err := p.articleLive(article)
	if err != nil || !live {
		return nil, err
	}
	if reader.IsZero() {
		return layer, nil
	}
	submitted, sight, err := p.SeenAnnotations(reader, article, layer[0].Layer)
	if err != nil || sight == rounds.Everything {
		return layer, err
	}
	return slices.DeleteFunc(slices.Clone(layer), func(a annotate.Annotation) bool {
		return !slices.ContainsFunc(submitted, func(s annotate.Annotation) bool { return s.ID == a.ID && s.Question })
	}), nil
}
