package desk

import (
	"context"
	"fmt"
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/lint"
	"bluepencil/annotate/suggest/attribution"
	"bluepencil/storage"
)

// Gaps lists what the annotations of the open article still lack.
func (d *Desk) Gaps() []annotate.Gap {
	if d.open == nil {
		return nil
	}
	var gaps []annotate.Gap
	for i := range d.open.Marks {
		gaps = append(gaps, d.missing(&d.open.Marks[i])...)
	}
	return gaps
}

// missing is what an annotation lacks; one that is flagged as having no speaker
// lacks none.
func (d *Desk) missing(a *annotate.Annotation) []annotate.Gap {
	gaps := d.shownBook.Missing(a)
	if d.orphaned(a) {
		gaps = slices.DeleteFunc(gaps, func(g annotate.Gap) bool { return g.Role == attribution.SpeakerRole })
	}
	return gaps
}

// Done submits the open article and goes to the next one. Where the project
// requires a clean article and this one is not, it says so, and NotClean
// follows.
func (d *Desk) Done() {
	if d.open == nil || !d.MayWrite() {
		return
	}
	article, person := d.open.Article.ID, d.o.Person.ID
	gaps := len(d.Gaps())
	at := d.At()
	d.o.Work(func() {
		kept, err := d.o.Project.KeptFromDone(context.Background(), article, person)
		if err == nil && len(kept) == 0 {
			_, err = d.o.Project.SubmitLayer(article, person)
		}
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, "The article was not submitted: "+err.Error())
				return
			}
			if len(kept) > 0 {
				d.refuse(article, kept)
				return
			}
			d.savedAt = d.o.Now()
			d.refreshNames()
			d.o.Show(StateChanged)
			d.submitted(at, gaps)
		})
	})
}

// refuse says what keeps an article from being done.
func (d *Desk) refuse(article annotate.ID, kept []lint.Finding) {
	if d.open == nil || d.open.Article.ID != article {
		return // another article was opened since
	}
	d.kept = kept
	words := fmt.Sprintf("%d findings of the checks keep the article from being done. The first", len(kept))
	if len(kept) == 1 {
		words = "One finding of the checks keeps the article from being done"
	}
	d.Say(Warning, words+": "+kept[0].Reason+" It can still be set aside.")
	d.o.Show(NotClean)
}

// Kept lists what kept an article from being done, the last time, by place.
func (d *Desk) Kept() []lint.Finding { return d.kept }

func (d *Desk) submitted(at, gaps int) {
	words := "Submitted."
	if gaps > 0 {
		words = fmt.Sprintf("Submitted, with %d things still missing; undo takes it back.", gaps)
	}
	if at+1 < d.Len() {
		d.OpenRow(at + 1)
	} else {
		d.refreshOpen()
		words += " This was the last article in the list."
	}
	d.Say(Info, words)
	d.Reload()
}

// SetAside puts the open article aside with a reason.
func (d *Desk) SetAside(reason string) {
	if d.open != nil {
		d.do(annotate.SetStatus(d.o.Person.ID, d.open.Article.ID, annotate.StatusSetAside, reason))
	}
}

// TakeUp takes an article that was set aside or submitted up again.
func (d *Desk) TakeUp() {
	if d.open != nil {
		d.do(annotate.SetStatus(d.o.Person.ID, d.open.Article.ID, annotate.StatusInProgress, ""))
	}
}

// DeleteArticle puts the open article into the bin.
func (d *Desk) DeleteArticle() {
	if d.open == nil {
		return
	}
	draft := annotate.DeleteArticle(d.o.Person.ID, d.open.Article.ID)
	d.o.Work(func() {
		_, err := d.o.Project.Commit(draft)
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, "The article was not deleted: "+err.Error())
				return
			}
			d.LetGo()
			d.Say(Info, "The article lies in the bin; undo brings it back.")
			d.Reload()
		})
	})
}

// LetGo leaves the desk without an article.
func (d *Desk) LetGo() {
	d.dropCard()
	d.open, d.current, d.linking = nil, annotate.ID{}, nil
	d.refreshNames()
	d.o.Show(ArticleOpened)
	d.o.Show(StateChanged)
}

// Bin is what lies in the bin: articles, entries of the register, and
// annotations of the open article.
type Bin struct {
	Articles    []storage.ArticleRow
	Annotations []annotate.Annotation
	Entities    []annotate.Entity
}

// ReadBin reads the bin in the background.
func (d *Desk) ReadBin(show func(Bin, error)) {
	var article annotate.ID
	if d.open != nil {
		article = d.open.Article.ID
	}
	person := d.o.Person.ID
	d.o.Work(func() {
		var bin Bin
		err := d.o.Project.Articles(storage.ArticleFilter{Person: person, Deleted: true}, func(r storage.ArticleRow) bool {
			bin.Articles = append(bin.Articles, r)
			return true
		})
		if err == nil && !article.IsZero() {
			bin.Annotations, err = d.o.Project.DeletedAnnotations(article, person)
		}
		if err == nil {
			bin.Entities, err = d.o.Project.DeletedEntities()
		}
		d.o.UI(func() { show(bin, err) })
	})
}

// RestoreArticle takes an article out of the bin and opens it.
func (d *Desk) RestoreArticle(id annotate.ID) {
	draft := annotate.RestoreArticle(d.o.Person.ID, id)
	d.o.Work(func() {
		_, err := d.o.Project.Commit(draft)
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, "The article was not restored: "+err.Error())
				return
			}
			d.Reload()
			d.OpenArticle(id)
		})
	})
}

// RestoreAnnotation takes an annotation of the open article out of the bin,
// without links that cannot point any more to what became of their targets.
func (d *Desk) RestoreAnnotation(a annotate.Annotation) {
	if !d.MayWrite() {
		return
	}
	d.current = a.ID
	draft := annotate.RestoreAnnotation(a.Ref())
	for _, link := range a.Links {
		role, _ := d.shownBook.Role(link.Role)
		at := slices.IndexFunc(d.open.Marks, func(m annotate.Annotation) bool { return m.ID == link.To })
		if at >= 0 && len(role.To) > 0 && !slices.Contains(role.To, d.open.Marks[at].Label) {
			draft.Unset(a.Ref(), annotate.FieldLink+link.ID.String())
		}
	}
	d.do(draft)
}
