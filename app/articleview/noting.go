package articleview

import (
	"sort"
	"strings"

	"bluepencil/annotate/text"
	"bluepencil/app/articleview/lines"
	"bluepencil/app/articleview/paint"
	"bluepencil/app/articleview/shape"
)

// noteBytes is how long a place is at most that is noted in the text as a
// whole; of a longer one it is the first word.
const noteBytes = 60

// notesOf picks the places that are noted in the text. Where places overlap it
// is the one that begins first; what is wrong goes before what is doubtful.
func (v *View) notesOf(list []Place) (notes []Place) {
	for _, p := range list {
		if p.Kind != Wrong && p.Kind != Doubtful || p.Range.Empty() || p.Range.End > len(v.article) {
			continue
		}
		p.Range = v.firstWord(p.Range)
		if n := len(notes); n > 0 && p.Range.Start < notes[n-1].Range.End {
			if notes[n-1].Range.Start == p.Range.Start && p.Kind == Wrong {
				notes[n-1].Kind = Wrong
			}
			continue
		}
		notes = append(notes, p)
	}
	return notes
}

func (v *View) firstWord(r text.Range) text.Range {
	if r.Len() <= noteBytes {
		return r
	}
	words := v.article[r.Start : r.Start+noteBytes]
	if n := strings.IndexAny(words, " \t\r\n"); n > 0 {
		return text.Range{Start: r.Start, End: r.Start + n}
	}
	return text.Range{Start: r.Start, End: text.Nearest(v.article, r.Start+noteBytes/4)}
}

// notesOn is what is noted on a line.
func (v *View) notesOn(shaped *shape.Line, left float32) (list []paint.Fragment) {
	first := sort.Search(len(v.notes), func(i int) bool { return v.notes[i].Range.End > shaped.Start })
	for _, p := range v.notes[first:] {
		if p.Range.Start >= shaped.End {
			break
		}
		note := paint.Fragment{Pattern: paint.Dotted, Colour: kindColour(p.Kind, false)}
		if p.Kind == Wrong {
			note.Pattern = paint.Wavy
		}
		for _, e := range lines.Extents(shaped, p.Range.Start, p.Range.End) {
			note.From, note.To = left+e.From, left+e.To
			list = append(list, note)
		}
	}
	return list
}
