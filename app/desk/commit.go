package desk

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"bluepencil/annotate"
	"bluepencil/storage"
)

// do shows what a draft will do and has it committed, after others where they
// are one step of undo with it. Drafts are committed in the order they were made.
func (d *Desk) do(draft annotate.Draft, before ...annotate.Draft) {
	if d.MayWrite() {
		d.commit(draft, nil, before...)
	}
}

// Discuss has something said in the review committed, whosever layer is shown:
// one step of undo. then is told what came of it.
func (d *Desk) Discuss(draft annotate.Draft, then func(error)) { d.commit(draft, then) }

// commit does so; then may be nil.
func (d *Desk) commit(draft annotate.Draft, then func(error), before ...annotate.Draft) {
	d.underWay = append(d.underWay, &draft)
	d.preview()
	d.o.Show(StateChanged)
	job := &draft
	d.o.Work(func() {
		var err error
		if len(before) == 0 {
			_, err = d.o.Project.Commit(*job)
		} else {
			_, err = d.o.Project.CommitTogether(append(before, *job)...)
		}
		if editsRegister(append(before, *job)) {
			d.roll.forget()
		}
		d.finish(job, err)
		if then != nil {
			d.o.UI(func() { then(err) })
		}
	})
}

// EditMany has an edit of the person's markings in many articles committed: one
// step of undo.
func (d *Desk) EditMany(draft annotate.Draft) { d.do(draft) }

// finish reads the article again on the working goroutine and hands it to the screen.
func (d *Desk) finish(job *annotate.Draft, err error) {
	fresh := &Open{Article: annotate.Article{ID: job.Article}, Owner: d.o.Person}
	reread := d.reread(fresh)
	d.o.UI(func() {
		for i, under := range d.underWay {
			if under == job {
				d.underWay = append(d.underWay[:i:i], d.underWay[i+1:]...)
				break
			}
		}
		if editsBook(job) {
			d.readBook()
			d.preview()
		}
		if err == nil && (editsBook(job) || job.Article.IsZero()) {
			d.refreshOpen() // merges change what is read, and so do edits of many articles
		}
		d.settle(fresh, errors.Join(err, reread), job.Action)
	})
}

// settle takes over what the project says after a write, or says why it failed.
func (d *Desk) settle(fresh *Open, err error, action string) {
	if err != nil {
		d.failed = err
		d.Say(Failure, fmt.Sprintf("“%s” was not saved: %v", action, err))
	} else {
		d.failed, d.savedAt = nil, d.o.Now()
	}
	d.takeRegister(fresh.register)
	if d.open != nil && d.open.Article.ID == fresh.Article.ID && d.open.Owner.ID == fresh.Owner.ID {
		listed := d.open.Layer.Status != fresh.Layer.Status
		if fresh.Article.Meta != nil {
			listed = listed || !maps.Equal(d.open.Article.Meta, fresh.Article.Meta)
			d.open.Article.Meta = fresh.Article.Meta
		}
		d.open.saved, d.open.Layer = fresh.saved, fresh.Layer
		d.preview()
		if listed {
			d.Reload()
		}
	}
	d.refreshNames()
	d.o.Show(StateChanged)
}

// preview shows the open article with what is under way.
func (d *Desk) preview() {
	if d.open == nil {
		return
	}
	d.open.Marks, d.open.Pending = d.open.saved, map[annotate.ID]bool{}
	_, foreign := d.Foreign()
	for _, draft := range d.underWay {
		if foreign || draft.Article != d.open.Article.ID {
			continue
		}
		var touched map[annotate.ID]bool
		d.open.Marks, touched = annotate.Preview(d.open.Marks, draft)
		for id := range touched {
			d.open.Pending[id] = true
		}
	}
	d.readAs()
	if !foreign {
		d.listed.recount(d.open.Article.ID, len(d.open.Marks))
	}
	if _, ok := d.Current(); !ok && !d.current.IsZero() {
		d.current, d.linking = annotate.ID{}, nil
		d.o.Show(CurrentChanged)
	}
	d.o.Show(MarksChanged)
}

// readAs shows marks as the shown codebook's merges read them; those that are
// saved were read so already.
func (d *Desk) readAs() {
	if m := d.shownBook.Mapping(); m != nil {
		d.open.Marks = slices.Clone(d.open.Marks)
		m.ReadAll(d.open.Marks)
	}
}

// Undo takes back the person's latest action, wherever it was.
func (d *Desk) Undo() { d.revert(d.o.Project.Undo, "Undone") }

// Redo brings back what was undone last.
func (d *Desk) Redo() { d.revert(d.o.Project.Redo, "Done again") }

func (d *Desk) revert(step func(annotate.ID) (storage.Undone, error), word string) {
	if !d.MayWrite() {
		return
	}
	person := d.o.Person.ID
	d.o.Work(func() {
		done, err := step(person)
		d.roll.forget()
		d.o.UI(func() { d.reverted(done, err, word) })
	})
}

func (d *Desk) reverted(done storage.Undone, err error, word string) {
	switch {
	case errors.Is(err, annotate.ErrNothingToUndo):
		d.Say(Info, "There is nothing left to undo or redo.")
		return
	case err != nil:
		d.Say(Warning, err.Error())
	case len(done.Blocked) > 0:
		d.Say(Warning, fmt.Sprintf("%s: %s, except for %d fields that others changed since.", word, done.Action, len(done.Blocked)))
	default:
		d.Say(Info, word+": "+done.Action)
	}
	d.readBook()
	d.usesOld = true
	d.ReadRegister()
	if d.open == nil || done.Article.IsZero() || done.Article == d.open.Article.ID {
		d.refreshOpen()
	} else {
		d.OpenArticle(done.Article)
		d.refreshNames()
	}
	d.Reload()
}

// refreshOpen reads the open article again.
func (d *Desk) refreshOpen() {
	if d.open == nil {
		d.refreshNames()
		d.o.Show(StateChanged)
		return
	}
	fresh := &Open{Article: annotate.Article{ID: d.open.Article.ID}, Owner: d.open.Owner}
	d.o.Work(func() {
		err := d.reread(fresh)
		d.o.UI(func() { d.settle(fresh, err, "reading the article") })
	})
}

// Noted shows that something was saved that the desk did not write itself.
func (d *Desk) Noted() {
	d.failed, d.savedAt = nil, d.o.Now()
	d.refreshNames()
	d.o.Show(StateChanged)
	if d.filter.Assigned != nil {
		d.Reload()
	}
}

// Refresh reads list and open article again, after an import or the like.
func (d *Desk) Refresh() {
	d.roll.forget()
	d.usesOld = true
	d.ReadRegister()
	d.readBook()
	d.refreshOpen()
	d.Reload()
}
