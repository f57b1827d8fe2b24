package panel

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/desk"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Card is the form of an article's document fields: each with its value, where
// that comes from, and, in grey, what the text says where there is none.
type Card struct {
	widget.BaseWidget
	// OnSet is told a field's new value, "" to clear it.
	OnSet func(annotate.DocumentField, string) error
	// OnTake is told which fields are to have what the text says.
	OnTake func([]desk.CardField)
	// OnLeave is told that Escape was pressed in a field.
	OnLeave func()
	// TakeAll takes everything that the text says; it is hidden where there is nothing.
	TakeAll *GoButton

	card desk.Card
	rows map[string]*cardRow
	list *fyne.Container
	body fyne.CanvasObject
}

// cardRow is one field of the form.
type cardRow struct {
	field desk.CardField
	title *widget.Label
	entry *commitEntry   // for what is typed
	pick  *widget.Select // for what is chosen
	take  *widget.Button
}

// NewCard returns the form, empty.
func NewCard() *Card {
	c := &Card{rows: map[string]*cardRow{}, list: container.NewVBox()}
	c.TakeAll = NewGoButton("", func() { c.taken(c.card.Proposed()) })
	c.TakeAll.OnLeave = c.leave
	c.TakeAll.Hide()
	c.body = container.NewVBox(c.TakeAll, c.list)
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *Card) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

func (c *Card) leave() {
	if c.OnLeave != nil {
		c.OnLeave()
	}
}

func (c *Card) taken(fields []desk.CardField) {
	if c.OnTake != nil {
		c.OnTake(fields)
	}
}

// Set shows a card. What somebody is typing stays.
func (c *Card) Set(card desk.Card) {
	c.card = card
	for _, f := range slices.Concat(card.Fields, card.Others) {
		row, known := c.rows[f.ID]
		if !known {
			row = c.newRow(f, slices.ContainsFunc(card.Fields, func(asked desk.CardField) bool { return asked.ID == f.ID }))
			c.rows[f.ID] = row
		}
		row.set(f)
	}
	switch n := len(card.Proposed()); n {
	case 0:
		c.TakeAll.Hide()
	case 1:
		c.TakeAll.SetText("Take the value the text states  [Enter]")
		c.TakeAll.Show()
	default:
		c.TakeAll.SetText(fmt.Sprintf("Take the %d values the text states  [Enter]", n))
		c.TakeAll.Show()
	}
	c.Refresh()
}

// newRow adds a field to the form; what the codebook does not ask for can only
// be read.
func (c *Card) newRow(f desk.CardField, asked bool) *cardRow {
	row := &cardRow{title: widget.NewLabel("")}
	row.title.SizeName = theme.SizeNameCaptionText
	row.take = widget.NewButton("Take", func() { c.taken([]desk.CardField{row.field}) })
	var field fyne.CanvasObject
	if f.Type == annotate.TypeEnum {
		row.pick = widget.NewSelect(nil, nil)
		field = row.pick
	} else {
		row.entry = newCommitEntry(false, func(words string) { c.report(row, words) })
		row.entry.leave = c.leave
		row.entry.Validator = func(words string) error { return row.field.Check(strings.TrimSpace(words)) }
		field = row.entry
	}
	if !asked {
		row.entry.Disable()
	}
	c.list.Add(container.New(tight{}, row.title, container.NewBorder(nil, nil, nil, row.take, field)))
	if row.pick != nil {
		row.fill(f)
		row.pick.OnChanged = func(name string) { c.report(row, row.idOf(name)) }
	}
	return row
}

// report hands on what was typed or chosen. What the field does not allow
// stays in the line, which says why.
func (c *Card) report(row *cardRow, words string) {
	if words == row.field.Value || c.OnSet == nil {
		return
	}
	if err := c.OnSet(row.field.DocumentField, words); err != nil && row.entry != nil {
		row.entry.last = row.field.Value
	}
}

// fill sets what a choice offers: what the codebook has, and a value of the
// file that it does not have.
func (row *cardRow) fill(f desk.CardField) {
	names := []string{unset}
	selected := unset
	for _, choice := range f.Choices {
		if !choice.Retired && choice.Into == "" || string(choice.ID) == f.Value {
			names = append(names, choice.Name)
		}
		if string(choice.ID) == f.Value {
			selected = choice.Name
		}
	}
	if f.Value != "" && selected == unset {
		names, selected = append(names, f.Value), f.Value
	}
	then := row.pick.OnChanged
	row.pick.OnChanged = nil
	row.pick.Options = names
	row.pick.SetSelected(selected)
	row.pick.OnChanged = then
}

func (row *cardRow) idOf(name string) string {
	for _, choice := range row.field.Choices {
		if choice.Name == name {
			return string(choice.ID)
		}
	}
	if name == unset {
		return ""
	}
	return name
}

// set shows a field's value and where it comes from.
func (row *cardRow) set(f desk.CardField) {
	row.field = f
	row.title.Importance = widget.LowImportance
	switch {
	case f.Value != "":
		row.title.SetText(f.Name + " · " + f.Origin)
	case f.Proposal != "":
		row.title.SetText(fmt.Sprintf("%s · %s, %.0f %% sure", f.Name, f.Place, f.Sure*100))
	case f.Required:
		row.title.Importance = widget.WarningImportance
		row.title.SetText(f.Name + " · needed")
	default:
		row.title.SetText(f.Name)
	}
	row.title.Refresh()
	if f.Proposal == "" {
		row.take.Hide()
	} else {
		row.take.Show()
	}
	if row.pick != nil {
		row.fill(f)
		return
	}
	row.entry.SetPlaceHolder(f.Proposal)
	if f.Proposal == "" && f.Type == annotate.TypeDate {
		row.entry.SetPlaceHolder("YYYY-MM-DD")
	}
	if row.entry.Text == row.entry.last {
		row.entry.set(f.Value)
	}
}
