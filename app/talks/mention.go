package talks

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"bluepencil/annotate"
)

// mostOffered is how many people are offered for a handle that is being typed.
const mostOffered = 5

// Completion is a handle that is being typed.
type Completion struct {
	Typed  int // code points before the caret that belong to it, with the @
	People []annotate.Person
}

// Complete is what the handle before the caret may become. before is the text
// before the caret.
func (t *Talks) Complete(before string) (Completion, bool) {
	at := strings.LastIndexByte(before, '@')
	if at < 0 {
		return Completion{}, false
	}
	if r, _ := utf8.DecodeLastRuneInString(before[:at]); at > 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return Completion{}, false // an address
	}
	typed := before[at+1:]
	if strings.ContainsFunc(typed, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != '-'
	}) {
		return Completion{}, false
	}
	people := t.callable(strings.ToLower(typed))
	if len(people) == 0 {
		return Completion{}, false
	}
	return Completion{Typed: utf8.RuneCountInString(typed) + 1, People: people}, true
}

// callable are the people whose handle, or a word of whose name, begins so;
// oneself comes last.
func (t *Talks) callable(typed string) []annotate.Person {
	me := t.o.Desk.Person().ID
	var found, last []annotate.Person
	for _, p := range t.people {
		fits := strings.HasPrefix(strings.ToLower(p.Handle), typed) ||
			slices.ContainsFunc(strings.Fields(strings.ToLower(p.Name)), func(word string) bool { return strings.HasPrefix(word, typed) })
		switch {
		case p.Retired || p.Handle == "" || !fits:
		case p.ID == me:
			last = append(last, p)
		default:
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b annotate.Person) int { return strings.Compare(a.Handle, b.Handle) })
	found = append(found, last...)
	return found[:min(len(found), mostOffered)]
}
