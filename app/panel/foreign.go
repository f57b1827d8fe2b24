package panel

import (
	"fmt"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format/foreign"
	"bluepencil/storage/intake"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Foreign shows what annotation files of another tool hold, and lets a person
// say what becomes of each of their labels.
type Foreign struct {
	widget.BaseWidget
	// OnChanged is told that a label is to become something else.
	OnChanged func(fates foreign.Fates)

	fates          foreign.Fates
	chosen         bool // whose layer is proposed already
	layer          *widget.Select
	rows           *fyne.Container
	summary, added *widget.Label
	body           fyne.CanvasObject
}

// The choices of whose layer the marks go to.
const (
	layerTheirs = "the layers of those the file names, or a layer called import"
	layerMine   = "my own layer"
)

// The fates of labels as people read them.
const (
	fateAdded = "add to the codebook"
	fateLeft  = "leave out"
)

// NewForeign returns it, empty.
func NewForeign() *Foreign {
	f := &Foreign{fates: foreign.Fates{}, rows: container.NewVBox(), summary: wrapping(), added: wrapping(),
		layer: widget.NewSelect([]string{layerTheirs, layerMine}, nil)}
	f.layer.SetSelectedIndex(0)
	top := container.NewVBox(f.summary, widget.NewForm(widget.NewFormItem("Markings go to", f.layer)))
	halves := container.NewVSplit(container.NewVScroll(f.rows), container.NewVScroll(f.added))
	halves.SetOffset(0.7)
	f.body = container.NewBorder(top, nil, nil, nil, halves)
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer is Fyne's.
func (f *Foreign) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(f.body) }

// ByHandle tells whether the marks go to the layers of those the file names.
func (f *Foreign) ByHandle() bool { return f.layer.Selected == layerTheirs }

// Fates are what becomes of the labels.
func (f *Foreign) Fates() foreign.Fates { return f.fates }

// Set shows what an import would do.
func (f *Foreign) Set(r intake.Rehearsal, book *annotate.Codebook) {
	f.summary.SetText(foreignSummary(r))
	f.rows.RemoveAll()
	f.rows.Add(foreignHead())
	for _, group := range r.Foreign {
		for _, use := range group.Survey.Labels {
			f.rows.Add(f.row(use, group.Fates[use.Name], book))
		}
	}
	f.added.SetText(foreignDetails(r))
	if !f.chosen && namesNobody(r) {
		f.layer.SetSelected(layerMine) // so that they are seen at once
	}
	f.chosen = true
}

// namesNobody tells whether the files say nothing about who marked.
func namesNobody(r intake.Rehearsal) bool {
	for _, group := range r.Foreign {
		if len(group.Survey.People) > 0 {
			return false
		}
	}
	return true
}

func (f *Foreign) row(use *foreign.LabelUse, fate foreign.Fate, book *annotate.Codebook) fyne.CanvasObject {
	f.fates[use.Name] = fate
	names, ids := []string{fateAdded, fateLeft}, []foreign.Fate{foreign.FateAdd, foreign.FateLeave}
	for _, l := range book.Offered() {
		names, ids = append(names, l.Name), append(ids, foreign.Fate(l.ID))
	}
	choice := widget.NewSelect(names, nil)
	for i, id := range ids {
		if id == fate {
			choice.SetSelectedIndex(i)
		}
	}
	choice.OnChanged = func(string) {
		f.fates[use.Name] = ids[choice.SelectedIndex()]
		if f.OnChanged != nil {
			f.OnChanged(f.fates)
		}
	}
	name := widget.NewLabel(fmt.Sprintf("%s  ·  %d", use.Name, use.Marks))
	name.TextStyle.Bold, name.Truncation = true, fyne.TextTruncateEllipsis
	example := widget.NewLabel(strings.Join(strings.Fields(use.Example), " "))
	example.Importance, example.Truncation = widget.LowImportance, fyne.TextTruncateEllipsis
	return container.New(foreignRow{}, name, choice, example)
}

// foreignHead says what the columns are.
func foreignHead() fyne.CanvasObject {
	words := make([]fyne.CanvasObject, 0, 3)
	for _, text := range []string{"In the file", "is read as", "for example"} {
		l := widget.NewLabel(text)
		l.Importance = widget.LowImportance
		words = append(words, l)
	}
	return container.New(foreignRow{}, words...)
}

// foreignRow lays a label out: its name, what becomes of it, and an example.
type foreignRow struct{}

func (foreignRow) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(480, o[1].MinSize().Height)
}

func (foreignRow) Layout(o []fyne.CanvasObject, size fyne.Size) {
	pad := theme.Padding()
	name, choice := size.Width*0.3, float32(200)
	o[0].Move(fyne.NewPos(0, 0))
	o[0].Resize(fyne.NewSize(name, size.Height))
	o[1].Move(fyne.NewPos(name+pad, 0))
	o[1].Resize(fyne.NewSize(choice, size.Height))
	o[2].Move(fyne.NewPos(name+choice+2*pad, 0))
	o[2].Resize(fyne.NewSize(size.Width-name-choice-2*pad, size.Height))
}

func foreignSummary(r intake.Rehearsal) string {
	fresh, known := 0, 0
	for _, one := range r.Files {
		fresh += one.New
		known += one.Known
	}
	var words []string
	for _, group := range r.Foreign {
		words = append(words, fmt.Sprintf("%s: %d markings in %d articles", group.Format, group.Survey.Marks, group.Survey.Documents))
	}
	return fmt.Sprintf("%s. %d articles are new, %d there already.", strings.Join(words, "; "), fresh, known)
}

// foreignDetails lists what the codebook would get and what does not fit.
func foreignDetails(r intake.Rehearsal) string {
	lines := append([]string(nil), r.Notes...)
	for _, group := range r.Foreign {
		for _, added := range group.Added {
			lines = append(lines, "The codebook gets: "+added)
		}
		if n := group.Survey.Problems; n > 0 {
			lines = append(lines, fmt.Sprintf("%d things in the files could not be read; the report of the import lists them.", n))
		}
	}
	for _, failure := range r.Failures {
		lines = append(lines, failure.Line())
	}
	return strings.Join(lines, "\n")
}
