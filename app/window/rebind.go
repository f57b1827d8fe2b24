package window

import (
	"encoding/json"
	"fmt"
	"strings"

	"bluepencil/app/command"
	"bluepencil/app/desk"
	"bluepencil/app/panel"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// applyBindings gives the commands the keys that were chosen for them.
func (w *Window) applyBindings() []error {
	var b command.Bindings
	if raw := w.o.App.Preferences().String(prefKeys); raw != "" {
		if err := json.Unmarshal([]byte(raw), &b); err != nil {
			return []error{fmt.Errorf("the keys you chose cannot be read: %w", err)}
		}
	}
	return w.table.Apply(b)
}

// keepBindings keeps the keys as they are now, and shows them in the menu.
func (w *Window) keepBindings() {
	raw, err := json.Marshal(w.table.Bindings())
	if err != nil {
		w.fail("The keys were not kept", err)
		return
	}
	w.o.App.Preferences().SetString(prefKeys, string(raw))
	w.win.SetMainMenu(w.menu())
}

// showRebind lists the commands with their keys, to choose others.
func (w *Window) showRebind() {
	found := w.table.All()
	var list *widget.List
	list = widget.NewList(func() int { return len(found) }, newRebindRow, func(i widget.ListItemID, o fyne.CanvasObject) {
		c := found[i]
		o.(*rebindRow).set(c, func() { w.catchKey(c, list.Refresh) }, func() { w.rebind(c, w.table.Own(c.ID), list.Refresh) })
	})
	filter := panel.NewSearchEntry("Find a command or a key…")
	filter.OnChanged = func(q string) {
		found = commandsLike(w.table.All(), q)
		list.Refresh()
	}
	all := widget.NewButton("Give all their own keys back", func() {
		w.table.Apply(nil)
		w.keepBindings()
		list.Refresh()
	})
	body := container.NewBorder(filter, container.NewHBox(all), nil, nil, list)
	w.present(dialog.NewCustom("Change the keys", "Close", body, w.win), fyne.NewSize(720, 560))
	w.win.Canvas().Focus(filter)
}

func commandsLike(all []*command.Command, words string) []*command.Command {
	words = strings.ToLower(words)
	var found []*command.Command
	for _, c := range all {
		if strings.Contains(strings.ToLower(c.Title+" "+command.Labels(c.Keys)), words) {
			found = append(found, c)
		}
	}
	return found
}

// rebindRow is a command with its keys and what can be done to them.
type rebindRow struct {
	widget.BaseWidget
	title, keys   *widget.Label
	change, reset *widget.Button
}

func newRebindRow() fyne.CanvasObject {
	r := &rebindRow{title: widget.NewLabel(""), keys: widget.NewLabel(""), change: widget.NewButton("Change…", nil), reset: widget.NewButtonWithIcon("", theme.ContentUndoIcon(), nil)}
	r.title.Truncation = fyne.TextTruncateEllipsis
	r.keys.Importance = widget.LowImportance
	r.reset.Importance = widget.LowImportance
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *rebindRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(nil, nil, nil, container.NewHBox(r.keys, r.change, r.reset), r.title))
}

func (r *rebindRow) set(c *command.Command, change, reset func()) {
	r.title.SetText(c.Menu + ": " + c.Title)
	r.keys.SetText(command.Labels(c.Keys))
	r.change.OnTapped, r.reset.OnTapped = change, reset
}

// catchKey waits for the key that a command is to have.
func (w *Window) catchKey(c *command.Command, then func()) {
	catcher := panel.NewCatcher("Press the key for “" + c.Title + "”.")
	none := widget.NewButton("No key", nil)
	d := dialog.NewCustom("Change a key", "Cancel", container.NewVBox(catcher, container.NewCenter(none)), w.win)
	done := func() {
		w.catcher = nil
		d.Hide()
		then()
	}
	take := func(k command.Chord) {
		if why := w.refusesKey(c, k); why != "" {
			catcher.SetText(why)
			return
		}
		w.rebind(c, []command.Chord{k}, done)
	}
	none.OnTapped = func() { w.rebind(c, nil, done) }
	catcher.OnRune = func(r rune) { take(command.Chord{Key: string(r)}) }
	catcher.OnKey = func(e *fyne.KeyEvent) {
		// A key that writes a character comes again as that character.
		if k := chordOf(e.Name, false); !k.Plain() && e.Name != fyne.KeySpace && len(e.Name) > 1 {
			take(k)
		}
	}
	catcher.OnShortcut = func(s fyne.Shortcut) {
		if k, ok := chordOfShortcut(s); ok {
			take(k)
		}
	}
	w.catcher = take
	w.present(d, fyne.NewSize(460, 220))
	w.win.Canvas().Focus(catcher)
}

// refusesKey says why a command cannot have a key, or "".
func (w *Window) refusesKey(c *command.Command, k command.Chord) string {
	if holder := w.table.Holder(k); holder != nil && holder != c {
		return fmt.Sprintf("%s is the key of “%s”. Press another one, or give that command another key first.", k.Label(), holder.Title)
	}
	if command.MovesCaret(k) {
		return fmt.Sprintf("%s moves the caret in the text. Press another one.", k.Label())
	}
	if w.desk != nil && k.Plain() {
		for _, l := range w.desk.Codebook().Offered() {
			if l.Key == k.Key {
				return fmt.Sprintf("%s marks a %s. Press another one.", k.Label(), l.Name)
			}
		}
	}
	return ""
}

func (w *Window) rebind(c *command.Command, keys []command.Chord, then func()) {
	if err := w.table.Rebind(c.ID, keys); err != nil {
		w.with(func() { w.desk.Say(desk.Warning, err.Error()) })
		return
	}
	w.keepBindings()
	then()
}
