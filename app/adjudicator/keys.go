package adjudicator

import (
	"bluepencil/app/desk"
)

// Key is a key of the pane and what it does there: in a few words for the pane,
// and in more for the keys sheet.
type Key struct{ Keys, Short, Title string }

// Keys are those that work while the pane has the keyboard.
var Keys = []Key{
	{"J, K", "next, previous open", "next, previous place that is undecided"},
	{"1 … 9", "take that version", "take the version of the person with the number"},
	{"Enter", "take the proposed", "take the proposed version"},
	{"B", "both: everything", "both: everything that anybody has marked there"},
	{"0", "none of them", "none of them"},
	{"M", "one over all of it", "one marking over all that is covered"},
	{"E", "edit the boundary", "edit the boundary"},
	{"L", "change the label", "change the label"},
	{"G", "same for all alike", "the same decision for all of the same words"},
	{"R", "reason and rule", "give a reason, and a rule of the guideline"},
	{"C", "comment", "comment"},
	{"X", "take it back", "take back what was decided"},
	{"U, Ctrl+Z", "undo", "undo"},
	{"Up, Down", "other places", "place above, below, decided or not"},
	{"N, P", "other articles", "next, previous article with something undecided"},
	{"H", "hide, show names", "hide who has marked what, or show it again"},
	{"Esc", "to the text", "back to the text; F6 comes back"},
}

// EditKeys are those that work while a boundary is edited.
var EditKeys = []Key{
	{"Left, Right", "by a character", "move it by a character"},
	{"Up, Down", "by a word", "move it by a word"},
	{"Tab", "the other end", "go to the other end"},
	{"J, K", "other markings", "next, previous marking of the place"},
	{"L", "change the label", "change the label"},
	{"Enter", "take it so", "take it so"},
	{"Esc", "leave it as it was", "leave it as it was"},
}

// Rune does what a character is for; it tells whether it is for anything.
func (a *Adjudicator) Rune(r rune) bool {
	if do, ok := a.always()[r]; ok {
		do()
		return true
	}
	if _, ok := a.unit(); !ok {
		return false
	}
	if a.edit != nil {
		do, ok := map[rune]func(){'j': func() { a.NextEdited(1) }, 'k': func() { a.NextEdited(-1) }, 'l': func() { a.o.Ask(AskLabel) }}[r]
		if ok {
			do()
		}
		return ok
	}
	if r >= '1' && r <= '0'+mostKeys {
		a.TakePerson(int(r - '0'))
		return true
	}
	do, ok := a.ofUnit()[r]
	if ok {
		do()
	}
	return ok
}

// always are the characters that need no unit.
func (a *Adjudicator) always() map[rune]func() {
	if a.edit != nil {
		return map[rune]func(){'u': a.Undo}
	}
	return map[rune]func(){'u': a.Undo, 'h': a.HideNames, 'n': func() { a.StepArticle(1) }, 'p': func() { a.StepArticle(-1) }}
}

// ofUnit are the characters that do something about the current unit.
func (a *Adjudicator) ofUnit() map[rune]func() {
	return map[rune]func(){
		'j': func() { a.Step(1) }, 'k': func() { a.Step(-1) },
		'b': a.TakeBoth, '0': a.TakeNone, 'm': a.TakeWhole, 'e': a.EditBoundary,
		'l': func() { a.o.Ask(AskLabel) }, 'c': func() { a.o.Ask(AskComment) }, 'r': func() { a.o.Ask(AskReason) },
		'g': a.SameForAll, 'x': a.Reopen,
	}
}

// Press does what a key that writes no character is for, by its name: "Return",
// "Escape", "Tab", or an arrow. It tells whether it is for anything.
func (a *Adjudicator) Press(name string) bool {
	if a.edit != nil {
		return a.pressEditing(name)
	}
	switch name {
	case "Return":
		a.TakeProposed()
	case "Up":
		a.Move(-1)
	case "Down":
		a.Move(1)
	case "Escape":
		if a.forAll {
			a.SameForAll()
			return true
		}
		a.o.Ask(AskLeave)
	default:
		return false
	}
	return true
}

func (a *Adjudicator) pressEditing(name string) bool {
	switch name {
	case "Return":
		a.TakeEdited()
	case "Escape":
		a.StopEditing()
	case "Tab":
		a.OtherEdge()
	case "Left":
		a.MoveEdge(-1, desk.ByCharacter)
	case "Right":
		a.MoveEdge(1, desk.ByCharacter)
	case "Up":
		a.MoveEdge(-1, desk.ByWord)
	case "Down":
		a.MoveEdge(1, desk.ByWord)
	default:
		return false
	}
	return true
}
