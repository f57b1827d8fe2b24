package panel

import (
	"fmt"
	"slices"

	"bluepencil/annotate/lint"
	"bluepencil/app/checker"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Checks is the pane of the checks: how complete the article is, what was
// found in it by place, and what can be done about the chosen finding.
type Checks struct {
	widget.BaseWidget
	OnClose    func()
	OnLeave    func()               // Escape: the keyboard goes back to the text
	OnKey      func(*fyne.KeyEvent) // gets the function keys
	OnFixAlike func()               // all of a kind are to be fixed
	OnSettings func()

	checker                  *checker.Checker
	title, reason, doc       *widget.Label
	quoted, speakers, fields *meter
	weight, rule             *widget.Select
	rules                    []lint.RuleID // that the choice offers
	list                     *findingList
	fix, alike, off          *widget.Button
	silent                   bool
	body                     fyne.CanvasObject
}

// weights are the choices of how heavy a finding must be, lightest first.
var weights = []string{"Everything", "Warnings and errors", "Errors"}

const allRules = "All rules"

// NewChecks returns the pane of a checker.
func NewChecks(c *checker.Checker) *Checks {
	p := &Checks{checker: c, title: widget.NewLabel(""), reason: widget.NewLabel(""), doc: widget.NewLabel(""), list: newFindingList(c),
		quoted: newMeter("quoted words marked"), speakers: newMeter("quotes with speaker"), fields: newMeter("required fields")}
	p.title.TextStyle.Bold, p.title.Truncation = true, fyne.TextTruncateEllipsis
	p.reason.Wrapping, p.doc.Wrapping = fyne.TextWrapWord, fyne.TextWrapWord
	p.doc.SizeName, p.doc.Importance = theme.SizeNameCaptionText, widget.LowImportance
	p.list.leave = func() { call(p.OnLeave) }
	p.list.key = func(k *fyne.KeyEvent) {
		if p.OnKey != nil {
			p.OnKey(k)
		}
	}
	p.weight = widget.NewSelect(weights, func(string) { p.narrow() })
	p.rule = widget.NewSelect(nil, func(string) { p.narrow() })
	p.body = container.NewBorder(p.head(), p.detail(), nil, nil, p.list)
	p.ExtendBaseWidget(p)
	p.Refresh()
	return p
}

// CreateRenderer is Fyne's.
func (p *Checks) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

func (p *Checks) head() fyne.CanvasObject {
	settings := widget.NewButtonWithIcon("", theme.SettingsIcon(), func() { call(p.OnSettings) })
	leave := widget.NewButtonWithIcon("", theme.CancelIcon(), func() { call(p.OnClose) })
	settings.Importance, leave.Importance = widget.LowImportance, widget.LowImportance
	line := container.NewBorder(nil, nil, nil, container.NewHBox(settings, leave), p.title)
	return container.NewVBox(widget.NewSeparator(), line, p.quoted, p.speakers, p.fields, container.NewGridWithColumns(2, p.weight, p.rule))
}

// detail is below the list: the chosen finding, and what can be done.
func (p *Checks) detail() fyne.CanvasObject {
	p.fix = widget.NewButton("Fix", p.checker.Fix)
	p.alike = widget.NewButton("All of this kind…", func() { call(p.OnFixAlike) })
	p.off = widget.NewButton("Switch this rule off", p.checker.SwitchOff)
	p.off.Importance = widget.LowImportance
	return container.NewVBox(widget.NewSeparator(), p.reason, p.doc, container.NewGridWithColumns(2, p.fix, p.alike), p.off)
}

// narrow passes on what the list is to be narrowed to.
func (p *Checks) narrow() {
	if p.silent {
		return
	}
	f := checker.Filter{Least: lint.Severity(max(p.weight.SelectedIndex(), 0))}
	if at := p.rule.SelectedIndex() - 1; at >= 0 && at < len(p.rules) {
		f.Rule = p.rules[at]
	}
	p.checker.SetFilter(f)
}

// Focusable is the list, for the keyboard.
func (p *Checks) Focusable() fyne.Focusable { return p.list }

// Refresh shows the checker as it is.
func (p *Checks) Refresh() {
	c := p.checker
	p.title.SetText("Checks: " + lowerFirst(c.Words()))
	if !c.Checked() {
		p.title.SetText("Checks")
	}
	complete := c.Complete()
	fields := complete.Attributes
	fields.Add(complete.Fields)
	p.quoted.set(complete.Quoted, percent(complete.Quoted))
	p.speakers.set(complete.Speakers, outOf(complete.Speakers))
	p.fields.set(fields, outOf(fields))
	p.showFilter()
	p.list.show()
	p.showChosen()
}

func lowerFirst(words string) string {
	if words == "" || words[0] < 'A' || words[0] > 'Z' {
		return words
	}
	return string(words[0]+'a'-'A') + words[1:]
}

func (p *Checks) showFilter() {
	p.silent = true
	defer func() { p.silent = false }()
	p.rules = p.checker.Rules()
	options := []string{allRules}
	for _, id := range p.rules {
		options = append(options, string(id))
	}
	if !slices.Equal(options, p.rule.Options) {
		p.rule.SetOptions(options)
	}
	f := p.checker.Filter()
	p.weight.SetSelectedIndex(int(f.Least))
	p.rule.SetSelectedIndex(slices.Index(p.rules, f.Rule) + 1)
}

func (p *Checks) showChosen() {
	f, ok := p.checker.Chosen()
	if !ok {
		p.reason.SetText("Choose a finding: Enter goes to its place.")
		p.doc.Hide()
	} else {
		rule, _ := lint.RuleByID(f.Rule)
		p.reason.SetText(f.Reason)
		p.doc.SetText(fmt.Sprintf("%s, %s: %s", f.Rule, f.Severity, rule.Doc))
		p.doc.Show()
	}
	p.fix.SetText("Fix")
	if f.Fix != nil {
		p.fix.SetText(f.Fix.Name)
	}
	enable(p.fix, f.Fix != nil)
	enable(p.alike, f.Fix != nil)
	enable(p.off, ok)
}

func enable(b *widget.Button, on bool) {
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
	b.Refresh() // the theme may have changed while the pane was hidden
}
