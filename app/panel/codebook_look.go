package panel

import (
	"strings"

	"bluepencil/annotate"
	"bluepencil/app/look"
	"bluepencil/app/scheme"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// lookForm edits a label's name and look. Its fields stay while labels are
// chosen and changed, so that the keyboard does not lose its place.
type lookForm struct {
	editor                       *scheme.Editor
	id                           annotate.LabelID
	name, tag, key, group, paint *commitEntry
	style                        *widget.RadioGroup
	register                     *widget.Check
	sample                       *sample
	used                         *widget.Label
	leave                        func()
	silent                       bool
	body                         *fyne.Container
}

func newLookForm(e *scheme.Editor) *lookForm {
	f := &lookForm{editor: e, sample: newSample(), used: widget.NewLabel("")}
	f.used.SizeName, f.used.Importance, f.used.Wrapping = theme.SizeNameCaptionText, widget.LowImportance, fyne.TextWrapWord
	f.name = f.entry(func(b annotate.Editor, s string) (annotate.Draft, error) { return b.RenameLabel(f.id, s) })
	f.tag = f.entry(func(b annotate.Editor, s string) (annotate.Draft, error) { return b.SetTag(f.id, s) })
	f.group = f.entry(func(b annotate.Editor, s string) (annotate.Draft, error) { return b.SetGroup(f.id, annotate.Group(s)) })
	f.paint = f.entry(func(b annotate.Editor, s string) (annotate.Draft, error) { return b.SetColour(f.id, s) })
	f.key = newCommitEntry(false, func(s string) {
		if !f.editor.SetKey(s) {
			f.reset()
		}
	})
	f.key.leave = func() { call(f.leave) }
	f.style = widget.NewRadioGroup(stylesOf(), func(s string) {
		f.set1(func(b annotate.Editor) (annotate.Draft, error) { return b.SetStyle(f.id, annotate.MarkStyle(s)) })
	})
	f.style.Horizontal, f.style.Required = true, true
	f.register = widget.NewCheck("mentions name an entry of the register", func(on bool) {
		f.set1(func(b annotate.Editor) (annotate.Draft, error) { return b.SetRegister(f.id, on) })
	})
	f.body = container.NewVBox(
		titled("Name", false, f.name),
		container.NewGridWithColumns(3, titled("Tag", false, f.tag), titled("Key", false, f.key), titled("Group", false, f.group)),
		titled("Drawn as", false, f.style),
		titled("Colour", false, container.NewBorder(nil, nil, nil, container.NewGridWrap(fyne.NewSize(100, f.paint.MinSize().Height), f.paint), f.swatches())),
		f.register, widget.NewSeparator(), f.sample, f.used)
	return f
}

func stylesOf() []string {
	var list []string
	for _, s := range annotate.MarkStyles {
		list = append(list, string(s))
	}
	return list
}

// entry is a field whose text is shown in the article while it is typed, and
// saved when the field is left.
func (f *lookForm) entry(edit func(annotate.Editor, string) (annotate.Draft, error)) *commitEntry {
	e := newCommitEntry(false, func(s string) {
		if !f.editor.Edit(func(b annotate.Editor) (annotate.Draft, error) { return edit(b, s) }) {
			f.reset()
		}
	})
	e.OnChanged = func(s string) {
		if f.silent {
			return
		}
		f.editor.Try(func(b annotate.Editor) (annotate.Draft, error) { return edit(b, s) })
	}
	e.leave = func() { call(f.leave) }
	return e
}

// set1 makes a change at once.
func (f *lookForm) set1(make func(annotate.Editor) (annotate.Draft, error)) {
	if !f.silent {
		f.editor.Edit(make)
	}
}

// reset shows the label as it is, after a change that was refused.
func (f *lookForm) reset() {
	fault := f.editor.Fault()
	l, ok := f.editor.Selected()
	f.show(l, ok)
	f.used.SetText(fault)
}

// set shows a label; a field that is being typed in is left alone.
func (f *lookForm) set(l annotate.Label, ok bool) {
	if f.id == l.ID && f.typing() {
		f.sample.set(l)
		return
	}
	f.show(l, ok)
}

func (f *lookForm) typing() bool {
	for _, e := range []*commitEntry{f.name, f.tag, f.key, f.group, f.paint} {
		if e.Text != e.last {
			return true
		}
	}
	return false
}

func (f *lookForm) show(l annotate.Label, ok bool) {
	f.silent = true
	defer func() { f.silent = false }()
	f.id = l.ID
	if !ok {
		f.body.Hide()
		return
	}
	f.body.Show()
	f.name.set(l.Name)
	f.tag.set(l.Tag)
	f.key.set(l.Key)
	f.group.set(string(l.Group))
	f.paint.set(l.Colour)
	f.style.SetSelected(string(l.Style))
	f.register.SetChecked(l.Register)
	f.sample.set(l)
	f.used.SetText(f.editor.Used(l.ID))
}

// swatches are colours to choose from.
func (f *lookForm) swatches() fyne.CanvasObject {
	row := container.NewGridWrap(fyne.NewSize(22, 22))
	for _, colour := range annotate.Swatches {
		row.Add(newSwatch(colour, func() {
			f.set1(func(b annotate.Editor) (annotate.Draft, error) { return b.SetColour(f.id, colour) })
		}))
	}
	return row
}

// swatch is a colour that can be clicked.
type swatch struct {
	widget.BaseWidget
	colour string
	tapped func()
}

func newSwatch(colour string, tapped func()) *swatch {
	s := &swatch{colour: colour, tapped: tapped}
	s.ExtendBaseWidget(s)
	return s
}

// Tapped is Fyne's.
func (s *swatch) Tapped(*fyne.PointEvent) { s.tapped() }

// CreateRenderer is Fyne's.
func (s *swatch) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(look.Colour(s.colour))
	ground.CornerRadius = 4
	return widget.NewSimpleRenderer(ground)
}

// guidelineForm edits what is written about a label: a summary, the rules one
// a line, the examples one a line.
type guidelineForm struct {
	editor                  *scheme.Editor
	id                      annotate.LabelID
	summary, rules, samples *commitEntry
	leave                   func()
	body                    *fyne.Container
}

func newGuidelineForm(e *scheme.Editor) *guidelineForm {
	f := &guidelineForm{editor: e}
	f.summary, f.rules, f.samples = f.entry(4), f.entry(7), f.entry(6)
	f.rules.SetPlaceHolder("One rule a line. Numbers are given and stay: Q1. Quotation marks belong inside.")
	f.samples.SetPlaceHolder("One example a line, what is marked in [brackets].\n+ right | why\n- wrong | why")
	f.body = container.NewVBox(titled("What is marked", false, f.summary), titled("Rules", false, f.rules), titled("Examples", false, f.samples))
	return f
}

func (f *guidelineForm) entry(rows int) *commitEntry {
	e := newCommitEntry(true, func(string) { f.commit() })
	e.SetMinRowsVisible(rows)
	e.leave = func() { call(f.leave) }
	return e
}

func (f *guidelineForm) commit() {
	f.editor.Edit(func(b annotate.Editor) (annotate.Draft, error) {
		rules, err := b.Book.ParseClauses(f.id, f.rules.Text)
		if err != nil {
			return annotate.Draft{}, err
		}
		return b.SetLabelGuideline(f.id, strings.TrimSpace(f.summary.Text), rules, annotate.ParseExamples(f.samples.Text))
	})
}

func (f *guidelineForm) set(l annotate.Label, _ bool) {
	dirty := f.summary.Text != f.summary.last || f.rules.Text != f.rules.last || f.samples.Text != f.samples.last
	if f.id == l.ID && (dirty || f.editor.Fault() != "") {
		return
	}
	f.id = l.ID
	f.summary.set(l.Guideline)
	f.rules.set(annotate.ClauseLines(l.Clauses))
	f.samples.set(annotate.ExampleLines(l.Examples))
}
