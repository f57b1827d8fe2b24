// Package command is the one table of what a person can do. The menu, the
// shortcuts, the palette, the keys sheet and the manual's list of keys are all
// made from it, so that none of them can say something the others do not.
package command

import (
	"fmt"
	"slices"
	"strings"
)

// Command is something a person can do.
type Command struct {
	ID    string // stable, for bindings
	Title string // as menus and the palette show it
	Menu  string // the menu it stands in
	Part  string // the menu within that menu, or ""
	Keys  []Chord
	Run   func()
	// Ready tells whether it can be done now; nil means always.
	Ready func() bool

	own []Chord // the keys it came with
}

// Enabled tells whether the command can be done now.
func (c *Command) Enabled() bool { return c.Ready == nil || c.Ready() }

// Chord is a key with the keys held down with it. Key is a name such as
// "Left", "F1", "Return", or a single character.
type Chord struct {
	Ctrl, Alt, Shift bool
	Key              string
}

// named are the keys that are not characters.
var named = []string{"Left", "Right", "Up", "Down", "PageUp", "PageDown", "Home", "End", "Tab", "Return", "Escape", "Delete",
	"BackSpace", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "F11", "F12"}

// Parse reads a chord such as "Ctrl+Alt+Left", "F1", "[" or "+".
func Parse(text string) (Chord, error) {
	var c Chord
	rest := text
	for {
		switch {
		case strings.HasPrefix(rest, "Ctrl+") && len(rest) > 5:
			c.Ctrl, rest = true, rest[5:]
		case strings.HasPrefix(rest, "Alt+") && len(rest) > 4:
			c.Alt, rest = true, rest[4:]
		case strings.HasPrefix(rest, "Shift+") && len(rest) > 6:
			c.Shift, rest = true, rest[6:]
		default:
			c.Key = rest
			if len([]rune(rest)) != 1 && !slices.Contains(named, rest) {
				return c, fmt.Errorf("%q is no key", text)
			}
			return c, nil
		}
	}
}

// Keys parses chords that are written in the program; a wrong one is a
// programming error.
func Keys(texts ...string) []Chord {
	var list []Chord
	for _, text := range texts {
		c, err := Parse(text)
		if err != nil {
			panic(err)
		}
		list = append(list, c)
	}
	return list
}

// String writes the chord as Parse reads it.
func (c Chord) String() string {
	var b strings.Builder
	if c.Ctrl {
		b.WriteString("Ctrl+")
	}
	if c.Alt {
		b.WriteString("Alt+")
	}
	if c.Shift {
		b.WriteString("Shift+")
	}
	b.WriteString(c.Key)
	return b.String()
}

// Label is the chord as a person reads it.
func (c Chord) Label() string {
	if len([]rune(c.Key)) == 1 {
		c.Key = strings.ToUpper(c.Key)
	}
	switch c.Key {
	case "Return":
		c.Key = "Enter"
	case "Escape":
		c.Key = "Esc"
	}
	return c.String()
}

// Plain tells whether the chord is a character typed by itself.
func (c Chord) Plain() bool {
	return !c.Ctrl && !c.Alt && !c.Shift && len([]rune(c.Key)) == 1
}

// Table holds the commands in the order they are shown.
type Table struct {
	list  []*Command
	bound map[Chord]*Command
}

// NewTable collects commands. It fails where two have one id or one chord,
// naming both.
func NewTable(commands ...*Command) (*Table, error) {
	t := &Table{bound: map[Chord]*Command{}}
	ids := map[string]bool{}
	for _, c := range commands {
		if ids[c.ID] {
			return nil, fmt.Errorf("two commands have the id %q", c.ID)
		}
		ids[c.ID] = true
		c.own = c.Keys
		t.list = append(t.list, c)
		if err := t.bind(c); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *Table) bind(c *Command) error {
	for _, chord := range c.Keys {
		if MovesCaret(chord) {
			return fmt.Errorf("%s moves the caret in the text; “%s” needs another one", chord.Label(), c.Title)
		}
		if holder, taken := t.bound[chord]; taken && holder != c {
			return fmt.Errorf("%s is the key of “%s” already; “%s” needs another one", chord.Label(), holder.Title, c.Title)
		}
	}
	for _, chord := range c.Keys {
		t.bound[chord] = c
	}
	return nil
}

// Rebind gives a command other keys. A key that another command has is
// refused with the holder's name, and nothing changes.
func (t *Table) Rebind(id string, keys []Chord) error {
	c := t.Find(id)
	if c == nil {
		return fmt.Errorf("there is no command %q", id)
	}
	old := c.Keys
	for _, chord := range old {
		delete(t.bound, chord)
	}
	c.Keys = keys
	if err := t.bind(c); err != nil {
		c.Keys = old
		return fmt.Errorf("%w", joinBind(err, t.bind(c)))
	}
	return nil
}

func joinBind(err, again error) error {
	if again != nil {
		return fmt.Errorf("%w; and the old keys are gone: %w", err, again)
	}
	return err
}

// Find is the command with the id, or nil.
func (t *Table) Find(id string) *Command {
	for _, c := range t.list {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// All lists the commands in their order.
func (t *Table) All() []*Command { return t.list }

// Do runs the command bound to a chord, if it can be done now. It tells
// whether there was one.
func (t *Table) Do(chord Chord) bool {
	c, ok := t.bound[chord]
	if !ok || !c.Enabled() {
		return false
	}
	c.Run()
	return true
}

// Menus lists the menus in their order.
func (t *Table) Menus() []string {
	var menus []string
	for _, c := range t.list {
		if c.Menu != "" && !slices.Contains(menus, c.Menu) {
			menus = append(menus, c.Menu)
		}
	}
	return menus
}
