package desk

import (
	"fmt"

	"bluepencil/annotate"
)

// Review has something written about what people have submitted, in line with
// everything else that is written, and tells on the screen's goroutine what came
// of it. What is written belongs to the review and not to the person's layer,
// so that nothing of it is shown before it is saved; it is one step of undo.
func (d *Desk) Review(action string, write func() error, then func(error)) {
	d.reviewing++
	d.o.Show(StateChanged)
	d.o.Work(func() {
		err := write()
		d.o.UI(func() {
			d.reviewing--
			if err != nil {
				d.failed = err
				d.Say(Failure, fmt.Sprintf("“%s” was not saved: %v", action, err))
			} else {
				d.failed, d.savedAt = nil, d.o.Now()
			}
			d.refreshNames()
			d.o.Show(StateChanged)
			then(err)
		})
	})
}

// ValueInWords is an answer to a question of the codebook as a person reads it;
// "" for none.
func ValueInWords(attribute annotate.Attribute, value annotate.AttributeValue) string {
	return inWords(attribute, value)
}

// Moved is where a boundary at an offset of a text goes, to the right for a
// positive direction: an end stops at ends of words and sentences, a start at
// their starts. Offsets are in bytes.
func Moved(content string, offset int, end bool, direction int, by Unit) int {
	return moved(content, offset, end, direction, by)
}

// withGold adds the adjudicated layer to people whose layers can be shown.
func withGold(people []annotate.Person) []annotate.Person {
	return append(people[:len(people):len(people)], annotate.GoldPerson())
}
