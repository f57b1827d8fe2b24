package panel

import (
	"fmt"

	"bluepencil/annotate"
	"bluepencil/app/who"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// entryForm edits an entity of the register. Its fields stay while entries are
// chosen and changed, so that the keyboard does not lose its place.
type entryForm struct {
	editor                              *who.Editor
	id                                  annotate.ID // of the entity that is shown
	name, aliases, roles, wikidata, own *commitEntry
	kind                                *widget.Select
	kinds                               []string // the types that kind offers
	member                              *widget.Select
	members                             []annotate.Entity
	merged                              *fyne.Container
	leave                               func()
	silent                              bool
	body                                *fyne.Container
}

func newEntryForm(e *who.Editor) *entryForm {
	f := &entryForm{editor: e}
	f.name = f.entry(false, func(x *annotate.Entity, s string) { x.Name = s })
	f.aliases = f.entry(true, func(x *annotate.Entity, s string) { x.Aliases = who.ReadLines(s) })
	f.roles = f.entry(true, func(x *annotate.Entity, s string) { x.Roles = who.ReadRoles(s) })
	f.wikidata = f.entry(false, func(x *annotate.Entity, s string) { x.Wikidata = s })
	f.own = f.entry(true, func(x *annotate.Entity, s string) { x.Note = s })
	f.aliases.SetPlaceHolder("other names, one a line")
	f.roles.SetPlaceHolder("Mayor of Alder, 2021 to 2024-05\nTeacher, to 2020")
	f.wikidata.SetPlaceHolder("Q42")
	f.kind = widget.NewSelect(nil, func(string) {
		if at := f.kind.SelectedIndex(); !f.silent && at >= 0 {
			f.editor.Edit(f.id, func(x *annotate.Entity) { x.Type = f.kinds[at] })
		}
	})
	f.member = widget.NewSelect(nil, func(string) {
		if at := f.member.SelectedIndex(); !f.silent && at >= 0 {
			f.editor.ChooseMember(f.members[at].ID)
		}
	})
	split := widget.NewButton("Split off", e.Split)
	f.merged = container.NewVBox(titled("Merged of these; shown is", false, container.NewBorder(nil, nil, nil, split, f.member)), widget.NewSeparator())
	f.body = container.NewVBox(f.merged, titled("Name", false, f.name), titled("Type", false, f.kind), titled("Aliases", false, f.aliases),
		titled("Roles, the latest first, with their dates", false, f.roles), titled("Wikidata", false, f.wikidata), titled("Note", false, f.own))
	return f
}

// entry is a field that is saved when it is left; what is refused is shown as
// it was.
func (f *entryForm) entry(multiline bool, set func(*annotate.Entity, string)) *commitEntry {
	e := newCommitEntry(multiline, func(s string) {
		if !f.editor.Edit(f.id, func(x *annotate.Entity) { set(x, s) }) {
			f.show()
		}
	})
	e.leave = func() { call(f.leave) }
	return e
}

// set shows the entity that is edited; a field that is being typed in is left alone.
func (f *entryForm) set() {
	member, _ := f.editor.Member()
	if member.ID == f.id && f.typing() {
		return
	}
	f.show()
}

func (f *entryForm) typing() bool {
	for _, e := range []*commitEntry{f.name, f.aliases, f.roles, f.wikidata, f.own} {
		if e.Text != e.last {
			return true
		}
	}
	return false
}

func (f *entryForm) show() {
	f.silent = true
	defer func() { f.silent = false }()
	member, ok := f.editor.Member()
	f.id = member.ID
	if !ok {
		f.body.Hide()
		return
	}
	f.body.Show()
	f.name.set(member.Name)
	f.aliases.set(who.WriteLines(member.Aliases))
	var roles []string
	for _, r := range member.Roles {
		roles = append(roles, who.WriteRole(r))
	}
	f.roles.set(who.WriteLines(roles))
	f.wikidata.set(member.Wikidata)
	f.own.set(member.Note)
	f.showTypes(member.Type)
	f.showMembers(member.ID)
}

func (f *entryForm) showTypes(kind string) {
	f.kinds = f.editor.Types()
	names, at := make([]string, len(f.kinds)), -1
	for i, k := range f.kinds {
		names[i] = f.editor.TypeName(k)
		if k == kind {
			at = i
		}
	}
	f.kind.SetOptions(names)
	if at < 0 {
		f.kind.ClearSelected()
	} else {
		f.kind.SetSelectedIndex(at)
	}
}

func (f *entryForm) showMembers(id annotate.ID) {
	entry, _ := f.editor.Selected()
	f.members = entry.Members
	if len(f.members) < 2 {
		f.merged.Hide()
		return
	}
	names, at := make([]string, len(f.members)), 0
	for i, m := range f.members {
		names[i] = fmt.Sprintf("%d  %s", i+1, m.Name) // two may have one name
		if m.ID == id {
			at = i
		}
	}
	f.member.SetOptions(names)
	f.member.SetSelectedIndex(at)
	f.merged.Show()
}

// newEntryRow is a line of the register's list.
func newEntryRow() fyne.CanvasObject {
	facts := widget.NewLabel("")
	facts.SizeName, facts.Importance = theme.SizeNameCaptionText, widget.LowImportance
	name := widget.NewLabel("")
	name.Truncation = fyne.TextTruncateEllipsis
	return container.NewBorder(nil, nil, nil, facts, name)
}

func showEntryRow(o fyne.CanvasObject, r who.Row) {
	row := o.(*fyne.Container).Objects
	row[0].(*widget.Label).SetText(r.Entry.Name)
	merged, mentions := "", ""
	if n := len(r.Entry.Members); n > 1 {
		merged = fmt.Sprintf("merged %d", n)
	}
	if r.Mentions >= 0 {
		mentions = fmt.Sprintf("%d×", r.Mentions)
	}
	row[1].(*widget.Label).SetText(joined("  ", merged, r.Type, mentions))
}
