package panel

import (
	"fmt"
	"slices"
	"strings"

	"bluepencil/annotate/lint"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// CheckSettings is what a project can choose about its checks: the profile,
// the rules that are on, what an article must be free of to be done. Each
// choice is told at once.
type CheckSettings struct {
	widget.BaseWidget
	OnProfile func(lint.Profile)
	OnRule    func(rule lint.RuleID, off bool)
	OnClean   func(lint.Clean)

	settings       lint.Settings
	profile, clean *widget.Select
	rules          []*widget.Check
	body           fyne.CanvasObject
}

// profileNames are what the profiles are called, in the order of lint.Profiles.
var profileNames = map[lint.Profile]string{
	lint.ProfileOwn:        "none: the project's own codebook",
	lint.ProfilePolnear:    "polnear: paraphrase counts, the outermost quote only",
	lint.ProfileJournalism: "journalism-ai: quotation marks only",
}

// cleans are what "done" can require, with their names.
var cleans = []lint.Clean{lint.CleanNothing, lint.CleanErrors, lint.CleanWarnings}
var cleanNames = []string{"nothing", "no errors", "no errors and no warnings"}

// NewCheckSettings returns the choices as they stand.
func NewCheckSettings(s lint.Settings) *CheckSettings {
	c := &CheckSettings{settings: s}
	profiles, names := lint.Profiles(), []string{}
	for _, p := range profiles {
		names = append(names, profileNames[p])
	}
	c.profile, c.clean = widget.NewSelect(names, nil), widget.NewSelect(cleanNames, nil)
	c.profile.SetSelectedIndex(slices.Index(profiles, s.Profile))
	c.clean.SetSelectedIndex(slices.Index(cleans, s.Clean))
	c.profile.OnChanged = func(string) {
		c.settings.Profile = profiles[c.profile.SelectedIndex()]
		c.showWhich()
		c.OnProfile(c.settings.Profile)
	}
	c.clean.OnChanged = func(string) { c.OnClean(cleans[c.clean.SelectedIndex()]) }
	form := widget.NewForm(widget.NewFormItem("Profile", c.profile), widget.NewFormItem("“Done” requires", c.clean))
	c.body = container.NewBorder(form, nil, nil, nil, container.NewVScroll(c.ruleList()))
	c.showWhich()
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer is Fyne's.
func (c *CheckSettings) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(c.body) }

func (c *CheckSettings) ruleList() fyne.CanvasObject {
	list := container.NewVBox()
	for _, r := range lint.Rules() {
		tick := widget.NewCheck("", nil)
		tick.SetChecked(!c.settings.Off[r.ID])
		tick.OnChanged = func(on bool) { c.OnRule(r.ID, !on) }
		doc := widget.NewLabel(r.Doc + onlyIn(r))
		doc.SizeName, doc.Wrapping = theme.SizeNameCaptionText, fyne.TextWrapWord
		c.rules = append(c.rules, tick)
		list.Add(container.NewVBox(container.NewHBox(tick, widget.NewIcon(sign(r.Severity))), doc))
	}
	return list
}

// onlyIn says which profiles a rule belongs to, where it is not in all.
func onlyIn(r lint.Rule) string {
	names := func(list []lint.Profile) string {
		var words []string
		for _, p := range list {
			words = append(words, string(p))
		}
		return strings.Join(words, " and ")
	}
	switch {
	case len(r.Only) > 0:
		return " Only in " + names(r.Only) + "."
	case len(r.Except) > 0:
		return " Not in " + names(r.Except) + "."
	}
	return ""
}

// showWhich says which rules the profile has.
func (c *CheckSettings) showWhich() {
	for i, r := range lint.Rules() {
		c.rules[i].SetText(fmt.Sprintf("%s (%s)", r.ID, r.Severity))
		if r.In(c.settings.Profile) {
			c.rules[i].Enable()
		} else {
			c.rules[i].Disable()
		}
	}
}
