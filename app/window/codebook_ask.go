package window

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"bluepencil/annotate"
	"bluepencil/annotate/format"
	"bluepencil/app/desk"
	"bluepencil/app/panel"
	"bluepencil/assets"
	"bluepencil/storage"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// askWords asks for a name, with further fields below it; Enter in the name goes on.
func (w *Window) askWords(title, verb, hint string, size fyne.Size, do func(name string), more ...fyne.CanvasObject) {
	name := panel.NewSearchEntry(hint)
	body := container.NewVBox(append([]fyne.CanvasObject{name}, more...)...)
	w.ask(title, verb, container.NewVScroll(body), size, func() { do(name.Text) })
	asked := w.dialogs[len(w.dialogs)-1]
	name.OnSubmitted = func(words string) {
		asked.Hide()
		do(words)
	}
	name.OnLeave = asked.Hide
	w.win.Canvas().Focus(name)
}

// told is a paragraph of a dialog.
func told(words string) *widget.Label {
	l := widget.NewLabel(words)
	l.Wrapping = fyne.TextWrapWord
	return l
}

// askLabel asks for a new label.
func (w *Window) askLabel() {
	e := w.right.editor
	group := widget.NewSelectEntry(e.Groups())
	group.SetPlaceHolder("group: labels that compete for the same words")
	if l, ok := e.Selected(); ok {
		group.SetText(string(l.Group))
	}
	w.askWords("Add a label", "Add", "name", fyne.NewSize(460, 220), func(name string) {
		e.Add(name, annotate.Group(strings.TrimSpace(group.Text)))
	}, group)
}

// askMerge asks what the chosen label is to be read as, and shows it.
func (w *Window) askMerge() {
	e := w.right.editor
	label, _ := e.Selected()
	targets := e.Targets()
	if len(targets) == 0 {
		w.desk.Say(desk.Info, "There is no other label to merge it into.")
		return
	}
	names := make([]string, len(targets))
	for i, t := range targets {
		names[i] = t.Name
	}
	effect, into := told(""), targets[0].ID
	choice := widget.NewSelect(names, nil)
	merge := func(b annotate.Editor) (annotate.Draft, error) { return b.MergeLabel(label.ID, into) }
	choice.OnChanged = func(string) {
		into = targets[max(choice.SelectedIndex(), 0)].ID
		effect.SetText(e.MergeEffect(into))
		e.Try(merge)
	}
	w.ask("Merge "+label.Name+" into", "Merge", container.NewVBox(choice, effect), fyne.NewSize(520, 300), func() { e.Edit(merge) })
	choice.SetSelectedIndex(0)
}

// askRetire says what retiring the chosen label does.
func (w *Window) askRetire() {
	e := w.right.editor
	label, _ := e.Selected()
	w.ask("Retire "+label.Name, "Retire", told(e.RetireEffect()), fyne.NewSize(520, 240), func() {
		e.Edit(func(b annotate.Editor) (annotate.Draft, error) { return b.RetireLabel(label.ID, true) })
	})
}

// Which markings get the new label of a split.
const (
	splitAll   = "all of them"
	splitHere  = "those in the open article"
	splitWords = "those with these words"
)

// askSplit asks for the name of a part of the chosen label, and what belongs to it.
func (w *Window) askSplit() {
	e := w.right.editor
	label, _ := e.Selected()
	names, splits := []string{splitAll, splitHere, splitWords}, map[string]annotate.Split{}
	book := e.Book()
	for _, id := range book.AttributeIDs(label.ID) {
		a, _ := book.Attribute(id)
		for _, c := range a.Offered() {
			name := fmt.Sprintf("those whose %s is %s", a.Name, c.Name)
			names, splits[name] = append(names, name), annotate.Split{Attribute: a.ID, Value: c.ID}
		}
	}
	words := widget.NewMultiLineEntry()
	words.SetPlaceHolder("one a line, as they stand in the text")
	words.Hide()
	which := widget.NewSelect(names, func(s string) {
		if s == splitWords {
			words.Show()
		} else {
			words.Hide()
		}
	})
	which.SetSelected(splitAll)
	w.askWords("Split "+label.Name, "Split", "name of the new label", fyne.NewSize(540, 400), func(name string) {
		split := splits[which.Selected]
		switch open := w.desk.Open(); {
		case which.Selected == splitWords:
			split.Texts = linesOf(words.Text)
		case which.Selected == splitHere && open != nil:
			split.Articles = []annotate.ID{open.Article.ID}
		}
		if (which.Selected == splitWords && len(split.Texts) == 0) || (which.Selected == splitHere && len(split.Articles) == 0) {
			w.desk.Say(desk.Info, "Nothing was split: say which markings are meant.")
			return
		}
		e.Split(name, split)
	}, which, words, told(e.SplitEffect()))
}

// linesOf are the lines of a text that are not blank.
func linesOf(s string) []string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	return slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
}

// askQuestion asks for a new question, which the chosen label is given.
func (w *Window) askQuestion() {
	types := []annotate.AttributeType{annotate.TypeEnum, annotate.TypeFlags, annotate.TypeScale, annotate.TypeText, annotate.TypeDate, annotate.TypeNumber, annotate.TypeBoolean}
	words := []string{"one of several choices", "any of several choices", "a scale from 1 to 5", "words", "a date", "a number", "yes or no"}
	kind := widget.NewSelect(words, nil)
	kind.SetSelectedIndex(0)
	choices := widget.NewMultiLineEntry()
	choices.SetPlaceHolder("choices, one a line")
	w.askWords("New question", "Add", "the question", fyne.NewSize(480, 340), func(name string) {
		a := annotate.Attribute{Name: name, Type: types[kind.SelectedIndex()]}
		switch a.Type {
		case annotate.TypeEnum, annotate.TypeFlags:
			for _, line := range linesOf(choices.Text) {
				a.Choices = append(a.Choices, annotate.Choice{Name: line})
			}
		case annotate.TypeScale:
			a.Min, a.Max = 1, 5
		}
		w.addQuestion(a)
	}, kind, choices)
}

// addQuestion adds a question and gives it to the chosen label.
func (w *Window) addQuestion(a annotate.Attribute) {
	e := w.right.editor
	var id annotate.AttributeID
	label, chosen := e.Selected()
	added := e.Edit(func(b annotate.Editor) (d annotate.Draft, err error) {
		d, id, err = b.AddAttribute(a)
		return d, err
	})
	if added && chosen {
		e.Edit(func(b annotate.Editor) (annotate.Draft, error) {
			return b.SetLabelParts(label.ID, append(slices.Clone(label.Attributes), id), label.Roles)
		})
	}
}

// askRole asks for a new link, which may start at the chosen label.
func (w *Window) askRole() {
	e := w.right.editor
	label, chosen := e.Selected()
	w.askWords("New link", "Add", "name of the link", fyne.NewSize(460, 180), func(name string) {
		var id annotate.RoleID
		added := e.Edit(func(b annotate.Editor) (d annotate.Draft, err error) {
			d, id, err = b.AddRole(annotate.Role{Name: name})
			return d, err
		})
		if added && chosen {
			e.Edit(func(b annotate.Editor) (annotate.Draft, error) {
				return b.SetLabelParts(label.ID, label.Attributes, append(slices.Clone(label.Roles), id))
			})
		}
	})
}

// fromFile is the choice of taking in a codebook from a file.
const fromFile = "a file"

// askCodebook asks which codebook to take in: one that ships, or a file.
func (w *Window) askCodebook() {
	choice := widget.NewSelect(append([]string{fromFile}, assets.CodebookNames...), nil)
	choice.SetSelectedIndex(0)
	w.ask("Take in a codebook", "Go on", container.NewVBox(choice, told("You will see part by part what it would do before anything is changed.")), fyne.NewSize(480, 220), func() {
		if choice.Selected == fromFile {
			w.chooseFile(func(path string) { w.readCodebook(path, func() ([]byte, error) { return readSmall(path) }) }, ".json")
			return
		}
		name := choice.Selected
		w.readCodebook(name, func() ([]byte, error) { return assets.CodebookJSON(name) })
	})
}

// mostCodebook is how many bytes a file with a codebook may have.
const mostCodebook = 16 << 20

func readSmall(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && info.Size() > mostCodebook {
		err = fmt.Errorf("%w: %s has %d bytes; a codebook has at most %d", annotate.ErrInvalid, filepath.Base(path), info.Size(), mostCodebook)
	}
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

// readCodebook reads a codebook, says what it would do, and asks whether to do it.
func (w *Window) readCodebook(name string, read func() ([]byte, error)) {
	e, book := w.right.editor, w.desk.SavedCodebook()
	w.long("Reading the codebook…", func(ctx context.Context, p *storage.Project) func() {
		var cb *annotate.Codebook
		var usage *annotate.Usage
		raw, err := read()
		if err == nil {
			cb, err = assets.ParseCodebookFile(raw)
		}
		if err == nil {
			usage, err = p.Usage(ctx, nil)
		}
		return func() {
			if err != nil {
				w.fail("The codebook "+filepath.Base(name)+" could not be read", err)
				return
			}
			report := panel.CodebookReport(book.Compare(cb), usage.Of)
			w.ask("Take in "+cb.Name, "Take in", container.NewVScroll(told(report)), fyne.NewSize(720, 520), func() {
				e.Edit(func(b annotate.Editor) (annotate.Draft, error) { return b.Adopt(cb) })
			})
		}
	})
}

// saveCodebook writes the codebook to a file.
func (w *Window) saveCodebook() {
	book := w.desk.SavedCodebook()
	w.chooseSave("codebook.json", func(path string) {
		w.long("Writing the codebook…", func(context.Context, *storage.Project) func() {
			raw, err := assets.WriteCodebook(book)
			if err == nil {
				err = format.WriteFile(path, raw)
			}
			return func() {
				if err != nil {
					w.fail("The codebook could not be written", err)
					return
				}
				w.desk.Say(desk.Info, "Wrote the codebook to "+path)
			}
		})
	})
}
