// Package scheme is the presenter of the codebook's editor: which label is
// chosen, what it is used by, what can be done with it. It knows no widgets.
// Every change is one step of undo of the desk; what a person still types is
// shown in the article at once and committed when they leave the field.
package scheme

import (
	"fmt"
	"slices"

	"bluepencil/annotate"
)

// Desk is what the editor needs of the desk.
type Desk interface {
	SavedCodebook() *annotate.Codebook
	EditCodebook(annotate.Draft)
	PreviewCodebook(*annotate.Draft)
	SplitLabel(add annotate.Draft, split annotate.Split)
	Person() annotate.Person
}

// Options are what an editor is made with.
type Options struct {
	Desk Desk
	// Holder names the command that a key belongs to.
	Holder func(key string) (name string, held bool)
	// Show is told that something about the editor changed.
	Show func()
}

// Editor is the presenter. Its methods are called on the screen's goroutine.
type Editor struct {
	o        Options
	usage    *annotate.Usage
	counted  int // annotations that were gone through so far
	selected annotate.LabelID
	fault    string
}

// New returns an editor with the first label chosen.
func New(o Options) *Editor {
	e := &Editor{o: o}
	if rows := e.Rows(); len(rows) > 0 {
		e.selected = rows[0].Label.ID
	}
	return e
}

// Book is the codebook that is edited.
func (e *Editor) Book() *annotate.Codebook { return e.o.Desk.SavedCodebook() }

// Fault is why the last change was not made, or "".
func (e *Editor) Fault() string { return e.fault }

// Row is a label of the list.
type Row struct {
	Label annotate.Label
	First bool   // of its group: the group is named above it
	State string // "retired", "read as Person", or ""
	Count int    // of annotations, or -1 where they are not counted yet
}

// Rows lists the labels by group, the groups in the order of their first
// label; what is retired or merged stands at the end of its group.
func (e *Editor) Rows() []Row {
	book := e.Book()
	var groups []annotate.Group
	byGroup := map[annotate.Group][]Row{}
	add := func(l annotate.Label, state string) {
		if !slices.Contains(groups, l.Group) {
			groups = append(groups, l.Group)
		}
		byGroup[l.Group] = append(byGroup[l.Group], Row{Label: l, State: state, Count: e.count(l.ID)})
	}
	for _, l := range book.Offered() {
		add(l, "")
	}
	for _, l := range book.Labels {
		switch into := book.Resolve(l.ID); {
		case into != l.ID:
			add(l, "read as "+book.LabelName(into))
		case l.Retired:
			add(l, "retired")
		}
	}
	var rows []Row
	for _, g := range groups {
		byGroup[g][0].First = true
		rows = append(rows, byGroup[g]...)
	}
	return rows
}

func (e *Editor) count(id annotate.LabelID) int {
	if e.usage == nil {
		return -1
	}
	return e.usage.Label(id).Annotations
}

// Usage is what labels are used by, or nil while it is being counted.
func (e *Editor) Usage() *annotate.Usage { return e.usage }

// Counting says how many annotations were gone through so far.
func (e *Editor) Counting(n int) {
	e.counted = n
	if e.usage == nil {
		e.o.Show()
	}
}

// SetUsage takes what labels are used by, once it is counted.
func (e *Editor) SetUsage(u *annotate.Usage) {
	e.usage = u
	e.o.Show()
}

// Selected is the chosen label; ok is false where there is none.
func (e *Editor) Selected() (l annotate.Label, ok bool) { return e.Book().Label(e.selected) }

// Select chooses a label.
func (e *Editor) Select(id annotate.LabelID) {
	if e.selected == id {
		return
	}
	e.selected, e.fault = id, ""
	e.o.Desk.PreviewCodebook(nil)
	e.o.Show()
}

// Refresh shows the codebook as it is now: after an undo the chosen label may
// be gone.
func (e *Editor) Refresh() {
	if _, ok := e.Selected(); !ok {
		e.selected = ""
		if rows := e.Rows(); len(rows) > 0 {
			e.selected = rows[0].Label.ID
		}
	}
	e.o.Show()
}

// Edit commits a change of the codebook, or keeps the reason why not. It tells
// whether the change was made.
func (e *Editor) Edit(make func(annotate.Editor) (annotate.Draft, error)) bool {
	d, err := make(e.editor())
	e.fault = ""
	if err != nil {
		e.fault = reason(err)
		e.o.Desk.PreviewCodebook(nil)
		e.o.Show()
		return false
	}
	e.o.Desk.EditCodebook(d)
	e.o.Show()
	return true
}

// Try shows a change in the article without making it. What would be refused
// is said and not shown.
func (e *Editor) Try(make func(annotate.Editor) (annotate.Draft, error)) {
	d, err := make(e.editor())
	was := e.fault
	if e.fault = ""; err != nil {
		e.fault = reason(err)
		e.o.Desk.PreviewCodebook(nil)
	} else {
		e.o.Desk.PreviewCodebook(&d)
	}
	if was != e.fault {
		e.o.Show()
	}
}

// StopTrying shows the codebook as it is.
func (e *Editor) StopTrying() { e.o.Desk.PreviewCodebook(nil) }

func (e *Editor) editor() annotate.Editor {
	return annotate.Editor{Person: e.o.Desk.Person().ID, Book: e.Book()}
}

// SetKey gives the chosen label a key, unless a command has it.
func (e *Editor) SetKey(key string) bool {
	return e.Edit(func(b annotate.Editor) (annotate.Draft, error) {
		if holder, held := e.o.Holder(key); held && key != "" {
			return annotate.Draft{}, fmt.Errorf("%w: %s is the key of “%s”", annotate.ErrInvalid, key, holder)
		}
		return b.SetKey(e.selected, key)
	})
}

// Add adds a label and chooses it.
func (e *Editor) Add(name string, group annotate.Group) bool {
	return e.Edit(func(b annotate.Editor) (annotate.Draft, error) {
		d, id, err := b.AddLabel(annotate.Label{Name: name, Group: group})
		if err == nil {
			e.selected = id
		}
		return d, err
	})
}

// Move moves the chosen label up or down in its group.
func (e *Editor) Move(step int) {
	if d, ok, err := e.editor().MoveLabel(e.selected, step); ok && err == nil {
		e.Edit(func(annotate.Editor) (annotate.Draft, error) { return d, nil })
	}
}

// Split adds a label and gives it to those of the person's own annotations
// that the split takes; From and Into of the split are filled in.
func (e *Editor) Split(name string, split annotate.Split) bool {
	d, id, err := e.editor().SplitLabel(e.selected, name)
	if err != nil {
		e.fault = reason(err)
		e.o.Show()
		return false
	}
	split.From, split.Into = e.selected, id
	e.fault, e.selected = "", id
	e.o.Desk.SplitLabel(d, split)
	e.o.Show()
	return true
}
