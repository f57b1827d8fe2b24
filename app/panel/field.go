package panel

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"bluepencil/annotate"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// field is the widget for one attribute, of the kind its type asks for.
func (i *Inspector) field(attribute annotate.Attribute, value annotate.AttributeValue) fyne.CanvasObject {
	report := func(v annotate.AttributeValue) {
		if i.OnAttribute != nil {
			i.OnAttribute(attribute.ID, v)
		}
	}
	needed := attribute.Required && value == nil
	field := fieldFor(attribute, value, report)
	i.keep(attribute.ID, field)
	return titled(attribute.Name, needed, field)
}

func fieldFor(attribute annotate.Attribute, value annotate.AttributeValue, report func(annotate.AttributeValue)) fyne.CanvasObject {
	switch attribute.Type {
	case annotate.TypeEnum:
		return enumField(attribute, value, report)
	case annotate.TypeFlags:
		return flagsField(attribute, value, report)
	case annotate.TypeScale:
		return scaleField(attribute, value, report)
	case annotate.TypeBoolean:
		return booleanField(value, report)
	}
	return wordsField(attribute, value, report)
}

// unset is the choice that clears an attribute.
const unset = "–"

func enumField(attribute annotate.Attribute, value annotate.AttributeValue, report func(annotate.AttributeValue)) fyne.CanvasObject {
	names := []string{unset}
	selected := unset
	held, _ := value.(string)
	choices := offeredWith(attribute, held)
	for _, c := range choices {
		names = append(names, c.Name)
		if held == string(c.ID) {
			selected = c.Name
		}
	}
	choice := newChoiceField(names)
	choice.SetSelected(selected)
	choice.OnChanged = func(name string) {
		for _, c := range choices {
			if c.Name == name {
				report(string(c.ID))
				return
			}
		}
		report(nil)
	}
	return choice
}

// offeredWith are the choices that are offered, and those that are chosen though
// they are offered no more.
func offeredWith(attribute annotate.Attribute, chosen ...string) []annotate.Choice {
	offered := attribute.Offered()
	return slices.DeleteFunc(slices.Clone(attribute.Choices), func(c annotate.Choice) bool {
		return !slices.Contains(offered, c) && !slices.Contains(chosen, string(c.ID))
	})
}

func flagsField(attribute annotate.Attribute, value annotate.AttributeValue, report func(annotate.AttributeValue)) fyne.CanvasObject {
	set, _ := value.([]string)
	var names, selected []string
	choices := offeredWith(attribute, set...)
	for _, c := range choices {
		names = append(names, c.Name)
		if slices.Contains(set, string(c.ID)) {
			selected = append(selected, c.Name)
		}
	}
	group := widget.NewCheckGroup(names, nil)
	group.SetSelected(selected)
	group.OnChanged = func(chosen []string) {
		var ids []string
		for _, c := range choices {
			if slices.Contains(chosen, c.Name) {
				ids = append(ids, string(c.ID))
			}
		}
		if len(ids) == 0 {
			report(nil)
			return
		}
		report(ids)
	}
	return group
}

func scaleField(attribute annotate.Attribute, value annotate.AttributeValue, report func(annotate.AttributeValue)) fyne.CanvasObject {
	row := container.NewGridWithColumns(int(attribute.Max-attribute.Min) + 1)
	digit := func(d int) {
		if n := float64(d); n >= attribute.Min && n <= attribute.Max {
			report(n)
		} else if d == 0 {
			report(nil)
		}
	}
	for n := attribute.Min; n <= attribute.Max; n++ {
		b := newScaleStep(attribute.ID, fmt.Sprint(n), func() {
			if value == n {
				report(nil)
				return
			}
			report(n)
		}, digit)
		if value == n {
			b.Importance = widget.HighImportance
		}
		row.Add(b)
	}
	return row
}

func booleanField(value annotate.AttributeValue, report func(annotate.AttributeValue)) fyne.CanvasObject {
	names := []string{"yes", "no"}
	choice := widget.NewRadioGroup(names, nil)
	choice.Horizontal = true
	if b, ok := value.(bool); ok {
		choice.SetSelected(map[bool]string{true: "yes", false: "no"}[b])
	}
	choice.OnChanged = func(name string) {
		if name == "" {
			report(nil)
			return
		}
		report(name == "yes")
	}
	return choice
}

// wordsField is a line for text, dates and numbers. What the attribute does
// not allow stays in the line with the reason and is not reported.
func wordsField(attribute annotate.Attribute, value annotate.AttributeValue, report func(annotate.AttributeValue)) fyne.CanvasObject {
	e := newCommitEntry(false, func(text string) {
		v, err := readWords(attribute, text)
		if err == nil {
			report(v)
		}
	})
	e.Validator = func(text string) error {
		_, err := readWords(attribute, text)
		return err
	}
	if attribute.Type == annotate.TypeDate {
		e.SetPlaceHolder("YYYY-MM-DD")
	}
	if value != nil {
		e.set(fmt.Sprint(value))
	}
	return e
}

func readWords(attribute annotate.Attribute, text string) (annotate.AttributeValue, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil, nil
	}
	var v annotate.AttributeValue = text
	if attribute.Type == annotate.TypeNumber {
		n, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", "."), 64)
		if err != nil {
			return nil, fmt.Errorf("%q is no number", text)
		}
		v = n
	}
	return v, attribute.CheckValue(v)
}

// commitEntry is an entry that reports its text when a person leaves it or
// presses Enter, and not at every key: one edit is one step of undo.
type commitEntry struct {
	widget.Entry
	leave  func() // Escape was pressed
	gained func() // the keyboard came to it
	commit func(string)
	last   string
	going  bool // the keyboard is leaving it
}

func newCommitEntry(multiline bool, commit func(string)) *commitEntry {
	e := &commitEntry{commit: commit}
	e.MultiLine = multiline
	if multiline {
		e.Wrapping = fyne.TextWrapWord
		e.SetMinRowsVisible(2)
	}
	e.ExtendBaseWidget(e)
	e.OnSubmitted = func(string) { e.report() }
	return e
}

func (e *commitEntry) set(text string) {
	e.last = text
	e.SetText(text)
}

func (e *commitEntry) report() {
	if e.Text != e.last {
		e.last = e.Text
		e.commit(e.Text)
	}
}

// TypedKey is Fyne's: Escape leaves the entry, which commits it.
func (e *commitEntry) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape && e.leave != nil {
		e.leave()
		return
	}
	e.Entry.TypedKey(k)
}

// FocusLost is Fyne's: leaving the entry commits it.
func (e *commitEntry) FocusLost() {
	e.going = true
	e.Entry.FocusLost()
	e.report()
	e.going = false
}

// FocusGained is Fyne's.
func (e *commitEntry) FocusGained() {
	e.Entry.FocusGained()
	if e.gained != nil {
		e.gained()
	}
}
