package panel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Role edits one kind of link: what it may point to, and how often.
type Role struct {
	widget.BaseWidget
	editor *scheme.Editor
	id     annotate.RoleID
	rows   *fyne.Container
	fault  *widget.Label
	body   fyne.CanvasObject
}

// NewRole returns the form of a link.
func NewRole(e *scheme.Editor, id annotate.RoleID) *Role {
	r := &Role{editor: e, id: id, rows: container.NewVBox()}
	r.fault, r.body = formOf(r.rows)
	r.ExtendBaseWidget(r)
	r.show()
	return r
}

// CreateRenderer is Fyne's.
func (r *Role) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

// change makes a change of the link as it is now.
func (r *Role) change(change func(*annotate.Role)) {
	r.editor.Edit(func(e annotate.Editor) (annotate.Draft, error) {
		role, _ := e.Book.Role(r.id)
		change(&role)
		return e.ChangeRole(role)
	})
	r.show()
}

// anyNumber is the choice of how many that sets no bound.
const anyNumber = "any number"

func (r *Role) show() {
	r.rows.RemoveAll()
	r.fault.SetText(r.editor.Fault())
	role, ok := r.editor.Book().Role(r.id)
	if !ok {
		return
	}
	name := newCommitEntry(false, func(s string) { r.change(func(x *annotate.Role) { x.Name = s }) })
	name.set(role.Name)
	r.rows.Add(titled("Name", false, name))
	many := widget.NewSelect([]string{anyNumber, "1", "2", "3"}, nil)
	many.SetSelected(anyNumber)
	if role.Max > 0 {
		many.SetSelected(strconv.Itoa(role.Max))
	}
	many.OnChanged = func(s string) {
		n, err := strconv.Atoi(s)
		if err != nil {
			n = 0 // any number
		}
		r.change(func(x *annotate.Role) { x.Max = n })
	}
	r.rows.Add(titled("How many of one marking", false, many))
	r.tick("expected: it is said where it is missing", role.Expected, func(x *annotate.Role, on bool) { x.Expected = on })
	r.tick("may point to an entry of the register", role.ToEntity, func(x *annotate.Role, on bool) { x.ToEntity = on })
	r.tick("retired: linked no more, links stay", role.Retired, func(x *annotate.Role, on bool) { x.Retired = on })
	targets := container.NewGridWithColumns(3)
	for _, l := range r.editor.Book().Offered() {
		targets.Add(ticked(l.Name, slices.Contains(role.To, l.ID), func(on bool) {
			r.change(func(x *annotate.Role) { x.To = with(x.To, l.ID, on) })
		}))
	}
	r.rows.Add(titled("May point to (none ticked: to all)", false, targets))
	questions := container.NewGridWithColumns(3)
	for _, a := range r.editor.Book().Attributes {
		questions.Add(ticked(a.Name, slices.Contains(role.Attributes, a.ID), func(on bool) {
			r.change(func(x *annotate.Role) { x.Attributes = with(x.Attributes, a.ID, on) })
		}))
	}
	r.rows.Add(titled("Questions about the link", false, questions))
}

func (r *Role) tick(words string, on bool, set func(*annotate.Role, bool)) {
	r.rows.Add(ticked(words, on, func(on bool) { r.change(func(x *annotate.Role) { set(x, on) }) }))
}

func ticked(words string, on bool, tick func(bool)) fyne.CanvasObject {
	check := widget.NewCheck(words, nil)
	check.SetChecked(on)
	check.OnChanged = tick
	return check
}

// CodebookReport writes the differences of two codebooks in words, one a line:
// labels always, of the other parts what is not the same.
func CodebookReport(list []annotate.Difference, used func(*annotate.Difference) annotate.Tally) string {
	var lines []string
	for i := range list {
		d := &list[i]
		if d.Kind != "label" && d.Fit == annotate.FitSame {
			continue
		}
		line := fmt.Sprintf("%s: the %s %s", d.Fit, d.Kind, d.Name)
		if n := used(d).Annotations; n > 0 {
			line += fmt.Sprintf(" (marked %d×)", n)
		}
		if d.What != "" {
			line += ": " + d.What
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
