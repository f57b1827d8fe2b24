package scheme

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// reason is an error as a sentence, without the name of its kind.
func reason(err error) string {
	words := err.Error()
	for _, kind := range []error{annotate.ErrInvalid, annotate.ErrNotFound} {
		words = strings.TrimPrefix(words, kind.Error()+": ")
	}
	first, size := utf8.DecodeRuneInString(words)
	return string(unicode.ToUpper(first)) + words[size:] + "."
}

// Used says what a label is used by.
func (e *Editor) Used(id annotate.LabelID) string {
	if e.usage == nil {
		return fmt.Sprintf("It is still being counted what is marked so; %s gone through.", text.Count(e.counted, "marking"))
	}
	return tallied(e.usage.Label(id))
}

// UsedAttribute says how often a question is answered.
func (e *Editor) UsedAttribute(id annotate.AttributeID) string {
	if e.usage == nil {
		return ""
	}
	return text.Count(e.usage.Attribute(id).Annotations, "answer")
}

// UsedValue says how often a choice is chosen.
func (e *Editor) UsedValue(id annotate.AttributeID, value annotate.ValueID) string {
	if e.usage == nil {
		return ""
	}
	return text.Count(e.usage.Value(id, value).Annotations, "time")
}

// UsedRole says how many annotations have a link.
func (e *Editor) UsedRole(id annotate.RoleID) string {
	if e.usage == nil {
		return ""
	}
	return text.Count(e.usage.Role(id).Annotations, "marking")
}

func tallied(t annotate.Tally) string {
	if t.Annotations == 0 {
		return "Nothing is marked so."
	}
	return fmt.Sprintf("%s in %s by %s.", text.Count(t.Annotations, "marking"), text.Count(t.Articles, "article"), people(t.People))
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// MergeEffect says what a merge of the chosen label would do.
func (e *Editor) MergeEffect(into annotate.LabelID) string {
	l, _ := e.Selected()
	return fmt.Sprintf("%s\n\nThey are read as %s from now on, also those that arrive later. Nothing is rewritten, and the merge can be taken back at any time.",
		e.Used(l.ID), e.Book().LabelName(into))
}

// SplitEffect says what a split of the chosen label would do.
func (e *Editor) SplitEffect() string {
	l, _ := e.Selected()
	return e.Used(l.ID) + "\n\nThe new label gets the questions and links of " + l.Name + ". Those of your own markings that you choose below get it; other people's stay as they are."
}

// RetireEffect says what retiring the chosen label would do.
func (e *Editor) RetireEffect() string {
	l, _ := e.Selected()
	return e.Used(l.ID) + "\n\nThey stay and are read as before; " + l.Name + " cannot be given any more, and its key is free."
}

// Targets lists the labels that the chosen one can be merged into, those of
// its own group first.
func (e *Editor) Targets() []annotate.Label {
	chosen, _ := e.Selected()
	var own, others []annotate.Label
	for _, l := range e.Book().Offered() {
		switch {
		case l.ID == chosen.ID:
		case l.Group == chosen.Group:
			own = append(own, l)
		default:
			others = append(others, l)
		}
	}
	return append(own, others...)
}

// Groups lists the groups there are.
func (e *Editor) Groups() []string {
	var list []string
	seen := map[annotate.Group]bool{}
	for _, l := range e.Book().Labels {
		if !seen[l.Group] {
			seen[l.Group] = true
			list = append(list, string(l.Group))
		}
	}
	return list
}

// Faults says what does not fit together, which can happen when two people
// edited at once: the first few.
func (e *Editor) Faults() string {
	const most = 3
	var lines []string
	for _, fault := range e.Book().Faults() {
		if len(lines) == most {
			break
		}
		lines = append(lines, reason(fault))
	}
	return strings.Join(lines, "\n")
}
