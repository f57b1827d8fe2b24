package attribution

import (
	"slices"

	"bluepencil/annotate"
	"bluepencil/annotate/text"
)

// view is the surroundings of a quote, word by word.
type view struct {
	Request
	words   *lexicon
	tokens  []token      // outside of the quote
	foreign []text.Range // quotation marks with what is in them, and other quotes
	linked  map[annotate.ID]bool
	whole   text.Range // from the quote's first byte to its last
}

func newView(r Request) *view {
	v := &view{Request: r, whole: text.Range{Start: r.Quote[0].Start, End: r.Quote[len(r.Quote)-1].End}}
	around := v.around()
	v.words = lexiconFor(r.Text[around.Start:around.End])
	v.linked = map[annotate.ID]bool{}
	for i := range r.Marks {
		if m := &r.Marks[i]; m.ID != r.ID && r.group(m) == annotate.GroupQuote {
			v.others(m, around)
		}
	}
	v.foreign = append(v.foreign, v.quoted(around)...)
	for i, region := range v.regions(around) {
		v.tokens = append(v.tokens, tokensOf(r.Text, region, i, v.words)...)
	}
	return v
}

// others notes where another quote lies, and what it is linked to.
func (v *view) others(m *annotate.Annotation, around text.Range) {
	for _, s := range m.Spans {
		if piece := (text.Range{Start: s.Start, End: s.End}); piece.Overlaps(around) {
			v.foreign = append(v.foreign, piece)
		}
	}
	for _, l := range m.Links {
		if l.Role == CueRole {
			v.linked[l.To] = true
		}
	}
}

// around is the quote with what is looked at on both sides.
func (v *view) around() text.Range {
	r := text.Range{Start: max(v.whole.Start-reach, 0), End: min(v.whole.End+reach, len(v.Text))}
	for r.Start > 0 && !starts(v.Text, r.Start) {
		r.Start--
	}
	for !starts(v.Text, r.End) {
		r.End++
	}
	return r
}

// quoted are the stretches in quotation marks outside of the quote.
func (v *view) quoted(around text.Range) (list []text.Range) {
	own := func(q text.Range) bool { return slices.ContainsFunc(v.Quote, q.Overlaps) }
	for at := around.Start; at < around.End; {
		if p := text.ParagraphAt(v.Text, at); p.Len() < 8*reach && (p.Start < v.whole.Start || p.End > v.whole.End) {
			for _, q := range text.Quoted(v.Text, at) {
				if !own(q) {
					list = append(list, q)
				}
			}
		}
		next := text.NextParagraph(v.Text, at)
		if next <= at {
			break
		}
		at = next
	}
	return list
}

// regions are the stretches outside of the quote: before it, between its
// pieces, after it.
func (v *view) regions(around text.Range) []text.Range {
	list := []text.Range{{Start: around.Start, End: v.Quote[0].Start}}
	for i := 1; i < len(v.Quote); i++ {
		list = append(list, text.Range{Start: v.Quote[i-1].End, End: v.Quote[i].Start})
	}
	return append(list, text.Range{Start: v.whole.End, End: around.End})
}

// distance is how many words stand between a token and the quote, and how
// many ends of sentences, on the side where these cost less.
func (v *view) distance(at int) (words, sentences int) {
	words, sentences = 1<<20, 1<<20
	t := &v.tokens[at]
	first, last := at, at
	for first > 0 && v.tokens[first-1].region == t.region {
		first--
	}
	for last+1 < len(v.tokens) && v.tokens[last+1].region == t.region {
		last++
	}
	if t.region > 0 { // a piece stands before it
		words, sentences = at-first, t.sentence-v.tokens[first].sentence
		if v.tokens[first].ends {
			sentences++
		}
	}
	if t.region < len(v.Quote) { // a piece stands behind it
		w, s := last-at, v.tokens[last].sentence-t.sentence
		if v.endsBefore(v.Quote[t.region].Start, v.tokens[last].End) {
			s++
		}
		if cost(w, s) < cost(words, sentences) {
			words, sentences = w, s
		}
	}
	return words, sentences
}

func cost(words, sentences int) float64 {
	return perWord*float64(words) + perSentence*float64(sentences)
}

// endsBefore tells whether a sentence ends between a token and the quote.
func (v *view) endsBefore(quote, end int) bool { return endsSentence(v.Text[end:quote]) }

// inForeign tells whether a range lies in somebody else's words.
func (v *view) inForeign(r text.Range) bool { return slices.ContainsFunc(v.foreign, r.Overlaps) }

func (r *Request) group(m *annotate.Annotation) annotate.Group { return r.Codebook.Group(m.Label) }

// marked is the annotation of a role's labels that fits words best: the one on
// the same words, or else the longest that shares their first or last word.
func (v *view) marked(role annotate.RoleID, r text.Range) (annotate.Annotation, bool) {
	target, ok := v.Codebook.Role(role)
	if !ok {
		return annotate.Annotation{}, false
	}
	best, length := -1, 0
	for i := range v.Marks {
		m := &v.Marks[i]
		if m.ID == v.ID || len(m.Spans) != 1 || !v.Codebook.PointsTo(target, m.Label) || v.group(m) == annotate.GroupQuote {
			continue
		}
		s := text.Range{Start: m.Start(), End: m.End()}
		if s == r {
			return *m, true
		}
		if s.Overlaps(r) && (s.Start >= r.Start || s.End <= r.End) && s.Len() > length && s.Len() >= r.Len()/3 && !s.Overlaps(v.whole) {
			best, length = i, s.Len()
		}
	}
	if best < 0 {
		return annotate.Annotation{}, false
	}
	return v.Marks[best], true
}
