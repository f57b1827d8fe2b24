package anchor

import (
	"strings"
	"unicode"

	"bluepencil/annotate/text"
)

// EditKind says what an edit did.
type EditKind string

// The kinds of edit.
const (
	Insert  EditKind = "insert"
	Delete  EditKind = "delete"
	Replace EditKind = "replace"
)

// Edit is one difference between two texts: the bytes of the old one that were
// taken out and those of the new one that stand there instead. Either range
// may be empty; it then says where.
type Edit struct {
	Kind EditKind
	Old  text.Range
	New  text.Range
	// Moved tells that most of the words stand at another place too: they were
	// not written or lost, only put elsewhere.
	Moved bool
}

// Edits lists the differences in their order, by whole words and blanks.
// Making them all in the old text gives the new one exactly.
func (a *Alignment) Edits() []Edit {
	var edits []Edit
	old, new := 0, 0 // tokens up to which both texts are told
	for at := 0; at <= len(a.to); at++ {
		next := len(a.from)
		if at < len(a.to) {
			if a.kinds[at] != equal || int(a.to[at]) < new {
				continue // what moved is told where it was and where it is
			}
			next = int(a.to[at])
		}
		if e, differs := a.between(old, at, new, next); differs {
			edits = append(edits, e)
		}
		old, new = at+1, next+1
	}
	return edits
}

// between is the difference between two tokens that both texts have, blanks
// included. Blanks that are the same at both ends are no part of it.
func (a *Alignment) between(old, oldEnd, new, newEnd int) (Edit, bool) {
	e := Edit{Old: a.old.stretch(old, oldEnd), New: a.new.stretch(new, newEnd)}
	was, is := a.old.text[e.Old.Start:e.Old.End], a.new.text[e.New.Start:e.New.End]
	if was == is {
		return e, false
	}
	lead := blanksOf(was[:commonPrefix(was, is)])
	if !text.IsBoundary(a.old.text, e.Old.Start+lead) || !text.IsBoundary(a.new.text, e.New.Start+lead) {
		lead = 0 // half of a line end
	}
	was, is = was[lead:], is[lead:]
	trail := blanksBefore(was[len(was)-commonSuffix(was, is):])
	if !text.IsBoundary(a.old.text, e.Old.End-trail) || !text.IsBoundary(a.new.text, e.New.End-trail) {
		trail = 0
	}
	e.Old = text.Range{Start: e.Old.Start + lead, End: e.Old.End - trail}
	e.New = text.Range{Start: e.New.Start + lead, End: e.New.End - trail}
	switch {
	case e.Old.Empty():
		e.Kind = Insert
	case e.New.Empty():
		e.Kind = Delete
	default:
		e.Kind = Replace
	}
	e.Moved = a.movedMostly(old, oldEnd, new, newEnd)
	return e, true
}

// stretch is what lies from the end of the token before the first to the start
// of the last.
func (s *side) stretch(first, last int) text.Range {
	r := text.Range{Start: 0, End: len(s.text)}
	if first > 0 {
		r.Start = s.end(first - 1)
	}
	if last < len(s.tokens) {
		r.End = s.start(last)
	}
	return r
}

// blanksOf is how many bytes of white space a text begins with.
func blanksOf(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }

// blanksBefore is how many it ends with.
func blanksBefore(s string) int { return len(s) - len(strings.TrimRightFunc(s, unicode.IsSpace)) }

// movedMostly tells whether most words of an edit stand elsewhere.
func (a *Alignment) movedMostly(old, oldEnd, new, newEnd int) bool {
	words, elsewhere := a.old.countWords(old, oldEnd)+a.new.countWords(new, newEnd), 0
	for at := old; at < oldEnd; at++ {
		if to := int(a.to[at]); a.old.words[at] && to != nowhere && (to < new || to >= newEnd) {
			elsewhere++
		}
	}
	for at := new; at < newEnd; at++ {
		if from := int(a.from[at]); a.new.words[at] && from != nowhere && (from < old || from >= oldEnd) {
			elsewhere++
		}
	}
	return words > 0 && elsewhere*5 >= words*4
}
