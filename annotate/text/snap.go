package text

// SnapToWords widens a range so that no word is cut at its ends. An empty one
// becomes the word it stands in or at; between words it stays empty.
func SnapToWords(text string, r Range) Range {
	r = SnapOutward(text, r)
	if r.Empty() {
		if word := WordAt(text, r.Start); isWord(text[word.Start:word.End]) {
			return word
		}
		return r
	}
	if first := WordAt(text, r.Start); first.Start < r.Start && r.Start < first.End && isWord(text[first.Start:first.End]) {
		r.Start = first.Start
	}
	if last := WordAt(text, r.End); last.Start < r.End && r.End < last.End && isWord(text[last.Start:last.End]) {
		r.End = last.End
	}
	return r
}

// SnapToSentences widens a range to whole sentences, without the blanks around
// them. Blanks at the ends of the range count for nothing, so that no sentence
// is taken in of which nothing was chosen.
func SnapToSentences(text string, r Range) Range {
	r = SnapOutward(text, r)
	inner := trimBlanks(text, r)
	if inner.Empty() {
		return SentenceAt(text, r.Start)
	}
	first, last := SentenceAt(text, inner.Start), SentenceAt(text, PreviousGrapheme(text, inner.End))
	return Range{min(inner.Start, first.Start), max(inner.End, last.End)}
}
