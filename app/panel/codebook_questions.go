package panel

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// typeWords are the types of questions as a person reads them.
var typeWords = map[annotate.AttributeType]string{annotate.TypeEnum: "one choice", annotate.TypeFlags: "several choices", annotate.TypeScale: "scale",
	annotate.TypeText: "words", annotate.TypeDate: "date", annotate.TypeNumber: "number", annotate.TypeBoolean: "yes or no"}

// setQuestions lists the questions there are, those of the label ticked and on top.
func (c *Codebook) setQuestions(l annotate.Label) {
	var own, others []fyne.CanvasObject
	for _, a := range c.editor.Book().Attributes {
		note := typeWords[a.Type]
		if used := c.editor.UsedAttribute(a.ID); used != "" {
			note += ", " + used
		}
		if a.Retired {
			note += ", retired"
		}
		on := slices.Contains(l.Attributes, a.ID)
		row := c.partRow(a.Name, note, on, func(on bool) { c.setParts(l, with(l.Attributes, a.ID, on), l.Roles) }, func() { c.OnQuestion(a.ID) })
		if on {
			own = append(own, row)
		} else {
			others = append(others, row)
		}
	}
	fill(c.questions, own, others, c.newPart("New question…", func() { c.OnQuestion("") }))
}

// setLinks lists the links there are, those of the label ticked and on top.
func (c *Codebook) setLinks(l annotate.Label) {
	var own, others []fyne.CanvasObject
	for _, r := range c.editor.Book().Roles {
		note := c.editor.UsedRole(r.ID)
		if r.Retired {
			note = strings.TrimPrefix(note+", retired", ", ")
		}
		on := slices.Contains(l.Roles, r.ID)
		row := c.partRow(r.Name, note, on, func(on bool) { c.setParts(l, l.Attributes, with(l.Roles, r.ID, on)) }, func() { c.OnRole(r.ID) })
		if on {
			own = append(own, row)
		} else {
			others = append(others, row)
		}
	}
	fill(c.links, own, others, c.newPart("New link…", func() { c.OnRole("") }))
}

// fill shows what a label has, what it could have, and how to make more.
func fill(box *fyne.Container, own, others []fyne.CanvasObject, more fyne.CanvasObject) {
	box.Objects = append(own, more)
	if len(others) > 0 {
		box.Objects = append(box.Objects, widget.NewSeparator(), titled("of other labels", false, container.NewVBox(others...)))
	}
	box.Refresh()
}

func (c *Codebook) setParts(l annotate.Label, attributes []annotate.AttributeID, roles []annotate.RoleID) {
	c.editor.Edit(func(e annotate.Editor) (annotate.Draft, error) { return e.SetLabelParts(l.ID, attributes, roles) })
}

// with is the list with something in it or not.
func with[T comparable](list []T, x T, on bool) []T {
	list = slices.DeleteFunc(slices.Clone(list), func(y T) bool { return x == y })
	if on {
		list = append(list, x)
	}
	return list
}

func (c *Codebook) partRow(name, note string, ticked bool, tick func(bool), edit func()) fyne.CanvasObject {
	check := widget.NewCheck(name, nil)
	check.SetChecked(ticked)
	check.OnChanged = tick
	words := widget.NewLabel(note)
	words.SizeName, words.Importance = theme.SizeNameCaptionText, widget.LowImportance
	button := widget.NewButtonWithIcon("", theme.DocumentCreateIcon(), edit)
	button.Importance = widget.LowImportance
	return container.NewBorder(nil, nil, check, container.NewHBox(words, button))
}

func (c *Codebook) newPart(words string, do func()) fyne.CanvasObject {
	b := widget.NewButtonWithIcon(words, theme.ContentAddIcon(), do)
	b.Importance, b.Alignment = widget.LowImportance, widget.ButtonAlignLeading
	return b
}

// Question edits one question: its name, when it is asked, its choices.
type Question struct {
	widget.BaseWidget
	editor *scheme.Editor
	id     annotate.AttributeID
	rows   *fyne.Container
	fault  *widget.Label
	body   fyne.CanvasObject
}

// NewQuestion returns the form of a question.
func NewQuestion(e *scheme.Editor, id annotate.AttributeID) *Question {
	q := &Question{editor: e, id: id, rows: container.NewVBox()}
	q.fault, q.body = formOf(q.rows)
	q.ExtendBaseWidget(q)
	q.show()
	return q
}

// CreateRenderer is Fyne's.
func (q *Question) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(q.body) }

// edit makes a change and shows the question as it is then.
func (q *Question) edit(make func(annotate.Editor) (annotate.Draft, error)) {
	q.editor.Edit(make)
	q.show()
}

func (q *Question) show() {
	q.rows.RemoveAll()
	q.fault.SetText(q.editor.Fault())
	a, ok := q.editor.Book().Attribute(q.id)
	if !ok {
		return
	}
	name := newCommitEntry(false, func(s string) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.RenameAttribute(q.id, s) })
	})
	name.set(a.Name)
	help := newCommitEntry(true, func(s string) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.SetHelp(q.id, s) })
	})
	help.set(a.Help)
	needed := widget.NewCheck("must be answered", nil)
	needed.SetChecked(a.Required)
	needed.OnChanged = func(on bool) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.SetRequired(q.id, on) })
	}
	retired := widget.NewCheck("retired: asked no more, answers stay", nil)
	retired.SetChecked(a.Retired)
	retired.OnChanged = func(on bool) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.RetireAttribute(q.id, on) })
	}
	q.rows.Add(titled("Name", false, name))
	q.rows.Add(titled("Explanation", false, help))
	q.rows.Add(titled("Asked", false, q.condition(a)))
	q.rows.Add(container.NewHBox(needed, retired))
	if a.Type == annotate.TypeEnum || a.Type == annotate.TypeFlags {
		q.addChoices(a)
	}
}

// always is the condition that always holds.
const always = "always"

// condition is the choice of when the question is asked.
func (q *Question) condition(a annotate.Attribute) fyne.CanvasObject {
	names, conditions := []string{always}, map[string]*annotate.Condition{always: nil}
	selected := always
	for _, gate := range q.editor.Book().Attributes {
		if gate.ID == a.ID || gate.Type != annotate.TypeEnum {
			continue
		}
		for _, c := range gate.Offered() {
			name := fmt.Sprintf("when %s is %s", gate.Name, c.Name)
			names = append(names, name)
			conditions[name] = &annotate.Condition{Attribute: gate.ID, Values: []annotate.ValueID{c.ID}}
			if a.When != nil && a.When.Attribute == gate.ID && slices.Contains(a.When.Values, c.ID) {
				selected = name
			}
		}
	}
	choice := widget.NewSelect(names, nil)
	choice.SetSelected(selected)
	choice.OnChanged = func(name string) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.SetCondition(q.id, conditions[name]) })
	}
	return choice
}

// What else can be done with a choice, beside renaming it.
const (
	choiceOffered = "offered"
	choiceRetired = "retired"
	choiceMerged  = "read as "
)

func (q *Question) addChoices(a annotate.Attribute) {
	rows := container.NewVBox()
	for _, c := range a.Choices {
		name := newCommitEntry(false, func(s string) {
			q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.RenameChoice(q.id, c.ID, s) })
		})
		name.set(c.Name)
		used := widget.NewLabel(q.editor.UsedValue(q.id, c.ID))
		used.SizeName, used.Importance = theme.SizeNameCaptionText, widget.LowImportance
		rows.Add(container.NewBorder(nil, nil, nil, container.NewHBox(used, q.fate(a, c)), name))
	}
	add := newCommitEntry(false, func(s string) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return e.AddChoice(q.id, s) })
	})
	add.SetPlaceHolder("Another choice, then Enter")
	rows.Add(add)
	q.rows.Add(titled("Choices", false, rows))
}

// fate is what becomes of a choice: offered, retired, or read as another one.
func (q *Question) fate(a annotate.Attribute, c annotate.Choice) fyne.CanvasObject {
	names, into := []string{choiceOffered, choiceRetired}, map[string]annotate.ValueID{}
	selected := choiceOffered
	if c.Retired {
		selected = choiceRetired
	}
	for _, other := range a.Choices {
		name := choiceMerged + other.Name
		if other.ID != c.ID && (other.ID == c.Into || a.Resolve(other.ID) == other.ID) {
			names, into[name] = append(names, name), other.ID
		}
		if c.Into == other.ID {
			selected = name
		}
	}
	choice := widget.NewSelect(names, nil)
	choice.SetSelected(selected)
	choice.OnChanged = func(name string) {
		q.edit(func(e annotate.Editor) (annotate.Draft, error) { return chosenFate(e, q.id, c, name, into[name]) })
	}
	return container.NewGridWrap(fyne.NewSize(170, choice.MinSize().Height), choice)
}

func chosenFate(e annotate.Editor, id annotate.AttributeID, c annotate.Choice, name string, into annotate.ValueID) (annotate.Draft, error) {
	if into != "" || c.Into != "" {
		return e.MergeChoice(id, c.ID, into)
	}
	return e.RetireChoice(id, c.ID, name == choiceRetired)
}
