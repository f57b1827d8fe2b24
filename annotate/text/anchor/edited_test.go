package anchor

import (
	"math/rand/v2"
	"slices"
	"strings"

	"bluepencil/annotate/text"
)

// letter is a code point that knows where it stood in the text before it was
// edited, or nowhere.
type letter struct {
	r    rune
	from int
}

// draft is a text in the making. What an edit does to it is the truth that
// the package has to find out again.
type draft []letter

func draftOf(whole string) draft {
	d := make(draft, 0, len(whole))
	for at, r := range whole {
		d = append(d, letter{r, at})
	}
	return d
}

func fresh(s string) draft {
	d := draftOf(s)
	for i := range d {
		d[i].from = nowhere
	}
	return d
}

func (d draft) String() string {
	var b strings.Builder
	for _, l := range d {
		b.WriteRune(l.r)
	}
	return b.String()
}

// splice puts something else in the place of the letters from one to another.
func (d draft) splice(from, to int, with draft) draft {
	return append(append(append(draft{}, d[:from]...), with...), d[to:]...)
}

// move takes out the letters from one to another and puts them in again.
func (d draft) move(from, to, before int) draft {
	part := append(draft{}, d[from:to]...)
	rest := d.splice(from, to, nil)
	if before >= to {
		before -= to - from
	}
	before = min(before, len(rest))
	return rest.splice(before, before, part)
}

// units cuts the text with a function such as text.SentenceAt, in letters.
func (d draft) units(at func(string, int) text.Range) []text.Range {
	whole := d.String()
	index := map[int]int{len(whole): len(d)}
	n := 0
	for offset := range whole {
		index[offset] = n
		n++
	}
	var list []text.Range
	for offset := 0; offset < len(whole); {
		r := at(whole, offset)
		if r.Empty() || r.End <= offset {
			offset = text.NextGrapheme(whole, offset)
			continue
		}
		list = append(list, text.Range{Start: index[r.Start], End: index[r.End]})
		offset = r.End
	}
	return list
}

// truth is where a range of the old text is now, and whether enough of it is
// left in one place to say so.
func (d draft) truth(old string, r text.Range) (text.Range, bool) {
	left, size := 0, len([]rune(old[r.Start:r.End]))
	place, offset, last := text.Range{Start: nowhere}, 0, 0
	for _, l := range d {
		width := len(string(l.r))
		if l.from >= r.Start && l.from < r.End {
			if place.Start == nowhere {
				place.Start = offset
			} else if offset-last > 200 {
				return place, false // in pieces
			}
			place.End, last = offset+width, offset
			left++
		}
		offset += width
	}
	return place, left*2 > size || left > 1 && size <= 12
}

// editing makes one draft of another with a seeded choice of places.
type editing struct {
	random *rand.Rand
	draft  draft
}

// words are the words of the draft, in letters.
func (e *editing) words() []text.Range {
	return slices.DeleteFunc(e.draft.units(text.WordAt), func(r text.Range) bool { return !text.IsWord(e.draft[r.Start:r.End].String()) })
}

// instead puts another word in the place of one; it stands for the old one.
func (e *editing) instead(r text.Range) {
	with := fresh(newWords[e.random.IntN(len(newWords))])
	with[0].from, with[len(with)-1].from = e.draft[r.Start].from, e.draft[r.End-1].from
	e.draft = e.draft.splice(r.Start, r.End, with)
}

func (e *editing) pick(list []text.Range) text.Range { return list[e.random.IntN(len(list))] }

// typo changes one letter of a word, or swaps two.
func (e *editing) typo() {
	r := e.pick(e.words())
	at := r.Start + e.random.IntN(r.Len())
	if at+1 < r.End && e.random.IntN(2) == 0 {
		e.draft = append(draft{}, e.draft...)
		e.draft[at], e.draft[at+1] = e.draft[at+1], e.draft[at]
		e.draft[at].from, e.draft[at+1].from = e.draft[at+1].from, e.draft[at].from
		return
	}
	e.draft = append(draft{}, e.draft...)
	e.draft[at].r = []rune("aeinrst")[e.random.IntN(7)]
}

// reword puts another word in the place of one.
func (e *editing) reword() {
	e.instead(e.pick(e.words()))
}

func (e *editing) insertSentence() {
	r := e.pick(e.draft.units(text.SentenceAt))
	e.draft = e.draft.splice(r.Start, r.Start, fresh(newSentences[e.random.IntN(len(newSentences))]+" "))
}

func (e *editing) deleteSentence() {
	r := e.pick(e.draft.units(text.SentenceAt))
	e.draft = e.draft.splice(r.Start, r.End, nil)
}

// rewordQuote changes a third of the words of a quotation.
func (e *editing) rewordQuote() {
	list := e.draft.units(func(whole string, at int) text.Range { r, _ := text.QuotedAt(whole, at); return r })
	if len(list) == 0 {
		return
	}
	quote := e.pick(list)
	words := e.words()
	for i := len(words) - 1; i >= 0; i-- {
		w := words[i]
		if w.Start > quote.Start && w.End < quote.End && e.random.IntN(3) == 0 {
			e.instead(w)
		}
	}
}

func (e *editing) moveParagraph() {
	list := e.draft.units(text.ParagraphAt)
	from, to := e.pick(list), e.pick(list)
	if from == to {
		return
	}
	end := min(from.End+1, len(e.draft)) // with its line end
	e.draft = e.draft.move(from.Start, end, to.Start)
}

// cut drops the last third, as a wire's customer does.
func (e *editing) cut() {
	list := e.draft.units(text.ParagraphAt)
	if len(list) > 3 {
		e.draft = e.draft[:list[len(list)*2/3].End]
	}
}

func (e *editing) insertParagraph() {
	r := e.pick(e.draft.units(text.ParagraphAt))
	words := ""
	for range 3 + e.random.IntN(3) {
		words += newSentences[e.random.IntN(len(newSentences))] + " "
	}
	e.draft = e.draft.splice(r.Start, r.Start, fresh(words+"\n"))
}

// kindsOfEdit are what newsrooms do to an article between two versions.
var kindsOfEdit = []struct {
	name string
	do   func(*editing)
}{
	{"typo", func(e *editing) { e.typo(); e.typo(); e.typo() }},
	{"reword", func(e *editing) { e.reword(); e.reword(); e.reword() }},
	{"insert sentence", (*editing).insertSentence},
	{"delete sentence", (*editing).deleteSentence},
	{"reword quote", (*editing).rewordQuote},
	{"move paragraph", (*editing).moveParagraph},
	{"wire cut", (*editing).cut},
	{"insert paragraph", (*editing).insertParagraph},
	{"8 at once", func(e *editing) { e.many(8) }},
	{"30 at once", func(e *editing) { e.many(30) }},
}

func (e *editing) many(n int) {
	for range n {
		kindsOfEditAtOnce[e.random.IntN(len(kindsOfEditAtOnce))](e)
	}
}

var kindsOfEditAtOnce = []func(*editing){(*editing).typo, (*editing).reword, (*editing).insertSentence, (*editing).deleteSentence,
	(*editing).rewordQuote, (*editing).moveParagraph, (*editing).insertParagraph}

var newWords = []string{"barely", "council", "ferry", "later", "officials", "the", "winter", "Vik", "of", "quietly", "two", "Lund", "said", "it", "rates", "had"}

var newSentences = []string{
	"The harbour office did not answer questions on Friday.",
	"Mayor Ada Lund said she would read the report first.",
	"“We will see,” Reyle said.",
	"It was the third such vote in two years.",
	"Nora Vik, who leads the district, was not in the room.",
	"The price of steel has doubled since then, he added.",
	"A spokesman for the ministry declined to comment.",
	"“It is late,” she said.",
	"The figures were published by the Alder Courier.",
	"Both sides will meet again next week.",
}
