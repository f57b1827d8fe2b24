package panel

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// distinct numbers words that are the same as others before them: a choice
// tells its values apart by their words.
func distinct(words []string) []string {
	seen := map[string]bool{}
	for i, word := range words {
		for n := 2; seen[words[i]]; n++ {
			words[i] = fmt.Sprintf("%s (%d)", word, n)
		}
		seen[words[i]] = true
	}
	return words
}

// newTool is a button of a dialog that Enter presses and Escape leaves.
func newTool(words string, do, leave func()) *GoButton {
	b := NewGoButton(words, do)
	b.Importance, b.OnLeave = widget.MediumImportance, leave
	return b
}

// tickBox is a box to tick that Escape leaves.
type tickBox struct {
	widget.Check
	leave func()
}

func newTickBox(words string, on bool, changed func(bool), leave func()) *tickBox {
	b := &tickBox{leave: leave}
	b.Text, b.Checked, b.OnChanged = words, on, changed
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey is Fyne's.
func (b *tickBox) TypedKey(k *fyne.KeyEvent) {
	if k.Name == fyne.KeyEscape {
		call(b.leave)
		return
	}
	b.Check.TypedKey(k)
}
