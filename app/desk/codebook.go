package desk

import (
	"context"
	"fmt"

	"bluepencil/annotate"
)

// The codebook in force: the project's, with what is under way or only tried
// out shown on top of it.

// Codebook is the label scheme as it is shown.
func (d *Desk) Codebook() *annotate.Codebook { return d.shownBook }

// SavedCodebook is the label scheme with everything that was done to it, and
// without what is only tried out.
func (d *Desk) SavedCodebook() *annotate.Codebook { return d.codebook }

// EditCodebook shows an edit of the codebook and has it committed: one step of
// undo.
func (d *Desk) EditCodebook(draft annotate.Draft) {
	d.trying = nil
	d.codebook = d.codebook.With(&draft)
	d.showBook()
	d.do(draft)
}

// PreviewCodebook shows what an edit would do, while a person still types or
// chooses; nil ends it.
func (d *Desk) PreviewCodebook(draft *annotate.Draft) {
	if draft == nil && d.trying == nil {
		return
	}
	d.trying = draft
	d.showBook()
	d.preview()
}

// showBook works out what is shown, and says so.
func (d *Desk) showBook() {
	d.shownBook = d.codebook
	if d.trying != nil {
		d.shownBook = d.codebook.With(d.trying)
	}
	d.o.Show(CodebookChanged)
}

// readBook takes over the project's codebook where somebody changed it: this
// person, by an undo, or a packet that was merged. Edits that are not saved
// yet are shown on top.
func (d *Desk) readBook() {
	book, err := d.o.Project.Codebook()
	if err != nil {
		d.Say(Failure, "The codebook could not be read: "+err.Error())
		return
	}
	for _, draft := range d.underWay {
		if editsBook(draft) {
			book = book.With(draft)
		}
	}
	if book != d.codebook {
		d.codebook = book
		d.showBook()
	}
}

func editsBook(draft *annotate.Draft) bool {
	return len(draft.Settings) > 0 && draft.Settings[0].Ref == annotate.CodebookRef()
}

// SplitLabel adds a label made by annotate.Editor.SplitLabel and gives it to
// those of the person's own annotations that the split takes: a step of undo
// each.
func (d *Desk) SplitLabel(add annotate.Draft, split annotate.Split) {
	d.EditCodebook(add)
	person, name := d.o.Person.ID, d.codebook.LabelName(split.Into)
	d.o.Work(func() {
		n, err := d.o.Project.SplitLayer(context.Background(), person, split)
		d.o.UI(func() {
			if err != nil {
				d.Say(Failure, "The split was not finished: "+err.Error())
			} else {
				d.Say(Info, fmt.Sprintf("%d of your markings are %s now. Other people's stay as they are.", n, name))
			}
			d.refreshOpen()
		})
	})
}

// retired says that a label cannot be given, and tells whether that is so.
func (d *Desk) retired(label annotate.LabelID) bool {
	if d.shownBook.Offers(label) {
		return false
	}
	if into := d.shownBook.Resolve(label); into != label {
		d.Say(Info, fmt.Sprintf("%s was merged into %s: mark with that.", d.name(label), d.name(into)))
	} else {
		d.Say(Info, fmt.Sprintf("%s is retired: choose another label.", d.name(label)))
	}
	return true
}
