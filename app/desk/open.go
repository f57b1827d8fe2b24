package desk

import (
	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// OpenArticle puts an article on the desk. It is read in the background; the
// one that is open stays until the other is there.
func (d *Desk) OpenArticle(id annotate.ID) { d.openAt(id, annotate.ID{}, -1, true) }

// openAt opens an article and then goes to an annotation or an offset.
func (d *Desk) openAt(id, mark annotate.ID, offset int, remember bool) {
	if remember {
		d.places.leave(d.here())
	}
	if d.open != nil && d.open.Article.ID == id {
		d.arrive(mark, offset)
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
			d.open, d.current, d.linking, d.caret, d.selection = open, annotate.ID{}, nil, 0, text.Range{}
			d.o.Show(ArticleOpened)
			d.arrive(mark, offset)
		})
	})
}

func (d *Desk) arrive(mark annotate.ID, offset int) {
	if !mark.IsZero() {
		d.SetCurrent(mark)
	}
	if offset >= 0 {
		d.caret = offset
	}
	d.o.Show(CurrentChanged)
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
	open := &Open{Article: article, Text: content}
	return open, d.reread(open)
}

// reread reads what can change about an open article.
func (d *Desk) reread(open *Open) (err error) {
	if open.Layer, err = d.o.Project.Layer(open.Article.ID, d.o.Person.ID); err != nil {
		return err
	}
	open.saved, err = d.o.Project.Annotations(open.Article.ID, d.o.Person.ID)
	open.Marks = open.saved
	return err
}

// place is somewhere a person was.
type place struct {
	article annotate.ID
	caret   int
}

// places remembers where a person was, to go back and forward.
type places struct {
	back, forward []place
}

func (p *places) leave(from place) {
	if !from.article.IsZero() {
		p.back = append(p.back, from)
		p.forward = nil
	}
}

func (d *Desk) here() place {
	if d.open == nil {
		return place{}
	}
	return place{d.open.Article.ID, d.caret}
}

// Back goes to where the person was before.
func (d *Desk) Back() { d.travel(&d.places.back, &d.places.forward) }

// Forward goes to where Back left.
func (d *Desk) Forward() { d.travel(&d.places.forward, &d.places.back) }

func (d *Desk) travel(from, to *[]place) {
	if len(*from) == 0 {
		return
	}
	target := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, d.here())
	d.openAt(target.article, annotate.ID{}, target.caret, false)
}

// CanGo tells whether Back and Forward lead anywhere.
func (d *Desk) CanGo() (back, forward bool) {
	return len(d.places.back) > 0, len(d.places.forward) > 0
}
