package panel

import (
	"cmp"
	"strconv"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/annotate/format/dataset"
	"bluepencil/annotate/format/foreign"
	"bluepencil/annotate/text"
	"bluepencil/storage/outgoing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Export asks what is to be exported and how, and shows what the format could
// not carry before anything is written.
type Export struct {
	widget.BaseWidget
	// OnRehearse is told to find out what would be lost.
	OnRehearse func(o outgoing.Options)

	formats []outgoing.Format
	people  []annotate.Person
	labels  []string // in the codebook's order

	format, which, layer, unit, flat, suggested *widget.Select
	noText                                      *widget.Check
	split, seed, licence                        *widget.Entry
	words, problem, losses                      *widget.Label
	look                                        *widget.Button
	body                                        fyne.CanvasObject
}

const (
	exportDone       = "articles that are done"
	exportEverything = "everything, unfinished articles too"
	exportEverybody  = "everybody"
)

// suggestedWords are the ways with suggestions as people read them.
var suggestedWords = map[string]foreign.Suggested{
	"written as all others": foreign.SuggestedKeep, "written, and marked as such": foreign.SuggestedMark, "left out": foreign.SuggestedLeave,
}

// flatWords are the ways to make marks flat as people read them.
var flatWords = map[string]foreign.Flat{
	"the longest": foreign.FlatLongest, "the first": foreign.FlatFirst, "the one whose label comes first in the codebook": foreign.FlatPriority,
	"all, in a file for each label": foreign.FlatFiles,
}

// flatNames are the words in the order they are offered.
var flatNames = []string{"the longest", "the first", "the one whose label comes first in the codebook", "all, in a file for each label"}

// NewExport returns it with the formats, people and labels there are.
func NewExport(formats []outgoing.Format, people []annotate.Person, labels []annotate.Label) *Export {
	e := &Export{formats: formats, people: people, words: wrapping(), problem: wrapping(), losses: wrapping(), noText: widget.NewCheck("leave the texts out", nil)}
	for _, l := range labels {
		e.labels = append(e.labels, string(l.ID))
	}
	names := make([]string, len(formats))
	for i, f := range formats {
		names[i] = f.Name
	}
	layers := []string{exportEverybody}
	for _, p := range people {
		layers = append(layers, p.Handle)
	}
	e.format = widget.NewSelect(names, func(string) { e.settle() })
	e.which, e.layer = widget.NewSelect([]string{exportDone, exportEverything}, nil), widget.NewSelect(layers, nil)
	e.unit, e.flat = widget.NewSelect(nil, nil), widget.NewSelect(flatNames, nil)
	e.suggested = widget.NewSelect([]string{"written as all others", "written, and marked as such", "left out"}, nil)
	e.split, e.seed, e.licence = widget.NewEntry(), widget.NewEntry(), widget.NewEntry()
	e.split.SetPlaceHolder("no split; or train=80,dev=10,test=10")
	e.seed.SetPlaceHolder("0")
	e.licence.SetPlaceHolder("not stated; or CC-BY-4.0")
	e.problem.Importance = widget.DangerImportance
	e.look = widget.NewButton("What would be lost?", e.rehearse)
	for _, s := range []*widget.Select{e.which, e.layer, e.flat, e.suggested} {
		s.SetSelectedIndex(0)
	}
	form := widget.NewForm(widget.NewFormItem("Format", e.format), widget.NewFormItem("Articles", e.which), widget.NewFormItem("Markings of", e.layer),
		widget.NewFormItem("Offsets count", e.unit), widget.NewFormItem("Of overlapping ones", e.flat), widget.NewFormItem("Suggestions", e.suggested),
		widget.NewFormItem("Texts", e.noText), widget.NewFormItem("Split", e.split), widget.NewFormItem("Seed", e.seed), widget.NewFormItem("Licence", e.licence))
	lost := container.NewBorder(container.NewVBox(container.NewHBox(e.look), e.problem), nil, nil, nil, container.NewVScroll(e.losses))
	e.problem.Hide()
	split := container.NewHSplit(container.NewVScroll(container.NewVBox(e.words, form)), lost)
	split.SetOffset(0.56)
	e.body = split
	e.format.SetSelectedIndex(0)
	e.ExtendBaseWidget(e)
	return e
}

func wrapping() *widget.Label {
	l := widget.NewLabel("")
	l.Wrapping = fyne.TextWrapWord
	return l
}

// CreateRenderer is Fyne's.
func (e *Export) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(e.body) }

// First is where the keyboard begins.
func (e *Export) First() fyne.Focusable { return e.format }

// Format is the format that is chosen.
func (e *Export) Format() outgoing.Format { return e.formats[max(e.format.SelectedIndex(), 0)] }

// settle offers what the chosen format leaves open.
func (e *Export) settle() {
	f := e.Format()
	e.words.SetText(sentence(strings.TrimSuffix(f.Description, ".")))
	units := []text.Unit{f.Unit}
	if f.Codec == nil {
		units = []text.Unit{text.CodePoint, text.UTF16, text.Byte, text.Grapheme}
	} else {
		units = append(units, f.Codec.Units...)
	}
	names := make([]string, len(units))
	for i, u := range units {
		names[i] = u.String()
	}
	e.unit.SetOptions(names)
	e.unit.SetSelectedIndex(0)
	allow(e.unit, len(units) > 1)
	allow(e.flat, f.Codec != nil && !f.Codec.Carries.Overlap)
	allow(e.suggested, f.Codec != nil)
	allow(e.noText, f.Codec == nil || f.Codec.Carries.NoText)
	if e.noText.Disabled() {
		e.noText.SetChecked(false)
	}
	e.losses.SetText("")
	e.problem.Hide()
}

func allow(w fyne.Disableable, allowed bool) {
	if allowed {
		w.Enable()
	} else {
		w.Disable()
	}
}

// Options gives what was chosen. The error says what of it is none.
func (e *Export) Options() (outgoing.Options, error) {
	f := e.Format()
	o := outgoing.Options{Format: f.Name, All: e.which.Selected == exportEverything, NoText: e.noText.Checked, Flat: flatWords[e.flat.Selected], Priority: e.labels,
		Suggested: suggestedWords[e.suggested.Selected], Licence: strings.TrimSpace(e.licence.Text), Stratify: []outgoing.Stratum{outgoing.ByOutlet}}
	if at := e.layer.SelectedIndex(); at > 0 {
		o.Person = e.people[at-1].ID
	}
	unit, err := text.ParseUnit(cmp.Or(e.unit.Selected, f.Unit.String()))
	if err != nil {
		return o, err
	}
	o.Unit = &unit
	if words := strings.TrimSpace(e.split.Text); words != "" {
		if o.Shares, err = dataset.ParseShares(words); err != nil {
			return o, err
		}
		o.Seed, err = strconv.ParseUint(cmp.Or(strings.TrimSpace(e.seed.Text), "0"), 10, 64)
	}
	return o, err
}

func (e *Export) rehearse() {
	o, err := e.Options()
	if err != nil {
		e.Fail(err)
		return
	}
	if e.OnRehearse != nil {
		e.losses.SetText("Looking…")
		e.OnRehearse(o)
	}
}

// Fail shows what does not go together.
func (e *Export) Fail(err error) {
	e.problem.SetText(sentence(err.Error()))
	e.problem.Show()
	e.losses.SetText("")
}

// SetReport shows what an export would do.
func (e *Export) SetReport(r format.Report) {
	e.problem.Hide()
	e.losses.SetText(LossWords(r))
}

// LossWords tells of an export's report: what could not be carried, with the
// first examples.
func LossWords(r format.Report) string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(r.Articles) + " articles with " + strconv.Itoa(r.Annotations) + " markings.\n")
	if len(r.Losses)+len(r.Problems) == 0 {
		b.WriteString("\nNothing is lost.")
	}
	for _, p := range r.Problems {
		b.WriteString("\nLeft out: " + p.Article + ": " + p.What + "\n")
	}
	for _, l := range r.Losses {
		b.WriteString("\n" + strconv.Itoa(l.Count) + " × " + l.What + "\n")
		for _, example := range l.Examples[:min(3, len(l.Examples))] {
			b.WriteString("      " + example + "\n")
		}
	}
	return b.String()
}
