package talk

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"bluepencil/annotate"
)

// ErrNotAuthor: a comment is changed and deleted by its author alone.
var ErrNotAuthor = errors.New("the comment is somebody else's")

// About is what a comment is about, in its article: the article itself, an
// annotation, or a decision.
type About struct {
	_    struct{} `cbor:",toarray"`
	Kind annotate.Kind
	// Owner is whose layer the annotation is in, or zero.
	Owner annotate.ID
	// ID is the annotation's or the decision's; zero for the article.
	ID annotate.ID
}

// AboutArticle is a comment on the article as a whole.
func AboutArticle() About { return About{Kind: annotate.KindArticle} }

// AboutAnnotation is a comment on an annotation.
func AboutAnnotation(a annotate.Ref) About {
	return About{Kind: annotate.KindAnnotation, Owner: a.Owner, ID: a.ID}
}

// AboutDecision is a comment on how a disagreement was settled.
func AboutDecision(decision annotate.Ref) About {
	return About{Kind: annotate.KindDecision, Owner: decision.Owner, ID: decision.ID}
}

// known tells whether comments can be about such a thing.
func (a About) known() bool {
	switch a.Kind {
	case annotate.KindArticle:
		return a.ID.IsZero() && a.Owner.IsZero()
	case annotate.KindAnnotation, annotate.KindDecision:
		return !a.ID.IsZero()
	}
	return false
}

// Comment is what somebody said. A comment that answers none begins a thread.
type Comment struct {
	ID       annotate.ID
	Article  annotate.ID
	Author   annotate.ID
	About    About
	Text     string
	Mentions []annotate.ID // the people it calls, ordered
	ReplyTo  annotate.ID   // the comment it answers, or zero
	Written  time.Time
	Edited   time.Time // zero where it never was
	Resolved bool      // of a comment that begins a thread: nothing is left to say
	Deleted  bool      // it lies in the bin
}

// Ref is the comment's object.
func (c *Comment) Ref() annotate.Ref { return CommentRef(c.Article, c.Author, c.ID) }

// CommentRef names a comment.
func CommentRef(article, author, id annotate.ID) annotate.Ref {
	return annotate.Ref{Kind: annotate.KindComment, Article: article, Owner: author, ID: id}
}

// CommentFrom reads a comment's object.
func CommentFrom(o *annotate.Object) Comment {
	c := Comment{ID: o.Ref.ID, Article: o.Ref.Article, Author: o.Ref.Owner, About: annotate.As[About](o.Value(annotate.FieldAbout)),
		Text: annotate.As[string](o.Value(annotate.FieldText)), Mentions: annotate.As[[]annotate.ID](o.Value(annotate.FieldMentions)),
		ReplyTo: annotate.As[annotate.ID](o.Value(annotate.FieldReply)), Resolved: annotate.As[bool](o.Value(annotate.FieldResolved)), Deleted: o.Deleted()}
	if at := annotate.As[int64](o.Value(annotate.FieldWritten)); at != 0 {
		c.Written = time.UnixMilli(at)
	} else {
		c.Written = o.Created().Stamp.Time()
	}
	if at := annotate.As[int64](o.Value(annotate.FieldEdited)); at != 0 {
		c.Edited = time.UnixMilli(at)
	}
	return c
}

// Say drafts a comment. Its mentions are those given: see Mentioned. It fails
// with annotate.ErrInvalid where nothing is said, or of nothing that can be
// talked about.
func Say(c Comment) (annotate.Draft, error) {
	d := annotate.Draft{Person: c.Author, Action: "comment", Article: c.Article}
	if !c.ReplyTo.IsZero() {
		d.Action = "reply"
	}
	err := SayIn(&d, c)
	return d, err
}

// SayIn adds the making of a comment to a draft, which may be of somebody who
// takes it in from elsewhere. It fails as Say does.
func SayIn(d *annotate.Draft, c Comment) error {
	if strings.TrimSpace(c.Text) == "" {
		return annotate.Refuse("a comment says something")
	}
	if !c.About.known() || c.Article.IsZero() || c.Author.IsZero() || c.ID.IsZero() {
		return annotate.Refuse("a comment is somebody's, on an article, an annotation or a decision")
	}
	ref := c.Ref()
	d.Set(ref, annotate.FieldAbout, c.About)
	d.Set(ref, annotate.FieldText, c.Text)
	d.Set(ref, annotate.FieldWritten, c.Written.UnixMilli())
	if len(c.Mentions) > 0 {
		d.Set(ref, annotate.FieldMentions, c.Mentions)
	}
	if !c.ReplyTo.IsZero() {
		d.Set(ref, annotate.FieldReply, c.ReplyTo)
	}
	if !c.Edited.IsZero() {
		d.Set(ref, annotate.FieldEdited, c.Edited.UnixMilli())
	}
	if c.Resolved {
		d.Set(ref, annotate.FieldResolved, true)
	}
	d.Set(ref, annotate.FieldDeleted, false)
	return nil
}

// Edit drafts other words for one's own comment. It fails with ErrNotAuthor,
// and with annotate.ErrInvalid where nothing is said.
func Edit(by annotate.ID, c Comment, text string, mentions []annotate.ID, at time.Time) (annotate.Draft, error) {
	if by != c.Author {
		return annotate.Draft{}, fmt.Errorf("%w: answer it instead", ErrNotAuthor)
	}
	if strings.TrimSpace(text) == "" {
		return annotate.Draft{}, annotate.Refuse("a comment says something; delete it instead")
	}
	d := annotate.Draft{Person: by, Action: "edit comment", Article: c.Article}
	if text == c.Text {
		return d, nil
	}
	d.Set(c.Ref(), annotate.FieldText, text)
	d.Set(c.Ref(), annotate.FieldEdited, at.UnixMilli())
	switch {
	case slices.Equal(mentions, c.Mentions):
	case len(mentions) == 0:
		d.Unset(c.Ref(), annotate.FieldMentions)
	default:
		d.Set(c.Ref(), annotate.FieldMentions, mentions)
	}
	return d, nil
}

// Delete drafts putting one's own comment into the bin; answers to it stay. It
// fails with ErrNotAuthor.
func Delete(by annotate.ID, c Comment) (annotate.Draft, error) {
	return bin(by, c, true, "delete comment")
}

// Restore drafts taking one's own comment out of the bin. It fails with ErrNotAuthor.
func Restore(by annotate.ID, c Comment) (annotate.Draft, error) {
	return bin(by, c, false, "restore comment")
}

func bin(by annotate.ID, c Comment, deleted bool, action string) (annotate.Draft, error) {
	if by != c.Author {
		return annotate.Draft{}, ErrNotAuthor
	}
	d := annotate.Draft{Person: by, Action: action, Article: c.Article}
	d.Set(c.Ref(), annotate.FieldDeleted, deleted)
	return d, nil
}

// Resolve drafts saying that nothing is left to say in the thread a comment
// begins, or that there is again. Anybody may.
func Resolve(by annotate.ID, begins Comment, resolved bool) annotate.Draft {
	d := annotate.Draft{Person: by, Action: "resolve thread", Article: begins.Article}
	if !resolved {
		d.Action = "reopen thread"
	}
	d.Set(begins.Ref(), annotate.FieldResolved, resolved)
	return d
}
