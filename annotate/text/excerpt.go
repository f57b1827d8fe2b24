package text

import "strings"

// Excerpt is words of a text with what stands around them, on one line.
type Excerpt struct {
	Before, Words, After string // with an ellipsis where something is left out
}

// Around cuts a range out of a text with at most so many grapheme clusters
// before it and behind it. Of words longer than longest, in bytes, as many
// clusters are shown as longest says; 0 shows them all. What would break a
// line is a blank.
func Around(text string, r Range, around, longest int) Excerpt {
	start, shown := r.Start, r.End
	for n := 0; n < around && start > 0; n++ {
		start = PreviousGrapheme(text, start)
	}
	if longest > 0 && r.Len() > longest {
		shown = r.Start
		for n := 0; n < longest && shown < r.End; n++ {
			shown = NextGrapheme(text, shown)
		}
	}
	end := shown
	for n := 0; n < around && end < len(text); n++ {
		end = NextGrapheme(text, end)
	}
	e := Excerpt{OneLine(text[start:r.Start]), OneLine(text[r.Start:shown]), OneLine(text[shown:end])}
	if start > 0 {
		e.Before = "…" + e.Before
	}
	if end < len(text) {
		e.After += "…"
	}
	return e
}

// OneLine turns what would break a line into blanks.
func OneLine(text string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '\n', '\r', '\t', '\v', '\f', '\u0085', '\u2028', '\u2029':
			return ' '
		}
		return r
	}, text)
}
