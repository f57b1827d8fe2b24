package desk

import (
	"errors"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// OpenArticle puts an article on the desk. It is read in the background; the
// one that is open stays until the other is there.
func (d *Desk) OpenArticle(id annotate.ID) { d.openAt(id, destination{offset: -1}, true) }

// OpenAt opens an article at a range of its text, which may be empty, and with
// an annotation current, which may be none.
func (d *Desk) OpenAt(id, mark annotate.ID, r text.Range) {
	offset := r.Start
	if r.Empty() {
		offset = -1
	}
	d.openAt(id, destination{mark, offset, r}, true)
}

// Target is what is to be selected on arrival; where it is empty, the caret
// says where to go.
func (d *Desk) Target() text.Range { return d.goal }

// destination is where in an article to go: to an annotation, an offset (-1 is
// where the article begins), and a range to select.
type destination struct {
	mark   annotate.ID
	offset int
	r      text.Range
}

// openAt opens an article and then goes to an annotation or an offset.
func (d *Desk) openAt(id annotate.ID, to destination, remember bool) {
	if remember {
		d.places.leave(d.here())
	}
	if _, foreign := d.Foreign(); d.open != nil && d.open.Article.ID == id && !foreign {
		d.opened++ // what is being opened comes too late
		d.arrive(to)
		return
	}
	d.opened++
	generation := d.opened
	d.o.Work(func() {
		open, err := d.read(id)
		d.o.UI(func() {
			if generation != d.opened {
				return // another article was opened since
			}
			if err != nil {
				d.Say(Failure, "The article could not be opened: "+err.Error())
				return
			}
			d.takeRegister(open.register)
			d.dropCard()
			d.open, d.current, d.linking, d.caret, d.selection = open, annotate.ID{}, nil, 0, text.Range{}
			d.o.Show(ArticleOpened)
			d.arrive(to)
		})
	})
}

func (d *Desk) arrive(to destination) {
	if !to.mark.IsZero() {
		d.SetCurrent(to.mark)
	}
	if to.offset >= 0 {
		d.caret = to.offset
	}
	d.o.Show(CurrentChanged)
	d.goal = to.r
	if to.offset >= 0 || !to.mark.IsZero() {
		d.o.Show(Arrived)
	}
}

func (d *Desk) read(id annotate.ID) (*Open, error) {
	article, err := d.o.Project.Article(id)
	if err != nil {
		return nil, err
	}
	content, err := d.o.Project.Text(id)
	if err != nil {
		return nil, err
	}
	open := &Open{Article: article, Text: content, Owner: d.o.Person}
	return open, d.reread(open)
}

// reread reads what can change about an open article.
func (d *Desk) reread(open *Open) (err error) {
	article, err := d.o.Project.Article(open.Article.ID)
	if err == nil {
		open.Article.Meta = article.Meta
	} else if !errors.Is(err, annotate.ErrNotFound) { // it may be erased, or none
		return err
	}
	if open.Layer, err = d.o.Project.Layer(open.Article.ID, open.Owner.ID); err != nil {
		return err
	}
	if open.saved, err = seenMarks(d.o.Project, d.o.Person.ID, open.Article.ID, open.Owner.ID); err != nil {
		return err
	}
	open.Marks = open.saved
	open.register, err = d.roll.read(d.o.Project)
	return err
}
