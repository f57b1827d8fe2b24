package panel

import (
	"strings"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"
)

// People is the list of the members of the team.
type People struct {
	widget.BaseWidget
	// OnAdd is told that somebody is to be added.
	OnAdd func()
	// OnEdit, OnRetire, OnMe and OnHistory are told whom a person chose: to be
	// edited, to be retired or taken back, to work as them, or to be shown what
	// they did.
	OnEdit, OnRetire, OnMe, OnHistory func(annotate.Person)
	// OnLeave is told that the list is to be left.
	OnLeave func()

	people []annotate.Person
	me     annotate.ID
	at     int
	list   *peopleList
	retire *GoButton
	note   *widget.Label
	body   fyne.CanvasObject
}

// NewPeople returns the list, empty.
func NewPeople() *People {
	p := &People{note: widget.NewLabel("")}
	p.note.Wrapping = fyne.TextWrapWord
	p.list = newPeopleList(p)
	leave := func() { call(p.OnLeave) }
	on := func(words string, do func()) *GoButton { return newTool(words, do, leave) }
	p.retire = on("Retire (R)", func() { p.tell(p.OnRetire) })
	tools := container.NewHBox(on("Add… (A)", func() { call(p.OnAdd) }), on("Edit… (Enter)", func() { p.tell(p.OnEdit) }), p.retire,
		on("This is me (M)", func() { p.tell(p.OnMe) }), on("What they did… (H)", func() { p.tell(p.OnHistory) }), layout.NewSpacer(), on("Close", leave))
	p.body = container.NewBorder(nil, container.NewVBox(p.note, tools), nil, nil, p.list)
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer is Fyne's.
func (p *People) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// Set shows the members, and who of them works here.
func (p *People) Set(people []annotate.Person, me annotate.ID) {
	var current annotate.ID
	if c, ok := p.current(); ok {
		current = c.ID
	}
	p.people, p.me = people, me
	leads := false
	for i := range people {
		leads = leads || people[i].Lead
		if people[i].ID == current {
			p.at = i
		}
	}
	p.note.SetText("")
	p.note.Hide()
	if !leads && len(people) > 0 {
		p.note.SetText("Nobody leads the desk yet. A lead sees how far everybody is; edit somebody to make them one.")
		p.note.Show()
	}
	p.list.Refresh()
	p.Select(p.at)
}

// Select takes the keyboard to a row.
func (p *People) Select(at int) {
	p.at = max(0, min(at, len(p.people)-1))
	p.list.silent = true
	p.list.Select(p.at)
	p.list.silent = false
	words := "Retire (R)"
	if c, ok := p.current(); ok && c.Retired {
		words = "Take back (R)"
	}
	p.retire.SetText(words)
}

func (p *People) current() (annotate.Person, bool) {
	if p.at < 0 || p.at >= len(p.people) {
		return annotate.Person{}, false
	}
	return p.people[p.at], true
}

func (p *People) tell(fn func(annotate.Person)) {
	if c, ok := p.current(); ok && fn != nil {
		fn(c)
	}
}

// Focusable is the list.
func (p *People) Focusable() fyne.Focusable { return p.list }

// peopleList moves by the arrows; Enter edits, letters do what the buttons say.
type peopleList struct {
	widget.List
	panel  *People
	silent bool
}

func newPeopleList(p *People) *peopleList {
	l := &peopleList{panel: p}
	l.Length = func() int { return len(p.people) }
	l.CreateItem = newPersonRow
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(p.people) {
			o.(*personRow).set(&p.people[i], p.people[i].ID == p.me)
		}
	}
	l.OnSelected = func(i widget.ListItemID) {
		if !l.silent {
			p.Select(i)
		}
	}
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey is Fyne's.
func (l *peopleList) TypedKey(k *fyne.KeyEvent) {
	p := l.panel
	switch k.Name {
	case fyne.KeyUp:
		p.Select(p.at - 1)
	case fyne.KeyDown:
		p.Select(p.at + 1)
	case fyne.KeyHome:
		p.Select(0)
	case fyne.KeyEnd:
		p.Select(len(p.people) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.tell(p.OnEdit)
	case fyne.KeyEscape:
		call(p.OnLeave)
	}
}

// TypedRune is Fyne's.
func (l *peopleList) TypedRune(r rune) {
	p := l.panel
	switch strings.ToUpper(string(r)) {
	case "A":
		call(p.OnAdd)
	case "R":
		p.tell(p.OnRetire)
	case "M":
		p.tell(p.OnMe)
	case "H":
		p.tell(p.OnHistory)
	}
}

// personRow is a row: the badge, the name, the handle, and what the person is.
type personRow struct {
	widget.BaseWidget
	badge              *badge
	name, handle, role *widget.Label
	body               fyne.CanvasObject
}

func newPersonRow() fyne.CanvasObject {
	r := &personRow{badge: newBadge(), name: widget.NewLabel(""), handle: widget.NewLabel(""), role: widget.NewLabel("")}
	for _, l := range []*widget.Label{r.name, r.handle, r.role} {
		l.Truncation = fyne.TextTruncateEllipsis
	}
	r.handle.Importance = widget.LowImportance
	r.body = container.NewBorder(nil, nil, container.NewPadded(r.badge), nil, container.NewGridWithColumns(3, r.name, r.handle, r.role))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *personRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.body) }

func (r *personRow) set(p *annotate.Person, me bool) {
	r.badge.set(p)
	var role []string
	if me {
		role = append(role, "you")
	}
	if p.Lead {
		role = append(role, "leads")
	}
	if p.Retired {
		role = append(role, "retired")
	}
	r.name.TextStyle.Bold = me
	r.name.Importance = widget.MediumImportance
	if p.Retired {
		r.name.Importance = widget.LowImportance
	}
	r.name.SetText(p.Name)
	r.handle.SetText(p.Handle)
	r.role.SetText(strings.Join(role, " · "))
}
