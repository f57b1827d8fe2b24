package window

import (
	"bluepencil/app/command"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// shortcutOf is the chord as Fyne reports it while keys are held down; nil
// for a plain key.
func shortcutOf(c command.Chord) fyne.Shortcut {
	if !c.Ctrl && !c.Alt {
		return nil
	}
	if c == (command.Chord{Ctrl: true, Key: "Z"}) {
		return &fyne.ShortcutUndo{}
	}
	if c == (command.Chord{Ctrl: true, Key: "Y"}) {
		return &fyne.ShortcutRedo{}
	}
	var held fyne.KeyModifier
	if c.Ctrl {
		held |= fyne.KeyModifierShortcutDefault
	}
	if c.Alt {
		held |= fyne.KeyModifierAlt
	}
	if c.Shift {
		held |= fyne.KeyModifierShift
	}
	return &desktop.CustomShortcut{KeyName: keyName(c.Key), Modifier: held}
}

// keyNames are the keys Fyne calls otherwise.
var keyNames = map[string]fyne.KeyName{"PageUp": fyne.KeyPageUp, "PageDown": fyne.KeyPageDown, "+": fyne.KeyPlus, "-": fyne.KeyMinus}

func keyName(key string) fyne.KeyName {
	if name, ok := keyNames[key]; ok {
		return name
	}
	return fyne.KeyName(key)
}

// chordOf is a plain key as the table names it.
func chordOf(name fyne.KeyName, shift bool) command.Chord {
	switch name {
	case fyne.KeyEnter:
		name = fyne.KeyReturn
	case fyne.KeyPageUp:
		return command.Chord{Key: "PageUp", Shift: shift}
	case fyne.KeyPageDown:
		return command.Chord{Key: "PageDown", Shift: shift}
	}
	return command.Chord{Key: string(name), Shift: shift}
}

// chordOfShortcut is a shortcut as the table names it.
func chordOfShortcut(s fyne.Shortcut) (command.Chord, bool) {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		return command.Chord{Ctrl: true, Key: "Z"}, true
	case *fyne.ShortcutRedo:
		return command.Chord{Ctrl: true, Key: "Y"}, true
	case *desktop.CustomShortcut:
		c := chordOf(s.KeyName, s.Modifier&fyne.KeyModifierShift != 0)
		c.Ctrl = s.Modifier&fyne.KeyModifierShortcutDefault != 0
		c.Alt = s.Modifier&fyne.KeyModifierAlt != 0
		return c, true
	}
	return command.Chord{}, false
}
