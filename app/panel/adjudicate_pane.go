package panel

import (
	"fmt"

	"bluepencil/annotate/lint"
	"bluepencil/app/adjudicator"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Adjudicate is the pane of comparing and settling: how far it has come, what is
// listed, the current unit, and the keys that decide it.
type Adjudicate struct {
	widget.BaseWidget
	// OnClose is told that the pane is to go.
	OnClose func()
	// OnKey gets the function keys that were pressed in the pane.
	OnKey func(*fyne.KeyEvent)

	a             *adjudicator.Adjudicator
	names         *widget.Button
	here, overall *meter
	note          *widget.Label // what the meters have no room for
	people        *fyne.Container
	filters       *adjudicateFilters
	sheet         *adjudicateSheet
	keys          *fyne.Container
	editing       bool // the keys shown are those of editing
	body          fyne.CanvasObject
}

// NewAdjudicate returns the pane of an adjudicator.
func NewAdjudicate(a *adjudicator.Adjudicator) *Adjudicate {
	p := &Adjudicate{a: a, here: newMeter("This article"), overall: newMeter("All articles"), note: widget.NewLabel(""),
		people: container.NewHBox(), filters: newAdjudicateFilters(a), keys: container.New(adjudicateKeys{})}
	p.note.SizeName, p.note.Importance, p.note.Wrapping = theme.SizeNameCaptionText, widget.WarningImportance, fyne.TextWrapWord
	p.sheet = newAdjudicateSheet(a)
	p.sheet.key = func(k *fyne.KeyEvent) {
		if p.OnKey != nil {
			p.OnKey(k)
		}
	}
	p.body = container.NewBorder(p.head(), container.NewVBox(widget.NewSeparator(), p.keys), nil, nil, p.sheet)
	p.showKeys(adjudicator.Keys)
	p.ExtendBaseWidget(p)
	p.Refresh()
	return p
}

// CreateRenderer is Fyne's.
func (p *Adjudicate) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

func (p *Adjudicate) head() fyne.CanvasObject {
	title := widget.NewLabel("Compare and settle")
	title.TextStyle.Bold, title.Truncation = true, fyne.TextTruncateEllipsis
	p.names = widget.NewButtonWithIcon("Hide names", theme.VisibilityOffIcon(), p.a.HideNames)
	leave := widget.NewButtonWithIcon("", theme.CancelIcon(), func() { call(p.OnClose) })
	p.names.Importance, leave.Importance = widget.LowImportance, widget.LowImportance
	line := container.NewBorder(nil, nil, nil, container.NewHBox(p.names, leave), title)
	return container.NewVBox(widget.NewSeparator(), line, p.here, p.overall, p.note, container.NewHScroll(p.people), p.filters.body, widget.NewSeparator())
}

// Focusable is the current unit, where the keys decide.
func (p *Adjudicate) Focusable() fyne.Focusable { return p.sheet }

// Refresh shows the adjudicator as it is.
func (p *Adjudicate) Refresh() {
	p.showProgress()
	p.showPeople()
	p.filters.show()
	p.sheet.show()
	if _, _, _, editing := p.a.Editing(); editing != p.editing {
		p.editing = editing
		if editing {
			p.showKeys(adjudicator.EditKeys)
		} else {
			p.showKeys(adjudicator.Keys)
		}
	}
	p.BaseWidget.Refresh()
}

func (p *Adjudicate) showProgress() {
	here, overall := p.a.Progress(), p.a.Overall()
	p.here.set(lint.Share{Done: here.Settled, All: here.Units}, ratio(here))
	p.overall.set(lint.Share{Done: overall.Settled, All: overall.Units}, ratio(overall))
	words := ""
	if here.Units > 0 {
		words = "Here " + here.Words + "."
	}
	if overall.Units == 0 {
		words += " All articles: " + overall.Words + "."
	} else {
		words += " In all " + overall.Words + "."
	}
	p.note.SetText(words)
	p.note.Importance = widget.LowImportance
	p.note.Refresh()
	if p.a.Hidden() {
		p.names.SetText("Show names")
		p.names.SetIcon(theme.VisibilityIcon())
	} else {
		p.names.SetText("Hide names")
		p.names.SetIcon(theme.VisibilityOffIcon())
	}
}

// ratio is how much is decided, in figures.
func ratio(p adjudicator.Progress) string {
	if p.Units == 0 {
		return "–"
	}
	return fmt.Sprintf("%d / %d", p.Settled, p.Units)
}

// showPeople shows who is compared, with the key of each.
func (p *Adjudicate) showPeople() {
	p.people.RemoveAll()
	for _, v := range p.a.Voters() {
		words := widget.NewLabel(fmt.Sprintf("%d %s", v.Number, v.Name))
		words.SizeName = theme.SizeNameCaptionText
		p.people.Add(container.NewHBox(voterChip(v), words))
	}
	p.people.Refresh()
}

// showKeys lists keys; a click on one does what it does.
func (p *Adjudicate) showKeys(keys []adjudicator.Key) {
	p.keys.RemoveAll()
	for _, k := range keys {
		p.keys.Add(newKeyHint(k, func() {
			if press(p.a, k.Keys) {
				fyne.CurrentApp().Driver().CanvasForObject(p).Focus(p.sheet)
			}
		}))
	}
	p.keys.Refresh()
}

// press does what the first of some keys does.
func press(a *adjudicator.Adjudicator, keys string) bool {
	names := map[string]string{"Enter": "Return", "Esc": "Escape", "Tab": "Tab", "Up, Down": "Down", "Left, Right": "Right"}
	if name, ok := names[keys]; ok {
		return a.Press(name)
	}
	first := rune(keys[0])
	if first == '1' {
		return false // there is one for each person
	}
	if first >= 'A' && first <= 'Z' {
		first += 'a' - 'A'
	}
	return a.Rune(first)
}
