package storage

import (
	"context"
	"fmt"

	"bluepencil/annotate"
	"bluepencil/storage/kv"
)

// Problem is something Check found wrong.
type Problem struct {
	Where string // the article, object or history entry
	What  string
}

// CheckReport is the outcome of a check.
type CheckReport struct {
	Articles    int
	Annotations int
	Changes     int
	Problems    []Problem
}

// Check goes through the whole project: the file's structure, every text
// against its hash, every span against its text, every change against its
// chain, every object against the changes that made it, and the undo stacks.
// It reads only. progress may be nil; cancelling the context ends the check
// with its error.
func (p *Project) Check(ctx context.Context, progress func(done, total int)) (CheckReport, error) {
	k := &checker{p: p, ctx: ctx, progress: progress, heads: annotate.Vector{}, revisions: map[annotate.Ref]uint64{}}
	if err := p.store.Check(); err != nil {
		k.report("the file", "%v", err)
	}
	err := p.store.View(func(r kv.Reader) error {
		k.total = r.Count(bucketHistory) + r.Count(bucketObjects)
		if err := k.history(r); err != nil {
			return err
		}
		if err := k.objects(r); err != nil {
			return err
		}
		return k.undo(r)
	})
	return k.out, err
}

type checker struct {
	p         *Project
	ctx       context.Context
	progress  func(done, total int)
	done      int
	total     int
	out       CheckReport
	heads     annotate.Vector
	revisions map[annotate.Ref]uint64 // how many changes touch each object
}

func (k *checker) report(where, format string, args ...any) {
	k.out.Problems = append(k.out.Problems, Problem{where, fmt.Sprintf(format, args...)})
}

func (k *checker) step() error {
	k.done++
	if k.progress != nil && k.done%256 == 0 {
		k.progress(k.done, k.total)
	}
	return k.ctx.Err()
}

// history checks numbers, chain and payload of every change.
func (k *checker) history(r kv.Reader) error {
	arrival := uint64(0)
	return r.Scan(bucketHistory, nil, nil, func(key, value []byte) (bool, error) {
		arrival++
		k.out.Changes++
		where := fmt.Sprintf("history entry %d", readNumber(key))
		if readNumber(key) != arrival {
			k.report(where, "an entry is missing before it")
			arrival = readNumber(key)
		}
		c, err := decodeHistory(value)
		if err != nil {
			k.report(where, "%v", err)
			return true, k.step()
		}
		k.change(r, where, &c)
		return true, k.step()
	})
}

func (k *checker) change(r kv.Reader, where string, c *annotate.Change) {
	lane := annotate.Lane{Replica: c.Replica, Stream: c.Stream}
	if err := c.Follows(k.heads[lane]); err != nil {
		k.report(where, "%v", err)
	}
	if err := c.Verify(); err != nil {
		k.report(where, "%v", err)
	}
	head := annotate.Head{Seq: c.Seq, Digest: c.Header.Digest()}
	k.heads[lane] = head
	entry := r.Get(bucketLanes, laneKey(lane, c.Seq))
	if digest, err := digestOfLane(entry); err != nil || digest != head.Digest {
		k.report(where, "the index of the history does not know it")
	}
	for _, ref := range annotate.Touched(c) {
		k.revisions[ref]++
	}
}

// objects checks every object against its changes and its article's text.
func (k *checker) objects(r kv.Reader) error {
	err := r.Scan(bucketObjects, nil, nil, func(key, value []byte) (bool, error) {
		ref, err := refOfKey(key)
		if err != nil {
			k.report("an object", "%v", err)
			return true, k.step()
		}
		where := ref.Kind.String() + " " + ref.ID.String()
		o, err := annotate.DecodeObject(ref, value)
		if err != nil {
			k.report(where, "%v", err)
			return true, k.step()
		}
		if o.Changes != k.revisions[ref] {
			k.report(where, "%d changes made it, the history has %d", o.Changes, k.revisions[ref])
		}
		delete(k.revisions, ref)
		k.object(r, where, o)
		return true, k.step()
	})
	for ref, n := range k.revisions {
		k.report(ref.Kind.String()+" "+ref.ID.String(), "it is missing, the history has %d changes of it", n)
	}
	return err
}

func (k *checker) object(r kv.Reader, where string, o *annotate.Object) {
	switch o.Ref.Kind {
	case annotate.KindArticle:
		k.out.Articles++
		k.article(r, where, o)
	case annotate.KindAnnotation:
		k.out.Annotations++
		k.annotation(r, where, o)
	}
}

func (k *checker) article(r kv.Reader, where string, o *annotate.Object) {
	a := annotate.ArticleFrom(o)
	if o.Value(annotate.FieldContent) == nil {
		return // its making was undone
	}
	text, err := unpackText(r.Get(bucketTexts, a.Content.TextSHA256[:]))
	switch {
	case err != nil:
		k.report(where, "%v", err)
	case annotate.TextDigest(text) != a.Content.TextSHA256 || uint64(len(text)) != a.Content.TextBytes:
		k.report(where, "its text is not the one it was made with")
	}
	if r.Get(bucketHashes, hashKey(a.Content.TextSHA256, a.ID)) == nil {
		k.report(where, "the index of texts does not know it")
	}
}

func (k *checker) annotation(r kv.Reader, where string, o *annotate.Object) {
	if !o.Exists() {
		return
	}
	article, err := readObject(r, annotate.ArticleRef(o.Ref.Article))
	if err != nil {
		k.report(where, "%v", err)
		return
	}
	content := annotate.As[annotate.ArticleContent](article.Value(annotate.FieldContent))
	text, err := k.p.textOf(r, content.TextSHA256)
	if err != nil {
		k.report(where, "%v", err)
		return
	}
	a := annotate.AnnotationFrom(o)
	if err := annotate.CheckSpans(a.Spans, text); err != nil {
		k.report(where, "%v", err)
	}
}
