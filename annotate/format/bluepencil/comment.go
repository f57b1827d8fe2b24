package bluepencil

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/jsonio"
	"bluepencil/annotate/talk"
)

// Comment is what somebody said of the article, of an annotation, or of a decision.
type Comment struct {
	ID       annotate.ID `json:"id"`
	Author   string      `json:"author"` // a person's handle, as everywhere below
	Written  time.Time   `json:"written"`
	Text     string      `json:"text"`
	About    About       `json:"about"`
	Mentions []string    `json:"mentions"`
	ReplyTo  annotate.ID `json:"reply_to,omitzero"` // the comment it answers
	Edited   *time.Time  `json:"edited,omitempty"`
	Resolved bool        `json:"resolved,omitempty"` // of a comment that begins a thread
}

// About is what a comment is about.
type About struct {
	Kind  string      `json:"kind"`           // article, annotation, decision
	ID    annotate.ID `json:"id,omitzero"`    // of the annotation or decision
	Layer string      `json:"layer,omitzero"` // whose the annotation is
}

// aboutKinds are what comments can be about, as the format calls it.
var aboutKinds = []annotate.Kind{annotate.KindArticle, annotate.KindAnnotation, annotate.KindDecision}

func (w *Writer) comment(c *talk.Comment) Comment {
	out := Comment{ID: c.ID, Author: w.handle(c.Author), Written: milliseconds(c.Written), Text: c.Text,
		About: About{Kind: c.About.Kind.String(), ID: c.About.ID}, Mentions: []string{}, ReplyTo: c.ReplyTo, Resolved: c.Resolved}
	if !c.About.Owner.IsZero() {
		out.About.Layer = w.handle(c.About.Owner)
	}
	for _, person := range c.Mentions {
		out.Mentions = append(out.Mentions, w.handle(person))
	}
	if !c.Edited.IsZero() {
		at := milliseconds(c.Edited)
		out.Edited = &at
	}
	return out
}

func (a *appender) comment(c Comment) {
	a.raw(`{"id": `)
	a.id(c.ID)
	a.raw(`, "author": `)
	a.text(c.Author)
	a.raw(`, "written": `)
	a.time(c.Written)
	a.raw(`, "text": `)
	a.text(c.Text)
	a.raw(`, "about": {"kind": `)
	a.text(c.About.Kind)
	if !c.About.ID.IsZero() {
		a.raw(`, "id": `)
		a.id(c.About.ID)
	}
	if c.About.Layer != "" {
		a.raw(`, "layer": `)
		a.text(c.About.Layer)
	}
	a.raw(`}, "mentions": `)
	list(a, c.Mentions, a.text)
	if !c.ReplyTo.IsZero() {
		a.raw(`, "reply_to": `)
		a.id(c.ReplyTo)
	}
	if c.Edited != nil {
		a.raw(`, "edited": `)
		a.time(*c.Edited)
	}
	if c.Resolved {
		a.raw(`, "resolved": true`)
	}
	a.raw("}")
}

var commentShape = jsonio.Shape{Name: "a comment", Required: []string{"id", "author", "written", "text", "about", "mentions"},
	Optional: []string{"reply_to", "edited", "resolved"}}

func (p parser) comment(c *Comment) error {
	return p.Record(&commentShape, func(n int) error {
		switch n {
		case 0:
			return p.ownID(&c.ID)
		case 1:
			return p.handle(&c.Author)
		case 2:
			return p.time(&c.Written)
		case 3:
			return p.text(&c.Text)
		case 4:
			return p.about(&c.About)
		case 5:
			return array(p, &c.Mentions, p.word)
		case 6:
			return p.id(&c.ReplyTo)
		case 7:
			c.Edited = new(time.Time)
			return p.time(c.Edited)
		default:
			return p.flag(&c.Resolved)
		}
	})
}

// ownID reads an id that cannot be left empty.
func (p parser) ownID(into *annotate.ID) error {
	err := p.id(into)
	if err == nil && into.IsZero() {
		err = errors.New("an id is empty")
	}
	return err
}

var aboutShape = jsonio.Shape{Name: "about", Required: []string{"kind"}, Optional: []string{"id", "layer"}}

func (p parser) about(a *About) error {
	return p.Record(&aboutShape, func(n int) error {
		switch n {
		case 0:
			err := p.word(&a.Kind)
			if _, ok := kindOf(a.Kind); err == nil && !ok {
				err = fmt.Errorf("%q is nothing that a comment is about", a.Kind)
			}
			return err
		case 1:
			return p.id(&a.ID)
		default:
			return p.word(&a.Layer)
		}
	})
}

func kindOf(name string) (annotate.Kind, bool) {
	at := slices.IndexFunc(aboutKinds, func(k annotate.Kind) bool { return k.String() == name })
	if at < 0 {
		return 0, false
	}
	return aboutKinds[at], true
}

// incoming is the comment as an import takes it.
func (c *Comment) incoming(article annotate.ID) format.IncomingComment {
	kind, _ := kindOf(c.About.Kind) // it was read as one
	out := format.IncomingComment{Author: c.Author, Layer: c.About.Layer, Mentions: c.Mentions,
		Comment: talk.Comment{ID: c.ID, Article: article, About: talk.About{Kind: kind, ID: c.About.ID},
			Text: c.Text, ReplyTo: c.ReplyTo, Written: c.Written, Resolved: c.Resolved}}
	if c.Edited != nil {
		out.Edited = *c.Edited
	}
	return out
}

// sameComments tells whether the comments read are those of an article.
func (w *Writer) sameComments(back []Comment, want []talk.Comment) bool {
	return slices.EqualFunc(back, want, func(x Comment, y talk.Comment) bool {
		c := w.comment(&y)
		sameEdit := (x.Edited == nil) == (c.Edited == nil) && (x.Edited == nil || x.Edited.Equal(*c.Edited))
		return x.ID == c.ID && x.Author == c.Author && x.Written.Equal(c.Written) && x.Text == c.Text && x.About == c.About &&
			slices.Equal(x.Mentions, c.Mentions) && x.ReplyTo == c.ReplyTo && sameEdit && x.Resolved == c.Resolved
	})
}
