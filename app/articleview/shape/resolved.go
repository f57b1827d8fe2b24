package shape

// mostResolved is how many paragraphs' levels are remembered: those that the
// lines on a page come from, since drawing goes from line to line.
const mostResolved = 16

// resolved remembers the levels of the last paragraphs asked for, so that a
// line of a long paragraph does not cost resolving the whole of it. The
// strings are kept as they are, for comparing a string with itself takes no
// time; they keep their article's text alive until others follow.
type resolved struct {
	texts  [mostResolved]string
	levels [mostResolved]levels
	next   int
}

func (r *resolved) of(paragraph string) levels {
	for i := range r.texts {
		if r.texts[i] == paragraph {
			return r.levels[i]
		}
	}
	found := levelsOf(paragraph)
	r.texts[r.next], r.levels[r.next] = paragraph, found
	r.next = (r.next + 1) % mostResolved
	return found
}
